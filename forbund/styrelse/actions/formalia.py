"""What the protokoll says of a procedural point, when nobody writes anything else."""

from collections.abc import Sequence

from forbund.grund import dates
from forbund.styrelse.models import Motesjusterare, Punkt
from forbund.styrelse.queries.mote import Rum, namn
from forbund.styrelse.states import Punktslag


def _lista(namnen: Sequence[str]) -> str:
    """ "A, B och C"."""
    return " och ".join(filter(None, [", ".join(namnen[:-1]), *namnen[-1:]]))


def text_for(rum: Rum, punkt: Punkt) -> str:
    """The text that is proposed when the point is closed."""
    skrivare = {
        Punktslag.OPPNANDE: _oppnande,
        Punktslag.UPPROP: _upprop,
        Punktslag.JUSTERARE: _justerare,
        Punktslag.JAV: _jav,
        Punktslag.AVSLUTANDE: _avslutande,
    }
    fasta = {
        Punktslag.DAGORDNING: "Styrelsen fastställer föredragningslistan.",
        Punktslag.FOREGAENDE_PROTOKOLL: "Föregående protokoll läggs till handlingarna.",
        Punktslag.ANMALNING: "Styrelsen lägger anmälningarna till handlingarna.",
        Punktslag.INFORMATION: "Styrelsen har tagit del av informationen.",
    }
    slag = Punktslag(punkt.slag)
    return skrivare[slag](rum) if slag in skrivare else fasta.get(slag, "")


def _ledaren(rum: Rum) -> str:
    leder = rum.ledare(rum.oppen_punkt)
    return rum.deltagare[leder].namn if leder is not None else "Ordföranden"


def _oppnande(rum: Rum) -> str:
    tid = dates.visa_klockslag(rum.sammantrade.oppnat or dates.nu())
    return f"{_ledaren(rum)} förklarar sammanträdet öppnat {tid}."


def _upprop(rum: Rum) -> str:
    tjanstgor = rum.tjanstgorande()
    ersattare = [
        f"{rum.deltagare[vem].namn} för {rum.deltagare[plats].namn}" for vem, plats in tjanstgor.items() if vem != plats
    ]
    text = f"Upprop förrättas. {len(tjanstgor)} av {rum.platser} platser är fyllda."
    return f"{text} Tjänstgörande ersättare: {_lista(ersattare)}." if ersattare else text


def _justerare(rum: Rum) -> str:
    valda = namn(
        rum,
        Motesjusterare.objects.filter(sammantrade=rum.sammantrade).values_list("uppdrag_id", flat=True),
    )
    return f"Till att justera protokollet tillsammans med ordföranden väljs {_lista(valda)}." if valda else ""


def _jav(rum: Rum) -> str:
    rader = [
        f"{rum.deltagare[vem].namn} (”{punkt.rubrik}”)"
        for punkt in rum.punkter
        for vem in sorted(rum.javiga(punkt))
        if vem in rum.deltagare
    ]
    fraga = "Frågan om jäv ställs för hela föredragningslistan."
    return f"{fraga} Jäv anmäls av {_lista(rader)}." if rader else f"{fraga} Ingen anmäler jäv."


def _avslutande(rum: Rum) -> str:
    """Without the hour: it is proposed before the act, and the protokoll says when the sammanträde ended."""
    return f"{_ledaren(rum)} förklarar sammanträdet avslutat."
