"""The register: who is who, for whom, in which förbund, and when."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from guardian.models import GroupObjectPermissionBase

from forbund.grund.constraints import Mandatskydd
from forbund.grund.tenancy import ForbundModel
from forbund.register.states import Part, Ratt, Roll


class KontoManager(BaseUserManager["Konto"]):
    def create_user(self, email: str, password: str | None = None, **falt: Any) -> "Konto":
        konto = self.model(email=self.normalize_email(email).lower(), **falt)
        konto.set_password(password)
        konto.save(using=self._db)
        return konto

    def get_by_natural_key(self, username: str | None) -> "Konto":
        return self.get(email__iexact=username or "")


class Konto(AbstractBaseUser):
    """The login of one person, in any number of förbund."""

    email = models.EmailField("e-postadress", max_length=254)
    namn = models.CharField("namn", max_length=200)
    is_active = models.BooleanField("aktivt", default=True)
    skapat = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["namn"]
    objects: ClassVar[KontoManager] = KontoManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="register_konto_email_unik")]

    def __str__(self) -> str:
        return self.namn

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Asked by guardian and the templates; answered by the authentication backends."""
        return any(backend.has_perm(self, perm, obj) for backend in get_backends())


class Organisation(models.Model):
    """An organisation that may be a member: FK, AF, a region or a kommun. Shared by all förbund."""

    namn = models.CharField(max_length=200)
    organisationsnummer = models.CharField(max_length=11, blank=True)
    slag = models.CharField(max_length=10, choices=Part.choices)
    kod = models.CharField("kommun- eller länskod", max_length=4, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slag", "kod"], name="register_organisation_kod_unik"),
            models.CheckConstraint(condition=models.Q(slag__in=Part.values), name="register_organisation_slag"),
        ]

    def __str__(self) -> str:
        return self.namn


class Forbund(models.Model):
    """A samordningsförbund: the tenant."""

    slug = models.SlugField(max_length=60, unique=True)
    namn = models.CharField(max_length=200)
    kortnamn = models.CharField(max_length=60)
    organisationsnummer = models.CharField(max_length=11, blank=True)
    sate = models.CharField("säte", max_length=100)
    bildat = models.DateField("bildat")
    upplost = models.DateField("upplöst", null=True, blank=True)

    class Meta:
        default_permissions = ()
        permissions = [(r.value, r.label) for r in Ratt]

    def __str__(self) -> str:
        return self.namn

    def get_absolute_url(self) -> str:
        return reverse("register:oversikt", args=[self.slug])


class ForbundGroupObjectPermission(GroupObjectPermissionBase):
    """guardian's store of rights: group `forbund:<id>:<roll>` × right × förbund."""

    content_object = models.ForeignKey(Forbund, on_delete=models.CASCADE)


class Medlem(ForbundModel):
    """An organisation in one förbund, with the part or parts that it stands for."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    parter = ArrayField(models.CharField(max_length=10, choices=Part.choices))
    fran = models.DateField("från")
    till = models.DateField("till", null=True, blank=True)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["forbund", "organisation", "fran"], name="register_medlem_unik"),
            models.CheckConstraint(condition=~models.Q(parter=[]), name="register_medlem_har_part"),
            models.CheckConstraint(
                condition=models.Q(till=None) | models.Q(till__gte=models.F("fran")), name="register_medlem_period"
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.namn


class Forbundsordning(ForbundModel):
    """What the system reads of one version of the förbundsordning (FL 9 §)."""

    galler_fran = models.DateField("gäller från")
    kallelsedagar = models.PositiveSmallIntegerField("kallelse senast, dagar före", default=7)
    kvalificerad = models.JSONField("kvalificerad majoritet per ärendeslag", default=dict, blank=True)

    class Meta(ForbundModel.Meta):
        constraints = [models.UniqueConstraint(fields=["forbund", "galler_fran"], name="register_forbundsordning_unik")]

    def __str__(self) -> str:
        return f"Förbundsordning från {self.galler_fran}"


class Plats(ForbundModel):
    """Seats of one medlem by one förbundsordning (FL 10 §: as many ersättare as ledamöter)."""

    forbundsordning = models.ForeignKey(Forbundsordning, on_delete=models.PROTECT, related_name="platser")
    medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, related_name="platser")
    ledamoter = models.PositiveSmallIntegerField(default=1)
    ersattare = models.PositiveSmallIntegerField(default=1)

    class Meta(ForbundModel.Meta):
        constraints = [models.UniqueConstraint(fields=["forbundsordning", "medlem"], name="register_plats_unik")]

    def __str__(self) -> str:
        return f"{self.medlem}: {self.ledamoter}"


class Person(ForbundModel):
    """Someone the förbund deals with; may lack a login."""

    RLS_EGEN = "konto_id = (SELECT finsam_konto())"

    namn = models.CharField(max_length=200)
    epost = models.EmailField(max_length=254, blank=True)
    telefon = models.CharField(max_length=40, blank=True)
    konto = models.ForeignKey(Konto, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["forbund", "konto"], name="register_person_konto_unik"),
        ]

    def __str__(self) -> str:
        return self.namn


class UppdragQuerySet(models.QuerySet["Uppdrag"]):
    def galler(self, dag: date) -> "UppdragQuerySet":
        """In force on the day."""
        return self.filter(models.Q(till=None) | models.Q(till__gte=dag), fran__lte=dag)


class Uppdrag(ForbundModel):
    """Person × förbund × role × medlem × period, pointing to the group that holds the role's rights."""

    RLS_EGEN = "person_id = ANY ((SELECT finsam_egna_personer())::bigint[])"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="uppdrag")
    roll = models.CharField(max_length=20, choices=Roll.choices)
    medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, null=True, blank=True, related_name="uppdrag")
    grupp = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="uppdrag")
    fran = models.DateField("från")
    till = models.DateField("till", null=True, blank=True)
    ordning = models.PositiveSmallIntegerField("ersättarordning", default=1)
    valbarhetsgrund = models.CharField(max_length=300, blank=True)
    beslut_dag = models.DateField("beslutat", null=True, blank=True)
    beslut_dnr = models.CharField("beslutets diarienummer", max_length=60, blank=True)

    egna: ClassVar[models.Manager["Uppdrag"]] = models.Manager.from_queryset(UppdragQuerySet)()

    class Meta(ForbundModel.Meta):
        indexes = [models.Index(fields=["forbund", "roll"], name="register_uppdrag_roll")]
        constraints = [
            models.CheckConstraint(condition=models.Q(roll__in=Roll.values), name="register_uppdrag_roll_finns"),
            models.CheckConstraint(
                condition=models.Q(till=None) | models.Q(till__gte=models.F("fran")), name="register_uppdrag_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_roll_display()}"


class Granskningsmandat(models.Model):
    """A read-only mandate over one, several or all förbund, with its basis in law and its last day (R70)."""

    konto = models.ForeignKey(Konto, on_delete=models.PROTECT, related_name="mandat")
    organ = models.CharField("för vem granskningen görs", max_length=200)
    grund = models.CharField("rättslig grund", max_length=300)
    alla_forbund = models.BooleanField(default=False)
    fran = models.DateField("från")
    till = models.DateField("till")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(grund=""), name="register_mandat_har_grund"),
            models.CheckConstraint(condition=models.Q(till__gte=models.F("fran")), name="register_mandat_period"),
            Mandatskydd(
                name="register_granskningsmandat_rls",
                las="alla_forbund OR id IN (SELECT mandat_id FROM register_mandatforbund"
                " WHERE forbund_id = ANY ((SELECT finsam_las())::bigint[])) OR konto_id = (SELECT finsam_konto())",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.konto}, {self.organ}"


class Mandatforbund(models.Model):
    """One förbund of a granskningsmandat."""

    mandat = models.ForeignKey(Granskningsmandat, on_delete=models.CASCADE, related_name="forbund")
    forbund = models.ForeignKey(Forbund, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mandat", "forbund"], name="register_mandatforbund_unik"),
            Mandatskydd(name="register_mandatforbund_rls", las="true"),  # ids that the mandates' own policy reads
        ]

    def __str__(self) -> str:
        return str(self.forbund_id)


class Apinyckel(models.Model):
    """A key to the API: acts as its konto, in one förbund, till its last day. Only its hash is kept."""

    konto = models.ForeignKey(Konto, on_delete=models.CASCADE, related_name="apinycklar")
    forbund = models.ForeignKey(Forbund, on_delete=models.CASCADE, related_name="+")
    namn = models.CharField("vad nyckeln ska användas till", max_length=100)
    hash = models.CharField(max_length=64, unique=True)
    endast_las = models.BooleanField("får bara läsa", default=True)
    skapad = models.DateTimeField()
    till = models.DateField("sista dag")
    aterkallad = models.DateTimeField("återkallad", null=True, blank=True)

    def __str__(self) -> str:
        return self.namn
