from django.apps import AppConfig


class FinsamConfig(AppConfig):
    name = "finsam"
    verbose_name = "Finsam"

    def ready(self) -> None:
        from finsam import celery  # noqa: F401  # every process that promises work knows where the bell is
