"""The office prepares: asks for more, asks the parts, sends the förslag to the board. No vote is taken (R85)."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from beredning import queries, rules
from beredning.actions.brev import be_om_komplettering, fraga_foretradare
from beredning.actions.inlamning import _satt_skal, frys
from beredning.actions.las import las_for_beredare
from beredning.actions.provning import gallande_version, underlag
from beredning.models import Forslag, Stallningstagande
from beredning.states import Forslagsstatus, Svar, Versionsskal
from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, require_skal
from forbund.grund.tillstand import move
from forbund.register.models import Konto, Medlem
from forbund.register.states import Part


@transaction.atomic
def begar_komplettering(forslag_id: int, *, by: Konto, motivering: str) -> Forslag:
    """Send the förslag back to those who wrote it, with what is wanted."""
    forslag = las_for_beredare(forslag_id, by)
    _satt_skal(forslag, motivering)
    move(forslag, Forslagsstatus.KOMPLETTERING)
    audit.write("komplettering_begard", forslag, by=by, efter={"onskas": forslag.skal})
    be_om_komplettering(forslag)
    return forslag


@transaction.atomic
def begar_stallningstaganden(
    forslag_id: int, *, by: Konto, senast: date, medlemmar: Iterable[int] | None = None
) -> Forslag:
    """Ask medlemmar (all when none are named) what they think, by a day. Asking again moves the day."""
    forslag = las_for_beredare(forslag_id, by)
    if senast < dates.idag():
        raise Ogiltig({"senast": "Välj en dag som inte har passerat."})
    i_kraft = queries.medlemmar_per_id(dates.idag())
    fragade = sorted(set(i_kraft) if medlemmar is None else set(medlemmar))
    if not fragade or not set(fragade) <= set(i_kraft):
        raise Ogiltig({"medlemmar": "Välj medlemmar i förbundet."})
    if forslag.status != Forslagsstatus.STALLNINGSTAGANDEN:
        move(forslag, Forslagsstatus.STALLNINGSTAGANDEN)
    avser = queries.versioner_av(forslag)[0]
    finns = {s.medlem_id: s for s in Stallningstagande.objects.select_for_update().filter(forslag=forslag)}
    Stallningstagande.objects.filter(forslag=forslag, svar=Svar.INGET_SVAR).update(svar="")
    Stallningstagande.objects.filter(forslag=forslag, medlem__in=fragade, svarat=None).update(avser=avser)
    Stallningstagande.objects.filter(forslag=forslag, medlem__in=fragade).update(senast=senast, begart=dates.nu())
    Stallningstagande.objects.bulk_create(
        Stallningstagande(forslag=forslag, medlem_id=m, begart=dates.nu(), senast=senast, avser=avser)
        for m in fragade
        if m not in finns
    )
    namn = [str(i_kraft[m]) for m in fragade]
    audit.write("stallningstaganden_begarda", forslag, by=by, efter={"medlemmar": namn, "senast": senast})
    fraga_foretradare(forslag)
    return forslag


@transaction.atomic
def markera_beredd(forslag_id: int, *, by: Konto, skal: Mapping[str, str]) -> Forslag:
    """Find the förslag prepared: each part has spoken, or the reason is stated (R50). Silence becomes "inget svar"."""
    forslag = las_for_beredare(forslag_id, by)
    svaren = list(
        Stallningstagande.objects.select_for_update(of=("self",)).filter(forslag=forslag).select_related("medlem")
    )
    tysta = [s for s in svaren if s.svarat is None]
    _require_tiden_ute(tysta)
    saknade = parter_utan_svar(s.medlem for s in svaren if s.svarat is not None)
    version = gallande_version(dates.idag())
    rules.require_alla_svar(saknade, version)
    skalen = require_skal([rules.varning_utan_svar(saknade, version)], skal)
    move(forslag, Forslagsstatus.BEREDD)
    Stallningstagande.objects.filter(pk__in=[s.pk for s in tysta]).update(svar=Svar.INGET_SVAR)
    audit.write("forslag_berett", forslag, by=by, efter={"utan_svar": saknade}, lagrum="R50", skal=skalen)
    return forslag


@transaction.atomic
def till_styrelsen(forslag_id: int, *, by: Konto) -> Forslag:
    """Send the prepared förslag to the board: the version that is decided on is frozen here."""
    forslag = las_for_beredare(forslag_id, by)
    move(forslag, Forslagsstatus.TILL_STYRELSEN)
    version = frys(underlag(forslag), Versionsskal.TILL_STYRELSEN, by=by)
    audit.write("forslag_till_styrelsen", forslag, by=by, efter={"version": version.nummer})
    return forslag


@transaction.atomic
def avskriv(forslag_id: int, *, by: Konto, motivering: str) -> Forslag:
    """Close the matter without a decision of the board, with the reason."""
    forslag = las_for_beredare(forslag_id, by)
    _satt_skal(forslag, motivering)
    move(forslag, Forslagsstatus.AVSKRIVET)
    audit.write("forslag_avskrivet", forslag, by=by, efter={"skal": forslag.skal})
    return forslag


def parter_utan_svar(svarande: Iterable[Medlem], medlemmar: Mapping[int, Medlem] | None = None) -> list[str]:
    """Names of the förbund's parts that nobody has answered for (R50); `medlemmar` when the caller has them."""
    i_kraft = queries.medlemmar_per_id(dates.idag()) if medlemmar is None else medlemmar
    parter = {p: Part(p).label for p in Part.values if any(p in m.parter for m in i_kraft.values())}
    return rules.parter_utan_svar(parter, [frozenset(m.parter) for m in svarande])


def _require_tiden_ute(tysta: list[Stallningstagande]) -> None:
    kvar = [s.senast for s in tysta if s.senast >= dates.idag()]
    if kvar:
        raise Ogiltig(
            {
                "": f"Svar saknas från {len(kvar)} tillfrågade, och tiden går ut den {dates.visa_dag(max(kvar))}. "
                "Vänta till dagen efter, eller anteckna svar som har kommit på annat sätt."
            }
        )
