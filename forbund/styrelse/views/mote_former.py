"""The acts of a sammanträde by the name in the address: form, action, and what the id in the address means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import Model

from forbund.register.states import Ratt
from forbund.styrelse.actions import (
    jav,
    narvaro,
    omrostning,
    oppnande,
    ordforande,
    proposition,
    punkt,
    reservation,
    yrkande,
)
from forbund.styrelse.forms import beslutsgang as b
from forbund.styrelse.forms import mote as m
from forbund.styrelse.models import Beslut, Omrostning, Punkt, Reservation, Yrkande

_VAG: Final[dict[type[Model], str]] = {
    Punkt: "sammantrade_id",
    Yrkande: "punkt__sammantrade_id",
    Omrostning: "punkt__sammantrade_id",
    Beslut: "punkt__sammantrade_id",
    Reservation: "beslut__punkt__sammantrade_id",
}
# What one does for oneself, or has noted by the one who keeps the protokoll; what only the one who leads does; both.
EGEN: Final = (Ratt.DELTA, Ratt.FORA_PROTOKOLL)
LEDA: Final = (Ratt.LEDA_SAMMANTRADE,)
ANTECKNA: Final = (Ratt.LEDA_SAMMANTRADE, Ratt.FORA_PROTOKOLL)


@dataclass(frozen=True)
class Aktslag:
    """One kind of act. Without `modell` it is about the sammanträde itself."""

    form: type[m.Motesform]
    action: Callable[..., Any]
    ratter: tuple[Ratt, ...]  # one of them is enough to ask; the action judges the rest
    modell: Any = None
    klart: str = ""

    def vag(self) -> str:
        """The path from the object to its sammanträde, so that an id from another is not found."""
        return _VAG[self.modell]


@dataclass(frozen=True)
class Felakt:
    """An act that was refused, with what was written."""

    url: str
    form: forms.Form


AKTER: Final[dict[str, Aktslag]] = {
    "narvaro": Aktslag(m.Narvaroform, narvaro.anteckna_narvaro, EGEN, klart="Närvaron är antecknad."),
    "avvek": Aktslag(m.Personform, narvaro.avvek, EGEN, klart="Antecknat."),
    "upprop": Aktslag(m.UppropForm, narvaro.upprop, ANTECKNA, klart="Uppropet är antecknat."),
    "kalla-in": Aktslag(m.KallaInForm, narvaro.kalla_in, ANTECKNA, klart="Ersättaren tjänstgör."),
    "oppna": Aktslag(m.OppnaForm, oppnande.oppna_sammantrade, LEDA, klart="Sammanträdet är öppnat."),
    "ajournera": Aktslag(m.Knappform, oppnande.ajournera, LEDA),
    "ateruppta": Aktslag(m.Knappform, oppnande.ateruppta, LEDA),
    "avsluta": Aktslag(m.NoteringForm, oppnande.avsluta_sammantrade, LEDA, klart="Sammanträdet är avslutat."),
    "ordforande": Aktslag(m.OrdforandeForm, ordforande.utse_motesordforande, ANTECKNA, klart="Valet är antecknat."),
    "sekreterare": Aktslag(m.SekreterareForm, ordforande.utse_sekreterare, ANTECKNA, klart="Antecknat."),
    "justerare": Aktslag(m.JusterareForm, ordforande.valj_justerare, ANTECKNA, klart="Valet är antecknat."),
    "punkt-oppna": Aktslag(m.Knappform, punkt.oppna_punkt, LEDA, Punkt),
    "punkt-avsluta": Aktslag(m.NoteringForm, punkt.avsluta_formalia, LEDA, Punkt),
    "punkt-utgar": Aktslag(m.TillbakaForm, punkt.dra_tillbaka, LEDA, Punkt),
    "jav-nej": Aktslag(m.JavsnejForm, jav.svara_om_jav, EGEN, klart="Tack, ditt svar är antecknat."),
    "jav-svar": Aktslag(m.JavsvarForm, jav.svara_om_jav, EGEN, klart="Jävet är antecknat."),
    "jav": Aktslag(m.JavForm, jav.anmal_jav, EGEN, Punkt, klart="Jävet är antecknat."),
    "jav-ater": Aktslag(m.Personform, jav.aterta_jav, EGEN, Punkt, klart="Anmälan är återtagen."),
    "jav-fraga": Aktslag(m.IfragasattForm, jav.ifragasatt_jav, ANTECKNA, Punkt),
    "jav-prova": Aktslag(m.ProvaJavForm, jav.prova_jav, ANTECKNA, Punkt),
    "yrka": Aktslag(b.YrkandeForm, yrkande.yrka, EGEN, Punkt, klart="Yrkandet är antecknat."),
    "andring": Aktslag(b.AndringForm, yrkande.yrka, EGEN, Punkt, klart="Ändringsyrkandet är antecknat."),
    "aterkalla": Aktslag(m.Knappform, yrkande.aterkalla, EGEN, Yrkande, klart="Yrkandet är återkallat."),
    "overlaggning-slut": Aktslag(m.Knappform, proposition.avsluta_overlaggningen, LEDA, Punkt),
    "overlaggning-igen": Aktslag(m.Knappform, proposition.ateruppta_overlaggningen, LEDA, Punkt),
    "redovisa": Aktslag(b.RedovisaForm, proposition.redovisa, LEDA, Punkt),
    "begar": Aktslag(b.BegarForm, proposition.begar_omrostning, EGEN, Punkt, klart="Omröstning är begärd."),
    "omrostning": Aktslag(b.OppnaOmrostningForm, omrostning.oppna_omrostning, LEDA, Punkt),
    "rosta": Aktslag(b.RostForm, omrostning.rosta, EGEN, Omrostning, klart="Rösten är avgiven."),
    "stang": Aktslag(b.StangForm, omrostning.stang_omrostning, LEDA, Omrostning),
    "klubba": Aktslag(b.KlubbaForm, proposition.klubba, LEDA, Punkt),
    "reservera": Aktslag(
        b.ReservationForm, reservation.anmal_reservation, EGEN, Beslut, klart="Reservationen är anmäld."
    ),
    "motivera": Aktslag(
        b.MotiveraForm, reservation.motivera_reservation, EGEN, Reservation, klart="Motiveringen är lämnad."
    ),
}
FORMULAR: Final[dict[str, type[m.Motesform]]] = {namn: slag.form for namn, slag in AKTER.items()}
