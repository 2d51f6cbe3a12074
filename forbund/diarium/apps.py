from django.apps import AppConfig


class DiariumConfig(AppConfig):
    name = "forbund.diarium"
    label = "diarium"
    verbose_name = "Diarium"

    def ready(self) -> None:
        from forbund.diarium import kopplingar, tasks  # noqa: F401  # register with the kernel once the apps are loaded
