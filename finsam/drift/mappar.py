"""Where the servers keep their files, on any checkout: within reach of their user, closed to others."""

import hashlib
import os
import pwd
import secrets
import tempfile
from pathlib import Path

from finsam.drift.process import Startfel

LANGSTA_UTTAG = 90  # a unix socket's whole path may be 107 bytes


def serveranvandare() -> pwd.struct_passwd | None:
    """PostgreSQL refuses root: then it runs as nobody; otherwise as the one who started it."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def nas_av_alla(mapp: Path) -> bool:
    """Whether another user may walk down to `mapp`: every existing parent lets others through."""
    return all(m.stat().st_mode & 0o001 for m in [mapp, *mapp.parents] if m.exists())


def reservmapp(mapp: Path, bas: Path | None = None) -> Path:
    """The folder used instead of `mapp`, the same at every start, below the machine's temporary folder.

    Such a name can be guessed, so one that another user has made beforehand is refused.
    """
    namn = hashlib.sha256(str(mapp.resolve()).encode()).hexdigest()[:10]
    reserv = (bas or Path("/var/tmp")) / f"finsam-{os.geteuid()}-{namn}"
    reserv.mkdir(mode=0o711, exist_ok=True)
    agare = reserv.lstat()
    if reserv.is_symlink() or agare.st_uid != os.geteuid():
        raise Startfel(
            f"Mappen {reserv} tillhör en annan användare. Ta bort den, eller sätt FINSAM_VAR till en egen mapp."
        )
    reserv.chmod(0o711)
    return reserv


def servermapp(var: Path, som: pwd.struct_passwd | None) -> Path:
    """`var` itself, or its replacement when the server's user cannot reach it (below a closed home)."""
    var.mkdir(parents=True, exist_ok=True)
    return var if som is None or nas_av_alla(var) else reservmapp(var)


def uttagsmapp(mapp: Path) -> Path:
    """`mapp`, or a short replacement when a socket in it would get too long a name."""
    if len(os.fsencode(mapp.absolute())) <= LANGSTA_UTTAG:
        return mapp.absolute()
    return reservmapp(mapp, Path(tempfile.gettempdir()))


def egen_mapp(mapp: Path, som: pwd.struct_passwd | None) -> Path:
    """Make `mapp` and close it to everyone but the server's user (and root)."""
    mapp.mkdir(parents=True, exist_ok=True)
    if som:
        os.chown(mapp, som.pw_uid, som.pw_gid)
    mapp.chmod(0o700)
    return mapp


def hemlighet(fil: Path, forsta: str | None = None) -> str:
    """A password kept in a file that only its owner may read; made the first time."""
    if not fil.exists() or not fil.read_text():
        with os.fdopen(os.open(fil, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as ut:
            ut.write(forsta or secrets.token_urlsafe(24))
    return fil.read_text().strip()
