from django.apps import AppConfig


class GrundConfig(AppConfig):
    name = "forbund.grund"
    label = "grund"
    verbose_name = "Grund"

    def ready(self) -> None:
        from forbund.grund import audit, checks  # noqa: F401  # registers the log's commit hook and the system checks
