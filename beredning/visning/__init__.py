"""How the beredning reads."""

from datetime import date, datetime

from beredning.pdf.innehall import avsnitten, pengatabell, sammanfattning, slagrader
from beredning.visning.akter import aktens_url, akter_for, nasta, skal_nu, stallningens_url, vantar_till
from beredning.visning.lista import KALKYL, forslagsrader, forslagstraff, lage_i_ord, lagesval, tavlan
from beredning.visning.sida import handelserader, partrader, skillnader, stallningskort, versionsrader
from beredning.visning.steg import STEGEN, kontroll, nasta_steg, rutor, stegen, stegets_url, summor
from forbund.grund import dates

__all__ = [
    "KALKYL",
    "STEGEN",
    "aktens_url",
    "akter_for",
    "avsnitten",
    "dag",
    "forslagsrader",
    "forslagstraff",
    "handelserader",
    "kontroll",
    "lage_i_ord",
    "lagesval",
    "nasta",
    "nasta_steg",
    "partrader",
    "pengatabell",
    "rutor",
    "sammanfattning",
    "skal_nu",
    "skillnader",
    "slagrader",
    "stallningens_url",
    "stallningskort",
    "stegen",
    "stegets_url",
    "stund",
    "summor",
    "tavlan",
    "vantar_till",
    "versionsrader",
]


def dag(dag: date) -> str:
    """ "fredag 27 november 2026"."""
    return dates.visa_veckodag_ar(dag)


def stund(moment: datetime | None) -> str:
    """ "12 december 2026 kl. 09.00", or nothing."""
    return dates.visa_stund(moment) if moment else ""
