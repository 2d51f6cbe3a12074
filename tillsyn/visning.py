"""How the log and the key figures read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from forbund.grund import dates
from forbund.grund.models import Handelse
from forbund.grund.money import visa_belopp
from tillsyn.queries import LASNING, Nyckeltal

HANDELSER = {
    "apinyckel_aterkallad": "API-nyckel återkallad",
    "apinyckel_skapad": "API-nyckel skapad",
    "arende_avslutat": "Ärende avslutat",
    "arende_registrerat": "Ärende registrerat",
    "arende_vackt": "Ärende väckt",
    "arende_ateroppnat": "Ärende öppnat igen",
    "dagordning_ordnad": "Föredragningslistan ordnad",
    "forbund_bildat": "Förbundet registrerat",
    "forslag_atertaget": "Förslag återtaget",
    "forslag_avskrivet": "Förslag avskrivet",
    "forslag_berett": "Förslag berett",
    "forslag_beslutat": "Förslag beslutat",
    "forslag_inlamnat": "Förslag inlämnat",
    "forslag_paborjat": "Förslag påbörjat",
    "forslag_till_styrelsen": "Förslag lämnat till styrelsen",
    "handling_last": "Handling låst",
    "handling_registrerad": "Handling registrerad",
    "insats_beviljad": "Insats beviljad",
    "kallelse_publicerad": "Kallelse publicerad",
    "komplettering_begard": "Komplettering begärd",
    "komplettering_inlamnad": "Komplettering inlämnad",
    LASNING: "Läsning med läsbehörighet",
    "last_handling_bedomd": "Låst handling bedömd",
    "paragraf_aterlamnad": "Paragraf återlämnad",
    "paragrafer_justerade": "Paragrafer justerade",
    "protokoll_justerat": "Protokoll justerat",
    "protokoll_taget_tillbaka": "Protokoll taget tillbaka",
    "protokoll_utsant": "Protokoll utsänt för justering",
    "protokollstext_skriven": "Text i protokollet skriven",
    "punkt_borttagen": "Punkt borttagen",
    "punkt_flyttad": "Punkt flyttad",
    "punkt_redigerad": "Punkt ändrad",
    "punkt_underlag_hamtat": "Underlag hämtat till punkt",
    "punkt_uppsatt": "Punkt uppsatt",
    "rattelse_antecknad": "Rättelse antecknad",
    "sammantrade_andrat": "Sammanträde ändrat",
    "sammantrade_installt": "Sammanträde inställt",
    "sammantrade_planerat": "Sammanträde planerat",
    "stallning_tagen": "Ställningstagande lämnat",
    "stallningstaganden_begarda": "Ställningstaganden begärda",
    "uppdrag_avslutat": "Uppdrag avslutat",
    "uppdrag_givet": "Uppdrag registrerat",
    "utkast_delat": "Utkast delat",
    "utkast_inte_delat": "Delning av utkast avslutad",
    "utkast_kastat": "Utkast kastat",
    "utskick_skickas_igen": "Utskick skickas igen",
}


@dataclass(frozen=True)
class Loggrad:
    """One row of the log, ready to print."""

    nummer: int
    tid: str
    vem: str
    handelse: str
    om: str
    lagrum: str
    skal: tuple[tuple[str, str], ...]


def loggrader(handelser: Iterable[Handelse]) -> list[Loggrad]:
    return [
        Loggrad(
            nummer=h.nummer,
            tid=dates.visa_stund(h.tid),
            vem=f"{h.namn} för {h.at}" if h.at else h.namn,
            handelse=HANDELSER[h.typ],
            om=str(h.efter["sida"]) if h.typ == LASNING else h.rubrik,
            lagrum=h.lagrum,
            skal=tuple(h.skal.items()),
        )
        for h in handelser
    ]


@dataclass(frozen=True)
class Nyckelrad:
    """One förbund of the overview, ready to print."""

    namn: str
    url: str
    oppna_arenden: str
    forslag: str
    beslut: str
    beviljat: str


def nyckelrader(rader: Iterable[Nyckeltal]) -> list[Nyckelrad]:
    return [
        Nyckelrad(
            n.forbund.kortnamn,
            reverse("register:oversikt", args=[n.forbund.slug]),
            str(n.oppna_arenden),
            str(n.forslag),
            str(n.beslut_i_ar),
            visa_belopp(n.beviljat_i_ar),
        )
        for n in rader
    ]
