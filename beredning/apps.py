from django.apps import AppConfig


class BeredningConfig(AppConfig):
    name = "beredning"
    label = "beredning"
    verbose_name = "Beredning"

    def ready(self) -> None:
        from beredning import kopplingar, tasks  # noqa: F401  # registrations, and names of jobs
