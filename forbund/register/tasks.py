"""Work after a commit, for the register."""

from forbund.grund.queue import jobb
from forbund.register import backends


@jobb("register.skicka_losenordslank", i_forbund=False)
def skicka_losenordslank(konto_id: int) -> None:
    """The link is made now, so that it is nowhere else than in the mail; it ends with the password it replaces."""
    backends.skicka_losenordslank(konto_id)
