"""One way to change the state of anything that has states."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from forbund.grund.errors import Upptaget


class HarTillstand(Protocol):
    """A model with a `status` of TextChoices and the moves allowed from each."""

    MOVES: ClassVar[Mapping[Any, frozenset[Any]]]
    status: Any

    def get_status_display(self) -> str: ...

    def save(self, *, update_fields: list[str]) -> None: ...


def move(obj: HarTillstand, to: Any, *med: str) -> None:
    """Move a locked object to a state that its MOVES allow; someone else was first otherwise (409).

    `med` names fields that are saved in the same UPDATE, where a constraint ties them to the state.
    """
    if to not in obj.MOVES.get(obj.status, frozenset()):
        raise Upptaget(
            f"Det går inte att gå vidare till ”{to.label}”: läget är nu ”{obj.get_status_display()}”. "
            "Ladda om sidan för att se vad som har ändrats."
        )
    obj.status = to
    obj.save(update_fields=["status", *med])
