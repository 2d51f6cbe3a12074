"""Writing a draft: begin, save what can be saved, share, throw away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from guardian.shortcuts import assign_perm, remove_perm

from beredning import queries
from beredning.actions.las import las_for_medlem, las_for_skrivare, require_skrivbart
from beredning.models import SKRIVA, Forslag, Kostnad, Sokande
from beredning.states import FALTNAMN, TEXTFALT, Forslagsstatus
from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Regelbrott, Upptaget
from forbund.grund.money import visa_belopp
from forbund.grund.personnummer import require_inga_personnummer
from forbund.register import access
from forbund.register.models import Konto, Medlem
from forbund.register.states import Ratt

Kostnadskarta = Mapping[tuple[int, str, int], Decimal]
ENKLA = frozenset(FALTNAMN) - {"sokande", "kostnader"}


@dataclass(frozen=True)
class Sparat:
    """A saved draft, and what was not saved: field → why."""

    forslag: Forslag
    avvisade: Mapping[str, str]


@transaction.atomic
def skapa_forslag(*, by: Konto, medlem_id: int, rubrik: str) -> Forslag:
    """Begin a draft for one's medlem, which is its first sökande."""
    access.require(by, Ratt.SKRIVA_FORSLAG)
    if medlem_id not in queries.egna_medlemmar(by):
        raise Ogiltig({"medlem_id": "Välj en medlem som du företräder."})
    require_inga_personnummer({"rubrik": rubrik})
    nu = dates.nu()
    forslag = Forslag.objects.create(
        rubrik=rubrik.strip()[:200],
        skapat_for_id=medlem_id,
        insatsagare_id=medlem_id,
        skapat_av=by,
        skapat=nu,
        andrat=nu,
        andrat_av=by,
    )
    Sokande.objects.create(forslag=forslag, medlem_id=medlem_id)
    audit.write("forslag_paborjat", forslag, by=by, at=str(Medlem.objects.get(pk=medlem_id)))
    return forslag


@transaction.atomic
def spara_forslag(forslag_id: int, *, by: Konto, version: int, falt: Mapping[str, Any]) -> Sparat:
    """Save fields of a draft, at each pause in the writing.

    A text with a personnummer is refused and not stored, and the others are kept (R57). `version` is the one the page
    was drawn from: a field that somebody else has changed since then refuses the whole, with both texts (409).
    """
    forslag = las_for_skrivare(forslag_id, by)
    require_skrivbart(forslag)
    avvisade = _personnummer(falt) | _fel_period(forslag, falt)
    nya = {namn: varde for namn, varde in falt.items() if namn not in avvisade and _nu(forslag, namn) != _rent(varde)}
    _require_ingen_krock(forslag, by, version, nya)
    if nya:
        for namn, varde in nya.items():
            _satt(forslag, namn, varde)
        forslag.version += 1
        forslag.andringar = {**forslag.andringar, **{namn: [forslag.version, by.pk] for namn in nya}}
        forslag.andrat, forslag.andrat_av = dates.nu(), by
        forslag.save()
    return Sparat(forslag, avvisade)


@transaction.atomic
def dela_med(forslag_id: int, *, by: Konto, konto_id: int) -> None:
    """Invite a partsföreträdare of another medlem to write: an act with a date (R115)."""
    forslag = las_for_medlem(forslag_id, by)
    require_skrivbart(forslag)
    mojliga = {konto.pk: (konto, medlem) for konto, medlem in queries.mojliga_medskribenter(forslag, dates.idag())}
    if konto_id not in mojliga:
        raise Ogiltig({"konto_id": "Välj en partsföreträdare som inte redan skriver på förslaget."})
    konto, medlem = mojliga[konto_id]
    assign_perm(SKRIVA, konto, forslag)
    audit.write("utkast_delat", forslag, by=by, efter={"konto": konto.namn, "medlem": medlem})


@transaction.atomic
def sluta_dela(forslag_id: int, *, by: Konto, konto_id: int) -> None:
    """Take back an invitation to write."""
    forslag = las_for_medlem(forslag_id, by)
    konto = next((k for k in queries.medskribenter(forslag) if k.pk == konto_id), None)
    if konto is None:
        raise Ogiltig({"konto_id": "Personen skriver inte på förslaget."})
    remove_perm(SKRIVA, konto, forslag)
    audit.write("utkast_inte_delat", forslag, by=by, efter={"konto": konto.namn})


@transaction.atomic
def kasta_utkast(forslag_id: int, *, by: Konto) -> None:
    """Throw away a draft that nobody else has received; after that it is a handling and stays (TF 2 kap. 9 §)."""
    forslag = las_for_medlem(forslag_id, by)
    if forslag.status != Forslagsstatus.UTKAST:
        raise Upptaget("Förslaget är inlämnat och kan inte kastas. Ta tillbaka det i stället.")
    audit.write("utkast_kastat", forslag, by=by, at=str(forslag.skapat_for))
    forslag.delete()


def _personnummer(falt: Mapping[str, Any]) -> dict[str, str]:
    """Fields whose text holds a personnummer, with what to do (R57)."""
    try:
        require_inga_personnummer({namn: str(falt[namn]) for namn in TEXTFALT if namn in falt})
    except Regelbrott as brott:  # the other fields are kept, so the refusal must not undo them
        return brott.falt
    return {}


def _fel_period(forslag: Forslag, falt: Mapping[str, Any]) -> dict[str, str]:
    start: date | None = falt.get("start", forslag.start)
    slut: date | None = falt.get("slut", forslag.slut)
    if start and slut and slut < start:
        return {"slut" if "slut" in falt else "start": "Insatsen kan inte sluta innan den börjar."}
    return {}


def _rent(varde: Any) -> Any:
    """As stored: text trimmed, lists and maps without empties."""
    if isinstance(varde, str):
        return varde.replace("\r\n", "\n").strip()
    if isinstance(varde, Medlem):
        return varde.pk
    if isinstance(varde, Mapping):
        return {nyckel: belopp for nyckel, belopp in varde.items() if belopp}
    if isinstance(varde, Iterable):
        return frozenset(varde)
    return varde


def _nu(forslag: Forslag, namn: str) -> Any:
    if namn == "sokande":
        return frozenset(Sokande.objects.filter(forslag=forslag).values_list("medlem_id", flat=True))
    if namn == "kostnader":
        return {(k.medlem_id, k.kostnadsslag, k.ar): k.belopp for k in Kostnad.objects.filter(forslag=forslag)}
    if namn not in ENKLA:
        raise LookupError(f"Förslaget har inget fält {namn}.")
    return forslag.insatsagare_id if namn == "insatsagare" else getattr(forslag, namn)


def _satt(forslag: Forslag, namn: str, varde: Any) -> None:
    nytt = _rent(varde)
    if namn == "sokande":
        Sokande.objects.filter(forslag=forslag).exclude(medlem__in=nytt).delete()
        finns = _nu(forslag, "sokande")
        Sokande.objects.bulk_create(Sokande(forslag=forslag, medlem_id=m) for m in sorted(nytt - finns))
    elif namn == "kostnader":
        Kostnad.objects.filter(forslag=forslag).delete()
        Kostnad.objects.bulk_create(
            Kostnad(forslag=forslag, medlem_id=medlem, kostnadsslag=slag, ar=ar, belopp=belopp)
            for (medlem, slag, ar), belopp in nytt.items()
        )
    elif namn == "insatsagare":
        forslag.insatsagare_id = nytt
    else:
        setattr(forslag, namn, nytt)


def _require_ingen_krock(forslag: Forslag, by: Konto, version: int, nya: Mapping[str, Any]) -> None:
    """Fields that somebody else has changed since the page was drawn. One's own earlier saves do not collide."""
    krockar = [
        namn
        for namn in nya
        if (andring := forslag.andringar.get(namn)) and andring[0] > version and andring[1] != by.pk
    ]
    if krockar:
        raise Upptaget(
            "Någon annan har ändrat samma text sedan du öppnade sidan. Din text är inte sparad.",
            vem=forslag.andrat_av.namn,
            nar=forslag.andrat,
            ditt={FALTNAMN[namn]: _i_ord(_rent(nya[namn])) for namn in krockar},
            deras={FALTNAMN[namn]: _i_ord(_nu(forslag, namn)) for namn in krockar},
        )


def _i_ord(varde: Any) -> str:
    """A value as people read it side by side."""
    if isinstance(varde, dict):
        return f"{len(varde)} belopp, tillsammans {visa_belopp(sum(varde.values(), Decimal(0)))}"
    if isinstance(varde, frozenset):
        return ", ".join(str(m) for m in Medlem.objects.filter(pk__in=varde).select_related("organisation"))
    return dates.visa_dag(varde) if isinstance(varde, date) else str(varde or "")
