from typing import ClassVar

from django.db import models


class Organisation(models.Model):
    objects: ClassVar[models.Manager["Organisation"]] = models.Manager()

    namn = models.CharField(max_length=200)

    class Meta:
        app_label = "bar"

    def __str__(self) -> str:
        return self.namn


class Arende(models.Model):
    objects: ClassVar[models.Manager["Arende"]] = models.Manager()

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    nummer = models.PositiveIntegerField()
    rubrik = models.CharField(max_length=200)
    oppnat = models.DateTimeField(db_index=True)
    senast = models.DateField()
    belopp = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        app_label = "bar"

    def __str__(self) -> str:
        return self.rubrik
