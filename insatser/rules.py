"""Rules of the insatser: what is missing before one may start and be paid (R51)."""

from collections.abc import Mapping

from forbund.grund.errors import Regelbrott, Varning
from forbund.grund.lagrum import enligt


def utan_underskrift(parter: Mapping[int, str], undertecknat: frozenset[int]) -> list[str]:
    """Names of those who have not signed. `parter` are those who must: the förbund and the performing medlemmar."""
    return [namn for part, namn in parter.items() if part not in undertecknat]


def saknas_fore_start(
    *, beslutet_justerat: bool, har_overenskommelse: bool, utan_underskrift: list[str], har_insatsagare: bool
) -> list[str]:
    """What must be in place before the insats starts, in words and in order; empty means nothing."""
    saknas = []
    if not beslutet_justerat:
        saknas.append("Paragrafen med beslutet är inte justerad.")
    if not har_insatsagare:
        saknas.append("Ingen medlem är utsedd till insatsägare.")
    if not har_overenskommelse:
        saknas.append("Överenskommelsen är inte upprättad.")
    elif utan_underskrift:
        saknas.append(f"Överenskommelsen är inte undertecknad av {', '.join(utan_underskrift)}.")
    return saknas


@enligt("R51", "Nationella rådets vägledning", slag="W")
def varning_start_utan_overenskommelse(har_overenskommelse: bool, utan_underskrift: list[str]) -> Varning | None:
    """The överenskommelse is signed before the start; a late signature needs a reason."""
    if har_overenskommelse and not utan_underskrift:
        return None
    return Varning(
        _brist(har_overenskommelse, utan_underskrift),
        utvag="Skaffa underskrifterna, eller skriv varför insatsen startar ändå.",
    )


@enligt("R51", "Nationella rådets vägledning", slag="H")
def require_overenskommelse_for_utbetalning(har_overenskommelse: bool, utan_underskrift: list[str]) -> None:
    """Nothing is paid out before everyone has signed the överenskommelse."""
    if not har_overenskommelse or utan_underskrift:
        raise Regelbrott(
            f"Pengar kan inte betalas ut. {_brist(har_overenskommelse, utan_underskrift)}",
            utvag="Skaffa underskrifterna först.",
        )


def _brist(har_overenskommelse: bool, utan_underskrift: list[str]) -> str:
    if not har_overenskommelse:
        return "Överenskommelsen är inte upprättad."
    return f"Överenskommelsen är inte undertecknad av {', '.join(utan_underskrift)}."
