"""The föredragningslista: what is put on it, in which order, and what each point says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from forbund.diarium.actions import registrera_arende
from forbund.diarium.models import Arende
from forbund.grund import audit
from forbund.grund.errors import Ogiltig, Regelbrott, SaknarRatt, Upptaget
from forbund.grund.money import visa_belopp
from forbund.grund.personnummer import require_inga_personnummer
from forbund.register import access
from forbund.register.models import Konto, Person
from forbund.register.states import Ratt
from forbund.styrelse.actions.sammantrade import las_sammantrade
from forbund.styrelse.arendeslag import Belopp, slag_for
from forbund.styrelse.models import Punkt, Punktbelopp, Sammantrade
from forbund.styrelse.queries.dagordning import vantande_arenden
from forbund.styrelse.rules.kallelse import far_stryka_punkt
from forbund.styrelse.states import AVSLUTANDE, Punktslag, Punktstatus


@transaction.atomic
def lagg_till_arende(sammantrade_id: int, *, arende_id: int, by: Konto) -> Punkt:
    """Put a waiting ärende on the list, with its proposal as it stands now."""
    access.require(by, Ratt.KALLA)
    sammantrade = las_sammantrade(sammantrade_id)
    arende = Arende.objects.select_for_update().get(pk=arende_id)
    if arende not in vantande_arenden([arende.slag]):
        raise Upptaget(f"Ärendet {arende.dnr} väntar inte på något sammanträde. Ladda om sidan.")
    punkt = satt_upp(sammantrade, Punkt(slag=Punktslag.ARENDE, arende=arende, rubrik=arende.rubrik))
    _fyll_ur_underlaget(punkt, arende)
    audit.write("punkt_uppsatt", punkt, by=by, efter={"sammantrade": sammantrade.pk, "dnr": arende.dnr})
    return punkt


@transaction.atomic
def nytt_ovrigt_arende(sammantrade_id: int, *, rubrik: str, by: Konto) -> Punkt:
    """Register an ärende without a room of its own, and put it on the list."""
    access.require(by, Ratt.KALLA)
    require_inga_personnummer({"rubrik": rubrik})
    sammantrade = las_sammantrade(sammantrade_id)
    arende = registrera_arende(slag="ovrigt", rubrik=rubrik, by=by)
    punkt = satt_upp(sammantrade, Punkt(slag=Punktslag.ARENDE, arende=arende, rubrik=arende.rubrik))
    audit.write("punkt_uppsatt", punkt, by=by, efter={"sammantrade": sammantrade.pk, "dnr": arende.dnr})
    return punkt


@transaction.atomic
def lagg_till_formaliapunkt(sammantrade_id: int, *, slag: str, rubrik: str = "", by: Konto) -> Punkt:
    """Put a procedural point, an anmälan or an information on the list."""
    access.require(by, Ratt.KALLA)
    require_inga_personnummer({"rubrik": rubrik})
    if slag not in Punktslag.values or slag == Punktslag.ARENDE:
        raise Ogiltig({"slag": "Välj vad för slags punkt det är."})
    sammantrade = las_sammantrade(sammantrade_id)
    punkt = satt_upp(sammantrade, Punkt(slag=slag, rubrik=rubrik.strip()[:300] or Punktslag(slag).label))
    audit.write("punkt_uppsatt", punkt, by=by, efter={"sammantrade": sammantrade.pk})
    return punkt


@transaction.atomic
def flytta(punkt_id: int, *, steg: int, version: int, by: Konto) -> Punkt:
    """Move a point one step up (-1) or down (1); at the end of the list nothing happens."""
    access.require(by, Ratt.KALLA)
    sammantrade = _las_listan(punkt_id, version)
    ids = _ordningen(sammantrade)
    plats = ids.index(punkt_id)
    ny = min(max(plats + steg, 0), len(ids) - 1)
    ids.insert(ny, ids.pop(plats))
    _numrera(sammantrade, ids)
    punkt = Punkt.objects.get(pk=punkt_id)
    audit.write("punkt_flyttad", punkt, by=by, fore={"plats": plats + 1}, efter={"plats": ny + 1})
    return punkt


@transaction.atomic
def ordna(sammantrade_id: int, *, ordning: Sequence[int], version: int, by: Konto) -> Sammantrade:
    """Give the whole list a new order; a list that somebody else has changed meanwhile is refused."""
    access.require(by, Ratt.KALLA)
    sammantrade = las_sammantrade(sammantrade_id)
    _require_version(sammantrade, version)
    fore = _ordningen(sammantrade)
    if sorted(ordning) != sorted(fore):
        raise Upptaget("Någon annan har lagt till eller tagit bort punkter. Ladda om sidan och ordna igen.")
    _numrera(sammantrade, ordning)
    audit.write("dagordning_ordnad", sammantrade, by=by, fore={"punkter": fore}, efter={"punkter": list(ordning)})
    return sammantrade


@transaction.atomic
def ta_bort(punkt_id: int, *, by: Konto) -> Sammantrade:
    """Take a point off the list; one raised by a ledamot only by that ledamot (R13). The ärende waits for another."""
    punkt = Punkt.objects.select_related("sammantrade").get(pk=punkt_id)
    egna = access.uppdrag_ids(by)
    if not (access.can(by, Ratt.KALLA) or punkt.vackt_av_id in egna):
        raise SaknarRatt("Bara den som förbereder föredragningslistan, och den som väckt ett ärende, tar bort punkter.")
    sammantrade = las_sammantrade(punkt.sammantrade_id)
    punkt = Punkt.objects.select_for_update(of=("self",)).select_related("vackt_av__person").get(pk=punkt_id)
    if not far_stryka_punkt(punkt.vackt_av_id, punkt.vackt_av_id if punkt.vackt_av_id in egna else 0):
        namn = punkt.vackt_av.person.namn if punkt.vackt_av else ""
        raise Regelbrott(
            f"Ärendet är väckt av {namn} och kan inte tas bort av någon annan.",
            lagrum="KL 4 kap. 20 §",
            regel="R13",
            utvag="Styrelsen kan besluta i ärendet, bordlägga det eller återremittera det på sammanträdet.",
        )
    audit.write("punkt_borttagen", punkt, by=by, fore={"rubrik": punkt.rubrik, "ordning": punkt.ordning})
    punkt.delete()
    _numrera(sammantrade, _ordningen(sammantrade))
    return sammantrade


@transaction.atomic
def redigera_punkt(
    punkt_id: int,
    *,
    rubrik: str,
    foredragande: Person | None,
    minuter: int | None,
    att_satser: Sequence[str],
    villkor: Sequence[str],
    finansiering: str,
    belopp: Iterable[Belopp],
    version: int,
    by: Konto,
) -> Punkt:
    """Write what the point says. A missing financing shows on the list; it stops the decision (R43), not the draft."""
    access.require(by, Ratt.KALLA)
    punkt = _las_punkt(punkt_id)
    rader = list(belopp)
    fore, deras = _text(punkt), _i_ord(punkt, punkt.belopp.all())
    efter: dict[str, Any] = {"rubrik": rubrik, "forslag": list(att_satser), "villkor": list(villkor)}
    aktuell = punkt.version == version
    punkt.rubrik, punkt.foredragande, punkt.minuter = rubrik.strip(), foredragande, minuter
    punkt.att_satser, punkt.villkor, punkt.finansiering = list(att_satser), list(villkor), finansiering.strip()
    if not aktuell:
        raise _krock(ditt=_i_ord(punkt, rader), deras=deras)
    require_inga_personnummer(
        {
            "rubrik": rubrik,
            "att_satser": "\n".join(att_satser),
            "villkor": "\n".join(villkor),
            "finansiering": "\n".join([finansiering, *(rad.finansiering for rad in rader)]),
        }
    )
    punkt.version += 1
    punkt.save()
    _skriv_belopp(punkt, rader)
    efter |= {"belopp": [[rad.ar, rad.belopp, rad.finansiering] for rad in rader], "finansiering": punkt.finansiering}
    audit.write("punkt_redigerad", punkt, by=by, fore=fore, efter=efter)
    return punkt


@transaction.atomic
def hamta_underlag(punkt_id: int, *, version: int, by: Konto) -> Punkt:
    """Fetch the proposal from the ärende again; what was written on the point, and was seen, is replaced."""
    access.require(by, Ratt.KALLA)
    punkt = _las_punkt(punkt_id)
    if punkt.version != version:
        raise Upptaget("Punkten ändrades av någon annan sedan du öppnade den. Läs den innan du ersätter texten.")
    if punkt.arende is None:
        raise Ogiltig({"": "Punkten har inget ärende att hämta underlag från."})
    fore = _text(punkt)
    punkt.version += 1
    _fyll_ur_underlaget(punkt, punkt.arende)
    audit.write("punkt_underlag_hamtat", punkt, by=by, fore=fore, efter=_text(punkt))
    return punkt


def _las_punkt(punkt_id: int) -> Punkt:
    """Lock the list and then the point, which must not have been opened."""
    las_sammantrade(Punkt.objects.values_list("sammantrade_id", flat=True).get(pk=punkt_id))
    return Punkt.objects.select_for_update(of=("self",)).select_related("arende").get(pk=punkt_id)


def _las_listan(punkt_id: int, version: int) -> Sammantrade:
    sammantrade = las_sammantrade(Punkt.objects.values_list("sammantrade_id", flat=True).get(pk=punkt_id))
    _require_version(sammantrade, version)
    return sammantrade


def _require_version(sammantrade: Sammantrade, version: int) -> None:
    if version != sammantrade.version:
        raise Upptaget("Listan ändrades av någon annan medan du ordnade den. Ladda om sidan och försök igen.")


def satt_upp(sammantrade: Sammantrade, punkt: Punkt) -> Punkt:
    """Place the point before the closing ones, an ärende also before anmälningar that stand last."""
    rader = list(Punkt.objects.filter(sammantrade=sammantrade).order_by("ordning").values_list("pk", "slag", "status"))
    punkt.sammantrade = sammantrade
    punkt.ordning = (Punkt.objects.filter(sammantrade=sammantrade).aggregate(sist=Max("ordning"))["sist"] or 0) + 1
    punkt.save()
    efter = {*AVSLUTANDE, *([Punktslag.ANMALNING] if punkt.slag == Punktslag.ARENDE else [])}
    plats = len(rader)
    while plats and rader[plats - 1][1] in efter and rader[plats - 1][2] == Punktstatus.UPPSATT:
        plats -= 1
    ids = [pk for pk, _, _ in rader]
    ids.insert(plats, punkt.pk)
    _numrera(sammantrade, ids)
    punkt.refresh_from_db(fields=["ordning"])
    return punkt


def _ordningen(sammantrade: Sammantrade) -> list[int]:
    return list(Punkt.objects.filter(sammantrade=sammantrade).order_by("ordning").values_list("pk", flat=True))


def _numrera(sammantrade: Sammantrade, ids: Sequence[int]) -> None:
    """Number the points in this order (unique at COMMIT), and make every open copy of the list stale.

    A point that keeps its place is not written: its § may have been justerad at the meeting.
    """
    fore = dict(Punkt.objects.filter(sammantrade=sammantrade).values_list("pk", "ordning"))
    nya = [Punkt(pk=pk, ordning=nr) for nr, pk in enumerate(ids, start=1) if fore[pk] != nr]
    Punkt.objects.bulk_update(nya, ["ordning"])
    Sammantrade.objects.filter(pk=sammantrade.pk).update(version=F("version") + 1)
    sammantrade.refresh_from_db(fields=["version"])


def _fyll_ur_underlaget(punkt: Punkt, arende: Arende) -> None:
    underlag = slag_for(arende).underlag(arende)
    punkt.att_satser, punkt.villkor = list(underlag.att_satser), list(underlag.villkor)
    punkt.save()
    _skriv_belopp(punkt, underlag.belopp)


def _skriv_belopp(punkt: Punkt, rader: Iterable[Belopp]) -> None:
    punkt.belopp.all().delete()
    Punktbelopp.objects.bulk_create(
        Punktbelopp(
            punkt=punkt, ar=rad.ar, belopp=rad.belopp, finansiering=rad.finansiering.strip(), medlem_id=rad.medlem_id
        )
        for rad in rader
    )


def _text(punkt: Punkt) -> dict[str, Any]:
    return {"rubrik": punkt.rubrik, "forslag": punkt.att_satser, "villkor": punkt.villkor}


def _i_ord(punkt: Punkt, belopp: Iterable[Belopp | Punktbelopp]) -> dict[str, str]:
    """Each box of the point as people read it side by side."""
    return {
        "Rubrik": punkt.rubrik,
        "Föredragande": punkt.foredragande.namn if punkt.foredragande else "",
        "Tid i minuter": str(punkt.minuter or ""),
        "Förslag till beslut": "\n".join(punkt.att_satser),
        "Villkor": "\n".join(punkt.villkor),
        "Hur utgiften finansieras": punkt.finansiering,
        "Belopp": "\n".join(f"{rad.ar}: {visa_belopp(rad.belopp)} {rad.finansiering}".strip() for rad in belopp),
    }


def _krock(*, ditt: Mapping[str, str], deras: Mapping[str, str]) -> Upptaget:
    """409 with what differs, and no more."""
    skilda = [namn for namn in ditt if ditt[namn] != deras[namn]]
    return Upptaget(
        "Punkten ändrades av någon annan medan du skrev.",
        ditt={namn: ditt[namn] for namn in skilda},
        deras={namn: deras[namn] for namn in skilda},
    )
