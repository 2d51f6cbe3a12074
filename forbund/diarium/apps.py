from django.apps import AppConfig


class DiariumConfig(AppConfig):
    name = "forbund.diarium"
    label = "diarium"
    verbose_name = "Diarium"
