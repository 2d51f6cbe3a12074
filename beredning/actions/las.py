"""Taking hold of a förslag: the lock, and the right on the object."""

from beredning import queries, rules
from beredning.models import Forslag
from beredning.states import SKRIVS
from forbund.grund.errors import SaknarRatt, Upptaget
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


def las(forslag_id: int, by: Konto) -> Forslag:
    """Lock the förslag; a draft only for those who write it (R115)."""
    forslag = Forslag.objects.select_for_update(of=("self",)).select_related("arende", "skapat_for").get(pk=forslag_id)
    rules.require_far_oppna_utkast(
        forslag.inlamnat is not None,
        queries.egna_medlemmar(by),
        frozenset({forslag.skapat_for_id}),
        _inbjuden(forslag, by),
    )
    return forslag


def las_for_skrivare(forslag_id: int, by: Konto) -> Forslag:
    """Lock the förslag for its writing medlem and the named co-writers."""
    access.require(by, Ratt.SKRIVA_FORSLAG)
    forslag = las(forslag_id, by)
    if forslag.skapat_for_id not in queries.egna_medlemmar(by) and not _inbjuden(forslag, by):
        raise SaknarRatt(
            f"Förslaget skrivs av {forslag.skapat_for}. Be dem om ändringen, eller be dem bjuda in dig att skriva."
        )
    return forslag


def las_for_medlem(forslag_id: int, by: Konto) -> Forslag:
    """Lock the förslag for those who speak for its medlem: one who was invited writes, but decides nothing for it."""
    forslag = las_for_skrivare(forslag_id, by)
    if not queries.foretrader(by, forslag):
        raise SaknarRatt(f"Bara de som företräder {forslag.skapat_for} kan göra detta. Du är inbjuden att skriva.")
    return forslag


def las_for_beredare(forslag_id: int, by: Konto) -> Forslag:
    """Lock the förslag for the office."""
    access.require(by, Ratt.BEREDA)
    return las(forslag_id, by)


def require_skrivbart(forslag: Forslag) -> None:
    """Text changes as a draft and during komplettering only."""
    if forslag.status not in SKRIVS:
        raise Upptaget(
            f"Förslaget kan inte ändras: läget är nu ”{forslag.get_status_display()}”. "
            "Be kansliet om en komplettering om något behöver ändras."
        )


def _inbjuden(forslag: Forslag, by: Konto) -> bool:
    return queries.medskrivna(by).filter(content_object=forslag).exists()
