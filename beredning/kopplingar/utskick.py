"""Mail of the beredning: to those who are asked, a reminder, and to those who must complete their förslag."""

from django.urls import reverse

from beredning import queries
from beredning.models import Forslag, Stallningstagande
from beredning.states import Forslagsstatus
from forbund.grund import dates
from forbund.grund.models import Utskick
from forbund.grund.utskick import lank, utskick


class _Stallningsbrev:
    """Valid while the medlem has not answered and the receiver still speaks for it."""

    amne = "Ta ställning till {rubrik}"
    inledning = "{medlem} ombeds ta ställning till ett förslag om en insats."

    def giltigt(self, objekt_id: int, utskick: Utskick) -> bool:
        stallning = self._stallning(objekt_id)
        if stallning.svarat or stallning.forslag.status != Forslagsstatus.STALLNINGSTAGANDEN:
            return False
        foretradare = queries.foretradare_for([stallning.medlem_id], dates.idag())
        return any(konto.pk == utskick.konto_id for _, konto in foretradare)

    def text(self, objekt_id: int, utskick: Utskick) -> tuple[str, str]:
        stallning = self._stallning(objekt_id)
        rubrik = stallning.avser.innehall["rubrik"]
        vag = reverse("beredning:stallning", args=[stallning.forslag.forbund.slug, stallning.forslag_id, stallning.pk])
        rader = (
            self.inledning.format(medlem=stallning.medlem),
            f"Förslag: {rubrik}",
            f"Svara senast: {dates.visa_veckodag_ar(stallning.senast)}",
            f"Läs och svara här: {lank(vag)}",
        )
        return self.amne.format(rubrik=rubrik), "\n\n".join(rader)

    def _stallning(self, objekt_id: int) -> Stallningstagande:
        return Stallningstagande.objects.select_related("forslag__forbund", "medlem__organisation", "avser").get(
            pk=objekt_id
        )


@utskick("beredning.stallning_begard", "Ta ställning till ett förslag")
class StallningBegard(_Stallningsbrev):
    """At once, when the medlem is asked."""


@utskick("beredning.stallning_paminnelse", "Påminnelse: ta ställning till ett förslag")
class StallningPaminnelse(_Stallningsbrev):
    """Two days before the time is up."""

    amne = "Påminnelse: ta ställning till {rubrik}"
    inledning = "{medlem} har inte svarat än. Tiden går snart ut."


@utskick("beredning.komplettering_begard", "Komplettera ett förslag")
class KompletteringBegard:
    """To those who write the förslag, while it waits for them."""

    def giltigt(self, objekt_id: int, utskick: Utskick) -> bool:
        forslag = Forslag.objects.get(pk=objekt_id)
        if forslag.status != Forslagsstatus.KOMPLETTERING or utskick.konto is None:
            return False
        foretradare = queries.foretradare_for([forslag.skapat_for_id], dates.idag())
        return any(konto.pk == utskick.konto_id for _, konto in foretradare)

    def text(self, objekt_id: int, utskick: Utskick) -> tuple[str, str]:
        forslag = Forslag.objects.select_related("forbund", "arende").get(pk=objekt_id)
        vag = reverse("beredning:forslag", args=[forslag.forbund.slug, forslag.pk])
        rader = (
            f"Förslaget i ärende {forslag.arende.dnr if forslag.arende else ''} behöver kompletteras.",
            f"Läs vad som behövs och skriv här: {lank(vag)}",
        )
        return f"Komplettera {forslag.rubrik}", "\n\n".join(rader)
