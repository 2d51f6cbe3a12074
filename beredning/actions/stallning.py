"""A part takes a stance."""

from django.db import transaction

from beredning import queries
from beredning.actions.las import las
from beredning.models import Stallningstagande
from beredning.states import STALLNINGAR, Forslagsstatus, Svar
from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, SaknarRatt, Upptaget
from forbund.grund.personnummer import require_inga_personnummer
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


@transaction.atomic
def svara(stallning_id: int, *, by: Konto, svar: str, text: str, version: int) -> Stallningstagande:
    """Give the medlem's stance, or change it until the last day. The office may note one that came another way."""
    stallning = Stallningstagande.objects.select_related("medlem").get(pk=stallning_id)
    forslag = las(stallning.forslag_id, by)
    stallning = Stallningstagande.objects.select_for_update(of=("self",)).select_related("medlem").get(pk=stallning_id)
    antecknat = _require_ratt(stallning, by)
    if forslag.status != Forslagsstatus.STALLNINGSTAGANDEN:
        raise Upptaget(f"Tiden för ställningstaganden är över: läget är nu ”{forslag.get_status_display()}”.")
    _require_aktuell(stallning, by, version, svar, text)
    _require_svar(svar, text)
    fore = {"svar": stallning.svar} if stallning.svarat else {}
    stallning.svar, stallning.text, stallning.antecknat = svar, text.strip(), antecknat
    stallning.svarat, stallning.svarat_av = dates.nu(), by
    stallning.avser = queries.versioner_av(forslag)[0]
    stallning.version += 1
    stallning.save()
    audit.write(
        "stallning_tagen",
        forslag,
        by=by,
        at=str(stallning.medlem),
        fore=fore,
        efter={"svar": svar, "text": stallning.text, "antecknat": antecknat},
    )
    return stallning


def _require_ratt(stallning: Stallningstagande, by: Konto) -> bool:
    """The medlem's own partsföreträdare; else the office, which never writes over the medlem's own answer."""
    if access.can(by, Ratt.TA_STALLNING) and stallning.medlem_id in queries.egna_medlemmar(by):
        return False
    if not access.can(by, Ratt.BEREDA):
        raise SaknarRatt(f"Bara den som företräder {stallning.medlem} kan lämna dess ställningstagande.")
    if stallning.svarat is not None and not stallning.antecknat:
        raise SaknarRatt(f"{stallning.medlem} har själv svarat. Kansliet kan inte ändra det svaret.")
    return True


def _require_aktuell(stallning: Stallningstagande, by: Konto, version: int, svar: str, text: str) -> None:
    if stallning.version != version:
        raise Upptaget(
            "Någon annan har svarat för medlemmen sedan du öppnade sidan. Ditt svar är inte sparat.",
            vem=stallning.svarat_av.namn if stallning.svarat_av else "",
            nar=stallning.svarat,
            ditt={"Svar": Svar(svar).label if svar in Svar.values else "", "Text": text},
            deras={"Svar": stallning.get_svar_display(), "Text": stallning.text},
        )
    if stallning.svarat is not None and dates.idag() > stallning.senast:
        raise Ogiltig(
            {"": f"Svaret kunde ändras till och med {dates.visa_dag(stallning.senast)}. Hör av dig till kansliet."}
        )


def _require_svar(svar: str, text: str) -> None:
    if svar not in STALLNINGAR:
        raise Ogiltig({"svar": "Välj ett svar."})
    if svar in (Svar.TILLSTYRKER_MED_VILLKOR, Svar.AVSTYRKER) and not text.strip():
        raise Ogiltig({"text": "Skriv vilka villkor." if svar == Svar.TILLSTYRKER_MED_VILLKOR else "Skriv varför."})
    require_inga_personnummer({"text": text})
