from django.apps import AppConfig


class FristerConfig(AppConfig):
    name = "forbund.frister"
    label = "frister"
    verbose_name = "Frister"

    def ready(self) -> None:
        from forbund.frister import kopplingar  # noqa: F401  # registers with the kernel once the apps are loaded
