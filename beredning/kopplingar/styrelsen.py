"""The board's kind of ärende: what it is asked about a förslag, and what its decision does."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from beredning import actions, queries, rules, visning
from beredning.models import Forslag, Forslagsversion
from beredning.states import Forslagsstatus, Implementering, Svar
from forbund.diarium.models import Arende
from forbund.grund import dates
from forbund.grund.errors import Varning
from forbund.grund.money import visa_belopp
from forbund.register.models import Medlem
from forbund.styrelse.arendeslag import Arendeslag, Belopp, Lage, Underlag, arendeslag
from forbund.styrelse.models import Beslut


@arendeslag(actions.ARENDESLAG, namn="Insatsförslag")
class Insatsforslag(Arendeslag):
    """A prepared förslag before the board: the version frozen when it was sent there is what is decided on."""

    avser_utgift = True

    def redo(self, arende_ids: Iterable[int]) -> frozenset[int]:
        vantar = Forslag.objects.filter(arende__in=list(arende_ids), status=Forslagsstatus.TILL_STYRELSEN)
        return frozenset(vantar.values_list("arende_id", flat=True))

    def underlag(self, arende: Arende) -> Underlag:
        return self.underlagen([arende])[arende.pk]

    def underlagen(self, arenden: Iterable[Arende]) -> dict[int, Underlag]:
        grupp = list(arenden)
        forslagen = queries.forslag_att_besluta(a.pk for a in grupp)
        return {a.pk: _underlag(a, forslagen.get(a.pk)) for a in grupp}

    def hinder(self, arende: Arende) -> list[str]:
        return list(self.laget([arende])[arende.pk].hinder)

    def varningar(self, arende: Arende) -> list[Varning]:
        return list(self.laget([arende])[arende.pk].varningar)

    def laget(self, arenden: Iterable[Arende]) -> dict[int, Lage]:
        grupp = list(arenden)
        forslagen = queries.forslag_att_prova(a.pk for a in grupp)
        medlemmar = queries.alla_medlemmar_per_id() if forslagen else {}
        return {a.pk: _laget(forslagen.get(a.pk), medlemmar) for a in grupp}

    def frys(self, arende: Arende) -> dict[str, Any]:
        forslag = queries.forslag_att_besluta([arende.pk]).get(arende.pk)
        version = _version(forslag)
        if forslag is None or version is None:
            return {}
        return {
            "version": version.nummer,
            "innehall": version.innehall,
            "stallningstaganden": [
                {"medlem": str(s.medlem), "svar": Svar(s.svar).label if s.svar else "", "text": s.text}
                for s in forslag.stallningstaganden.all()
            ],
        }

    def verkan(self, beslut: Beslut) -> None:
        actions.ta_emot_beslut(beslut)


def _version(forslag: Forslag | None) -> Forslagsversion | None:
    """The version that is decided on: the latest that was frozen."""
    return next(iter(forslag.versioner.all()), None) if forslag else None


def _underlag(arende: Arende, forslag: Forslag | None) -> Underlag:
    version = _version(forslag)
    if forslag is None or version is None:
        return Underlag()
    innehall = version.innehall
    return Underlag(
        att_satser=_att_satser(innehall, arende),
        villkor=("Överenskommelsen ska vara undertecknad av parterna innan insatsen startar.",),
        belopp=_belopp(innehall),
        sammanfattning=visning.sammanfattning(innehall, list(forslag.stallningstaganden.all())),
        handling_ids=(version.papper.handling_id,) if hasattr(version, "papper") else (),
    )


def _laget(forslag: Any, medlemmar: Mapping[int, Medlem]) -> Lage:
    if forslag is None:
        return Lage(("Ärendet har inget förslag. Ta bort punkten.",))
    underlag = actions.underlag_hos_styrelsen(forslag, medlemmar, dates.idag())
    utan_svar = actions.parter_utan_svar((medlemmar[pk] for pk in forslag.svarande_ids), underlag.medlemmar)
    varningar = (
        rules.varning_utan_svar(utan_svar, underlag.version),
        rules.varning_oklar_fortsattning(forslag.implementering_svar == Implementering.OKLART),
    )
    if forslag.status != Forslagsstatus.TILL_STYRELSEN:
        hinder = [
            f"Förslaget är inte lämnat till styrelsen: läget är ”{forslag.get_status_display()}”. "
            "Gör klart beredningen, eller ta bort punkten."
        ]
    else:
        hinder = [f"{h.text} ({h.lagrum})" for h in actions.prova(underlag).hinder]
    return Lage(tuple(hinder), tuple(v for v in varningar if v is not None))


def _belopp(innehall: dict[str, Any]) -> tuple[Belopp, ...]:
    """One row a year and receiving medlem. How it is paid is for the board to say (KL 11 kap. 15 §)."""
    summor: dict[tuple[int, int], Decimal] = {}
    for rad in innehall["kostnader"]:
        nyckel = rad["ar"], rad["medlem"]
        summor[nyckel] = summor.get(nyckel, Decimal(0)) + Decimal(rad["belopp"])
    return tuple(Belopp(ar, belopp, medlem_id=medlem) for (ar, medlem), belopp in sorted(summor.items()) if belopp)


def _att_satser(innehall: dict[str, Any], arende: Arende) -> tuple[str, ...]:
    tid = ""
    if innehall["start"] and innehall["slut"]:
        tid = f" under tiden {dates.visa_period(*(date.fromisoformat(innehall[n]) for n in ('start', 'slut')))}"
    summa = visa_belopp(Decimal(innehall["summa"]))
    satser = [f"bevilja {summa} till insatsen ”{innehall['rubrik']}”{tid}, enligt förslaget i ärende {arende.dnr}"]
    if innehall["insatsagare"]:
        satser.append(f"utse {innehall['insatsagare']['namn']} till insatsägare")
    return tuple(satser)
