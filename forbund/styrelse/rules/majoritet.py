"""Who wins: simple majority with utslagsröst, and the qualified one (R19, R21, R22)."""

from collections.abc import Mapping
from enum import StrEnum

from forbund.grund.errors import Regelbrott
from forbund.grund.lagrum import enligt


class Utfall(StrEnum):
    """What a vote between ja and nej came to."""

    JA = "ja"
    NEJ = "nej"


class Majoritetsbas(StrEnum):
    """What a qualified share is counted on; the present unless the förbundsordning says otherwise."""

    NARVARANDE = "narvarande"
    AVGIVNA = "avgivna"
    PLATSER = "platser"


@enligt("R21", "KL 5 kap. 56 § och 4 kap. 25 § andra stycket", slag="A")
def utslagsrost_kravs(ja: int, nej: int) -> bool:
    """Whether the vote of the one who leads the ärende must settle it; abstentions are not votes."""
    return ja == nej


@enligt("R19", "KL 4 kap. 25 § andra stycket", slag="H")
def require_utslagsrost(ja: int, nej: int, ledarens_rost: Utfall | None) -> None:
    """The one who leads must vote when that is needed, also after having abstained."""
    if utslagsrost_kravs(ja, nej) and ledarens_rost is None:
        raise Regelbrott(
            f"Rösterna är lika, {ja} mot {nej}, och den som leder ärendet har inte röstat.",
            utvag="Den som leder ärendet röstar ja eller nej. Den rösten avgör.",
        )


@enligt("R21", "KL 5 kap. 55–56 §§", slag="A")
def utfall_enkel(ja: int, nej: int, ledarens_rost: Utfall | None) -> Utfall:
    """The outcome by simple majority of the votes cast; on a tie, the vote of the one who leads.

    `ja` and `nej` count the votes cast, the leader's own among them. Refuses
    (R19) a tie in which the leader has not voted.
    """
    require_utslagsrost(ja, nej, ledarens_rost)
    if ja == nej and ledarens_rost is not None:
        return ledarens_rost
    return Utfall.JA if ja > nej else Utfall.NEJ


def kravd_andel(arendeslag: str, tabell: Mapping[str, tuple[int, int]]) -> tuple[int, int] | None:
    """The share, as (2, 3), that the förbundsordning in force asks for that kind of ärende, or None."""
    return tabell.get(arendeslag)


def underlag_for_andel(bas: Majoritetsbas, *, narvarande: int, avgivna: int, platser: int) -> int:
    """The number that the share is counted on."""
    return {
        Majoritetsbas.NARVARANDE: narvarande,
        Majoritetsbas.AVGIVNA: avgivna,
        Majoritetsbas.PLATSER: platser,
    }[bas]


@enligt("R22", "FL 9 § 6", slag="H")
def utfall_kvalificerad(ja: int, underlag: int, andel: tuple[int, int]) -> Utfall:
    """The outcome where the förbundsordning asks for a share: not reached is nej, without utslagsröst.

    `underlag` is as a rule all present with a vote, those who abstain among them.
    """
    taljare, namnare = andel
    return Utfall.JA if underlag and ja * namnare >= underlag * taljare else Utfall.NEJ


def roster_som_kravs(underlag: int, andel: tuple[int, int]) -> int:
    """The least number of yes votes that reaches the share."""
    taljare, namnare = andel
    return -(-underlag * taljare // namnare)


@enligt("R22", "FL 9 § 6", slag="H")
def require_visad_majoritet(*, omrostning: bool, enighet_antecknad: bool) -> None:
    """A qualified majority is shown by omröstning or by noted agreement, not by acclamation alone."""
    if not (omrostning or enighet_antecknad):
        raise Regelbrott(
            "Ärendet kräver kvalificerad majoritet enligt förbundsordningen, och det går inte att se vid acklamation.",
            utvag="Håll omröstning, eller anteckna att styrelsen är enig.",
        )
