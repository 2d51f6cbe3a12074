"""What the board's decision does to the förslag. Runs once, when the § is justerad, and refuses nothing."""

from datetime import date

from django.db import transaction

from beredning import queries
from beredning.actions.brev import be_om_komplettering
from beredning.models import Forslag
from beredning.states import Forslagsstatus, Utfall
from forbund.grund import audit, dates
from forbund.grund.tillstand import move
from forbund.styrelse.models import Beslut
from forbund.styrelse.states import Beslutsutfall
from insatser.actions import Uppgifter, bevilja

UTFALL = {
    Beslutsutfall.BIFALL: (Utfall.BIFALL, Forslagsstatus.BESLUTAT),
    Beslutsutfall.AVSLAG: (Utfall.AVSLAG, Forslagsstatus.BESLUTAT),
    Beslutsutfall.ATERREMISS: (Utfall.ATERREMISS, Forslagsstatus.KOMPLETTERING),
}


@transaction.atomic
def ta_emot_beslut(beslut: Beslut) -> Forslag | None:
    """Bifall makes the insats; avslag ends the förslag; återremiss sends it back to those who wrote it, with the §.

    A bordläggning changes nothing: the förslag waits for the next sammanträde.
    """
    arende_id = beslut.punkt.arende_id
    forslag = Forslag.objects.select_for_update(of=("self",)).filter(arende=arende_id).first()
    if forslag is None or beslut.utfall not in UTFALL:
        return forslag
    utfall, status = UTFALL[Beslutsutfall(beslut.utfall)]
    if utfall is Utfall.BIFALL:
        bevilja(beslut, uppgifter_ur(forslag))
    if forslag.status != Forslagsstatus.TILL_STYRELSEN:
        return forslag
    forslag.utfall = utfall
    forslag.skal = protokollsutdrag(beslut)
    forslag.andrat = dates.nu()
    forslag.save(update_fields=["utfall", "skal", "andrat"])
    move(forslag, status)
    if status is Forslagsstatus.KOMPLETTERING:
        be_om_komplettering(forslag)
    audit.write("forslag_beslutat", forslag, by=None, efter={"utfall": utfall.value, "beslut": forslag.skal})
    return forslag


def protokollsutdrag(beslut: Beslut) -> str:
    """ "§ 37 2026: Styrelsen beslutar att …": what those who wrote the förslag are told."""
    punkt = beslut.punkt
    paragraf = f"§ {punkt.paragraf} {punkt.paragraf_ar}" if punkt.paragraf else "Beslut"
    att = " ".join(f"att {sats.removeprefix('att ').rstrip('.')}." for sats in beslut.att_satser)
    return f"{paragraf}, {beslut.get_utfall_display().lower()}. {att}".strip()


def uppgifter_ur(forslag: Forslag) -> Uppgifter:
    """What the insats takes over: the version that the board decided on."""
    version = queries.versioner_av(forslag)[0].innehall
    agare = version["insatsagare"]
    return Uppgifter(
        rubrik=version["rubrik"],
        insatstyp=version["insatstyp"],
        insatsagare_id=agare["id"] if agare else None,
        medlem_ids=tuple(s["id"] for s in version["sokande"]),
        start=date.fromisoformat(version["start"]) if version["start"] else None,
        slut=date.fromisoformat(version["slut"]) if version["slut"] else None,
    )
