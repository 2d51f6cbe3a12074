"""The frozen förslag as a paper of its ärende: what came in from a medlem, and what was drawn up for the board."""

from django.db import transaction

from beredning import queries
from beredning.models import Forslag, Forslagshandling, Forslagsversion
from beredning.pdf.forslagsblad import forslag_pdf, forslagsblad, papperets_slag
from beredning.states import Versionsskal
from forbund.diarium.actions import laggtill_genererad
from forbund.diarium.states import Synlighet
from forbund.grund.dates import svensk_dag
from forbund.grund.pdf import MEDIETYP


@transaction.atomic
def registrera_version(version_id: int) -> Forslagshandling | None:
    """Print a frozen version and register it (OSL 5 kap. 1 §); run again it changes nothing.

    What a medlem handed in is an inkommen handling; what goes to the board, with the stances, is drawn up here. Both
    are for the office, the board and those who audit: a medlem reads the förslag on its page when it concerns it.
    """
    version = Forslagsversion.objects.get(pk=version_id)
    forslag = (
        Forslag.objects.select_for_update(of=("self",))
        .select_related("arende", "skapat_for__organisation", "forbund")
        .get(pk=version.forslag_id)
    )
    finns = Forslagshandling.objects.filter(version=version).first()
    if finns is not None or forslag.arende is None:
        return finns
    till_styrelsen = version.anledning == Versionsskal.TILL_STYRELSEN
    medlem = str(forslag.skapat_for)
    stallningar = queries.stallningstaganden_till(forslag) if till_styrelsen else []
    handling = laggtill_genererad(
        forslag.arende,
        rubrik=f"{papperets_slag(version)}: {version.innehall['rubrik']}",
        innehall=forslag_pdf(forslagsblad(version, medlem, stallningar), forslag.forbund.namn, forslag.arende.dnr),
        filnamn=f"forslag-{forslag.arende.ar}-{forslag.arende.nummer}-version-{version.nummer}.pdf",
        medietyp=MEDIETYP,
        synlighet=Synlighet.STYRELSE,
        motpart="" if till_styrelsen else medlem,
        datum=svensk_dag(version.skapad),
        by=version.skapad_av,
    )
    return Forslagshandling.objects.create(version=version, handling=handling)
