"""Who serves: the ledamot, or the ersättare who fills the seat (R07)."""

from collections.abc import Collection, Mapping, Sequence

from forbund.grund.errors import Varning
from forbund.grund.lagrum import enligt


def tjanstgorande(
    ledamoter: Collection[int], inkallade: Mapping[int, int], narvarande: frozenset[int], javiga: frozenset[int]
) -> dict[int, int]:
    """Who serves in an ärende → whose seat each one fills (KL 6 kap. 17 §).

    `inkallade` maps a serving ersättare to the ledamot whose seat it is. A seat whose ersättare is called in stays with
    the ersättare, also when the ledamot has come, until the tjänstgöring ends; the jäviga are out.
    """
    kvar = narvarande - javiga
    platser = {plats: vem for vem, plats in inkallade.items() if vem in kvar}
    for ledamot in ledamoter:
        if ledamot in kvar:
            platser.setdefault(ledamot, ledamot)
    return {vem: plats for plats, vem in platser.items()}


def ersattare_i_tur(
    medlem: int | None, ersattare: Sequence[tuple[int, int | None, int]], lediga: frozenset[int]
) -> int | None:
    """The ersättare who is next for a seat of the medlem; `ersattare` are (id, medlem, ordning), `lediga` may serve."""
    mojliga = [(ordning, vem) for vem, egen, ordning in ersattare if egen == medlem and vem in lediga]
    return min(mojliga)[1] if mojliga else None


@enligt("R07", "KL 6 kap. 17 §; FL 12 § tredje stycket", slag="W")
def varning_annan_ersattare(i_tur: int | None, vald: int) -> Varning | None:
    """An ersättare serves for its own medlem, in the order decided, unless the board has decided another order."""
    if i_tur == vald:
        return None
    text = (
        "Ingen ersättare från samma medlem är ledig, och den här kommer från en annan medlem."
        if i_tur is None
        else "En annan ersättare från samma medlem står före i ordningen."
    )
    return Varning(
        text, utvag="Kalla in den som står i tur, eller skriv vilket beslut om ersättarnas ordning som gäller."
    )
