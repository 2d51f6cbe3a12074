"""Changes of the register."""

import secrets
from datetime import date, timedelta

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from guardian.shortcuts import assign_perm

from forbund.grund import audit, dates, tenancy
from forbund.grund.errors import Ogiltig, SaknarRatt
from forbund.grund.models import Handelsehuvud
from forbund.register import access
from forbund.register.models import Apinyckel, Forbund, Granskningsmandat, Konto, Mandatforbund, Medlem, Person, Uppdrag
from forbund.register.queries import nyckelhash
from forbund.register.rules import require_lasmandat
from forbund.register.states import Roll

NYCKELPREFIX = "finsam_"
LANGSTA_NYCKEL = timedelta(days=365)


def gruppnamn(forbund_id: int, roll: Roll) -> str:
    return f"forbund:{forbund_id}:{roll.value}"


@transaction.atomic
def bilda_forbund(
    *, slug: str, namn: str, kortnamn: str, sate: str, bildat: date, by: Konto | None, organisationsnummer: str = ""
) -> Forbund:
    """Enter a förbund: the tenant, the head of its log, and one group a role with the default rights (FL 8 §)."""
    forbund = Forbund.objects.create(
        slug=slug, namn=namn, kortnamn=kortnamn, sate=sate, bildat=bildat, organisationsnummer=organisationsnummer
    )
    ratter = {p.codename: p for p in Permission.objects.filter(content_type__app_label="register")}
    for roll, standard in access.STANDARD.items():
        grupp = Group.objects.create(name=gruppnamn(forbund.pk, roll))
        for ratt in standard:
            assign_perm(ratter[ratt.value], grupp, forbund)
    with tenancy.in_forbund(forbund.pk):
        Handelsehuvud.objects.create()
        audit.write("forbund_bildat", forbund, by=by, efter={"namn": namn, "sate": sate, "bildat": bildat})
    return forbund


@transaction.atomic
def ge_uppdrag(
    person: Person,
    roll: Roll,
    *,
    by: Konto | None,
    fran: date,
    till: date | None = None,
    medlem: Medlem | None = None,
    ordning: int = 1,
    valbarhetsgrund: str = "",
    beslut_dag: date | None = None,
    beslut_dnr: str = "",
) -> Uppdrag:
    """Enter an uppdrag; its rights follow from the role's group, from the first day to the last."""
    uppdrag = Uppdrag.objects.create(
        person=person,
        roll=roll,
        medlem=medlem,
        grupp=Group.objects.get(name=gruppnamn(tenancy.aktivt_forbund_id(), roll)),
        fran=fran,
        till=till,
        ordning=ordning,
        valbarhetsgrund=valbarhetsgrund,
        beslut_dag=beslut_dag,
        beslut_dnr=beslut_dnr,
    )
    audit.write(
        "uppdrag_givet", uppdrag, by=by, efter={"roll": roll.value, "fran": fran, "till": till, "dnr": beslut_dnr}
    )
    return uppdrag


@transaction.atomic
def avsluta_uppdrag(uppdrag_id: int, *, by: Konto | None, sista_dag: date) -> Uppdrag:
    """End an uppdrag with the given day as its last (R96)."""
    uppdrag = Uppdrag.objects.select_for_update().get(pk=uppdrag_id)
    fore = uppdrag.till
    uppdrag.till = max(sista_dag, uppdrag.fran)
    uppdrag.save(update_fields=["till"])
    audit.write("uppdrag_avslutat", uppdrag, by=by, fore={"till": fore}, efter={"till": uppdrag.till})
    return uppdrag


@transaction.atomic
def ge_granskningsmandat(
    konto: Konto, *, organ: str, grund: str, fran: date, till: date, forbund: list[Forbund], alla: bool = False
) -> Granskningsmandat:
    """Give a read-only mandate; an act of the installation, not of a förbund (R70)."""
    require_lasmandat(fran, till, grund)
    with tenancy.som_driften():
        mandat = Granskningsmandat.objects.create(
            konto=konto, organ=organ, grund=grund, alla_forbund=alla, fran=fran, till=till
        )
        Mandatforbund.objects.bulk_create(Mandatforbund(mandat=mandat, forbund=f) for f in forbund)
    return mandat


@transaction.atomic
def skapa_nyckel(*, by: Konto, forbund_id: int, namn: str, till: date, far_skriva: bool) -> tuple[Apinyckel, str]:
    """Make an API key for one's own uppdrag in the förbund. The key itself is returned once and kept nowhere."""
    if forbund_id not in access.rattigheter(by).per_forbund:
        raise SaknarRatt("Du har inget uppdrag i det förbundet.")
    if not dates.idag() <= till <= dates.idag() + LANGSTA_NYCKEL:
        raise Ogiltig({"till": f"Välj en dag från i dag till {dates.visa_dag(dates.idag() + LANGSTA_NYCKEL)}."})
    klartext = NYCKELPREFIX + secrets.token_urlsafe(32)
    nyckel = Apinyckel.objects.create(
        konto=by,
        forbund_id=forbund_id,
        namn=namn,
        hash=nyckelhash(klartext),
        endast_las=not far_skriva,
        skapad=dates.nu(),
        till=till,
    )
    with tenancy.in_forbund(forbund_id):
        audit.write("apinyckel_skapad", nyckel, by=by, efter={"till": till, "far_skriva": far_skriva})
    return nyckel, klartext


@transaction.atomic
def aterkalla_nyckel(nyckel_id: int, *, by: Konto) -> Apinyckel:
    """Recall one's own key; it works no more from now."""
    nyckel = Apinyckel.objects.select_for_update().filter(konto=by).get(pk=nyckel_id)
    if nyckel.aterkallad is None:
        nyckel.aterkallad = dates.nu()
        nyckel.save(update_fields=["aterkallad"])
        with tenancy.in_forbund(nyckel.forbund_id):
            audit.write("apinyckel_aterkallad", nyckel, by=by)
    return nyckel
