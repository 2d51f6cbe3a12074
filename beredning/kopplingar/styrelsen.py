"""The board's kind of ärende: what it is asked about a förslag, and what its decision does."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from beredning import actions, queries, rules, visning
from beredning.models import Forslag, Forslagsversion, Stallningstagande
from beredning.states import Forslagsstatus, Implementering, Svar
from forbund.diarium.models import Arende
from forbund.grund import dates
from forbund.grund.errors import Varning
from forbund.grund.money import visa_belopp
from forbund.styrelse.arendeslag import Arendeslag, Belopp, Underlag, arendeslag
from forbund.styrelse.models import Beslut


@arendeslag(actions.ARENDESLAG, namn="Insatsförslag")
class Insatsforslag(Arendeslag):
    """A prepared förslag before the board: the version frozen when it was sent there is what is decided on."""

    def redo(self, arende_ids: Iterable[int]) -> frozenset[int]:
        vantar = Forslag.objects.filter(arende__in=list(arende_ids), status=Forslagsstatus.TILL_STYRELSEN)
        return frozenset(vantar.values_list("arende_id", flat=True))

    def underlag(self, arende: Arende) -> Underlag:
        version = _version(arende)
        if version is None:
            return Underlag()
        innehall = version.innehall
        return Underlag(
            att_satser=_att_satser(innehall, arende),
            villkor=("Överenskommelsen ska vara undertecknad av parterna innan insatsen startar.",),
            belopp=_belopp(innehall),
            sammanfattning=visning.sammanfattning(innehall, _stallningar(arende)),
            handling_ids=queries.papper_av(version),
        )

    def hinder(self, arende: Arende) -> list[str]:
        forslag = queries.forslag_i_arende(arende.pk)
        if forslag is None:
            return ["Ärendet har inget förslag. Ta bort punkten."]
        if forslag.status != Forslagsstatus.TILL_STYRELSEN:
            return [
                f"Förslaget är inte lämnat till styrelsen: läget är ”{forslag.get_status_display()}”. "
                "Gör klart beredningen, eller ta bort punkten."
            ]
        return [f"{h.text} ({h.lagrum})" for h in actions.prova(actions.underlag(forslag)).hinder]

    def varningar(self, arende: Arende) -> list[Varning]:
        forslag = queries.forslag_i_arende(arende.pk)
        if forslag is None:
            return []
        saknade = actions.parter_utan_svar(_stallningar(arende))
        oklart = forslag.implementering_svar == Implementering.OKLART
        varningar = (
            rules.varning_utan_svar(saknade, actions.gallande_version(dates.idag())),
            rules.varning_oklar_fortsattning(oklart),
        )
        return [varning for varning in varningar if varning is not None]

    def frys(self, arende: Arende) -> dict[str, Any]:
        version = _version(arende)
        if version is None:
            return {}
        return {
            "version": version.nummer,
            "innehall": version.innehall,
            "stallningstaganden": [
                {"medlem": str(s.medlem), "svar": Svar(s.svar).label if s.svar else "", "text": s.text}
                for s in _stallningar(arende)
            ],
        }

    def verkan(self, beslut: Beslut) -> None:
        actions.ta_emot_beslut(beslut)


def _version(arende: Arende) -> Forslagsversion | None:
    """The version that is decided on: the latest that was frozen."""
    return Forslagsversion.objects.filter(forslag__arende=arende).order_by("-nummer").first()


def _stallningar(arende: Arende) -> list[Stallningstagande]:
    forslag = queries.forslag_i_arende(arende.pk)
    return queries.stallningstaganden_till(forslag) if forslag else []


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
