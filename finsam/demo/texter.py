"""What the demo's förslag say. Invented, of the kind that samordningsförbund decide about."""

from dataclasses import dataclass

from insatser.states import Insatstyp


@dataclass(frozen=True)
class Forslagsmall:
    """One förslag: its texts, and kronor a year for the medlem that writes it."""

    rubrik: str
    malgrupp: str
    behov: str
    mal: str
    metod: str
    kronor: int
    insatstyp: Insatstyp = Insatstyp.INDIVIDINSATS
    antal_deltagare: int = 30
    egen_medverkan: str = "Varje part avsätter en handläggare på en femtedels tjänst, utan ersättning."
    uppfoljning: str = "Varje halvår till beredningsgruppen, uppdelat på kvinnor och män."
    implementering: str = "Kommunens arbetsmarknadsenhet tar över arbetssättet när finansieringen upphör."


UNGA = Forslagsmall(
    "Samordningsteam för unga vuxna",
    "Unga mellan 16 och 29 år som varken arbetar eller studerar och som behöver stöd från minst två parter.",
    "Var femte ung vuxen som söker stöd har kontakt med tre eller fler myndigheter utan en gemensam plan.",
    "Minst 40 procent har gått vidare till arbete eller studier inom arton månader.",
    "Ett gemensamt team med handläggare från parterna möter deltagaren tillsammans, hela vägen till arbetsplatsen.",
    1_410_000,
)
STEGVIS = Forslagsmall(
    "Stegvis tillbaka efter lång sjukskrivning",
    "Personer som varit sjukskrivna mer än ett år och som behöver samordnad arbetslivsinriktad rehabilitering.",
    "Väntan mellan vårdens rehabilitering och arbetsträning är i dag fyra månader i snitt.",
    "Hälften prövar arbetsförmågan på en arbetsplats inom ett år.",
    "Vårdens rehabkoordinator och Arbetsförmedlingens arbetsterapeut planerar och följer upp tillsammans.",
    860_000,
    antal_deltagare=24,
)
KARTLAGGNING = Forslagsmall(
    "Behovsanalys: utrikes födda kvinnor utanför arbetskraften",
    "Handläggare hos parterna som möter utrikes födda kvinnor med behov av samordnat stöd.",
    "Parterna saknar en gemensam bild av hur många som behöver stöd från flera håll och vad som hindrar.",
    "En rapport med prioriterade målgrupper som gör det möjligt att föreslå individinsatser under nästa år.",
    "Genomgång av statistik, samtal med handläggare och två gemensamma analysdagar.",
    180_000,
    insatstyp=Insatstyp.BEHOVSANALYS,
    antal_deltagare=0,
)
DIALOG = Forslagsmall(
    "Rehab i dialog",
    "Personer i förvärvsaktiv ålder med psykisk ohälsa som har pågående kontakt med minst två parter.",
    "Planeringar görs var för sig och drar åt olika håll. Deltagare får berätta sin historia på nytt varje gång.",
    "Tre av fyra har en gemensam plan inom sex veckor.",
    "Flerpartsmöten varje vecka, med en samordnare som följer deltagaren genom hela tiden.",
    1_120_000,
)
HANDLEDARE = Forslagsmall(
    "Handledare på arbetsplatsen",
    "Personer som prövar arbetsförmågan efter lång tid utan arbete och behöver stöd på plats.",
    "Arbetsgivare i länet säger att de tar emot fler om någon finns till hands de första veckorna.",
    "Sju av tio fullföljer sin prövning.",
    "Handledare från kommunen och Arbetsförmedlingen följer med och stöder både deltagare och arbetsgivare.",
    940_000,
)
SAMVERKAN = Forslagsmall(
    "Gemensam kunskap: metoder för motiverande arbete",
    "Handläggare hos parterna som arbetar med förbundets målgrupp.",
    "Parterna arbetar på olika sätt med motivation, och deltagare märker skillnaden.",
    "Alla team har gått utbildningen och använder samma underlag vid flerpartsmöten.",
    "Fyra utbildningsdagar och handledning i blandade grupper.",
    210_000,
    insatstyp=Insatstyp.FRAMJA_SAMVERKAN,
    antal_deltagare=0,
)
ALLA = (UNGA, STEGVIS, DIALOG, HANDLEDARE, KARTLAGGNING, SAMVERKAN)
