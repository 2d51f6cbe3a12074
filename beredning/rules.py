"""Rules of the beredning: who applies, what a förslag must say, and that the parts speak first.

R46, R47, R50, R74, R83, R85, R115. A part is one of the four kinds; a medlem
stands for one of them, Region Gotland for two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from forbund.grund.errors import Regelbrott, Varning
from forbund.grund.lagrum import Lagversion, enligt, strukturell

MINST_PARTER: Final = 2


def antal_parter(medlemmar: Iterable[frozenset[str]]) -> int:
    """How many different parts the medlemmar can stand for, each medlem counted once.

    Two kommuner are one part. Region Gotland may stand for region or kommun, but
    is one medlem: alone it is one part, together with a kommun two.
    """
    tackta: set[frozenset[str]] = {frozenset()}
    for parter in medlemmar:
        tackta |= {fore | {part} for fore in tackta for part in parter}
    return max(len(parter) for parter in tackta)


@enligt("R46", "FL 7 § första stycket 3", slag="H")
def require_medlemmar(sokande: Mapping[int, str], medlemmar: frozenset[int]) -> None:
    """Those who apply for and receive money are medlemmar of the förbund. `sokande` maps id to name."""
    utanfor = [namn for medlem, namn in sokande.items() if medlem not in medlemmar]
    if not sokande:
        raise Regelbrott(
            "Förslaget har ingen sökande medlem.",
            utvag="Välj vilka medlemmar som söker.",
        )
    if utanfor:
        raise Regelbrott(
            f"Medel kan bara gå till medlemmar i förbundet. Det är inte {', '.join(utanfor)}.",
            utvag="Låt en medlem söka och ta emot pengarna. Medlemmen kan i sin tur köpa in från andra.",
        )


@enligt("R47", "FL 2 och 7 §§", slag="H")
def require_tva_parter(individinriktad: bool, medlemmar: Sequence[frozenset[str]]) -> None:
    """An individinsats has at least two different parts."""
    antal = antal_parter(medlemmar)
    if individinriktad and antal < MINST_PARTER:
        raise Regelbrott(
            f"En individinriktad insats ska ha minst {MINST_PARTER} olika parter, och förslaget har {antal}.",
            utvag="Ta med en medlem av ett annat slag. Flera kommuner räknas som en part.",
        )


@enligt("R47", "FL 2 och 7 §§", slag="W")
def varning_en_part(individinriktad: bool, medlemmar: Sequence[frozenset[str]]) -> Varning | None:
    """A strukturinriktad insats with fewer than two parts says why."""
    antal = antal_parter(medlemmar)
    if individinriktad or antal >= MINST_PARTER:
        return None
    return Varning(
        f"En insats brukar ha minst {MINST_PARTER} olika parter, och förslaget har {antal}.",
        utvag="Ta med en medlem av ett annat slag, eller skriv varför en part räcker.",
    )


def parter_utan_svar(parter: Mapping[str, str], svarande: Iterable[frozenset[str]]) -> list[str]:
    """Names of the parts that have not taken a stance. `parter` maps the förbund's parts to their names.

    One ställningstagande of each part is enough; Region Gotland's answers for both.
    """
    svarat = frozenset().union(*svarande)
    return [namn for part, namn in parter.items() if part not in svarat]


@enligt("R50", "Nationella rådets vägledning", slag="W")
def varning_utan_svar(parter_utan_svar: Sequence[str], version: Lagversion) -> Varning | None:
    """Each of the four parts has taken a stance before the board; today a warning."""
    if not parter_utan_svar or version is Lagversion.FK_2024:
        return None
    return Varning(
        f"Alla parter har inte tagit ställning till förslaget. Det saknas från: {', '.join(parter_utan_svar)}.",
        utvag="Vänta på svaret, eller skriv varför förslaget går till styrelsen utan det.",
    )


@enligt("R50", "FK-2024 7 a § (förslag)", slag="H")
def require_alla_svar(parter_utan_svar: Sequence[str], version: Lagversion) -> None:
    """Under FK-2024 the parts prepare: no förslag reaches the board without each part's stance."""
    if parter_utan_svar and version is Lagversion.FK_2024:
        raise Regelbrott(
            f"Alla parter har inte berett förslaget. Det saknas från: {', '.join(parter_utan_svar)}.",
            utvag="Vänta på svaret, eller påminn den part som inte har svarat.",
        )


@enligt("R74", "FL 7 § andra stycket", slag="H")
def require_annan_utforare(individinriktad: bool, forbundet_utfor: bool, version: Lagversion) -> None:
    """The förbund does not run an individinsats; under FK-2024 no insats at all."""
    if forbundet_utfor and (individinriktad or version is Lagversion.FK_2024):
        raise Regelbrott(
            "Förbundet står som utförare. Ett samordningsförbund får inte utföra insatsen: det gör parterna.",
            utvag="Ange den eller de medlemmar som utför insatsen.",
        )


@enligt("R74", "FL 7 § första stycket 2", slag="W")
def varning_forbundet_utfor(individinriktad: bool, forbundet_utfor: bool, version: Lagversion) -> Varning | None:
    """In behovsanalys and främja samverkan the förbund may support the parts, and says how."""
    if not forbundet_utfor or individinriktad or version is Lagversion.FK_2024:
        return None
    return Varning(
        "Förbundet står som utförare. I behovsanalys och främja samverkan får förbundet stödja parterna, men "
        "inte driva insatsen.",
        utvag="Ange en medlem som utförare, eller skriv hur förbundet stödjer parterna.",
    )


@enligt("R83", "Form, inget lagrum", slag="H")
def require_svar_om_fortsattning(svar: str, oklart: bool) -> None:
    """The question of who carries the insats on afterwards is answered; "oklart" is an answer."""
    if not svar.strip() and not oklart:
        raise Regelbrott(
            "Förslaget säger inte vem som driver insatsen vidare när finansieringen är slut.",
            utvag="Skriv vem som tar över, eller svara att det är oklart.",
            falt={"implementering": "Skriv vem som tar över, eller svara att det är oklart."},
        )


@enligt("R83", "Form, inget lagrum", slag="W")
def varning_oklar_fortsattning(oklart: bool) -> Varning | None:
    """When the board decides, the question should be settled."""
    if not oklart:
        return None
    return Varning(
        "Det är oklart vem som driver insatsen vidare när finansieringen är slut.",
        utvag="Be parterna om ett svar, eller skriv varför styrelsen ändå kan besluta.",
    )


@enligt("R115", "TF 2 kap. 6, 9 och 13 §§", slag="H")
def require_far_oppna_utkast(
    inlamnat: bool, lasarens_medlemmar: frozenset[int], skrivande: frozenset[int], inbjuden: bool
) -> None:
    """An unsubmitted förslag is open to the medlemmar that write it and to named co-writers, nobody else."""
    if not inlamnat and not inbjuden and not (lasarens_medlemmar & skrivande):
        raise Regelbrott(
            "Förslaget är ett utkast och kan bara öppnas av dem som skriver det.",
            utvag="Vänta tills det lämnas in, eller be dem som skriver att bjuda in dig.",
        )


@dataclass(frozen=True)
class Forslagsfakta:
    """A förslag as it would be handed in. `kostnader` are (receiving medlem, year, amount)."""

    rubrik: str
    insatstyp: str
    malgrupp: str
    behov: str
    mal: str
    metod: str
    sokande: frozenset[int]
    insatsagare: int | None
    kostnader: tuple[tuple[int, int, Decimal], ...]


_FRAGOR: Final = {
    "rubrik": "Ge förslaget ett namn.",
    "insatstyp": "Välj vilket slags insats det gäller.",
    "malgrupp": "Beskriv målgruppen, med antal men utan personer.",
    "behov": "Beskriv behovet och hur ni har kommit fram till det.",
    "mal": "Skriv vilka mål som ska nås, så att de går att följa upp.",
    "metod": "Beskriv hur ni ska arbeta.",
}


def vad_saknas(fakta: Forslagsfakta) -> dict[str, str]:
    """What the förslag lacks before it can be handed in: field → what to do. Empty means complete."""
    saknas = {falt: text for falt, text in _FRAGOR.items() if not str(getattr(fakta, falt)).strip()}
    if not fakta.sokande:
        saknas["sokande"] = "Välj vilka medlemmar som söker."
    if fakta.insatsagare is None:
        saknas["insatsagare"] = "Välj vilken medlem som äger insatsen."
    elif fakta.insatsagare not in fakta.sokande:
        saknas["insatsagare"] = "Insatsägaren ska vara en av de sökande medlemmarna."
    if not any(belopp > 0 for _, _, belopp in fakta.kostnader):
        saknas["kostnader"] = "Ange minst en kostnad: vem som tar emot pengarna, år och belopp."
    return saknas


strukturell(
    "R85", "FL 10 § andra stycket", prov="tests/beredning/test_rules.py::test_the_beredning_has_no_vote_and_no_decision"
)
