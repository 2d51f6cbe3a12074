"""To plan a sammanträde, and change its time and place."""

from datetime import datetime

from django.db import transaction

from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Upptaget
from forbund.register import access
from forbund.register.models import Konto, Person
from forbund.register.states import Ratt
from forbund.styrelse.models import Punkt, Sammantrade
from forbund.styrelse.states import AVSLUTANDE, FORE_MOTET, FORMALIAMINUTER, INLEDANDE, Sammantradesstatus


@transaction.atomic
def skapa_sammantrade(*, start: datetime, plats: str, by: Konto, sekreterare: Person | None = None) -> Sammantrade:
    """Plan a sammanträde; its list begins with the standing points."""
    access.require(by, Ratt.KALLA)
    _require_framtid(start)
    sammantrade = Sammantrade.objects.create(start=start, plats=plats.strip(), sekreterare=sekreterare)
    Punkt.objects.bulk_create(
        Punkt(sammantrade=sammantrade, slag=slag, ordning=ordning, rubrik=slag.label, minuter=FORMALIAMINUTER.get(slag))
        for ordning, slag in enumerate((*INLEDANDE, *AVSLUTANDE), start=1)
    )
    audit.write("sammantrade_planerat", sammantrade, by=by, efter={"start": start, "plats": sammantrade.plats})
    return sammantrade


@transaction.atomic
def andra_sammantrade(
    sammantrade_id: int,
    *,
    start: datetime,
    plats: str,
    version: int,
    by: Konto,
    sekreterare: Person | None = None,
) -> Sammantrade:
    """Change time, place or sekreterare before it is opened; after the kallelse a new one tells of it."""
    access.require(by, Ratt.KALLA)
    sammantrade = las_sammantrade(sammantrade_id)
    fore = {"start": sammantrade.start, "plats": sammantrade.plats, "sekreterare": sammantrade.sekreterare_id}
    if version != sammantrade.version:
        raise Upptaget(
            "Sammanträdet ändrades av någon annan medan du skrev.",
            ditt=_i_ord(start, plats, sekreterare),
            deras=_i_ord(sammantrade.start, sammantrade.plats, sammantrade.sekreterare),
        )
    if start != sammantrade.start:
        _require_framtid(start)
    sammantrade.start, sammantrade.plats, sammantrade.sekreterare = start, plats.strip(), sekreterare
    sammantrade.version += 1
    sammantrade.save(update_fields=["start", "plats", "sekreterare", "version"])
    efter = {"start": start, "plats": sammantrade.plats, "sekreterare": sammantrade.sekreterare_id}
    audit.write("sammantrade_andrat", sammantrade, by=by, fore=fore, efter=efter)
    return sammantrade


def las_sammantrade(sammantrade_id: int, *, under_motet: bool = False) -> Sammantrade:
    """Lock the row that everything on its list is ordered by, and demand that the list may still change."""
    sammantrade = Sammantrade.objects.select_for_update().get(pk=sammantrade_id)
    tillatna = FORE_MOTET | ({Sammantradesstatus.PAGAR} if under_motet else frozenset())
    if sammantrade.status not in tillatna:
        raise Upptaget(
            f"Sammanträdet är {sammantrade.get_status_display().lower()}, och då ändras inte föredragningslistan så "
            "här. Ladda om sidan."
        )
    return sammantrade


def _i_ord(start: datetime, plats: str, sekreterare: Person | None) -> dict[str, str]:
    namn = sekreterare.namn if sekreterare else "bestäms senare"
    return {"Börjar": dates.visa_stund(start), "Plats": plats, "Sekreterare": namn}


def _require_framtid(start: datetime) -> None:
    if start <= dates.nu():
        raise Ogiltig({"start": "Välj en tid som inte har passerat."})
