from django.apps import AppConfig


class InsatserConfig(AppConfig):
    name = "insatser"
    label = "insatser"
    verbose_name = "Insatser"

    def ready(self) -> None:
        from insatser import kopplingar  # noqa: F401  # registers with the kernel
