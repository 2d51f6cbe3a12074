"""What production is by default: the settings as a server reads them."""

import json
import os
import subprocess
import sys

import pytest

from finsam.drift.granska import DRIFTMILJO, ROT

VANTAT = {
    "DEBUG": False,
    "SESSION_COOKIE_SECURE": True,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "CSRF_COOKIE_SECURE": True,
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_REFERRER_POLICY": "same-origin",
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    "DEMO": False,
}


def las(miljo: dict[str, str]) -> subprocess.CompletedProcess[str]:
    varden = f"{{n: getattr(s, n) for n in {list(VANTAT)}}}"
    kod = f"import json; from finsam import settings as s; print(json.dumps({varden}))"
    return subprocess.run(
        [sys.executable, "-c", kod],
        cwd=ROT,
        env={"PATH": os.environ["PATH"], **miljo},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_is_the_default_and_closed():
    miljo = {namn: varde for namn, varde in DRIFTMILJO.items() if namn != "FINSAM_MILJO"}
    assert json.loads(las(miljo).stdout) == VANTAT


def test_a_secret_may_come_from_a_file(tmp_path):
    fil = tmp_path / "secret_key"
    fil.write_text(DRIFTMILJO["SECRET_KEY"])
    miljo = {namn: varde for namn, varde in DRIFTMILJO.items() if namn != "SECRET_KEY"}
    assert las(miljo | {"SECRET_KEY_FILE": str(fil)}).returncode == 0


@pytest.mark.parametrize(
    ("over", "fel"),
    [({"SECRET_KEY": None}, "SECRET_KEY"), ({"FINSAM_MILJO": "prod"}, "välj produktion, utveckling eller test")],
)
def test_it_does_not_start_without_what_it_must_have(over, fel):
    miljo = {namn: varde for namn, varde in (DRIFTMILJO | over).items() if varde is not None}
    klar = las(miljo)
    assert klar.returncode == 1
    assert fel in klar.stderr
