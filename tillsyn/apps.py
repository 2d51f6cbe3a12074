from django.apps import AppConfig


class TillsynConfig(AppConfig):
    name = "tillsyn"
    verbose_name = "Granskning"

    def ready(self) -> None:
        from forbund.grund import web
        from forbund.register.states import Ratt

        web.meny(web.Menyval(10, "Granskning", "tillsyn:logg", Ratt.SE_LOGGEN.value))
