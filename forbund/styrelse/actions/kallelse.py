"""To publish the kallelse: freeze what it says, tell everyone, and keep the paper; and to call the sammanträde off."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from forbund.diarium.actions import laggtill_genererad, registrera_arende
from forbund.diarium.states import Synlighet
from forbund.grund import audit, dates, utskick
from forbund.grund.errors import Ogiltig, Regelbrott, Upptaget, Varning, require_skal
from forbund.grund.pdf import MEDIETYP
from forbund.grund.queue import after_commit
from forbund.grund.tillstand import move
from forbund.register import access
from forbund.register.models import Konto, Person
from forbund.register.states import Ratt
from forbund.styrelse.actions.sammantrade import las_sammantrade
from forbund.styrelse.arendeslag import slag_for
from forbund.styrelse.models import Kallelse, Punkt, Sammantrade
from forbund.styrelse.pdf.kallelse import kallelse_pdf
from forbund.styrelse.queries.dagordning import punkter_for_lista
from forbund.styrelse.queries.kallelse import kallelsefakta, mottagare, senaste_kallelse, skillnader
from forbund.styrelse.queries.styrelsen import kallelsedagar
from forbund.styrelse.rules.kallelse import varning_sen_kallelse
from forbund.styrelse.states import Sammantradesstatus

PAMINN_FORE = timedelta(days=2)


@transaction.atomic
def publicera_kallelse(sammantrade_id: int, *, version: int, by: Konto, skal: Mapping[str, str]) -> Kallelse:
    """Freeze the list and the underlag, and tell every ledamot and ersättare (R12). Again after a change: says what."""
    access.require(by, Ratt.KALLA)
    sammantrade = las_sammantrade(sammantrade_id)
    if version != sammantrade.version:
        raise Upptaget("Föredragningslistan ändrades medan du läste. Gå igenom den igen och publicera sedan.")
    if sammantrade.start <= dates.nu():
        raise Regelbrott(
            "Sammanträdets tid har passerat.", utvag="Ändra tiden för sammanträdet och publicera kallelsen sedan."
        )
    tidigare = senaste_kallelse(sammantrade)
    skalen = require_skal([_varning(sammantrade, tidigare)], skal)
    _frys_underlaget(sammantrade)
    nummer = tidigare.nummer + 1 if tidigare else 1
    fakta = kallelsefakta(sammantrade, nummer)
    fakta["andringar"] = skillnader(tidigare.fakta, fakta) if tidigare else []
    if tidigare and not fakta["andringar"]:
        raise Regelbrott("Inget har ändrats sedan den förra kallelsen.", utvag="Ändra listan först, om något är fel.")
    if sammantrade.arende is None:
        rubrik = f"Styrelsens sammanträde {dates.visa_dag(sammantrade.dag)}"
        sammantrade.arende = registrera_arende(slag="sammantrade", rubrik=rubrik, by=by)
        sammantrade.save(update_fields=["arende"])
    if sammantrade.status == Sammantradesstatus.UTKAST:
        move(sammantrade, Sammantradesstatus.KALLAT)
    kallelse = Kallelse.objects.create(
        sammantrade=sammantrade, nummer=nummer, publicerad=dates.nu(), av=by, fakta=fakta, skal=skalen
    )
    audit.write("kallelse_publicerad", kallelse, by=by, efter=_for_loggen(fakta), lagrum="R12", skal=skalen)
    _skicka(sammantrade, kallelse)
    after_commit("styrelse.rendera_kallelse", kallelse.pk)
    return kallelse


def _varning(sammantrade: Sammantrade, tidigare: Kallelse | None) -> Varning | None:
    """Late counts for the first kallelse, and for a new one that moves the sammanträde."""
    if tidigare and tidigare.fakta["start"] == dates.visa_veckodag_stund(sammantrade.start):
        return None
    return varning_sen_kallelse(dates.idag(), sammantrade.dag, kallelsedagar(sammantrade.dag))


def _frys_underlaget(sammantrade: Sammantrade) -> None:
    """Let each ärende's room keep the version that the board is called to."""
    for punkt in Punkt.objects.filter(sammantrade=sammantrade, arende__isnull=False).select_related("arende"):
        if punkt.arende is not None:
            punkt.frys = slag_for(punkt.arende).frys(punkt.arende)
            punkt.save(update_fields=["frys"])


def _skicka(sammantrade: Sammantrade, kallelse: Kallelse) -> None:
    """The kallelse now, and a reminder two days before when there is time for one."""
    paminn = sammantrade.start - PAMINN_FORE
    for person in _kallade(sammantrade):
        nyckel, till = f"kallelse:{kallelse.pk}:{person.pk}", person.konto or person.epost
        utskick.planera("styrelse.kallelse", nyckel, till, kallelse.pk)
        if paminn > dates.nu():
            utskick.planera("styrelse.paminnelse", f"{nyckel}:paminnelse", till, kallelse.pk, paminn)


def _kallade(sammantrade: Sammantrade) -> list[Person]:
    """Everyone who is called and can be reached by mail."""
    kallade = [rad.person for rad in mottagare(sammantrade, punkter_for_lista(sammantrade)) if rad.nas]
    prefetch_related_objects(kallade, "konto")
    return kallade


@transaction.atomic
def stall_in(sammantrade_id: int, *, skal_text: str, by: Konto) -> Sammantrade:
    """Call off a sammanträde that has not been opened, and tell those who were called; its ärenden wait for another."""
    access.require(by, Ratt.KALLA)
    sammantrade = las_sammantrade(sammantrade_id)
    if not skal_text.strip():
        raise Ogiltig({"skal_text": "Skriv varför sammanträdet ställs in."})
    move(sammantrade, Sammantradesstatus.INSTALLT)
    audit.write("sammantrade_installt", sammantrade, by=by, skal={"": skal_text.strip()})
    if (kallelse := senaste_kallelse(sammantrade)) is not None:
        for person in _kallade(sammantrade):
            nyckel = f"installt:{sammantrade.pk}:{person.pk}"
            utskick.planera("styrelse.installt", nyckel, person.konto or person.epost, kallelse.pk)
    return sammantrade


def _for_loggen(fakta: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "nummer": fakta["nummer"],
        "start": fakta["start"],
        "plats": fakta["plats"],
        "punkter": [p["rubrik"] for p in fakta["punkter"]],
        "mottagare": len(fakta["mottagare"]),
        "andringar": fakta["andringar"],
    }


@transaction.atomic
def rendera_kallelse(kallelse_id: int) -> Kallelse:
    """Print the frozen kallelse and keep it as a handling; run again it changes nothing."""
    kallelse = (
        Kallelse.objects.select_for_update(of=("self",))
        .select_related("sammantrade__arende", "av", "forbund")
        .get(pk=kallelse_id)
    )
    arende = kallelse.sammantrade.arende
    if kallelse.handling_id is not None or arende is None:
        return kallelse
    kallelse.handling = laggtill_genererad(
        arende,
        rubrik="Kallelse och föredragningslista" + (f" ({kallelse.nummer})" if kallelse.nummer > 1 else ""),
        innehall=kallelse_pdf(kallelse.fakta, kallelse.forbund.namn, f"Dnr {arende.dnr}", _utfardad(kallelse)),
        filnamn=f"kallelse-{kallelse.sammantrade.dag:%Y-%m-%d}-{kallelse.nummer}.pdf",
        medietyp=MEDIETYP,
        synlighet=Synlighet.STYRELSE,
        by=kallelse.av,
    )
    kallelse.save(update_fields=["handling"])
    return kallelse


def _utfardad(kallelse: Kallelse) -> str:
    """ "12 november 2026, Maria Sundqvist"."""
    return f"{dates.visa_dag(dates.svensk_dag(kallelse.publicerad))}, {kallelse.av.namn}"
