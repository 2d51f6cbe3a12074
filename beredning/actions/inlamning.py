"""Handing in, completing and taking back: what the writing medlem does towards the förbund."""

from collections.abc import Mapping

from django.db import transaction

from beredning import queries
from beredning.actions.las import las_for_medlem
from beredning.actions.provning import Underlag, kontroller, saknas, underlag
from beredning.models import Forslag, Forslagsversion
from beredning.pdf.innehall import forslagets_innehall
from beredning.states import Forslagsstatus, Versionsskal
from forbund.diarium.actions import registrera_arende
from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Upptaget, require_skal
from forbund.grund.personnummer import require_inga_personnummer
from forbund.grund.queue import after_commit
from forbund.grund.tillstand import move
from forbund.register.models import Konto

ARENDESLAG = "insatsforslag"


@transaction.atomic
def lamna_in(forslag_id: int, *, by: Konto, skal: Mapping[str, str]) -> Forslag:
    """Hand in the draft: now a handling received, with a diarienummer (TF 2 kap. 9 §; R46, R47, R74, R83)."""
    forslag = las_for_medlem(forslag_id, by)
    if forslag.status != Forslagsstatus.UTKAST:
        raise Upptaget("Förslaget är redan inlämnat.")
    u = underlag(forslag)
    skalen = _require_komplett(u, skal)
    forslag.arende = registrera_arende(slag=ARENDESLAG, rubrik=forslag.rubrik, by=by)
    forslag.inlamnat = forslag.andrat = dates.nu()
    forslag.save(update_fields=["arende", "inlamnat", "andrat"])
    move(forslag, Forslagsstatus.INLAMNAT)
    frys(u, Versionsskal.INLAMNAT, by=by)
    audit.write(
        "forslag_inlamnat", forslag, by=by, at=str(forslag.skapat_for), efter={"dnr": forslag.arende.dnr}, skal=skalen
    )
    return forslag


@transaction.atomic
def lamna_komplettering(forslag_id: int, *, by: Konto, skal: Mapping[str, str]) -> Forslag:
    """Hand in the completed förslag; the former version stays beside it."""
    forslag = las_for_medlem(forslag_id, by)
    if forslag.status != Forslagsstatus.KOMPLETTERING:
        raise Upptaget("Kansliet väntar inte på någon komplettering av förslaget.")
    u = underlag(forslag)
    skalen = _require_komplett(u, skal)
    forslag.andrat = dates.nu()
    forslag.save(update_fields=["andrat"])
    move(forslag, Forslagsstatus.INLAMNAT)
    version = frys(u, Versionsskal.KOMPLETTERING, by=by)
    audit.write(
        "komplettering_inlamnad",
        forslag,
        by=by,
        at=str(forslag.skapat_for),
        efter={"version": version.nummer},
        skal=skalen,
    )
    return forslag


@transaction.atomic
def aterta(forslag_id: int, *, by: Konto, motivering: str) -> Forslag:
    """Take the förslag back before it has reached the board; its papers stay in the ärende."""
    forslag = las_for_medlem(forslag_id, by)
    _satt_skal(forslag, motivering)
    move(forslag, Forslagsstatus.ATERTAGET)
    audit.write("forslag_atertaget", forslag, by=by, at=str(forslag.skapat_for), efter={"skal": forslag.skal})
    return forslag


def _satt_skal(forslag: Forslag, motivering: str) -> None:
    """Keep the reason. From here the log and the mails call the förslag what it was called when it was handed in last:
    what is written during a komplettering is still a draft (R115)."""
    if not motivering.strip():
        raise Ogiltig({"motivering": "Skriv varför."})
    require_inga_personnummer({"motivering": motivering})
    forslag.skal = motivering.strip()
    forslag.andrat = dates.nu()
    forslag.save(update_fields=["skal", "andrat"])
    if versioner := queries.versioner_av(forslag):
        forslag.rubrik = versioner[0].innehall["rubrik"]


def _require_komplett(u: Underlag, skal: Mapping[str, str]) -> dict[str, str]:
    """Every question answered, no rule broken, and a reason for each warning."""
    brister = saknas(u)
    if brister:
        raise Ogiltig(brister)
    return require_skal([kontroll() for kontroll in kontroller(u)], skal)


def frys(u: Underlag, anledning: Versionsskal, *, by: Konto) -> Forslagsversion:
    """Keep the förslag as it reads now, and have it printed and registered."""
    senaste = queries.versioner_av(u.forslag)
    version = Forslagsversion.objects.create(
        forslag=u.forslag,
        nummer=senaste[0].nummer + 1 if senaste else 1,
        anledning=anledning,
        innehall=forslagets_innehall(u.forslag, u.sokande, u.kostnader),
        skapad=dates.nu(),
        skapad_av=by,
    )
    after_commit("beredning.registrera_version", version.pk)
    return version
