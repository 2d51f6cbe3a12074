from django.apps import AppConfig, apps


class GrundConfig(AppConfig):
    name = "forbund.grund"
    label = "grund"
    verbose_name = "Grund"

    def ready(self) -> None:
        from forbund.grund import audit, checks, formular, lagrum  # noqa: F401  # the first two register the log's hook and the checks

        formular.tala_klarsprak()
        lagrum.ladda(app.name for app in apps.get_app_configs())
