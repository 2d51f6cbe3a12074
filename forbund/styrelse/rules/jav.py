"""Jäv: asked, declared, decided (R23, R24)."""

from forbund.grund.errors import Regelbrott
from forbund.grund.lagrum import enligt


@enligt("R23", "KL 6 kap. 30 §", slag="A")
def ska_tillfragas_om_jav(tjanstgorande: frozenset[int], har_svarat: frozenset[int]) -> frozenset[int]:
    """Those who have not yet been asked: once for the whole agenda, and who comes later when they come."""
    return tjanstgorande - har_svarat


@enligt("R23", "KL 6 kap. 30 §", slag="A")
def rostlangd(tjanstgorande: frozenset[int], javiga: frozenset[int]) -> frozenset[int]:
    """Those who are present and may vote in one ärende: the serving, without the jäviga."""
    return tjanstgorande - javiga


@enligt("R23", "KL 6 kap. 30 §", slag="H")
def require_ej_javig(javiga: frozenset[int], uppdrag: int) -> None:
    """A jävig person neither takes part in nor is present at the handling of the ärende.

    For yrkande, vote, lead and reservation; not for a purely practical act that
    nobody else can do without serious delay.
    """
    if uppdrag in javiga:
        raise Regelbrott(
            "Jäv är anmält i det här ärendet. Den som är jävig får inte delta eller vara närvarande.",
            utvag="Lämna rummet eller länken medan ärendet behandlas. En ersättare kan tjänstgöra.",
        )


@enligt("R24", "KL 6 kap. 30 § tredje stycket", slag="H")
def require_javsfraga_avgjord(oavgjorda: int) -> None:
    """A disputed jäv is decided at once, before the ärende goes on."""
    if oavgjorda:
        raise Regelbrott(
            f"Styrelsen har inte avgjort alla frågor om jäv i ärendet: {oavgjorda} återstår.",
            utvag="Pröva frågan om jäv nu och anteckna skälet. Fortsätt sedan med ärendet.",
        )


@enligt("R24", "KL 6 kap. 30 § tredje stycket", slag="H")
def require_skal_i_javsfraga(skal: str) -> None:
    """The board notes why it found jäv, or why it disregarded it."""
    if not skal.strip():
        raise Regelbrott(
            "Skälet till styrelsens ställningstagande om jäv saknas.",
            utvag="Skriv i en mening varför styrelsen fann, eller inte fann, att jäv föreligger.",
        )


@enligt("R24", "KL 6 kap. 30 § tredje stycket", slag="H")
def require_far_prova_jav(uppdrag: int, galler: int, *, beslutfor_utan: bool, ersattare_kan_kallas: bool) -> None:
    """The one concerned takes part only without quorum otherwise, and when nobody can be called in."""
    if uppdrag == galler and (beslutfor_utan or ersattare_kan_kallas):
        raise Regelbrott(
            "Den som jävsfrågan gäller får inte vara med och pröva den, eftersom styrelsen kan besluta ändå.",
            utvag="Låt de övriga pröva frågan, eller kalla in en ersättare.",
        )
