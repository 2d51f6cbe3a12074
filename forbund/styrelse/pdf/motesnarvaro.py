"""Who was in the room and who served, § by §, out of the recorded times (KL 5 kap. 66 §, R118, R119)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from forbund.grund import dates
from forbund.register.models import Uppdrag
from forbund.register.states import LEDAMOTSROLLER, Roll
from forbund.styrelse.models import Narvaro, Punkt, Tjanstgoring
from forbund.styrelse.pdf.protokollsblad import Narvarande
from forbund.styrelse.queries.protokoll import JAVIGA, Underlag
from forbund.styrelse.states import Punktslag, Satt

ROLLORDNING = (Roll.ORDFORANDE, Roll.VICE, Roll.LEDAMOT, Roll.ERSATTARE)


@dataclass(frozen=True)
class Motesnarvaro:
    """Presence and service at one sammanträde. Sets are of uppdrag ids."""

    u: Underlag

    @cached_property
    def upprop_klart(self) -> datetime | None:
        """Whoever has come by then was there from the beginning."""
        for fore, punkt in zip([None, *self.u.punkter], self.u.punkter, strict=False):
            if fore is not None and fore.slag == Punktslag.UPPROP:
                return fore.avslutad or punkt.oppnad
            if punkt.slag == Punktslag.ARENDE:
                return punkt.oppnad
        return None

    def _vid(self, rad: Narvaro | Tjanstgoring, punkt: Punkt) -> bool:
        """Whether the row holds when the point is settled: who came meanwhile was there, who left was not."""
        slut = punkt.avslutad or punkt.oppnad
        if slut is None:
            return True
        fran_borjan = self.upprop_klart is None or rad.fran <= self.upprop_klart
        return (fran_borjan or rad.fran < slut) and (rad.till is None or rad.till >= slut)

    @cached_property
    def narvarande(self) -> dict[int, frozenset[int]]:
        """Punkt → those present at it, the jäviga too."""
        return {
            punkt.pk: frozenset(rad.uppdrag_id for rad in self.u.narvaro if self._vid(rad, punkt))
            for punkt in self.u.punkter
        }

    def javiga(self, punkt_id: int) -> frozenset[int]:
        return frozenset(rad.uppdrag_id for rad in self.u.jav.get(punkt_id, ()) if rad.status in JAVIGA)

    @cached_property
    def tjanstgorande(self) -> dict[int, dict[int, int | None]]:
        """Punkt → who served, and for whom when as ersättare."""
        return {punkt.pk: self._tjanst(punkt) for punkt in self.u.punkter}

    def _tjanst(self, punkt: Punkt) -> dict[int, int | None]:
        rostande = self._rostande(punkt)
        inne = (self.narvarande[punkt.pk] - self.javiga(punkt.pk)) | rostande
        ersatter: dict[int, int | None] = {
            rad.uppdrag_id: rad.for_uppdrag_id
            for rad in self.u.tjanstgoring
            if rad.punkt_id in (None, punkt.pk)
            and rad.uppdrag_id in inne
            and (self._vid(rad, punkt) or (rad.uppdrag_id in rostande and _under(rad, punkt)))
        }
        ledamoter = {i for i in inne if self.u.uppdrag[i].roll in LEDAMOTSROLLER} - set(ersatter.values())
        return {**dict.fromkeys(ledamoter), **ersatter}

    def _rostande(self, punkt: Punkt) -> frozenset[int]:
        """Those who were there and voted about the point: they served in it, also when they left before the end."""
        roster = [r for o in self.u.omrostningar.get(punkt.pk, ()) for r in o.roster]  # type: ignore[attr-defined]
        rostat = {rad["uppdrag"] for rad in roster if rad["val"]}
        return frozenset(rad.uppdrag_id for rad in self.u.narvaro if rad.uppdrag_id in rostat and _under(rad, punkt))

    @cached_property
    def nagon_gang(self) -> frozenset[int]:
        """Everyone who served at some §."""
        return frozenset(i for rad in self.tjanstgorande.values() for i in rad)


def _under(rad: Narvaro | Tjanstgoring, punkt: Punkt) -> bool:
    """Whether the row held at some time while the point was handled."""
    if punkt.oppnad is None:
        return False
    return (rad.till is None or rad.till >= punkt.oppnad) and (punkt.avslutad is None or rad.fran < punkt.avslutad)


def namn(u: Underlag, uppdrag_id: int | None) -> str:
    """The person's name; empty for nobody."""
    return u.uppdrag[uppdrag_id].person.namn if uppdrag_id is not None else ""


def namn_och_medlem(uppdrag: Uppdrag) -> str:
    """ "Anna Berg (Region Norrbotten)"."""
    medlem = f" ({uppdrag.medlem})" if uppdrag.medlem else ""
    return f"{uppdrag.person.namn}{medlem}"


def spann(nummer: Iterable[int]) -> str:
    """ "§ 40", "§§ 36–38, 40"."""
    grupper: list[list[int]] = []
    for n in sorted(nummer):
        if grupper and grupper[-1][-1] == n - 1:
            grupper[-1].append(n)
        else:
            grupper.append([n])
    text = ", ".join(f"{g[0]}" if len(g) == 1 else f"{g[0]}\u2013{g[-1]}" for g in grupper)
    flera = len(grupper) > 1 or any(len(g) > 1 for g in grupper)
    return f"{'§§' if flera else '§'}\u00a0{text}" if text else ""


def beslutande(n: Motesnarvaro) -> tuple[Narvarande, ...]:
    """Everyone who served, the ordförande first and the ersättare last."""
    rader = []
    for i in sorted(n.nagon_gang, key=lambda i: _ordning(n.u.uppdrag[i])):
        tjanst = {punkt.pk: n.tjanstgorande[punkt.pk] for punkt in n.u.punkter if i in n.tjanstgorande[punkt.pk]}
        ersatter = dict.fromkeys(for_ for rad in tjanst.values() if (for_ := rad[i]) is not None)
        uppdrag = n.u.uppdrag[i]
        som = Roll(uppdrag.roll).label
        if ersatter:
            som = f"ersättare för {', '.join(n.u.uppdrag[e].person.namn for e in ersatter)}"
        rader.append(_rad(n, uppdrag, som, tjanst))
    return tuple(rader)


def tjanstgorande_i_ord(n: Motesnarvaro, punkt: Punkt) -> tuple[str, ...]:
    """Everyone who served at the §: "Bo Ek, vice ordförande (Region Norrbotten)"."""
    svar = []
    for i, for_ in sorted(n.tjanstgorande[punkt.pk].items(), key=lambda rad: _ordning(n.u.uppdrag[rad[0]])):
        uppdrag = n.u.uppdrag[i]
        som = Roll(uppdrag.roll).label if for_ is None else f"ersättare för {n.u.uppdrag[for_].person.namn}"
        svar.append(f"{uppdrag.person.namn}, {som}" + (f" ({uppdrag.medlem})" if uppdrag.medlem else ""))
    return tuple(svar)


def ej_tjanstgorande(n: Motesnarvaro) -> tuple[Narvarande, ...]:
    """Ersättare who were there without serving."""
    return tuple(
        _rad(n, uppdrag, Roll(uppdrag.roll).label, _narvaro_vid(n, uppdrag.pk))
        for uppdrag in _ovriga_uppdrag(n)
        if uppdrag.roll == Roll.ERSATTARE
    )


def ovriga(n: Motesnarvaro) -> tuple[Narvarande, ...]:
    """Everyone else: the sekreterare, those who presented, and others whose presence was noted."""
    rader: dict[int, Narvarande] = {}
    sekreterare = n.u.sammantrade.sekreterare
    if sekreterare is not None:
        rader[sekreterare.pk] = Narvarande(sekreterare.namn, "sekreterare")
    for uppdrag in _ovriga_uppdrag(n):
        if uppdrag.roll != Roll.ERSATTARE:
            rader.setdefault(uppdrag.person_id, _rad(n, uppdrag, Roll(uppdrag.roll).label, _narvaro_vid(n, uppdrag.pk)))
    i_styrelsen = {n.u.uppdrag[rad.uppdrag_id].person_id for rad in n.u.narvaro}
    for person_id in dict.fromkeys(p.foredragande_id for p in n.u.punkter):
        punkter = [p for p in n.u.punkter if p.foredragande_id == person_id]
        if person_id is not None and person_id not in i_styrelsen and (person := punkter[0].foredragande):
            nar = spann(p.paragraf for p in punkter if p.paragraf)
            rader.setdefault(person_id, Narvarande(person.namn, "föredragande", nar=nar))
    return tuple(rader.values())


def _ovriga_uppdrag(n: Motesnarvaro) -> list[Uppdrag]:
    ids = dict.fromkeys(rad.uppdrag_id for rad in n.u.narvaro if rad.uppdrag_id not in n.nagon_gang)
    return sorted((n.u.uppdrag[i] for i in ids), key=_ordning)


def _ordning(uppdrag: Uppdrag) -> tuple[int, str, str]:
    roll = Roll(uppdrag.roll)
    plats = ROLLORDNING.index(roll) if roll in ROLLORDNING else len(ROLLORDNING)
    return plats, str(uppdrag.medlem or ""), uppdrag.person.namn


def plats_i_listan(som: str) -> int:
    """Where a role, by its name, stands in a list of people: the ordförande first, those off the board last."""
    namnen = [roll.label for roll in ROLLORDNING]
    return namnen.index(som) if som in namnen else len(namnen)


def _narvaro_vid(n: Motesnarvaro, uppdrag_id: int) -> list[int]:
    return [punkt.pk for punkt in n.u.punkter if uppdrag_id in n.narvarande[punkt.pk]]


def _rad(n: Motesnarvaro, uppdrag: Uppdrag, som: str, punkt_ids: Iterable[int]) -> Narvarande:
    """A line of the list; the §§ are named when they are not all."""
    vid = set(punkt_ids)
    paragrafer = [p.paragraf for p in n.u.punkter if p.pk in vid and p.paragraf]
    delar = [spann(paragrafer) if len(paragrafer) < len(n.u.punkter) else ""]
    if any(rad.satt == Satt.DISTANS for rad in n.u.narvaro if rad.uppdrag_id == uppdrag.pk):
        delar.append("på distans")
    return Narvarande(uppdrag.person.namn, som, str(uppdrag.medlem or ""), ", ".join(filter(None, delar)))


def forandringar(n: Motesnarvaro) -> dict[int, tuple[str, ...]]:
    """Punkt → who came, left or began to serve by then, in the order of time. Out for jäv is told as jäv, both ways."""
    svar: dict[int, list[str]] = {}
    for tid, uppdrag_id, text, tillbaka in sorted(_handelser(n)):
        punkt = _punkt_vid(n.u.punkter, tid)
        if punkt is None:
            continue
        ute = n.javiga(punkt.pk) | (n.javiga(_fore(n.u.punkter, punkt)) if tillbaka else frozenset())
        if uppdrag_id not in ute:
            svar.setdefault(punkt.pk, []).append(text)
    return {punkt_id: tuple(texter) for punkt_id, texter in svar.items()}


def _handelser(n: Motesnarvaro) -> Iterator[tuple[datetime, int, str, bool]]:
    """When, whose uppdrag, in words, and whether it may be somebody coming back."""
    borjan = n.upprop_klart
    for rad in n.u.narvaro:
        vem = namn_och_medlem(n.u.uppdrag[rad.uppdrag_id])
        if borjan is not None and rad.fran > borjan:
            text = f"{vem} kommer till sammanträdet {dates.visa_klockslag(rad.fran)}."
            yield rad.fran, rad.uppdrag_id, text, True
        if rad.till is not None and not _vid_slutet(n, rad.till):
            yield rad.till, rad.uppdrag_id, f"{vem} lämnar sammanträdet {dates.visa_klockslag(rad.till)}.", False
    for tjanst in n.u.tjanstgoring:
        if tjanst.punkt_id is None and borjan is not None and tjanst.fran > borjan:
            vem = namn_och_medlem(n.u.uppdrag[tjanst.uppdrag_id])
            text = f"{vem} tjänstgör för {namn(n.u, tjanst.for_uppdrag_id)}."
            yield tjanst.fran, tjanst.uppdrag_id, text, False


def _vid_slutet(n: Motesnarvaro, tid: datetime) -> bool:
    slut = n.u.sammantrade.avslutat
    return slut is not None and tid >= slut


def _punkt_vid(punkter: Sequence[Punkt], tid: datetime) -> Punkt | None:
    """The § under way at that time, else the next one, else the last."""
    senare = (punkt for punkt in punkter if punkt.avslutad is None or punkt.avslutad >= tid)
    return next(senare, punkter[-1] if punkter else None)


def _fore(punkter: Sequence[Punkt], punkt: Punkt) -> int:
    plats = punkter.index(punkt)
    return punkter[plats - 1].pk if plats else 0
