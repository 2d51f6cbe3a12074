"""Who leads, and in which order things are done (R98, R101, R102)."""

from collections.abc import Sequence
from typing import Final

from forbund.grund.errors import Regelbrott
from forbund.grund.lagrum import enligt

# Kinds of yrkande that are tried before the matter itself.
PROVAS_FORST: Final = frozenset({"aterremiss", "bordlaggning"})


def motesordforande(
    ordforande: int | None, vice: Sequence[int], vald: int | None, tjanstgorande: frozenset[int]
) -> int | None:
    """Who leads the ärende: ordförande, else vice in order, else one chosen at the meeting; None when nobody.

    `tjanstgorande` are those present and not jäviga in this ärende.
    """
    for uppdrag in (ordforande, *vice, vald):
        if uppdrag is not None and uppdrag in tjanstgorande:
            return uppdrag
    return None


@enligt("R98", "FL 17 §; KL 5 kap. 53 §", slag="H")
def require_nagon_leder(leder: int | None) -> int:
    """Somebody leads every ärende; without a chair nothing is decided. Returns who."""
    if leder is None:
        raise Regelbrott(
            "Ingen leder ärendet: varken ordförande eller vice ordförande kan göra det.",
            utvag="Låt den äldsta ledamoten leda ett val av ordförande för ärendet, och anteckna vem som valdes.",
        )
    return leder


@enligt("R98", "FL 17 §; KL 5 kap. 53 §", slag="H")
def require_leder(leder: int | None, uppdrag: int) -> None:
    """Only the one who leads the ärende opens it, puts the proposals and states the outcome."""
    if require_nagon_leder(leder) != uppdrag:
        raise Regelbrott(
            "Bara den som leder ärendet kan göra det här.",
            utvag="Be den som leder ärendet, eller byt ordförande för punkten först.",
        )


@enligt("R101", "KL 6 kap. 33 § andra stycket, praxis", slag="A")
def propositionsordning(yrkanden: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """Bordläggning and återremiss first, in the order they were made, then the others in theirs.

    `yrkanden` are (id, kind), kind as in `PROVAS_FORST` or any other, withdrawn ones left out.
    """
    forst = [yrkande for yrkande, slag in yrkanden if slag in PROVAS_FORST]
    sedan = [yrkande for yrkande, slag in yrkanden if slag not in PROVAS_FORST]
    return (*forst, *sedan)


@enligt("R101", "KL 6 kap. 33 § andra stycket, praxis", slag="A")
def arendet_provas_i_sak(avgjorda_forst: Sequence[bool]) -> bool:
    """Whether the matter itself is tried: only when every bordläggning and återremiss has been voted down."""
    return not any(avgjorda_forst)


@enligt("R102", "KL 5 kap. 53 §", slag="H")
def require_overlaggning_avslutad(avslutad: bool) -> None:
    """Proposals are put when the överläggning has been closed."""
    if not avslutad:
        raise Regelbrott(
            "Överläggningen pågår. Förslag till beslut läggs fram när den är avslutad.",
            utvag="Förklara överläggningen avslutad, och lägg sedan fram yrkandena.",
        )


@enligt("R102", "KL 5 kap. 53 §", slag="H")
def require_overlaggning_pagar(avslutad: bool) -> None:
    """Yrkanden are made during the överläggning."""
    if avslutad:
        raise Regelbrott(
            "Överläggningen är avslutad. Yrkanden framställs medan den pågår.",
            utvag="Be den som leder ärendet att öppna överläggningen igen.",
        )


@enligt("R102", "KL 5 kap. 53 §", slag="H")
def require_alla_framlagda(yrkanden: frozenset[int], framlagda: frozenset[int]) -> None:
    """Every yrkande that has not been withdrawn is put; the one who leads may not leave one out."""
    saknas = len(yrkanden - framlagda)
    if saknas:
        raise Regelbrott(
            f"Alla yrkanden har inte lagts fram: {saknas} av {len(yrkanden)} saknas.",
            utvag="Lägg fram de yrkanden som återstår, eller anteckna att de har tagits tillbaka.",
        )


@enligt("R102", "KL 5 kap. 53 §", slag="H")
def require_ja_och_nej(betyder_ja: str, betyder_nej: str) -> None:
    """A proposal is put so that it can be answered with ja or nej, and each says something else."""
    ja, nej = betyder_ja.strip(), betyder_nej.strip()
    if not ja or not nej or ja.casefold() == nej.casefold():
        raise Regelbrott(
            "Det framgår inte vad ja och nej betyder i omröstningen.",
            utvag="Skriv vad den röstar för som säger ja, och vad den röstar för som säger nej.",
        )


@enligt("R102", "KL 5 kap. 53 §; praxis", slag="H")
def require_tva_forslag(antal: int) -> None:
    """An omröstning stands between two proposals; with more, a counter-proposal is chosen first."""
    if antal != 2:
        raise Regelbrott(
            f"En omröstning står mellan två förslag, men här finns {antal}.",
            utvag="Avgör först med acklamation vilket förslag som ska vara motförslag, eller be någon ta "
            "tillbaka sitt yrkande.",
        )


@enligt("R102", "KL 5 kap. 53 §", slag="H")
def require_fore_klubbslag(klubbat: bool) -> None:
    """Omröstning is asked for before the klubbslag; after it the decision stands."""
    if klubbat:
        raise Regelbrott(
            "Beslutet är bekräftat med klubbslag. Omröstning begärs före klubbslaget.",
            utvag="Den som har deltagit i beslutet kan reservera sig innan sammanträdet avslutas.",
        )


@enligt("R102", "KL 5 kap. 53 §", slag="H")
def require_utfall_redovisat(redovisat: bool) -> None:
    """The one who leads states the outcome, and then comes the klubbslag."""
    if not redovisat:
        raise Regelbrott(
            "Utfallet har inte redovisats. Klubbslaget kommer efter att ordföranden sagt vad som beslutats.",
            utvag="Redovisa utfallet, och bekräfta det sedan.",
        )
