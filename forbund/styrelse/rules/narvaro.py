"""Who is there, and whether they are enough (R14, R118)."""

from forbund.grund.errors import Regelbrott, Varning
from forbund.grund.lagrum import enligt


def quorum(platser: int) -> int:
    """The least number present: more than half of the seats. 4 → 3, 7 → 4, 8 → 5."""
    return platser // 2 + 1


def ar_beslutfor(narvarande: int, platser: int) -> bool:
    """Whether the board may handle an ärende, KL 6 kap. 27 §."""
    return narvarande >= quorum(platser)


@enligt("R14", "KL 6 kap. 27 §", slag="H")
def require_beslutfor(narvarande: int, platser: int) -> None:
    """More than half of the seats must be present to handle an ärende.

    `narvarande` counts serving ledamöter and ersättare, in the room or at a
    distance, without those jäviga in this ärende; `platser` is the number of
    ledamöter in the förbundsordning, filled or not.
    """
    if not ar_beslutfor(narvarande, platser):
        raise Regelbrott(
            f"Styrelsen är inte beslutför: {narvarande} av {platser} platser är fyllda i det här ärendet, "
            f"och det behövs minst {quorum(platser)}.",
            utvag="Kontrollera uppropet och kalla in ersättare, eller bordlägg ärendet till ett senare sammanträde.",
        )


@enligt("R118", "KL 6 kap. 17 §, praxis", slag="W")
def varning_sen_ankomst(oppnade: frozenset[int], tjanstgor_i: int) -> Varning | None:
    """One who comes late serves from the next ärende, also when an ersättare has stepped in.

    `oppnade` are the points that had been opened when the person came;
    `tjanstgor_i` is the first point in which the person is to serve.
    """
    if tjanstgor_i not in oppnade:
        return None
    return Varning(
        "Ärendet är redan öppnat. Den som kommer sent tjänstgör från nästa ärende.",
        utvag="Låt ledamoten tjänstgöra från nästa punkt, eller skriv varför ni gör på annat sätt.",
    )


@enligt("R118", "KL 6 kap. 17 §, praxis", slag="W")
def varning_aterkomst(har_lamnat: bool, pa_grund_av_jav: bool) -> Varning | None:
    """One who has left does not come back, except after jäv."""
    if not har_lamnat or pa_grund_av_jav:
        return None
    return Varning(
        "Ledamoten har lämnat sammanträdet och brukar då inte tjänstgöra igen.",
        utvag="Låt ersättaren tjänstgöra, eller skriv varför ledamoten kommer tillbaka.",
    )
