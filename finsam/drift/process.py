"""Child processes that never outlive the one who started them."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class Startfel(Exception):  # noqa: N818  # Swedish: fel is the suffix
    """A server could not be started or stopped; the text is for the person at the keyboard."""


def _knyt_till(foralder: int, dodssignal: int) -> Callable[[], None]:
    """Run in the child, after a change of user (which clears it): the kernel signals when the parent dies."""

    def knyt() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, dodssignal)
        if os.getppid() != foralder:
            os.kill(os.getpid(), signal.SIGKILL)

    return knyt


def starta(
    argv: Sequence[str | Path],
    *,
    logg: Path,
    miljo: Mapping[str, str],
    mapp: Path | None = None,
    som: pwd.struct_passwd | None = None,
    dodssignal: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, out of reach of the terminal's Ctrl-C, writing to `logg`."""
    with logg.open("ab") as ut:
        return subprocess.Popen(
            [str(a) for a in argv],
            stdin=subprocess.DEVNULL,
            stdout=ut,
            stderr=subprocess.STDOUT,
            cwd=mapp,
            env=dict(miljo),
            start_new_session=True,
            preexec_fn=_knyt_till(os.getpid(), dodssignal),
            user=som.pw_uid if som else None,
            group=som.pw_gid if som else None,
            extra_groups=[] if som else None,
        )


def kor(
    argv: Sequence[str | Path],
    *,
    miljo: Mapping[str, str],
    som: pwd.struct_passwd | None = None,
    indata: str | None = None,
    vad: str = "",
) -> str:
    """Run a short command to its end and return what it printed; `Startfel`, with its errors, when it fails."""
    klar = subprocess.run(
        [str(a) for a in argv],
        input=indata,
        stdin=subprocess.DEVNULL if indata is None else None,
        capture_output=True,
        text=True,
        cwd="/",
        env=dict(miljo),
        check=False,
        preexec_fn=_knyt_till(os.getpid(), signal.SIGKILL),
        user=som.pw_uid if som else None,
        group=som.pw_gid if som else None,
        extra_groups=[] if som else None,
    )
    if klar.returncode:
        raise Startfel(f"{vad or Path(argv[0]).name} misslyckades:\n{klar.stdout}{klar.stderr}")
    return klar.stdout


def stoppa(process: subprocess.Popen[bytes], *signaler: int, varje: float = 10.0) -> None:
    """Send the signals in order, `varje` seconds apart, until the process has ended; force last."""
    for nummer in signaler:
        if process.poll() is not None:
            return
        process.send_signal(nummer)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(varje)
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def vanta_pa(villkor: Callable[[], bool], *, sekunder: float, paus: float = 0.02) -> bool:
    """Whether the condition came true in time."""
    slut = time.monotonic() + sekunder
    while not villkor():
        if time.monotonic() > slut:
            return False
        time.sleep(paus)
    return True


def svans(logg: Path, rader: int = 15) -> str:
    """The last lines of a log, for an error message."""
    if not logg.exists():
        return "(ingen logg)"
    return "\n".join(logg.read_text("utf-8", "replace").splitlines()[-rader:])
