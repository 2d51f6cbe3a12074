"""Menu, to-do, card and chain of the föredragningslista."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse

from forbund.diarium.models import Arende
from forbund.diarium.queries import pagar
from forbund.diarium.states import namnge_slag
from forbund.grund import dates, web
from forbund.register import access
from forbund.register.states import STYRELSEROLLER, Ratt
from forbund.styrelse.arendeslag import laget_for, slag_for
from forbund.styrelse.models import Punkt, Sammantrade
from forbund.styrelse.queries.dagordning import (
    paragrafer_med,
    punkter_for_arende,
    punkter_for_lista,
)
from forbund.styrelse.queries.laget import laget
from forbund.styrelse.rules.kallelse import sista_kallelsedag
from forbund.styrelse.states import (
    EJ_AVGJORDA,
    FORE_MOTET,
    UNDER_MOTET,
    Protokollsstatus,
    Punktstatus,
    Sammantradesstatus,
)
from forbund.styrelse.visning.dagordning import delar, klockan_och_plats

if TYPE_CHECKING:
    from forbund.register.models import Konto

web.meny(web.Menyval(2, "Sammanträden", "styrelse:sammantraden", Ratt.SE_STYRELSEN))
SAMMANTRADE = "sammantrade"
SKA_UPP_IGEN = frozenset({Punktstatus.BORDLAGD, Punktstatus.ATERREMITTERAD})
EJ_KLART = ~Q(status=Sammantradesstatus.INSTALLT) & (
    Q(protokoll=None) | ~Q(protokoll__status=Protokollsstatus.JUSTERAT)
)
namnge_slag(SAMMANTRADE, "Sammanträde")


@pagar
def styrelsen_har_det(arende: Arende) -> Iterator[str]:
    """What the board has left to do with the ärende: a point, a decision, or the sammanträde whose own ärende it is."""
    if arende.slag == SAMMANTRADE:
        if Sammantrade.objects.filter(EJ_KLART, arende=arende).exists():
            yield "Protokollet från sammanträdet är inte justerat."
        return
    punkter = list(punkter_for_arende(arende.pk))
    for punkt in punkter:
        dag = dates.visa_dag(punkt.sammantrade.dag)
        if punkt.status in EJ_AVGJORDA and punkt.sammantrade.status in FORE_MOTET | UNDER_MOTET:
            yield f"Det står på föredragningslistan till sammanträdet {dag}."
        elif hasattr(punkt, "beslut") and punkt.justerad is None:
            yield f"Beslutet i § {punkt.paragraf} från sammanträdet {dag} är inte justerat."
    senaste = punkter[0] if punkter else None
    if senaste and senaste.status in SKA_UPP_IGEN and senaste.justerad and slag_for(arende).redo([arende.pk]):
        yield f"Det är {senaste.get_status_display().lower()} i § {senaste.paragraf} och ska upp i styrelsen igen."


@web.att_gora
def kalla_i_tid(konto: "Konto", idag: date) -> Iterator[web.Uppgift]:
    """Publish the kallelse of the next sammanträde (R12), and read its papers once it is out."""
    if not access.can(konto, Ratt.SE_STYRELSEN) or (nasta := laget().nasta()) is None:
        return
    if nasta.status == Sammantradesstatus.UTKAST:
        if access.can(konto, Ratt.KALLA):
            yield _publicera(nasta, access.slug(konto))
    elif access.uppdrag_ids(konto, *STYRELSEROLLER):
        yield web.Uppgift(
            rubrik=f"Läs handlingarna till sammanträdet {dates.visa_veckodag(nasta.dag)}",
            url=reverse("styrelse:sammantrade", args=[access.slug(konto), nasta.pk]),
            knapp="Läs",
            senast=nasta.dag,
            undertext=klockan_och_plats(nasta),
        )


def _publicera(sammantrade: Any, slug: str) -> web.Uppgift:
    return web.Uppgift(
        rubrik=f"Publicera kallelsen till sammanträdet {dates.visa_veckodag(sammantrade.dag)}",
        url=reverse("styrelse:foredragningslista", args=[slug, sammantrade.pk]),
        knapp="Öppna listan",
        senast=sista_kallelsedag(sammantrade.dag, sammantrade.kallelsedagar),
        lag_text="Arbetsordningen, KL 6 kap. 17 §",
        regel="R12",
        undertext=klockan_och_plats(sammantrade),
    )


@web.oversiktsruta
def nasta_ruta(konto: "Konto", idag: date) -> web.Oversiktsruta | None:
    """Next sammanträde with what is missing for it (the office), or its agenda (everyone else)."""
    if not access.can(konto, Ratt.SE_STYRELSEN) or (nasta := laget().nasta()) is None:
        return None
    slug = access.slug(konto)
    data: dict[str, Any] = {
        "dag": dates.visa_veckodag_ar(nasta.dag),
        "tid_och_plats": klockan_och_plats(nasta),
        "url": reverse("styrelse:sammantrade", args=[slug, nasta.pk]),
    }
    if access.can(konto, Ratt.KALLA):
        punkter = list(punkter_for_lista(nasta))
        rader = delar(punkter, laget_for(p.arende for p in punkter if p.arende), slug)
        arenden = [rad for d in rader for rad in d.punkter if rad.marke]
        data |= {
            "lista_url": reverse("styrelse:foredragningslista", args=[slug, nasta.pk]),
            "kallad": nasta.status == Sammantradesstatus.KALLAT,
            "sista": dates.visa_veckodag(sista_kallelsedag(nasta.dag, nasta.kallelsedagar)),
            "antal": len(arenden),
            "brister": [(rad, rad.brister[0]) for rad in arenden if rad.brister][:5],
        }
    return web.Oversiktsruta("Nästa sammanträde", "styrelse/_nasta_ruta.html", data, ordning=10)


@web.kedja
def paragrafen(konto: "Konto", objekt: Any) -> Iterable[web.Lank]:
    """The step of the chain where the board takes the matter up; `objekt` is an Arende, or has an `arende_id`."""
    if not (isinstance(objekt, Arende) or hasattr(objekt, "arende_id")) or not access.can(konto, Ratt.SE_STYRELSEN):
        return []
    arende_id = objekt.pk if isinstance(objekt, Arende) else objekt.arende_id
    punkt = punkter_for_arende(arende_id).first() if arende_id is not None else None
    if punkt is None:
        return [web.Lank(40, "Styrelsens beslut")]
    url = _dar_den_star(punkt, access.slug(konto))
    return [web.Lank(40, _stegtext(punkt), url, klar=punkt.status == Punktstatus.BESLUTAD, har=objekt == punkt)]


@web.sok
def paragrafer(konto: "Konto", text: str) -> web.Traffar | None:
    """Paragraphs of the protokoll, by number or by words."""
    if not access.can(konto, Ratt.SE_STYRELSEN):
        return None
    slug = access.slug(konto)

    def rad(punkt: Punkt) -> web.Traff:
        dag = dates.visa_dag(punkt.sammantrade.dag)
        return web.Traff(punkt.rubrik, _dar_den_star(punkt, slug), f"{_stegtext(punkt)} · sammanträdet {dag}")

    return web.traffar(30, "Styrelsens paragrafer", paragrafer_med(text), rad)


def _dar_den_star(punkt: Punkt, slug: str) -> str:
    """The protokoll once the sammanträde is over, before that its page."""
    sida = "protokoll" if punkt.sammantrade.status == Sammantradesstatus.AVSLUTAT and punkt.paragraf else "sammantrade"
    return reverse(f"styrelse:{sida}", args=[slug, punkt.sammantrade_id]) + f"#punkt-{punkt.pk}"


def _stegtext(punkt: Punkt) -> str:
    if punkt.paragraf:
        lage = "" if punkt.status in EJ_AVGJORDA else f", {_utfall(punkt)}"
        return f"§ {punkt.paragraf}/{punkt.paragraf_ar}{lage}{', justerad' if punkt.justerad else ''}"
    return f"Styrelsen {dates.visa_dag(punkt.sammantrade.dag)}"


def _utfall(punkt: Punkt) -> str:
    beslut = getattr(punkt, "beslut", None)
    return (beslut.get_utfall_display() if beslut else punkt.get_status_display()).lower()
