"""Changes of the diarium."""

from forbund.diarium.actions.arende import ateroppna_arende, avsluta_arende, oppna_arende, registrera_arende
from forbund.diarium.actions.handling import Fil, filnamn, laggtill_genererad, registrera_handling, ta_emot_fil
from forbund.diarium.actions.karantan import avsluta_karantan, bedom_last, kontrollera_igen

__all__ = [
    "Fil",
    "ateroppna_arende",
    "avsluta_arende",
    "avsluta_karantan",
    "bedom_last",
    "filnamn",
    "kontrollera_igen",
    "laggtill_genererad",
    "oppna_arende",
    "registrera_arende",
    "registrera_handling",
    "ta_emot_fil",
]
