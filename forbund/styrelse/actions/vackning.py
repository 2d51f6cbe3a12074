"""To raise an ärende, which nobody can refuse: by oneself, or noted by the office for another (R13)."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction

from forbund.diarium.actions import registrera_arende
from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, SaknarRatt
from forbund.grund.personnummer import require_inga_personnummer
from forbund.register import access
from forbund.register.models import Konto, Uppdrag
from forbund.register.states import LEDAMOTSROLLER, Ratt, Roll
from forbund.styrelse.actions.dagordning import satt_upp
from forbund.styrelse.actions.sammantrade import las_sammantrade
from forbund.styrelse.models import Punkt, Sammantrade
from forbund.styrelse.queries.mote import hamta_rum
from forbund.styrelse.queries.styrelsen import uppdrag_vid
from forbund.styrelse.rules.kallelse import far_vacka_arende
from forbund.styrelse.states import Punktslag, Sammantradesstatus

# Those for whom the office may note it. A revisor reads in the system and writes nothing there, but has the right.
HOS_KANSLIET: Final = (*sorted(LEDAMOTSROLLER), Roll.REVISOR)


@transaction.atomic
def vack_arende(
    sammantrade_id: int,
    *,
    rubrik: str,
    forslag: Sequence[str],
    by: Konto,
    vackare: int | None = None,
    ror_granskningen: bool = False,
) -> Punkt:
    """Put an ärende on the agenda (KL 4 kap. 20–21 §§).

    `vackare` is the uppdrag of the one who raised it with the office, who notes it; a revisor's must concern the audit.
    """
    sammantrade = las_sammantrade(sammantrade_id, under_motet=True)
    uppdrag = vacker_sjalv(sammantrade, by) if vackare is None else _hos_kansliet(vackare, ror_granskningen, by)
    require_inga_personnummer({"rubrik": rubrik, "forslag": "\n".join(forslag)})
    arende = registrera_arende(slag="ovrigt", rubrik=rubrik, by=by)
    punkt = Punkt(slag=Punktslag.ARENDE, arende=arende, rubrik=arende.rubrik, vackt_av=uppdrag)
    punkt.att_satser = list(forslag)
    satt_upp(sammantrade, punkt)
    audit.write(
        "arende_vackt",
        punkt,
        by=by,
        at=uppdrag.person.namn if vackare else "",
        efter={"sammantrade": sammantrade.pk, "dnr": arende.dnr},
        lagrum="KL 4 kap. 21 §" if uppdrag.roll == Roll.REVISOR else "KL 4 kap. 20 §",
    )
    return punkt


def vacker_sjalv(sammantrade: Sammantrade, konto: Konto) -> Uppdrag:
    """The konto's uppdrag that gives it the right: a ledamot's, or that of an ersättare who serves at the moment."""
    pagar = sammantrade.status == Sammantradesstatus.PAGAR
    tjanstgor = frozenset(hamta_rum(sammantrade).tjanstgorande()) if pagar else frozenset()
    egna = Uppdrag.objects.filter(pk__in=access.uppdrag_ids(konto)).select_related("person").order_by("pk")
    for uppdrag in egna:
        if far_vacka_arende(uppdrag.roll, tjanstgor=uppdrag.pk in tjanstgor):
            return uppdrag
    raise SaknarRatt(
        "Ledamöter väcker ärenden, och ersättare medan de tjänstgör. Kansliet lägger till ärenden på listan."
    )


def _hos_kansliet(uppdrag_id: int, ror_granskningen: bool, by: Konto) -> Uppdrag:
    """The uppdrag of the one who raised it with the office."""
    access.require(by, Ratt.FORA_PROTOKOLL)
    uppdrag = uppdrag_vid(dates.idag(), *HOS_KANSLIET).filter(pk=uppdrag_id).first()
    if uppdrag is None:
        raise Ogiltig({"vackare": "Välj vem som väcker ärendet."})
    if not far_vacka_arende(uppdrag.roll, ror_granskningen=ror_granskningen):
        raise Ogiltig({"ror_granskningen": "En revisor väcker ärenden om sin granskning (4 kap. 21 § kommunallagen)."})
    return uppdrag
