"""To write the protokoll and send it out for justering: the facts write themselves, the sekreterare adds words.

Sent out again after a change it is a new edition: a justering holds as long as its § reads the same, word for word, in
the edition that was signed and in the one that is out now.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db import transaction

from forbund.diarium.actions import laggtill_genererad, registrera_arende
from forbund.diarium.states import Synlighet
from forbund.grund import audit, dates, utskick
from forbund.grund.errors import Ogiltig, Upptaget, require_skal
from forbund.grund.personnummer import require_inga_personnummer, varning_mojliga_personnummer
from forbund.grund.queue import after_commit
from forbund.grund.tillstand import move
from forbund.register import access
from forbund.register.models import Konto, Person
from forbund.register.states import Ratt
from forbund.styrelse.models import Aterlamning, Protokoll, Punkt, Rattelse, Sammantrade
from forbund.styrelse.pdf.protokoll import Utgava, utsant
from forbund.styrelse.pdf.protokollsblad import fingeravtryck, fran_json, till_json
from forbund.styrelse.pdf.protokollstext import behoriga, fakta_for_lagen, justerarnamn, skriv
from forbund.styrelse.queries.justering import justeringslage
from forbund.styrelse.queries.protokoll import protokoll_till, sammantraden_for_protokoll, underlag_for_protokoll
from forbund.styrelse.rules.justering import require_ej_justerat, sista_justeringsdag
from forbund.styrelse.rules.protokoll import require_fullstandigt
from forbund.styrelse.states import Protokollsstatus, Sammantradesstatus

PAMINN: Final = timedelta(days=3)  # before the last day for justering


@transaction.atomic
def skriv_text(punkt_id: int, *, text: str, version: int, by: Konto, skal: Mapping[str, str]) -> Punkt:
    """Write the sekreterare's words beside the facts of one §, while the protokoll is a draft."""
    access.require(by, Ratt.FORA_PROTOKOLL)
    sammantrade = las_sammantradet(Punkt.objects.values_list("sammantrade_id", flat=True).get(pk=punkt_id))
    punkt = Punkt.objects.select_for_update(of=("self",)).get(pk=punkt_id)
    _require_utkast(protokoll_till(sammantrade))
    ren = "\n".join(rad.rstrip() for rad in text.strip().splitlines())
    if punkt.version != version:
        raise Upptaget(
            "Texten ändrades av någon annan medan du skrev.",
            ditt={"Text i protokollet": ren},
            deras={"Text i protokollet": punkt.notering},
        )
    require_inga_personnummer({"text": ren})
    skalen = require_skal([varning_mojliga_personnummer({"Texten": ren})], skal)
    fore, punkt.notering, punkt.version = punkt.notering, ren, version + 1
    punkt.save(update_fields=["notering", "version"])
    audit.write("protokollstext_skriven", punkt, by=by, fore={"text": fore}, efter={"text": ren}, skal=skalen)
    return punkt


@transaction.atomic
def sand_ut(sammantrade_id: int, *, by: Konto) -> Protokoll:
    """Freeze the facts and send the protokoll to those who justerar it (R26). A worker prints it."""
    access.require(by, Ratt.FORA_PROTOKOLL)
    las_sammantradet(sammantrade_id)
    sammantrade = sammantraden_for_protokoll().get(pk=sammantrade_id)
    if sammantrade.status != Sammantradesstatus.AVSLUTAT:
        raise Ogiltig({"": "Sammanträdet är inte avslutat. Protokollet sänds ut när ordföranden har avslutat det."})
    protokoll = protokoll_till(sammantrade) or Protokoll.objects.create(sammantrade=sammantrade, version=0)
    _require_utkast(protokoll)
    underlag = underlag_for_protokoll(sammantrade)
    require_fullstandigt(fakta_for_lagen(underlag))
    _ge_arende(sammantrade, by)
    blad = skriv(underlag)
    protokoll.fakta = {
        "blad": till_json(blad),
        "behoriga": behoriga(underlag),
        "justerare": justerarnamn(underlag),
        "nummer": {str(paragraf.punkt_id): paragraf.nummer for paragraf in blad.paragrafer},
        "fingeravtryck": fingeravtryck(blad),
        "utgavor": _tidigare_utgavor(protokoll),
    }
    protokoll.version += 1
    protokoll.sha256, protokoll.handling, protokoll.utsant = "", None, dates.nu()
    protokoll.save(update_fields=["fakta", "version", "sha256", "handling", "utsant"])
    move(protokoll, Protokollsstatus.UTSANT)
    Aterlamning.objects.filter(protokoll=protokoll, atgardad=None).update(atgardad=protokoll.utsant)
    audit.write(
        "protokoll_utsant",
        protokoll,
        by=by,
        efter={"utgava": protokoll.version, "paragrafer": blad.spann, "justerare": list(blad.justerare)},
        lagrum="KL 5 kap. 69 §",
    )
    after_commit("styrelse.rendera_protokoll", protokoll.pk)
    return protokoll


def _tidigare_utgavor(protokoll: Protokoll) -> list[dict[str, Any]]:
    """Editions that may have been signed: the file's hash and how each § read in it."""
    tidigare: list[dict[str, Any]] = protokoll.fakta.get("utgavor", [])
    if not protokoll.sha256:
        return tidigare
    nyss = {"nr": protokoll.version, "sha256": protokoll.sha256, "fingeravtryck": protokoll.fakta["fingeravtryck"]}
    return [*tidigare, nyss]


def _ge_arende(sammantrade: Sammantrade, by: Konto) -> None:
    """The sammanträde's own ärende, registered with its kallelse; one held without a kallelse gets it here."""
    if sammantrade.arende is None:
        rubrik = f"Styrelsens sammanträde {dates.visa_dag(sammantrade.dag)}"
        sammantrade.arende = registrera_arende(slag="sammantrade", rubrik=rubrik, by=by)
        sammantrade.save(update_fields=["arende"])


@transaction.atomic
def ta_tillbaka(protokoll_id: int, *, by: Konto) -> Protokoll:
    """Take back a protokoll that is out, to correct it; justeringar of §§ that are left alone keep holding."""
    access.require(by, Ratt.FORA_PROTOKOLL)
    protokoll = las_protokoll(protokoll_id)
    _gor_till_utkast(protokoll, by)
    return protokoll


def oppna_for_andring(sammantrade_id: int, *, by: Konto) -> None:
    """Something that the protokoll tells has changed: one that is out is a draft again, and goes out anew.

    A step of other acts: its caller holds the sammanträde.
    """
    protokoll = Protokoll.objects.select_for_update().filter(sammantrade_id=sammantrade_id).first()
    if protokoll is not None and protokoll.status == Protokollsstatus.UTSANT:
        _gor_till_utkast(protokoll, by)


def _gor_till_utkast(protokoll: Protokoll, by: Konto) -> None:
    move(protokoll, Protokollsstatus.UTKAST)
    audit.write("protokoll_taget_tillbaka", protokoll, by=by, efter={"utgava": protokoll.version})


@transaction.atomic
def anteckna_rattelse(punkt_id: int, *, text: str, by: Konto, skal: Mapping[str, str]) -> Rattelse:
    """Note an obvious slip beside a § of a justerat protokoll, dated; the protokoll itself stays (R28)."""
    access.require(by, Ratt.FORA_PROTOKOLL)
    punkt = Punkt.objects.select_related("sammantrade__protokoll").get(pk=punkt_id)
    protokoll = protokoll_till(punkt.sammantrade)
    if protokoll is None or protokoll.justerat is None:
        raise Upptaget("Protokollet är inte justerat. Ändra texten i stället.")
    if not text.strip():
        raise Ogiltig({"text": "Skriv vad som är fel och hur det ska läsas."})
    require_inga_personnummer({"text": text})
    skalen = require_skal([varning_mojliga_personnummer({"Texten": text})], skal)
    rattelse = Rattelse.objects.create(protokoll=protokoll, punkt=punkt, text=text.strip(), tid=dates.nu(), av=by)
    audit.write(
        "rattelse_antecknad",
        rattelse,
        by=by,
        efter={"paragraf": punkt.paragraf, "text": rattelse.text},
        lagrum="FörvL 36 §",
        skal=skalen,
    )
    return rattelse


def las_sammantradet(sammantrade_id: int) -> Sammantrade:
    """Lock the row that the whole protokoll hangs on."""
    return Sammantrade.objects.select_for_update(of=("self",)).select_related("protokoll").get(pk=sammantrade_id)


def las_protokoll(protokoll_id: int) -> Protokoll:
    """Lock the protokoll; a justerat one does not change (R28)."""
    protokoll = Protokoll.objects.select_for_update(of=("self",)).select_related("sammantrade").get(pk=protokoll_id)
    require_ej_justerat(protokoll.justerat is not None)
    return protokoll


def _require_utkast(protokoll: Protokoll | None) -> None:
    if protokoll is None:
        return
    require_ej_justerat(protokoll.justerat is not None)
    if protokoll.status == Protokollsstatus.UTSANT:
        raise Upptaget("Protokollet är utsänt för justering. Ta tillbaka det först, om något måste ändras.")


@transaction.atomic
def rendera_utsant(protokoll_id: int) -> Protokoll:
    """Print the edition that is out and keep it as a handling; run again, or by two at once, it is kept once."""
    protokoll = Protokoll.objects.select_related("sammantrade__arende").get(pk=protokoll_id)
    if not _vantar_pa_pdf(protokoll, protokoll.version):
        return protokoll
    papper = utsant(fran_json(protokoll.fakta["blad"]), utgava(protokoll))
    last = Protokoll.objects.select_for_update(of=("self",)).select_related("sammantrade__arende").get(pk=protokoll_id)
    arende = last.sammantrade.arende
    if arende is None or not _vantar_pa_pdf(last, protokoll.version):
        return last
    dag = last.sammantrade.dag
    last.handling = laggtill_genererad(
        arende,
        rubrik=f"Protokoll {dates.visa_dag(dag)}, utsänt för justering ({last.version})",
        innehall=papper.innehall,
        filnamn=f"protokoll-{dag:%Y-%m-%d}-utsant-{last.version}.{papper.andelse}",
        medietyp=papper.medietyp,
        synlighet=Synlighet.STYRELSE,
        by=None,
    )
    last.sha256 = last.handling.sha256
    last.save(update_fields=["handling", "sha256"])
    _be_om_justering(last)
    return last


def _be_om_justering(protokoll: Protokoll) -> None:
    """Tell those who have something left to justera that the paper is there, and remind them in time (R27)."""
    lage = justeringslage(protokoll)
    personer = {person_id for alla in lage.behoriga.values() for person_id in alla.values()}
    paminn = dates.lokal(sista_justeringsdag(protokoll.sammantrade.dag) - PAMINN, time(8))
    for person in Person.objects.filter(pk__in=personer).select_related("konto").order_by("pk"):
        mottagare = person.konto or person.epost
        if mottagare and lage.kvar_for([person.pk]):
            nyckel = f"{person.pk}{utgavans_nyckel(protokoll)}"
            utskick.planera("styrelse.justera", f"justera:{nyckel}", mottagare, protokoll.pk)
            if paminn > dates.nu():
                utskick.planera("styrelse.justera", f"justera-paminn:{nyckel}", mottagare, protokoll.pk, paminn)


def utgavans_nyckel(protokoll: Protokoll) -> str:
    """What the key of a mail about this edition ends with; a new edition has mails of its own."""
    return f":{protokoll.pk}:{protokoll.version}"


def _vantar_pa_pdf(protokoll: Protokoll, version: int) -> bool:
    ute = protokoll.status == Protokollsstatus.UTSANT and protokoll.version == version
    return ute and protokoll.handling_id is None


def utgava(protokoll: Protokoll) -> Utgava:
    """Which edition, of what dnr, sent out when."""
    arende, utsant = protokoll.sammantrade.arende, protokoll.utsant
    return Utgava(arende.dnr if arende else "", protokoll.version, _stund(utsant))


def _stund(tid: datetime | None) -> str:
    return dates.visa_stund(tid) if tid else ""
