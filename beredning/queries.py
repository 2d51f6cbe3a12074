"""Reads of the beredning. `synliga_for` is the one answer to what a konto may see (R115)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, TextField
from django.db.models.fields.json import KT, KeyTextTransform
from django.db.models.functions import Cast, Coalesce, JSONObject

from beredning.models import (
    SKRIVA,
    Forslag,
    Forslagsversion,
    ForslagUserObjectPermission,
    Kostnad,
    Sokande,
    Stallningstagande,
)
from beredning.states import AVSLUTADE, SKRIVS, Forslagsstatus
from forbund.grund import tenancy
from forbund.grund.models import Handelse
from forbund.grund.web import med_orden
from forbund.register import access
from forbund.register.models import Konto, Medlem, Uppdrag
from forbund.register.queries import medlemmar_i_kraft
from forbund.register.states import Ratt, Roll


def egna_medlemmar(konto: Konto) -> frozenset[int]:
    """Medlemmar that the konto writes and answers for."""
    return access.medlemmar(konto, Roll.PARTSFORETRADARE)


def laser_alla_inlamnade(konto: Konto) -> bool:
    """Office, board, revisor and granskare read every förslag that was handed in; a part only those that concern it."""
    las = tenancy.aktivt().las
    rader = access.rattigheter(konto).i(las[0]) if len(las) == 1 else ()
    return any(r.roll != Roll.PARTSFORETRADARE and Ratt.SE_BEREDNINGEN.value in r.ratter for r in rader)


def medskrivna(konto: Konto) -> QuerySet[Any, Any]:
    """Ids of förslag that the konto is a named co-writer of, for a subquery."""
    return ForslagUserObjectPermission.objects.filter(user=konto, permission__codename=SKRIVA).values("content_object")


def _skriver(konto: Konto) -> Q:
    if not access.can(konto, Ratt.SKRIVA_FORSLAG):
        return Q(pk__in=[])
    return Q(skapat_for__in=egna_medlemmar(konto)) | Q(pk__in=medskrivna(konto))


def skrivna_av(konto: Konto) -> QuerySet[Forslag]:
    """Förslag that the konto writes: its medlem's own, and those it was invited to."""
    return Forslag.objects.filter(_skriver(konto))


def synliga_for(konto: Konto) -> QuerySet[Forslag]:
    """Every förslag of the open förbund that the konto may know of. A draft: those who write it, nobody else (R115)."""
    inlamnat = Q(inlamnat__isnull=False)
    if laser_alla_inlamnade(konto):
        return Forslag.objects.filter(_skriver(konto) | inlamnat)
    egna = egna_medlemmar(konto)
    berorda = (
        Q(pk__in=Sokande.objects.filter(medlem__in=egna).values("forslag"))
        | Q(pk__in=Stallningstagande.objects.filter(medlem__in=egna).values("forslag"))
        | Q(insatsagare__in=egna)
    )
    return Forslag.objects.filter(_skriver(konto) | inlamnat & berorda)


def _senaste_version() -> QuerySet[Forslagsversion]:
    return Forslagsversion.objects.filter(forslag=OuterRef("pk")).order_by("-nummer")


def _titel() -> Coalesce:
    titel = _senaste_version().annotate(t=KeyTextTransform("rubrik", "innehall")).values("t")[:1]
    return Coalesce(Subquery(titel), F("rubrik"), output_field=TextField())


def med_titel(forslag: QuerySet[Forslag]) -> QuerySet[Any]:
    """Adds `titel` and `fryst`: what everyone but the writers reads is the latest frozen version."""
    return forslag.annotate(fryst=Subquery(_senaste_version().values("innehall")[:1]), titel=_titel())


def forslag_for_lista(konto: Konto, *, status: str = "", sok: str = "") -> QuerySet[Any, Any]:
    """The list of the beredning, the latest change first: only what a row shows."""
    fraga: QuerySet[Any] = synliga_for(konto)
    if status == "oppna":
        fraga = fraga.exclude(status__in=AVSLUTADE)
    elif status:
        fraga = fraga.filter(status=status)
    if sok.split():
        fraga = fraga.alias(titel=_titel()).filter(med_orden(sok, "titel"))
    fryst = JSONObject(**{namn: KT(f"innehall__{namn}") for namn in ("rubrik", "insatstyp", "summa")})
    summa = Kostnad.objects.filter(forslag=OuterRef("pk")).order_by().values("forslag").annotate(s=Sum("belopp"))
    svar = JSONObject(fragade=Count("pk"), svarade=Count("svarat"), senast=Max("senast"))
    stallning = Stallningstagande.objects.filter(forslag=OuterRef("pk")).order_by().values("forslag")
    egna = ("pk", "rubrik", "insatstyp", "status", "utfall", "andrat")
    return fraga.order_by("-andrat", "-pk").values(
        *egna,
        "arende__ar",
        "arende__nummer",
        medlem=F("skapat_for__organisation__namn"),
        fryst=Subquery(_senaste_version().values(f=fryst)[:1]),
        summa=Subquery(summa.values("s")),
        svar=Subquery(stallning.annotate(svar=svar).values("svar")),
    )


def forslag_for_sok(konto: Konto, text: str) -> QuerySet[Any, Any]:
    """Förslag with all the words in their name, the latest change first: what tells one from its like."""
    fraga: QuerySet[Any] = synliga_for(konto).annotate(titel=_titel())
    rader = fraga.filter(med_orden(text, "titel")).order_by("-andrat", "-pk")
    egna = ("pk", "titel", "status", "utfall", "arende__ar", "arende__nummer")
    return rader.values(*egna, medlem=F("skapat_for__organisation__namn"))


def antal_per_status(konto: Konto) -> dict[str, int]:
    """How many förslag the konto sees in each state."""
    rader = synliga_for(konto).order_by().values("status").annotate(n=Count("pk"))
    return {rad["status"]: rad["n"] for rad in rader}


def forslag_for_sida(konto: Konto) -> QuerySet[Forslag]:
    """One förslag with all that its page and form show."""
    return synliga_for(konto).select_related("arende", "skapat_for__organisation", "insatsagare__organisation")


def sokande_till(forslag: Forslag) -> list[Sokande]:
    return list(
        Sokande.objects.filter(forslag=forslag)
        .select_related("medlem__organisation")
        .order_by("medlem__organisation__slag", "medlem__organisation__namn")
    )


def kostnader_i(forslag: Forslag) -> list[Kostnad]:
    return list(
        Kostnad.objects.filter(forslag=forslag)
        .select_related("medlem__organisation")
        .order_by("medlem__organisation__namn", "medlem", "ar", "kostnadsslag")
    )


def stallningstaganden(forslag: Forslag) -> QuerySet[Stallningstagande]:
    """The asked medlemmar's answers, Försäkringskassan and Arbetsförmedlingen first."""
    return (
        Stallningstagande.objects.filter(forslag=forslag)
        .select_related("medlem__organisation", "svarat_av", "avser")
        .order_by("medlem__organisation__slag", "medlem__organisation__namn")
    )


def stallningstaganden_till(forslag: Forslag) -> list[Stallningstagande]:
    """The answers with what is shown of them: the medlem, who answered, and the number of the version."""
    egna = ("forslag", "senast", "svar", "text", "svarat", "antecknat")
    andras = ("medlem__parter", "medlem__organisation__namn", "svarat_av__namn", "avser__nummer")
    return list(stallningstaganden(forslag).only(*egna, *andras))


def versioner_av(forslag: Forslag) -> list[Forslagsversion]:
    """The frozen versions, the latest first."""
    rader = forslag.versioner.select_related("skapad_av", "papper").order_by("-nummer")
    return list(
        rader.only("forslag", "nummer", "anledning", "innehall", "skapad", "skapad_av__namn", "papper__handling")
    )


def historik_for(forslag: Forslag, *, fran: datetime | None = None) -> list[Handelse]:
    """What the log says of the förslag (from a moment on), the latest first."""
    rader = Handelse.objects.filter(objekt_typ=Forslag._meta.label_lower, objekt_id=forslag.pk)
    rader = rader.only("tid", "namn", "at", "typ", "efter", "skal")
    if fran is not None:
        rader = rader.filter(tid__gte=fran)
    return list(rader.order_by("-nummer")[:100])


def medskribenter(forslag: Forslag) -> list[Konto]:
    """Named co-writers of the draft."""
    ids = ForslagUserObjectPermission.objects.filter(content_object=forslag, permission__codename=SKRIVA)
    return list(Konto.objects.filter(pk__in=ids.values("user")).order_by("namn"))


def mojliga_medskribenter(forslag: Forslag, dag: date) -> list[tuple[Konto, str]]:
    """Partsföreträdare of other medlemmar who are not invited yet, with the medlem's name."""
    inbjudna = ForslagUserObjectPermission.objects.filter(content_object=forslag).values("user")
    uppdrag = (
        Uppdrag.objects.filter(roll=Roll.PARTSFORETRADARE, person__konto__is_active=True, fran__lte=dag)
        .filter(Q(till=None) | Q(till__gte=dag))
        .exclude(medlem=forslag.skapat_for_id)
        .exclude(person__konto__in=inbjudna)
        .select_related("person__konto", "medlem__organisation")
        .order_by("medlem__organisation__namn", "person__namn")
    )
    return [(u.person.konto, str(u.medlem)) for u in uppdrag if u.person.konto is not None]


def foretradare_for(medlem_ids: list[int], dag: date) -> list[tuple[int, Konto]]:
    """(medlem, konto) of the partsföreträdare in force: who is asked and reminded."""
    uppdrag = (
        Uppdrag.objects.filter(roll=Roll.PARTSFORETRADARE, medlem__in=medlem_ids, person__konto__is_active=True)
        .filter(Q(till=None) | Q(till__gte=dag), fran__lte=dag)
        .select_related("person__konto")
    )
    return [(u.medlem_id, u.person.konto) for u in uppdrag if u.person.konto is not None and u.medlem_id is not None]


def medlemmar_per_id(dag: date) -> Mapping[int, Medlem]:
    """Medlemmar in force on the day, Försäkringskassan and Arbetsförmedlingen first."""
    return {m.pk: m for m in medlemmar_i_kraft(dag)}


def alla_medlemmar_per_id() -> Mapping[int, Medlem]:
    """Medlemmar of any time, as old förslag name them."""
    return {m.pk: m for m in Medlem.objects.select_related("organisation")}


def utkast_for(konto: Konto) -> QuerySet[Forslag]:
    """Drafts and returned förslag that wait for the konto's pen."""
    return skrivna_av(konto).filter(status__in=SKRIVS).order_by("andrat")


def obesvarade_for(konto: Konto) -> QuerySet[Stallningstagande]:
    """Stances that the konto's medlemmar have been asked for and not given."""
    return (
        Stallningstagande.objects.filter(
            medlem__in=egna_medlemmar(konto), svar="", forslag__status=Forslagsstatus.STALLNINGSTAGANDEN
        )
        .select_related("forslag", "medlem__organisation", "avser")
        .order_by("senast")
    )


def att_handlagga(idag: date) -> QuerySet[Any]:
    """What waits for the office: handed in, ready, or answered by all who still may; with `fragade` and `svarade`."""
    fragade = Stallningstagande.objects.filter(forslag=OuterRef("pk"))
    antal = fragade.order_by().values("forslag")
    vantar = Q(status=Forslagsstatus.STALLNINGSTAGANDEN) & Exists(fragade.filter(svar="", senast__gte=idag))
    hos_kansliet = (Forslagsstatus.INLAMNAT, Forslagsstatus.STALLNINGSTAGANDEN, Forslagsstatus.BEREDD)
    raknade: QuerySet[Any] = Forslag.objects.filter(~vantar, status__in=hos_kansliet).annotate(
        fragade=Coalesce(Subquery(antal.annotate(n=Count("pk")).values("n")), 0),
        svarade=Coalesce(Subquery(antal.annotate(n=Count("pk", filter=~Q(svar=""))).values("n")), 0),
    )
    return med_titel(raknade).order_by("inlamnat")


def forslag_att_besluta(arende_ids: Iterable[int]) -> dict[int, Forslag]:
    """Ärende → the förslag that the board decides on, with its frozen versions and stances: three queries."""
    medlem = "medlem__organisation"
    svaren = Stallningstagande.objects.select_related(medlem).order_by(f"{medlem}__slag", f"{medlem}__namn")
    versioner = Forslagsversion.objects.select_related("papper").order_by("-nummer")
    med = Prefetch("stallningstaganden", svaren), Prefetch("versioner", versioner)
    forslag = Forslag.objects.filter(arende__in=list(arende_ids)).prefetch_related(*med)
    return {f.arende_id: f for f in forslag if f.arende_id is not None}


def forslag_att_prova(arende_ids: Iterable[int]) -> dict[int, Any]:
    """Ärende → the förslag as the rules judge it, with `sokande_ids`, `svarande_ids` and `kostnadsrader`: one query."""
    till = {"forslag": OuterRef("pk")}
    rad = JSONObject(medlem="medlem_id", slag="kostnadsslag", ar="ar", belopp=Cast("belopp", TextField()))
    svarande = Stallningstagande.objects.filter(svarat__isnull=False, **till)
    forslag = Forslag.objects.filter(arende__in=list(arende_ids)).annotate(
        sokande_ids=ArraySubquery(Sokande.objects.filter(**till).order_by("pk").values("medlem")),
        svarande_ids=ArraySubquery(svarande.order_by("pk").values("medlem")),
        kostnadsrader=ArraySubquery(Kostnad.objects.filter(**till).order_by("pk").values(json=rad)),
    )
    return {f.arende_id: f for f in forslag if f.arende_id is not None}


def foretrader(konto: Konto, forslag: Forslag) -> bool:
    """Does the konto speak for the medlem whose förslag it is?"""
    return access.can(konto, Ratt.SKRIVA_FORSLAG) and forslag.skapat_for_id in egna_medlemmar(konto)


def skriver_pa(konto: Konto, forslag: Forslag) -> bool:
    """Is the konto one of those who write the förslag: the medlem's own, and those whom they invited?"""
    if not access.can(konto, Ratt.SKRIVA_FORSLAG):
        return False
    return foretrader(konto, forslag) or medskrivna(konto).filter(content_object=forslag).exists()
