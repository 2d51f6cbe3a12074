"""To take up a point: it gets its § and its leader; and to leave it without a decision."""

from collections.abc import Mapping

from django.db import transaction

from forbund.grund import audit, dates, nummer
from forbund.grund.errors import Ogiltig, Regelbrott, Upptaget, require_skal
from forbund.grund.tillstand import move
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions import mote
from forbund.styrelse.actions.formalia import text_for
from forbund.styrelse.actions.tjanstgoring import efter_punkten, ersatt_javiga
from forbund.styrelse.arendeslag import laget_for
from forbund.styrelse.models import Motesjusterare, Proposition, Punkt
from forbund.styrelse.queries.mote import Rum
from forbund.styrelse.rules import ordning
from forbund.styrelse.rules.kallelse import far_stryka_punkt
from forbund.styrelse.states import EJ_AVGJORDA, Punktslag, Punktstatus


@transaction.atomic
def oppna_punkt(punkt_id: int, *, by: Konto, skal: Mapping[str, str] | None = None) -> Punkt:
    """Take up a point: nothing hinders it, enough serve, somebody leads, and it takes the next § of the year."""
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum, punkt = mote.las_punkt(punkt_id, oppen=False)
    if rum.oppen_punkt is not None:
        raise Upptaget(f"”{rum.oppen_punkt.rubrik}” behandlas redan. Avsluta den punkten först.")
    mote.require_ledare(rum, by, punkt)
    if punkt.slag == Punktslag.AVSLUTANDE:
        require_bara_avslutandet_kvar(rum)
    noterade = _require_fri_vag(punkt, skal or {})
    rum = oppna(rum, punkt)
    audit.write(
        "punkt_oppnad",
        punkt,
        by=by,
        efter={"paragraf": punkt.paragraf, "ar": punkt.paragraf_ar, "leder": punkt.motesordforande_id},
        skal=noterade,
    )
    return punkt


def oppna(rum: Rum, punkt: Punkt) -> Rum:
    """Ersättare in for the jäviga, then quorum and leader in this point; the § last, so that none is lost."""
    punkt.oppnad = dates.nu()
    rum = ersatt_javiga(rum, punkt)
    rum.require_beslutfor(punkt)
    punkt.motesordforande_id = ordning.require_nagon_leder(rum.ledare(punkt))
    move(punkt, Punktstatus.OPPEN)
    punkt.paragraf_ar = dates.svensk_dag(rum.sammantrade.oppnat or punkt.oppnad).year
    punkt.paragraf = nummer.nasta("paragraf", punkt.paragraf_ar)
    punkt.save(update_fields=["oppnad", "paragraf_ar", "paragraf", "motesordforande"])
    return mote.om(rum)


def require_bara_avslutandet_kvar(rum: Rum) -> None:
    """The closing point is the last: while it is handled nothing else is taken up (R17)."""
    kvar = [p.rubrik for p in rum.punkter if p.status == Punktstatus.UPPSATT and p.slag != Punktslag.AVSLUTANDE]
    if kvar:
        raise Regelbrott(
            f"Alla punkter är inte avgjorda: {', '.join(f'”{rubrik}”' for rubrik in kvar)}.",
            lagrum="FL 10 och 19 §§",
            regel="R17",
            utvag="Öppna dem och besluta, eller bordlägg dem. En punkt som inte ska tas upp dras tillbaka.",
        )


def _require_fri_vag(punkt: Punkt, skal: Mapping[str, str]) -> dict[str, str]:
    """What the kind of ärende says must be done first, and what may be set aside with a reason."""
    if punkt.arende is None:
        return {}
    lage = laget_for([punkt.arende])[punkt.arende.pk]
    if lage.hinder:
        raise Regelbrott(
            " ".join(("Punkten kan inte öppnas än.", *lage.hinder)),
            utvag="Gör det som saknas och öppna punkten igen, eller dra tillbaka den så att ärendet väntar på nästa "
            "sammanträde.",
        )
    return require_skal(lage.varningar, skal)


@transaction.atomic
def avsluta_formalia(punkt_id: int, *, notering: str = "", by: Konto) -> Punkt:
    """Close a procedural point, with what the protokoll shall say of it; the proposed text when nothing is written."""
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum, punkt = mote.las_punkt(punkt_id)
    mote.require_ledare(rum, by, punkt)
    if punkt.slag in {Punktslag.ARENDE, Punktslag.AVSLUTANDE}:
        raise Ogiltig(
            {"": "Punkten avslutas på ett annat sätt: med ett beslut, eller genom att sammanträdet avslutas."}
        )
    if punkt.slag == Punktslag.JUSTERARE:
        require_justerare(rum)
    stang_formalia(rum, punkt, notering)
    audit.write("punkt_avslutad", punkt, by=by, efter={"text": punkt.notering})
    return punkt


def stang_formalia(rum: Rum, punkt: Punkt, notering: str = "") -> None:
    rena = mote.require_ren_text({"notering": notering})
    text = rena["notering"] or text_for(rum, punkt)
    if not text:
        raise Ogiltig({"notering": "Skriv vad protokollet ska säga om punkten."})
    rum.require_beslutfor(punkt)
    punkt.notering = text
    _stang(rum, punkt, Punktstatus.BESLUTAD)


def require_justerare(rum: Rum) -> None:
    """Someone is chosen to justera; after the sammanträde nobody can be."""
    if not Motesjusterare.objects.filter(sammantrade=rum.sammantrade).exists():
        raise Regelbrott(
            "Ingen justerare är vald.",
            lagrum="KL 5 kap. 69 §",
            regel="R26",
            utvag="Välj vem som ska justera protokollet tillsammans med den som leder.",
        )


def stang_arende(rum: Rum, punkt: Punkt, status: Punktstatus) -> None:
    """Close the point of an ärende that has been decided."""
    _stang(rum, punkt, status)


def _stang(rum: Rum, punkt: Punkt, status: Punktstatus) -> None:
    move(punkt, status)
    punkt.avslutad = dates.nu()
    punkt.save(update_fields=["avslutad", "notering"])
    efter_punkten(mote.om(rum), punkt)


@transaction.atomic
def dra_tillbaka(punkt_id: int, *, skal_text: str, by: Konto) -> Punkt:
    """A point is not decided at this sammanträde: "utgår". One that has been opened keeps its §.

    What a ledamot has raised can be refused by nobody else (R13); without beslutförhet it waits for the next
    sammanträde all the same.
    """
    access.require(by, Ratt.LEDA_SAMMANTRADE)
    rum, punkt = mote.las_punkt(punkt_id, oppen=False)
    egen = mote.require_ledare(rum, by, punkt)
    if punkt.status not in EJ_AVGJORDA:
        raise Upptaget(f"”{punkt.rubrik}” är redan avgjord.")
    if punkt.slag in {Punktslag.AVSLUTANDE, Punktslag.OPPNANDE}:
        raise Ogiltig({"": "Sammanträdets öppnande och avslutande kan inte dras tillbaka."})
    mote.require_ingen_omrostning(punkt)
    _require_far_strykas(rum, punkt, egen)
    rena = mote.require_ren_text({"skal_text": skal_text})
    if not rena["skal_text"]:
        raise Ogiltig({"skal_text": "Skriv varför punkten utgår. Det står i protokollet."})
    punkt.notering = f"Punkten utgår. {rena['skal_text']}"
    _stang(rum, punkt, Punktstatus.UTGAR)
    audit.write("punkt_utgar", punkt, by=by, efter={"paragraf": punkt.paragraf}, skal={"": rena["skal_text"]})
    return punkt


def _require_far_strykas(rum: Rum, punkt: Punkt, egen: int) -> None:
    """Neither what a ledamot has raised nor what the board has voted about, as long as the board can decide it."""
    if not rum.ar_beslutfor(punkt):
        return
    if Proposition.objects.filter(punkt=punkt, klubbad=None, omrostning__isnull=False).exists():
        raise Regelbrott(
            "Styrelsen har röstat i ärendet, och utfallet gäller.",
            lagrum="KL 5 kap. 53–54 §§",
            regel="R102",
            utvag="Bekräfta utfallet med klubbslag.",
        )
    if not far_stryka_punkt(punkt.vackt_av_id, egen):
        raise Regelbrott(
            "Ärendet är väckt av en ledamot och kan inte strykas av någon annan.",
            lagrum="KL 4 kap. 20–21 §§",
            regel="R13",
            utvag="Öppna punkten. Styrelsen kan besluta i ärendet, bordlägga det eller återremittera det.",
        )
