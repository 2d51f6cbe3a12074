from django.apps import AppConfig


class StyrelseConfig(AppConfig):
    name = "forbund.styrelse"
    label = "styrelse"
    verbose_name = "Styrelse"

    def ready(self) -> None:
        from forbund.styrelse import kopplingar, tasks  # noqa: F401  # registrations and names of jobs
