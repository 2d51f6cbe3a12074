from django.apps import AppConfig


class BeredningConfig(AppConfig):
    name = "beredning"
    label = "beredning"
    verbose_name = "Beredning"
