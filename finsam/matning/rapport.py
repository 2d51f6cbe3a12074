"""What the measuring found, in print and in docs/prestanda.md, and whether a limit was broken."""

import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from statistics import median

from finsam.matning import matt
from finsam.matning.matt import BAR, FA, MANGA, Kostnad, Tider
from finsam.matning.sidor import Sida, Slag

INLEDNING = Path(__file__).with_name("inledning.md")
TAK_FRAGOR, MAL_FRAGOR, TAK_TILLVAXT, TAK_MINNE, TAK_PDF = 15, 8, 1.3, 200, 0.5


@dataclass(frozen=True)
class Rad:
    """One page, all roles: the worst of them, and the medians over all."""

    sida: Sida
    roller: int
    samst: str
    median: float
    p95: float
    kvot: float
    samsta_kvot: float
    tillvaxt: float
    fragor: int
    forst: int
    byte: int

    def brott(self) -> list[str]:
        fel = []
        if self.samsta_kvot > self.sida.slag.tak:
            fel.append(f"{tal(self.samsta_kvot)} × naken, högst {tal(self.sida.slag.tak)} ({self.samst})")
        if self.forst > TAK_FRAGOR:
            fel.append(f"{self.forst} frågor, högst {TAK_FRAGOR}")
        if self.tillvaxt > TAK_TILLVAXT:
            fel.append(f"{tal(self.tillvaxt)} × från 5 till 75 förbund, högst {tal(TAK_TILLVAXT)}")
        return fel


@dataclass(frozen=True)
class Utfall:
    """Everything that was measured."""

    tider: list[Tider]
    kostnader: Mapping[str, list[Kostnad]]
    minne: Mapping[str, int]
    bar_minne: Mapping[str, int]
    pdf: tuple[float, float]
    fyllt: str
    postgres: str
    stora: frozenset[str]

    @cached_property
    def rader(self) -> list[Rad]:
        fragor = {(t.sida, t.roll): k for t, k in zip(self.tider, self.kostnader[MANGA], strict=True)}
        return [
            _rad(sida, tider, [fragor[sida, t.roll] for t in tider])
            for sida, tider in matt.per_sida(self.tider).items()
        ]

    @cached_property
    def planer(self) -> list[tuple[str, str, str, str]]:
        """Page, query, plan with few, plan with many: each query once."""
        sedda: dict[str, tuple[str, str, str, str]] = {}
        for tider, fa, manga in zip(self.tider, self.kostnader[FA], self.kostnader[MANGA], strict=True):
            for sql, fore, efter in matt.olika_planer(fa, manga):
                sedda.setdefault(sql, (f"{tider.sida.namn} ({tider.roll.label})", sql, fore, efter))
        return list(sedda.values())

    def brott(self) -> list[str]:
        fel = [f"{rad.sida.namn}: {text}" for rad in self.rader for text in rad.brott()]
        fel += [
            f"{var}: läser en stor tabell rakt igenom med 75 förbund"
            for var, *_, manga in self.planer
            if laser_hela(manga, self.stora)
        ]
        if self.minne["topp"] > TAK_MINNE:
            fel.append(f"webbens process: {self.minne['topp']} MB, högst {TAK_MINNE}")
        if self.pdf[1] > TAK_PDF:
            fel.append(f"en PDF på en sida: {tal(self.pdf[1])} s, högst {tal(TAK_PDF)}")
        return fel


def _rad(sida: Sida, tider: list[Tider], kostnader: list[Kostnad]) -> Rad:
    per_roll = {t.roll.label: matt.varvens_kvot([t], MANGA, BAR) for t in tider}
    samst = max(per_roll, key=lambda roll: per_roll[roll])
    alla = [tid for t in tider for tid in t.alla(MANGA)]
    return Rad(
        sida,
        len(tider),
        samst,
        median(alla),
        matt.p95(alla),
        matt.varvens_kvot(tider, MANGA, BAR),
        per_roll[samst],
        matt.varvens_kvot(tider, MANGA, FA),
        max(len(k.fragor) for k in kostnader),
        max(len(k.forsta) for k in kostnader),
        max(k.byte for k in kostnader),
    )


def tal(varde: float, decimaler: int = 2) -> str:
    return f"{varde:.{decimaler}f}".replace(".", ",")


def tusental(varde: int) -> str:
    return f"{varde:,}".replace(",", " ")


def ms(sekunder: float) -> str:
    return tal(sekunder * 1000, 1)


def dator(postgres: str) -> str:
    """The machine, for who compares."""
    cpu = next((r.split(":")[1].strip() for r in _rader("/proc/cpuinfo") if r.startswith("model name")), "okänd")
    minne = next(int(r.split()[1]) for r in _rader("/proc/meminfo") if r.startswith("MemTotal")) // 1024**2
    namn = next((r.split("=")[1].strip('"') for r in _rader("/etc/os-release") if r.startswith("PRETTY_NAME")), "")
    return (
        f"{cpu}, {os.cpu_count()} kärnor, {minne} GiB minne, {namn}, Python {platform.python_version()}, "
        f"PostgreSQL {postgres}"
    )


def _rader(fil: str) -> list[str]:
    return Path(fil).read_text("utf-8").splitlines()


def _tabell(rader: Iterable[Rad]) -> Iterator[str]:
    yield "| Sida | Roller | p50 ms | p95 ms | × naken | Sämsta roll | 75/5 förbund | Frågor | Först | kB |"
    yield "| --- | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |"
    for rad in rader:
        marke = " ✗" if rad.brott() else ""
        yield (
            f"| {rad.sida.namn}{marke} | {rad.roller} | {ms(rad.median)} | {ms(rad.p95)} | {tal(rad.kvot)} "
            f"| {tal(rad.samsta_kvot)} {rad.samst} | {tal(rad.tillvaxt)} | {rad.fragor} "
            f"| {rad.forst} | {rad.byte // 1000} |"
        )


def text(utfall: Utfall) -> str:
    """The whole page, in Markdown."""
    bar = [tid for t in utfall.tider for tid in t.alla(BAR)]
    rader = [
        INLEDNING.read_text("utf-8").format(
            dag=date.today(),  # noqa: DTZ011  # when it was run
            dator=dator(utfall.postgres),
            varv=matt.VARV,
            per_varv=matt.PER_VARV,
            mal_fragor=MAL_FRAGOR,
            tak_fragor=TAK_FRAGOR,
        )
    ]
    rader += ["## Gränser som bryts", ""]
    rader += [f"- {fel}" for fel in utfall.brott()] or ["Inga."]
    rader += ["", f"Den nakna sidan: p50 {ms(median(bar))} ms, p95 {ms(matt.p95(bar))} ms, {len(bar)} svar."]
    for slag in Slag:
        rader += ["", f"## {slag.value} (högst {tal(slag.tak, 1)} × naken)", ""]
        rader += _tabell(rad for rad in utfall.rader if rad.sida.slag is slag)
    rader += ["", "## Planer", ""]
    rader += _planrader(utfall)
    rader += ["", "## Minne, PDF och fyllning", "", *_ovrigt(utfall), ""]
    return "\n".join(rader)


def laser_hela(plan: str, stora: frozenset[str]) -> bool:
    """Whether the plan walks through the whole of a large table."""
    return any(nod.removeprefix("Seq Scan ") in stora for nod in re.findall(r"Seq Scan \w+", plan))


def _planrader(utfall: Utfall) -> list[str]:
    antal = sum(len({f.sql for f in (*k.forsta, *k.fragor)}) for k in utfall.kostnader[MANGA])
    rader = [f"{antal} frågor jämfördes. {len(utfall.planer)} olika frågor har en annan plan med 75 förbund än med 5."]
    hela = [plan for plan in utfall.planer if laser_hela(plan[3], utfall.stora)]
    if not hela:
        rader += ["De går över till index när tabellerna växer: ingen läser en med fler än tusen rader rakt igenom."]
    for var, sql, fa, manga in hela:
        rader += [f"- {var}: `{sql[:160]}`", f"  - 5: `{fa}`", f"  - 75: `{manga}`"]
    return rader


def _ovrigt(utfall: Utfall) -> list[str]:
    fyllt = [rad.split() for rad in utfall.fyllt.splitlines() if rad.strip()]
    rader = [
        f"- Webbens process efter mätningen: {utfall.minne['nu']} MB, som mest {utfall.minne['topp']} MB, varav "
        f"{utfall.minne['andel']} MB när det som delas med huvudprocessen räknas av (högst {TAK_MINNE} MB). Den nakna: "
        f"{utfall.bar_minne['topp']} MB.",
        f"- En PDF på en sida: {tal(utfall.pdf[1])} s, den första i processen {tal(utfall.pdf[0])} s "
        f"(högst {tal(TAK_PDF, 1)} s).",
    ]
    for rad in fyllt:
        if rad[0] == "form":
            rader.append(f"- Formen, ett års arbete genom samma akter som sidorna: {tal(float(rad[1]), 0)} s.")
        else:
            fart = int(rad[1]) / float(rad[2])
            rader.append(
                f"- {rad[0]} förbund × 10 år: {tusental(int(rad[1]))} rader på {tal(float(rad[2]), 0)} s, "
                f"{tusental(round(fart))} rader i sekunden."
            )
    return rader


def skriv(utfall: Utfall, fil: Path) -> bool:
    """Print and write; whether every limit was kept."""
    innehall = text(utfall)
    print(innehall, flush=True)
    fil.write_text(innehall, "utf-8")
    return not utfall.brott()
