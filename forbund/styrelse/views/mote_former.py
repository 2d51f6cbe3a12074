"""The acts of a sammanträde by the name in the address: form, action, and what the id in the address means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.db.models import Model

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


@dataclass(frozen=True)
class Aktslag:
    """One kind of act. Without `modell` it is about the sammanträde itself."""

    form: type[m.Motesform]
    action: Callable[..., Any]
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
    "narvaro": Aktslag(m.Narvaroform, narvaro.anteckna_narvaro, klart="Närvaron är antecknad."),
    "avvek": Aktslag(m.Personform, narvaro.avvek, klart="Antecknat."),
    "upprop": Aktslag(m.UppropForm, narvaro.upprop, klart="Uppropet är antecknat."),
    "kalla-in": Aktslag(m.KallaInForm, narvaro.kalla_in, klart="Ersättaren tjänstgör."),
    "oppna": Aktslag(m.OppnaForm, oppnande.oppna_sammantrade, klart="Sammanträdet är öppnat."),
    "ajournera": Aktslag(m.Knappform, oppnande.ajournera),
    "ateruppta": Aktslag(m.Knappform, oppnande.ateruppta),
    "avsluta": Aktslag(m.NoteringForm, oppnande.avsluta_sammantrade, klart="Sammanträdet är avslutat."),
    "ordforande": Aktslag(m.OrdforandeForm, ordforande.utse_motesordforande, klart="Valet är antecknat."),
    "sekreterare": Aktslag(m.SekreterareForm, ordforande.utse_sekreterare, klart="Antecknat."),
    "justerare": Aktslag(m.JusterareForm, ordforande.valj_justerare, klart="Valet är antecknat."),
    "punkt-oppna": Aktslag(m.Knappform, punkt.oppna_punkt, Punkt),
    "punkt-avsluta": Aktslag(m.NoteringForm, punkt.avsluta_formalia, Punkt),
    "punkt-utgar": Aktslag(m.TillbakaForm, punkt.dra_tillbaka, Punkt),
    "jav-nej": Aktslag(m.JavsnejForm, jav.svara_om_jav, klart="Tack, ditt svar är antecknat."),
    "jav-svar": Aktslag(m.JavsvarForm, jav.svara_om_jav, klart="Jävet är antecknat."),
    "jav": Aktslag(m.JavForm, jav.anmal_jav, Punkt, klart="Jävet är antecknat."),
    "jav-ater": Aktslag(m.Personform, jav.aterta_jav, Punkt, klart="Anmälan är återtagen."),
    "jav-fraga": Aktslag(m.IfragasattForm, jav.ifragasatt_jav, Punkt),
    "jav-prova": Aktslag(m.ProvaJavForm, jav.prova_jav, Punkt),
    "yrka": Aktslag(b.YrkandeForm, yrkande.yrka, Punkt, klart="Yrkandet är antecknat."),
    "andring": Aktslag(b.AndringForm, yrkande.yrka, Punkt, klart="Ändringsyrkandet är antecknat."),
    "aterkalla": Aktslag(m.Knappform, yrkande.aterkalla, Yrkande, klart="Yrkandet är återkallat."),
    "overlaggning-slut": Aktslag(m.Knappform, proposition.avsluta_overlaggningen, Punkt),
    "overlaggning-igen": Aktslag(m.Knappform, proposition.ateruppta_overlaggningen, Punkt),
    "redovisa": Aktslag(b.RedovisaForm, proposition.redovisa, Punkt),
    "begar": Aktslag(b.BegarForm, proposition.begar_omrostning, Punkt, klart="Omröstning är begärd."),
    "omrostning": Aktslag(b.OppnaOmrostningForm, omrostning.oppna_omrostning, Punkt),
    "rosta": Aktslag(b.RostForm, omrostning.rosta, Omrostning, klart="Rösten är avgiven."),
    "stang": Aktslag(b.StangForm, omrostning.stang_omrostning, Omrostning),
    "klubba": Aktslag(b.KlubbaForm, proposition.klubba, Punkt),
    "reservera": Aktslag(b.ReservationForm, reservation.anmal_reservation, Beslut, klart="Reservationen är anmäld."),
    "motivera": Aktslag(b.MotiveraForm, reservation.motivera_reservation, Reservation, klart="Motiveringen är lämnad."),
}
FORMULAR: Final[dict[str, type[m.Motesform]]] = {namn: slag.form for namn, slag in AKTER.items()}
