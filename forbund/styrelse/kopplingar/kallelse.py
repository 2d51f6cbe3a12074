"""The mails that call people to a sammanträde, remind them of it, and call it off."""

from django.urls import reverse

from forbund.grund import dates, utskick
from forbund.grund.models import Utskick
from forbund.register import access
from forbund.styrelse.models import Kallelse
from forbund.styrelse.queries.kallelse import senaste_kallelse
from forbund.styrelse.states import Sammantradesstatus


@utskick.utskick("styrelse.kallelse", "Kallelse till styrelsen")
class Kallelsebrev:
    """Time, place and a link; valid while the kallelse is the latest and the sammanträde has not begun."""

    def giltigt(self, objekt_id: int, rad: Utskick) -> bool:
        kallelse = Kallelse.objects.select_related("sammantrade").get(pk=objekt_id)
        if kallelse.sammantrade.status != Sammantradesstatus.KALLAT or kallelse != senaste_kallelse(
            kallelse.sammantrade
        ):
            return False
        return rad.konto is None or bool(access.uppdrag_ids(rad.konto))

    def text(self, objekt_id: int, rad: Utskick) -> tuple[str, str]:
        kallelse = Kallelse.objects.select_related("sammantrade", "forbund").get(pk=objekt_id)
        forbund, fakta = kallelse.forbund, kallelse.fakta
        lank = utskick.lank(reverse("styrelse:sammantrade", args=[forbund.slug, kallelse.sammantrade_id]))
        ny = kallelse.nummer > 1
        stycken = [
            f"{'Kallelsen är ändrad.' if ny else 'Du kallas till sammanträde med styrelsen.'} {forbund.namn}.",
            f"Tid: {fakta['start']}\nPlats: {fakta['plats']}",
            *(["Det här är ändrat:\n" + "\n".join(f"- {text}" for text in fakta["andringar"])] if ny else []),
            f"Föredragningslista och handlingar: {lank}",
            "Kan du inte komma? Säg till förbundets kansli så snart som möjligt, så att en ersättare hinner kallas in.",
        ]
        amne = "Ändrad kallelse" if ny else "Kallelse"
        return f"{amne}: styrelsen {fakta['start']}", "\n\n".join(stycken) + "\n"


@utskick.utskick("styrelse.paminnelse", "Påminnelse: styrelsen sammanträder")
class Motespaminnelse(Kallelsebrev):
    """Two days before, as long as the kallelse stands and the sammanträde has not been moved since."""

    def giltigt(self, objekt_id: int, rad: Utskick) -> bool:
        if not super().giltigt(objekt_id, rad):
            return False
        kallelse = Kallelse.objects.select_related("sammantrade").get(pk=objekt_id)
        star = dates.visa_veckodag_stund(kallelse.sammantrade.start), kallelse.sammantrade.plats
        return star == (kallelse.fakta["start"], kallelse.fakta["plats"])

    def text(self, objekt_id: int, rad: Utskick) -> tuple[str, str]:
        kallelse = Kallelse.objects.select_related("sammantrade", "forbund").get(pk=objekt_id)
        lank = utskick.lank(reverse("styrelse:sammantrade", args=[kallelse.forbund.slug, kallelse.sammantrade_id]))
        stycken = [
            f"Styrelsen sammanträder snart. {kallelse.forbund.namn}.",
            f"Tid: {kallelse.fakta['start']}\nPlats: {kallelse.fakta['plats']}",
            f"Föredragningslista och handlingar: {lank}",
        ]
        return f"Påminnelse: styrelsen {kallelse.fakta['start']}", "\n\n".join(stycken) + "\n"


@utskick.utskick("styrelse.installt", "Inställt: styrelsens sammanträde")
class Installtbrev:
    """To everyone who was called: do not come."""

    def giltigt(self, objekt_id: int, rad: Utskick) -> bool:
        kallelse = Kallelse.objects.select_related("sammantrade").get(pk=objekt_id)
        return kallelse.sammantrade.status == Sammantradesstatus.INSTALLT

    def text(self, objekt_id: int, rad: Utskick) -> tuple[str, str]:
        kallelse = Kallelse.objects.select_related("forbund").get(pk=objekt_id)
        stycken = [
            f"Styrelsens sammanträde {kallelse.fakta['start']} är inställt. {kallelse.forbund.namn}.",
            "Ärendena på listan tas upp vid ett annat sammanträde. Du får en ny kallelse till det.",
        ]
        return f"Inställt: styrelsen {kallelse.fakta['start']}", "\n\n".join(stycken) + "\n"
