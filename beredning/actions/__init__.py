"""Every change in the beredning: one function for each act."""

from beredning.actions.beredning import (
    avskriv,
    begar_komplettering,
    begar_stallningstaganden,
    markera_beredd,
    parter_utan_svar,
    till_styrelsen,
)
from beredning.actions.handling import registrera_version
from beredning.actions.inlamning import ARENDESLAG, aterta, lamna_in, lamna_komplettering
from beredning.actions.provning import Provning, Underlag, gallande_version, prova, underlag, underlag_hos_styrelsen
from beredning.actions.stallning import svara
from beredning.actions.utkast import Sparat, dela_med, kasta_utkast, skapa_forslag, sluta_dela, spara_forslag
from beredning.actions.verkan import ta_emot_beslut

__all__ = [
    "ARENDESLAG",
    "Provning",
    "Sparat",
    "Underlag",
    "aterta",
    "avskriv",
    "begar_komplettering",
    "begar_stallningstaganden",
    "dela_med",
    "gallande_version",
    "kasta_utkast",
    "lamna_in",
    "lamna_komplettering",
    "markera_beredd",
    "parter_utan_svar",
    "prova",
    "registrera_version",
    "skapa_forslag",
    "sluta_dela",
    "spara_forslag",
    "svara",
    "ta_emot_beslut",
    "till_styrelsen",
    "underlag",
    "underlag_hos_styrelsen",
]
