from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "forbund.register"
    label = "register"
    verbose_name = "Register"

    def ready(self) -> None:
        from forbund.grund import web
        from forbund.register import tasks  # noqa: F401  # names of jobs

        web.meny(web.Menyval(1, "Översikt", "register:oversikt", ""))
