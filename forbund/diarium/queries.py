"""Reads of the diarium. What a konto may see of its handlingar is one condition."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from forbund.diarium.models import Arende, Handling
from forbund.diarium.states import BEDOMD, SKANNA, Karantan
from forbund.grund.queue import uppgivna
from forbund.grund.web import Register, med_orden

if TYPE_CHECKING:
    from forbund.register.models import Konto

_DNR = re.compile(r"([0-9]{4})/([0-9]{1,6})(?:-([0-9]{1,6}))?")

# A room above says in sentences what goes on in an ärende, so that it is not closed meanwhile; one question each.
pagar: Register[Callable[[Arende], Iterable[str]]] = Register()


def handlingar_for(konto: "Konto", *, synligheter: Iterable[str], registrator: bool) -> QuerySet[Handling]:
    """Handlingar that the konto may know of, with their ärende.

    `synligheter` follow from the konto's rights (`access.KRAV`). One's own uploads are always seen; a locked one only
    by who keeps the diarium and by who sent it (R57).
    """
    fran_sig = Q(uppladdad_av=konto)
    synlig = Q(synlighet__in=list(synligheter)) | fran_sig
    olast = Q() if registrator else ~Q(karantan=Karantan.LAST) | fran_sig
    return Handling.objects.filter(synlig & olast).select_related("arende")


def handlingar_i_arende(handlingar: QuerySet[Handling], arende: Arende) -> QuerySet[Handling]:
    """The ärende's papers in the order they were numbered."""
    return handlingar.filter(arende=arende).order_by("nummer")


def arenden_for_lista(*, ar: int | None = None, lage: str = "", sok: str = "") -> QuerySet[Arende]:
    """Ärenden, the newest first; `lage` is oppna, avslutade or empty; `sok` is a dnr or words of the rubrik."""
    fraga = Arende.objects.order_by("-ar", "-nummer")
    if ar is not None:
        fraga = fraga.filter(ar=ar)
    if lage:
        fraga = fraga.filter(avslutat__isnull=lage == "oppna")
    return _sok(fraga, sok)


def _sok(fraga: QuerySet[Arende], sok: str) -> QuerySet[Arende]:
    if dnr := _DNR.fullmatch(sok.strip()):
        return fraga.filter(ar=int(dnr[1]), nummer=int(dnr[2]))
    return fraga.filter(med_orden(sok, "rubrik"))


def handlingar_med(handlingar: QuerySet[Handling], sok: str) -> QuerySet[Handling]:
    """Of the handlingar those with the number ("2026/118-3") or the words in their rubrik, the latest first."""
    fraga = handlingar.order_by("-datum", "-pk")
    if dnr := _DNR.fullmatch(sok.strip()):
        ett = fraga.filter(arende__ar=int(dnr[1]), arende__nummer=int(dnr[2]))
        return ett.filter(nummer=int(dnr[3])) if dnr[3] else ett
    return fraga.filter(med_orden(sok, "rubrik"))


def pagar_i(arende: Arende) -> list[str]:
    """What must end before the ärende is closed, in words; empty when nothing goes on."""
    return [text for leverantor in pagar for text in leverantor(arende)]


def ar_med_arenden() -> list[int]:
    """Years in which ärenden were registered, the latest first."""
    return list(Arende.objects.order_by("-ar").values_list("ar", flat=True).distinct())


def filer_i_bruk() -> QuerySet:
    """Hashes of the files that the förbund's handlingar name."""
    return Handling.objects.values_list("sha256", flat=True).distinct()


def okontrollerade(handlingar: Iterable[Handling]) -> frozenset[int]:
    """Those of the handlingar whose search was given up; asks only when one of them still waits."""
    vantar = [handling.pk for handling in handlingar if handling.karantan == Karantan.VANTAR]
    return frozenset(_uppgivna().filter(objekt_id__in=vantar) if vantar else ())


def att_ta_hand_om() -> QuerySet[Handling]:
    """Locked handlingar that nobody has judged, and those that could not be searched; the oldest first."""
    obedomd = Q(karantan=Karantan.LAST) & ~Q(skanning__has_key=BEDOMD)
    okontrollerad = Q(karantan=Karantan.VANTAR, pk__in=_uppgivna())
    return Handling.objects.filter(obedomd | okontrollerad).select_related("arende").order_by("pk")


def _uppgivna() -> QuerySet:
    return uppgivna(SKANNA).values_list("objekt_id", flat=True)
