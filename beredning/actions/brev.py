"""Mail that follows from the acts; each is judged again when it is sent (`kopplingar.utskick`)."""

from datetime import time, timedelta

from beredning import queries
from beredning.models import Forslag, Stallningstagande
from forbund.grund import dates
from forbund.grund.utskick import planera

PAMINN_FORE = timedelta(days=2)
MORGON = time(8)


def fraga_foretradare(forslag: Forslag) -> None:
    """Ask those who speak for each medlem that has not answered, and remind them two days before the last day."""
    obesvarade = {s.medlem_id: s for s in Stallningstagande.objects.filter(forslag=forslag, svarat=None)}
    for medlem_id, konto in queries.foretradare_for(list(obesvarade), dates.idag()):
        stallning = obesvarade[medlem_id]
        nyckel = f"stallning:{stallning.pk}:{konto.pk}:{stallning.senast.isoformat()}"
        planera("beredning.stallning_begard", f"{nyckel}:fraga", konto, stallning.pk)
        dag = stallning.senast - PAMINN_FORE
        if dag > dates.idag():
            paminn = dates.lokal(dag, MORGON)
            planera("beredning.stallning_paminnelse", f"{nyckel}:paminnelse", konto, stallning.pk, paminn)


def be_om_komplettering(forslag: Forslag) -> None:
    """Tell those who speak for the writing medlem that their förslag waits for them."""
    nyckel = f"komplettering:{forslag.pk}:{dates.nu().isoformat()}"
    for _, konto in queries.foretradare_for([forslag.skapat_for_id], dates.idag()):
        planera("beredning.komplettering_begard", f"{nyckel}:{konto.pk}", konto, forslag.pk)
