"""What happens in the room: who is there, who serves for whom, jäv, yrkanden and omröstningar."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from forbund.grund.constraints import BaraTillagg
from forbund.grund.tenancy import ForbundModel
from forbund.register.models import Medlem, Uppdrag
from forbund.styrelse.models.sammantrade import Beloppsrad, Punkt, Sammantrade
from forbund.styrelse.models.skydd import JusteratSkydd
from forbund.styrelse.states import Javsgrund, Javsstatus, Omrostningsutfall, Rostval, Satt, Yrkandeslag


def _tid() -> Func:
    """The time of a row as a range; one without an end goes on."""
    return Func(F("fran"), F("till"), function="TSTZRANGE", output_field=DateTimeRangeField())


def _slut_efter_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(till=None) | Q(till__gte=F("fran")), name=name)


class Narvaro(ForbundModel):
    """One person's presence, from when till when. Coming back is a new row."""

    sammantrade = models.ForeignKey(Sammantrade, on_delete=models.PROTECT, related_name="narvaro")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    fran = models.DateTimeField("från")
    till = models.DateTimeField("till", null=True, blank=True)
    satt = models.CharField("sätt", max_length=8, choices=Satt.choices, default=Satt.SAL)
    antecknad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(ForbundModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(satt__in=Satt.values), name="styrelse_narvaro_satt"),
            _slut_efter_start("styrelse_narvaro_period"),
            ExclusionConstraint(
                name="styrelse_narvaro_en_gang",
                expressions=[
                    ("sammantrade", RangeOperators.EQUAL),
                    ("uppdrag", RangeOperators.EQUAL),
                    (_tid(), RangeOperators.OVERLAPS),
                ],
            ),
            JusteratSkydd(name="styrelse_narvaro_las", sammantrade="rad.sammantrade_id"),
        ]

    def __str__(self) -> str:
        return f"{self.uppdrag_id} {self.fran}"


class Tjanstgoring(ForbundModel):
    """An ersättare serving for a ledamot who is absent, or jävig at one point."""

    sammantrade = models.ForeignKey(Sammantrade, on_delete=models.PROTECT, related_name="tjanstgoringar")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    for_uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    punkt = models.ForeignKey(Punkt, on_delete=models.PROTECT, null=True, blank=True, related_name="tjanstgoringar")
    fran = models.DateTimeField("från")
    till = models.DateTimeField("till", null=True, blank=True)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(uppdrag=F("for_uppdrag")), name="styrelse_tjanstgoring_annan"),
            _slut_efter_start("styrelse_tjanstgoring_period"),
            ExclusionConstraint(
                name="styrelse_tjanstgoring_en_plats",
                expressions=[
                    ("sammantrade", RangeOperators.EQUAL),
                    ("uppdrag", RangeOperators.EQUAL),
                    (_tid(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="styrelse_tjanstgoring_en_ersattare",
                expressions=[
                    ("sammantrade", RangeOperators.EQUAL),
                    ("for_uppdrag", RangeOperators.EQUAL),
                    (_tid(), RangeOperators.OVERLAPS),
                ],
            ),
            JusteratSkydd(name="styrelse_tjanstgoring_las", sammantrade="rad.sammantrade_id"),
        ]

    def __str__(self) -> str:
        return f"{self.uppdrag_id} för {self.for_uppdrag_id}"


class Javsanmalan(ForbundModel):
    """Jäv in one point: declared, questioned, or tried by the board (KL 6 kap. 28–32 §§)."""

    punkt = models.ForeignKey(Punkt, on_delete=models.PROTECT, related_name="jav")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    grund = models.CharField(max_length=1, choices=Javsgrund.choices)
    text = models.TextField("vad det gäller", blank=True)
    anmald = models.DateTimeField("anmäld")
    antecknad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=16, choices=Javsstatus.choices, default=Javsstatus.ANMALD)
    skal = models.TextField("styrelsens skäl", blank=True)
    atertagen = models.DateTimeField("återtagen", null=True, blank=True)

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["punkt", "uppdrag"], name="styrelse_jav_unik"),
            models.CheckConstraint(condition=Q(status__in=Javsstatus.values), name="styrelse_jav_status"),
            models.CheckConstraint(condition=Q(grund__in=Javsgrund.values), name="styrelse_jav_grund"),
            models.CheckConstraint(
                condition=Q(status__in=[Javsstatus.ANMALD, Javsstatus.IFRAGASATT]) | ~Q(skal=""),
                name="styrelse_jav_provad_med_skal",
            ),
            JusteratSkydd(name="styrelse_jav_las", punkt="rad.punkt_id"),
        ]

    def __str__(self) -> str:
        return f"Jäv, punkt {self.punkt_id}"


class Javsvar(ForbundModel):
    """Someone has answered the question of jäv, asked once for the whole agenda; what was declared is `Javsanmalan`."""

    sammantrade = models.ForeignKey(Sammantrade, on_delete=models.PROTECT, related_name="javsvar")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    svarat = models.DateTimeField()
    antecknad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["sammantrade", "uppdrag"], name="styrelse_javsvar_unik"),
            JusteratSkydd(name="styrelse_javsvar_las", sammantrade="rad.sammantrade_id"),
        ]

    def __str__(self) -> str:
        return f"Svar om jäv, {self.uppdrag_id}"


class Yrkande(ForbundModel):
    """What a ledamot proposes; an ändring carries its own att-satser, villkor and amounts.

    One without `uppdrag` is the proposal on the list, which is put also when nobody has yrkat bifall to it.
    """

    punkt = models.ForeignKey(Punkt, on_delete=models.PROTECT, related_name="yrkanden")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    slag = models.CharField(max_length=14, choices=Yrkandeslag.choices)
    text = models.TextField(blank=True)
    att_satser = models.JSONField(default=list, blank=True)
    villkor = models.JSONField(default=list, blank=True)
    framstallt = models.DateTimeField("framställt")
    antecknad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    aterkallat = models.DateTimeField("återkallat", null=True, blank=True)
    framlagt = models.PositiveSmallIntegerField("ordning i propositionen", null=True, blank=True)

    class Meta(ForbundModel.Meta):
        ordering = ["framstallt", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(slag__in=Yrkandeslag.values), name="styrelse_yrkande_slag"),
            models.UniqueConstraint(
                fields=["punkt", "framlagt"], name="styrelse_yrkande_framlagt", condition=Q(framlagt__isnull=False)
            ),
            models.UniqueConstraint(fields=["punkt"], name="styrelse_yrkande_ett_forslag", condition=Q(uppdrag=None)),
            models.CheckConstraint(
                condition=Q(uppdrag__isnull=False) | Q(slag=Yrkandeslag.BIFALL), name="styrelse_yrkande_forslag_bifall"
            ),
            JusteratSkydd(name="styrelse_yrkande_las", punkt="rad.punkt_id"),
        ]

    def __str__(self) -> str:
        return f"{self.get_slag_display()}, punkt {self.punkt_id}"


class Yrkandebelopp(Beloppsrad):
    """Money in a yrkande."""

    yrkande = models.ForeignKey(Yrkande, on_delete=models.CASCADE, related_name="belopp")

    class Meta(Beloppsrad.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(belopp__gt=0), name="styrelse_yrkandebelopp_positivt"),
            JusteratSkydd(
                name="styrelse_yrkandebelopp_las",
                punkt="(SELECT y.punkt_id FROM styrelse_yrkande y WHERE y.id = rad.yrkande_id)",
            ),
        ]


_PUNKT_FOR_OMROSTNING = "(SELECT o.punkt_id FROM styrelse_omrostning o WHERE o.id = rad.omrostning_id)"
_PUNKT_FOR_RAD = (
    "(SELECT o.punkt_id FROM styrelse_omrostning o JOIN styrelse_rostlangdsrad r ON r.omrostning_id = o.id"
    " WHERE r.id = rad.rad_id)"
)


class Omrostning(ForbundModel):
    """A vote between two proposals, answered with ja or nej; its röstlängd is frozen when it opens."""

    punkt = models.ForeignKey(Punkt, on_delete=models.PROTECT, related_name="omrostningar")
    ja_yrkande = models.ForeignKey(Yrkande, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nej_yrkande = models.ForeignKey(Yrkande, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fraga_ja = models.CharField("den som vill … röstar ja", max_length=300)
    fraga_nej = models.CharField("den som vill … röstar nej", max_length=300)
    begard_av = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    oppnad = models.DateTimeField("öppnad")
    stangd = models.DateTimeField("stängd", null=True, blank=True)
    utslagsrost = models.BooleanField("ordförandens röst avgjorde", default=False)
    utfall = models.CharField(max_length=3, choices=Omrostningsutfall.choices, blank=True)

    class Meta(ForbundModel.Meta):
        ordering = ["oppnad", "id"]
        constraints = [
            models.UniqueConstraint(fields=["punkt"], name="styrelse_omrostning_en_oppen", condition=Q(stangd=None)),
            models.CheckConstraint(
                condition=Q(stangd=None, utfall="") | Q(stangd__isnull=False, utfall__in=Omrostningsutfall.values),
                name="styrelse_omrostning_utfall",
            ),
            models.CheckConstraint(
                condition=~Q(fraga_ja="") & ~Q(fraga_nej="") & ~Q(fraga_ja=F("fraga_nej")),
                name="styrelse_omrostning_fraga",
            ),
            JusteratSkydd(name="styrelse_omrostning_las", punkt="rad.punkt_id"),
        ]

    def __str__(self) -> str:
        return f"Omröstning om {self.punkt}"


class Rostlangdsrad(ForbundModel):
    """One who may vote in an omröstning, and for which medlem."""

    omrostning = models.ForeignKey(Omrostning, on_delete=models.PROTECT, related_name="rostlangd")
    uppdrag = models.ForeignKey(Uppdrag, on_delete=models.PROTECT, related_name="+")
    for_medlem = models.ForeignKey(Medlem, on_delete=models.PROTECT, related_name="+")

    class Meta(ForbundModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["omrostning", "uppdrag"], name="styrelse_rostlangd_unik"),
            BaraTillagg(name="styrelse_rostlangd_bara_tillagg"),
            JusteratSkydd(name="styrelse_rostlangd_las", punkt=_PUNKT_FOR_OMROSTNING),
        ]

    def __str__(self) -> str:
        return f"Röstlängd {self.omrostning_id}"


class Rost(ForbundModel):
    """One vote. It hangs on a row of the frozen röstlängd, is one a row, and stands."""

    rad = models.OneToOneField(Rostlangdsrad, on_delete=models.PROTECT, related_name="rost")
    val = models.CharField(max_length=6, choices=Rostval.choices)
    antecknad_av = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    avgiven = models.DateTimeField()

    class Meta(ForbundModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(val__in=Rostval.values), name="styrelse_rost_val"),
            BaraTillagg(name="styrelse_rost_bara_tillagg"),
            JusteratSkydd(name="styrelse_rost_las", punkt=_PUNKT_FOR_RAD),
        ]

    def __str__(self) -> str:
        return f"Röst {self.rad_id}"
