"""The people of the demo. Every one is invented; the places are real."""

from dataclasses import dataclass

from forbund.register.states import Part, Roll

FK, AF, REGION, KOMMUN = Part.FORSAKRINGSKASSAN, Part.ARBETSFORMEDLINGEN, Part.REGION, Part.KOMMUN
DOMAN = "finsam.example"


@dataclass(frozen=True)
class Demoperson:
    """One invented person: `medlem` is the kod of the organisation (see ORGANISATIONER) when the role has one."""

    namn: str
    roller: tuple[Roll, ...]
    medlem: str = ""

    @property
    def epost(self) -> str:
        """ "Åsa Lindmark" → asa.lindmark@finsam.example."""
        platt = self.namn.lower().translate(str.maketrans("åäöé ", "aaoe.", ""))
        return f"{platt}@{DOMAN}"


@dataclass(frozen=True)
class Demoforbund:
    """A förbund of the demo: `medlemmar` are kod → the parts the medlem stands for."""

    slug: str
    namn: str
    kortnamn: str
    sate: str
    medlemmar: dict[str, tuple[Part, ...]]
    personer: tuple[Demoperson, ...]


ORGANISATIONER: dict[str, tuple[str, Part]] = {
    "FK": ("Försäkringskassan", FK),
    "AF": ("Arbetsförmedlingen", AF),
    "08": ("Region Kalmar län", REGION),
    "14": ("Västra Götalandsregionen", REGION),
    "17": ("Region Värmland", REGION),
    "25": ("Region Norrbotten", REGION),
    "0980": ("Region Gotland", KOMMUN),
    "2560": ("Älvsbyns kommun", KOMMUN),
    "1438": ("Dals-Eds kommun", KOMMUN),
    "1460": ("Bengtsfors kommun", KOMMUN),
    "1492": ("Åmåls kommun", KOMMUN),
    "1765": ("Årjängs kommun", KOMMUN),
    "1785": ("Säffle kommun", KOMMUN),
    "0821": ("Högsby kommun", KOMMUN),
    "0834": ("Torsås kommun", KOMMUN),
    "0840": ("Mörbylånga kommun", KOMMUN),
    "0860": ("Hultsfreds kommun", KOMMUN),
    "0861": ("Mönsterås kommun", KOMMUN),
    "0862": ("Emmaboda kommun", KOMMUN),
    "0880": ("Kalmar kommun", KOMMUN),
    "0881": ("Nybro kommun", KOMMUN),
    "0882": ("Oskarshamns kommun", KOMMUN),
    "0883": ("Västerviks kommun", KOMMUN),
    "0884": ("Vimmerby kommun", KOMMUN),
    "0885": ("Borgholms kommun", KOMMUN),
}

STAT = {"FK": (FK,), "AF": (AF,)}

ALVSBYN = Demoforbund(
    "alvsbyn",
    "Samordningsförbundet Consensus Älvsbyn",
    "Consensus Älvsbyn",
    "Älvsbyn",
    {**STAT, "25": (REGION,), "2560": (KOMMUN,)},
    (
        Demoperson("Maria Sundqvist", (Roll.FORBUNDSCHEF,)),
        Demoperson("Johan Renberg", (Roll.HANDLAGGARE,)),
        Demoperson("Karin Öhman", (Roll.ORDFORANDE,), "2560"),
        Demoperson("Per Lundström", (Roll.VICE,), "25"),
        Demoperson("Lena Ek", (Roll.LEDAMOT,), "FK"),
        Demoperson("Amir Haddad", (Roll.LEDAMOT,), "AF"),
        Demoperson("Bengt Nilsson", (Roll.ERSATTARE,), "2560"),
        Demoperson("Åsa Berg", (Roll.ERSATTARE,), "25"),
        Demoperson("Mona Dahl", (Roll.ERSATTARE,), "FK"),
        Demoperson("Jonas Friberg", (Roll.ERSATTARE,), "AF"),
        Demoperson("Sara Wikström", (Roll.PARTSFORETRADARE,), "2560"),
        Demoperson("Tomas Karlsson", (Roll.PARTSFORETRADARE,), "25"),
        Demoperson("Helena Forsberg", (Roll.PARTSFORETRADARE,), "FK"),
        Demoperson("Yusuf Ali", (Roll.PARTSFORETRADARE,), "AF"),
        Demoperson("Gunilla Hedman", (Roll.REVISOR,), "2560"),
    ),
)

# kod, ledamot, ersättare
_KALMARS_KOMMUNER = (
    ("0880", "Eva Lindmark", "Siv Malm"),
    ("0882", "Stig Holm", "Hugo Ström"),
    ("0883", "Ulla Persson", "Doris Alm"),
    ("0884", "Nils Åberg", "Arne Vik"),
    ("0860", "Rut Svensson", "Britt Hall"),
    ("0861", "Kjell Sjöö", "Leif Ros"),
    ("0862", "Anna Gren", "Karl Dahlin"),
    ("0881", "Olof Borg", "Inga Moberg"),
    ("0885", "Maj Öberg", "Sten Ry"),
    ("0840", "Ivar Lund", "Elin Kvist"),
    ("0821", "Tyra Falk", "Måns Torn"),
    ("0834", "Göran Ceder", "Vera Lind"),
)

KALMAR = Demoforbund(
    "kalmar-lan",
    "Samordningsförbundet i Kalmar län",
    "Kalmar län",
    "Kalmar",
    {**STAT, "08": (REGION,), **dict.fromkeys((kod for kod, _, _ in _KALMARS_KOMMUNER), (KOMMUN,))},
    (
        Demoperson("Mikael Strand", (Roll.FORBUNDSCHEF,)),
        *(
            Demoperson(namn, (Roll.LEDAMOT if i else Roll.ORDFORANDE,), kod)
            for i, (kod, namn, _) in enumerate(_KALMARS_KOMMUNER)
        ),
        Demoperson("Ingrid Wall", (Roll.VICE,), "08"),
        Demoperson("Fredrik Noor", (Roll.LEDAMOT,), "FK"),
        Demoperson("Linda Ahmed", (Roll.LEDAMOT,), "AF"),
        *(Demoperson(namn, (Roll.ERSATTARE,), kod) for kod, _, namn in _KALMARS_KOMMUNER),
        Demoperson("Bo Rask", (Roll.ERSATTARE,), "08"),
        Demoperson("Petra Nygren", (Roll.ERSATTARE,), "FK"),
        Demoperson("Samir Khalil", (Roll.ERSATTARE,), "AF"),
        Demoperson("Cecilia Frid", (Roll.PARTSFORETRADARE,), "0880"),
        Demoperson("David Rönn", (Roll.PARTSFORETRADARE,), "08"),
        Demoperson("Nina Storm", (Roll.PARTSFORETRADARE,), "FK"),
        Demoperson("Oskar Blad", (Roll.PARTSFORETRADARE,), "AF"),
    ),
)

GOTLAND = Demoforbund(
    "gotland",
    "Samordningsförbundet Finsam Gotland",
    "Finsam Gotland",
    "Visby",
    {**STAT, "0980": (REGION, KOMMUN)},
    (
        Demoperson("Lisa Havdhem", (Roll.FORBUNDSCHEF,)),
        Demoperson("Bertil Klint", (Roll.ORDFORANDE,), "0980"),
        Demoperson("Agneta Fårö", (Roll.VICE,), "FK"),
        Demoperson("Rolf Hemse", (Roll.LEDAMOT,), "AF"),
        Demoperson("Märta Burs", (Roll.ERSATTARE,), "0980"),
        Demoperson("Tore Slite", (Roll.ERSATTARE,), "FK"),
        Demoperson("Eivor Lärbro", (Roll.ERSATTARE,), "AF"),
        Demoperson("Joel Garda", (Roll.PARTSFORETRADARE,), "0980"),
        Demoperson("Nadja Roma", (Roll.PARTSFORETRADARE,), "FK"),
    ),
)

BADESA = Demoforbund(
    "badesa",
    "Samordningsförbundet Bengtsfors-Åmål-Dals Ed-Säffle-Årjäng",
    "BÅDESÅ",
    "Åmål",
    {**STAT, "14": (REGION,), "17": (REGION,), **dict.fromkeys(("1460", "1492", "1438", "1785", "1765"), (KOMMUN,))},
    (
        Demoperson("Annika Vass", (Roll.FORBUNDSCHEF,)),
        Demoperson("Lars Ånimskog", (Roll.ORDFORANDE,), "1492"),
        Demoperson("Gun Billing", (Roll.LEDAMOT,), "1460"),
        Demoperson("Ola Hökedal", (Roll.LEDAMOT,), "1438"),
        Demoperson("Stina Glava", (Roll.LEDAMOT,), "1785"),
        Demoperson("Erik Silen", (Roll.LEDAMOT,), "1765"),
        Demoperson("Marianne Bro", (Roll.VICE,), "14"),
        Demoperson("Henrik Skog", (Roll.LEDAMOT,), "17"),
        Demoperson("Farida Nazari", (Roll.LEDAMOT,), "FK"),
        Demoperson("Peter Grums", (Roll.LEDAMOT,), "AF"),
        Demoperson("Ida Tösse", (Roll.PARTSFORETRADARE,), "1492"),
        Demoperson("Mats Nysäter", (Roll.PARTSFORETRADARE,), "17"),
    ),
)

FORBUND = (ALVSBYN, KALMAR, GOTLAND, BADESA)
GRANSKARE = Demoperson("Ulrika Stenmark", (Roll.GRANSKARE,))
GRANSKAS = ("alvsbyn", "kalmar-lan")


def i_ord() -> str:
    """The accounts as the demo prints them: everyone in Älvsbyn, the chefer and chairs of the others, the granskare."""
    rader = [f"{ALVSBYN.namn} (hela kedjan)", *(_rad(p) for p in ALVSBYN.personer)]
    for forbund in FORBUND[1:]:
        rader += ["", forbund.namn]
        rader += [_rad(p) for p in forbund.personer if {Roll.FORBUNDSCHEF, Roll.ORDFORANDE} & set(p.roller)]
    rader += ["", "Granskning med mandat över två förbund", _rad(GRANSKARE)]
    return "\n".join(rader)


def _rad(person: Demoperson) -> str:
    roller = ", ".join(roll.label for roll in person.roller)
    organisation = f" för {ORGANISATIONER[person.medlem][0]}" if person.medlem else ""
    return f"  {person.epost:<36} {roller}{organisation}"
