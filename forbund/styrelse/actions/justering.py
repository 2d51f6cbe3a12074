"""To justera the protokoll § by §, or give a § back. The last justering seals it all (R27, R28, R119).

The protokoll is sealed as a whole: when every § has what it needs, all of them become justerade in that transaction,
and what the decisions bring about happens there, once.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from forbund.diarium.actions import Fil, laggtill_genererad, ta_emot_fil
from forbund.diarium.models import Handling
from forbund.diarium.states import Riktning, Synlighet
from forbund.grund import audit, dates
from forbund.grund.errors import Ogiltig, Upptaget, require_skal
from forbund.grund.models import Handelse
from forbund.grund.personnummer import require_inga_personnummer, varning_mojliga_personnummer
from forbund.grund.queue import after_commit
from forbund.grund.tillstand import move
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt
from forbund.styrelse.actions.protokoll import las_protokoll, utgava
from forbund.styrelse.arendeslag import slag_for
from forbund.styrelse.models import Aterlamning, Beslut, Justering, Protokoll, Punkt
from forbund.styrelse.pdf.motesnarvaro import spann
from forbund.styrelse.pdf.protokoll import justerat, justeringssida
from forbund.styrelse.pdf.protokollsblad import fran_json
from forbund.styrelse.queries.justering import (
    Justeringslage,
    justeringar_for_papper,
    justeringslage,
    kan_justera_sjalva,
    personer_for,
    punkter_med_beslut,
)
from forbund.styrelse.rules.justering import (
    require_far_justera,
    require_far_justera_pa_papper,
    varning_sen_justering,
)
from forbund.styrelse.states import Protokollsstatus

JUSTERAT = "protokoll_justerat"


@transaction.atomic
def justera(protokoll_id: int, *, punkter: Iterable[int], sha256: str, by: Konto, skal: Mapping[str, str]) -> Protokoll:
    """Justera these §§ as they read in the file with that SHA-256; the last one that is missing seals the protokoll."""
    access.require(by, Ratt.JUSTERA)
    protokoll = las_protokoll(protokoll_id)
    _require_samma_fil(protokoll, sha256)
    lage = justeringslage(protokoll)
    egna = _egna(protokoll, lage, punkter, by)
    skalen = require_skal([varning_sen_justering(protokoll.sammantrade.dag, dates.idag())], skal)
    nya = {punkt_id: uppdrag_id for punkt_id, uppdrag_id in egna.items() if uppdrag_id in lage.vantar_pa(punkt_id)}
    if not nya:
        raise Upptaget("Du har redan justerat de här paragraferna.")
    return _skriv_justeringar(protokoll, nya, by, skalen)


@transaction.atomic
def anteckna_pa_papper(
    protokoll_id: int, *, uppdrag_id: int, fil: Fil, sha256: str, by: Konto, skal: Mapping[str, str]
) -> Protokoll:
    """Note that one who cannot log in has signed all that waits for that person, with the signed page as a handling.

    Whoever led or was chosen justerar what one attended also when the uppdrag has ended since (R119).
    """
    access.require(by, Ratt.FORA_PROTOKOLL)
    protokoll = las_protokoll(protokoll_id)
    _require_samma_fil(protokoll, sha256)
    lage = justeringslage(protokoll)
    kvar = lage.kvar_i(uppdrag_id)
    arende = protokoll.sammantrade.arende
    if not kvar or arende is None:
        raise Upptaget("Det finns inget kvar att justera för den här personen.")
    person_id, namn = lage.person_i(uppdrag_id), lage.namn[uppdrag_id]
    require_far_justera_pa_papper(person_id in kan_justera_sjalva([person_id], dates.idag()), namn)
    skalen = require_skal([varning_sen_justering(protokoll.sammantrade.dag, dates.idag())], skal)
    underlag = ta_emot_fil(
        arende,
        fil,
        rubrik=f"{namn} har justerat {_spann(kvar)} på papper",
        riktning=Riktning.INKOMMEN,
        motpart=namn,
        synlighet=Synlighet.STYRELSE,
        by=by,
    )
    return _skriv_justeringar(protokoll, dict.fromkeys(sorted(kvar), uppdrag_id), by, skalen, underlag)


def _skriv_justeringar(
    protokoll: Protokoll, nya: Mapping[int, int], by: Konto, skal: dict[str, str], underlag: Handling | None = None
) -> Protokoll:
    """Punkt → uppdrag: each § is justerad as it reads in the edition that is out; the last one seals it all."""
    pa_papper = {} if underlag is None else {"underlag": underlag, "antecknad_av": by}
    Justering.objects.bulk_create(
        Justering(
            protokoll=protokoll,
            punkt_id=punkt_id,
            uppdrag_id=uppdrag_id,
            tid=dates.nu(),
            sha256=protokoll.sha256,
            **pa_papper,
        )
        for punkt_id, uppdrag_id in nya.items()
    )
    efter = {"paragrafer": _spann(nya), "sha256": protokoll.sha256}
    audit.write(
        "paragrafer_justerade",
        protokoll,
        by=by,
        at=underlag.motpart if underlag else "",
        efter=efter | ({"på papper": underlag.beteckning} if underlag else {}),
        lagrum="KL 5 kap. 69 §",
        skal=skal,
    )
    if justeringslage(protokoll).alla_klara:
        _forsegla(protokoll, by)
    return protokoll


def _require_samma_fil(protokoll: Protokoll, sha256: str) -> None:
    if protokoll.status != Protokollsstatus.UTSANT:
        raise Upptaget("Protokollet är inte ute för justering just nu. Det rättas, och du får det igen.")
    if not protokoll.sha256:
        raise Upptaget("Protokollet skrivs ut just nu. Vänta en liten stund och ladda om sidan.")
    if sha256 != protokoll.sha256:
        raise Upptaget("Protokollet har rättats och sänts ut på nytt sedan du öppnade det. Läs den nya utgåvan först.")


def _egna(protokoll: Protokoll, lage: Justeringslage, punkter: Iterable[int], by: Konto) -> dict[int, int]:
    """The uppdrag in which the konto justerar each of the §§; refused for a § that is not its own (R119)."""
    mina, svar = lage.egna(personer_for(by)), {}
    for punkt_id in dict.fromkeys(punkter):
        if punkt_id not in lage.behoriga:
            raise Ogiltig({"": "Välj paragrafer i det här protokollet."})
        require_far_justera(frozenset(lage.behoriga[punkt_id]), mina.get(punkt_id, 0))
        svar[punkt_id] = mina[punkt_id]
    if not svar:
        raise Ogiltig({"": "Välj minst en paragraf att justera."})
    return svar


def _spann(punkt_ids: Iterable[int]) -> str:
    numren = Punkt.objects.filter(pk__in=list(punkt_ids), paragraf__isnull=False)
    return spann(numren.values_list("paragraf", flat=True))  # type: ignore[arg-type]  # those without § are left out


def _forsegla(protokoll: Protokoll, by: Konto) -> None:
    """Every § has what it needs: lock it all, then let each decision take effect, once."""
    nu = dates.nu()
    beslutade = list(punkter_med_beslut(protokoll))
    att_verka = [punkt.beslut for punkt in beslutade if punkt.beslut.verkan_kord is None]
    Beslut.objects.filter(pk__in=[beslut.pk for beslut in att_verka]).update(verkan_kord=nu)
    Punkt.objects.filter(sammantrade_id=protokoll.sammantrade_id, paragraf__isnull=False).update(justerad=nu)
    protokoll.justerat = nu
    move(protokoll, Protokollsstatus.JUSTERAT, "justerat")
    for beslut in att_verka:
        beslut.verkan_kord = beslut.punkt.justerad = nu
        arende = beslut.punkt.arende
        if arende is not None:
            slag_for(arende).verkan(beslut)
    paragrafer = fran_json(protokoll.fakta["blad"]).spann
    audit.write(
        JUSTERAT,
        protokoll,
        by=by,
        efter={"paragrafer": paragrafer, "sha256": protokoll.sha256, "utgava": protokoll.version},
        lagrum="KL 5 kap. 69 §",
    )
    after_commit("styrelse.rendera_justerat_protokoll", protokoll.pk)


@transaction.atomic
def aterlamna(protokoll_id: int, *, punkt_id: int, text: str, by: Konto, skal: Mapping[str, str]) -> Aterlamning:
    """Give a § back with what must change; the protokoll is a draft again until it has been sent out anew.

    More §§ may be given back while it is a draft, so that everyone's remarks come in one round.
    """
    access.require(by, Ratt.JUSTERA)
    protokoll = las_protokoll(protokoll_id)
    if protokoll.utsant is None:
        raise Upptaget("Protokollet har inte sänts ut för justering än.")
    if not text.strip():
        raise Ogiltig({"text": "Skriv vad som behöver ändras."})
    require_inga_personnummer({"text": text})
    skalen = require_skal([varning_mojliga_personnummer({"Texten": text})], skal)
    uppdrag_id = _egna(protokoll, justeringslage(protokoll), [punkt_id], by)[punkt_id]
    rad = Aterlamning.objects.create(
        protokoll=protokoll, punkt_id=punkt_id, uppdrag_id=uppdrag_id, text=text.strip(), tid=dates.nu()
    )
    if protokoll.status == Protokollsstatus.UTSANT:
        move(protokoll, Protokollsstatus.UTKAST)
    audit.write(
        "paragraf_aterlamnad",
        protokoll,
        by=by,
        efter={"paragraf": _spann([punkt_id]), "text": rad.text},
        lagrum="KL 5 kap. 69 §",
        skal=skalen,
    )
    return rad


@transaction.atomic
def rendera_justerat(protokoll_id: int) -> Protokoll:
    """Print the justerat protokoll with its page of justeringar, for the archive; run again it is kept once."""
    protokoll = Protokoll.objects.select_related("sammantrade__arende").get(pk=protokoll_id)
    if protokoll.justerat is None or protokoll.slutlig_handling_id is not None:
        return protokoll
    handelse = Handelse.objects.get(typ=JUSTERAT, objekt_typ=protokoll._meta.label_lower, objekt_id=protokoll.pk)
    sida = justeringssida(protokoll, justeringslage(protokoll, justeringar_for_papper(protokoll)), handelse)
    papper = justerat(fran_json(protokoll.fakta["blad"]), utgava(protokoll), sida)
    last = Protokoll.objects.select_for_update(of=("self",)).select_related("sammantrade__arende").get(pk=protokoll_id)
    arende, dag = last.sammantrade.arende, last.sammantrade.dag
    if arende is None or last.slutlig_handling_id is not None:
        return last
    last.slutlig_handling = laggtill_genererad(
        arende,
        rubrik=f"Protokoll {dates.visa_dag(dag)}, justerat",
        innehall=papper.innehall,
        filnamn=f"protokoll-{dag:%Y-%m-%d}.{papper.andelse}",
        medietyp=papper.medietyp,
        synlighet=Synlighet.OPPEN,
        by=None,
    )
    last.save(update_fields=["slutlig_handling"])
    return last
