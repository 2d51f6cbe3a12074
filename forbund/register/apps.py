from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "forbund.register"
    label = "register"
    verbose_name = "Register"

    def ready(self) -> None:
        from forbund.grund import web

        web.meny(web.Menyval(1, "Översikt", "register:oversikt", ""))
