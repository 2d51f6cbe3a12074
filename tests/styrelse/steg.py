"""Steps of a sammanträde, taken by the one who should take them."""

from forbund.styrelse.actions import omrostning, oppnande, ordforande, proposition, yrkande
from forbund.styrelse.models import Beslut, Punkt
from forbund.styrelse.states import Punktstatus


def forsta(sammantrade) -> Punkt:
    """The first point that is still to come."""
    return sammantrade.punkter.filter(status=Punktstatus.UPPSATT).order_by("ordning")[0]


def yrka(styrelse, rad, namn, slag, **over):
    return yrkande.yrka(rad.pk, uppdrag_id=styrelse[namn], slag=slag, by=styrelse.konton[namn], **over)


def begar(styrelse, rad, namn="vice"):
    return proposition.begar_omrostning(rad.pk, uppdrag_id=styrelse[namn], by=styrelse.konton[namn])


def oppna(styrelse, rad, **over):
    return omrostning.oppna_omrostning(rad.pk, by=styrelse.konton["ordforande"], **over)


def stang(styrelse, oppen, **over):
    return omrostning.stang_omrostning(oppen.pk, by=styrelse.konton["ordforande"], **over)


def klubba(styrelse, rad, **over):
    proposition.klubba(rad.pk, by=styrelse.konton["ordforande"], **over)
    return Beslut.objects.filter(punkt=rad).first()


def avsluta(styrelse, sammantrade_id):
    """Choose who justerar with the one who leads, and end the sammanträde."""
    ordforande.valj_justerare(sammantrade_id, uppdrag=[styrelse["fk"]], by=styrelse.sekreterare)
    return oppnande.avsluta_sammantrade(sammantrade_id, by=styrelse.konton["ordforande"])
