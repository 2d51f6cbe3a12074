"""A forgotten password: one link, by mail, once; and nobody learns which addresses have an account."""

import re
import smtplib

import pytest
from django.core import mail
from django.test import Client

from forbund.grund import queue
from forbund.grund.models import Jobb
from tests.factories import make_konto

pytestmark = pytest.mark.django_db(transaction=True)
NYTT = "sju-gula-cyklar-i-parken"


@pytest.fixture
def ringt(monkeypatch):
    """The jobs that the bell rang for; the broker is tried elsewhere."""
    ringt = []
    monkeypatch.setattr(queue, "_ring", ringt.append)
    return ringt


def be_om_lank(adress: str) -> str:
    svar = Client().post("/konto/password/reset/", {"email": adress}, follow=True)
    assert svar.status_code == 200
    return re.sub(r"nonce-\S+", "", svar.content.decode())


def test_the_link_comes_by_mail_is_stored_nowhere_and_works_once(ringt):
    konto = make_konto()
    be_om_lank(konto.email)
    assert mail.outbox == []
    assert list(Jobb.objects.values_list("pk", "forbund", "objekt_id")) == [(ringt[0], None, konto.pk)]
    assert queue.kor_jobb(ringt[0])
    (brev,) = mail.outbox
    assert (brev.to, brev.subject) == ([konto.email], "Finsam: Välj ett nytt lösenord")
    vag = re.search(r"https?://[^/]+(/konto/password/reset/key/\S+)", brev.body)[1]

    def valj() -> str:
        klient = Client()
        sida = klient.get(vag, follow=True)
        if not sida.redirect_chain:
            return "förbrukad"
        klient.post(sida.redirect_chain[-1][0], {"password1": NYTT, "password2": NYTT})
        return "bytt"

    assert [valj(), valj()] == ["bytt", "förbrukad"]
    konto.refresh_from_db()
    assert konto.check_password(NYTT)


def test_the_page_says_the_same_of_an_address_without_an_account(ringt):
    konto = make_konto()
    assert be_om_lank(konto.email) == be_om_lank("ingen@kommun.example")
    assert len(ringt) == 1


def test_a_konto_closed_in_the_meantime_gets_nothing(ringt):
    konto = make_konto()
    be_om_lank(konto.email)
    konto.is_active = False
    konto.save()
    assert queue.kor_jobb(ringt[0])
    assert mail.outbox == []


def test_a_mail_server_that_does_not_answer_is_tried_again(ringt, monkeypatch):
    def svarar_inte(self, *args, **kwargs):
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    konto = make_konto()
    monkeypatch.setattr("django.core.mail.EmailMessage.send", svarar_inte)
    be_om_lank(konto.email)
    assert not queue.kor_jobb(ringt[0])
    rad = Jobb.objects.get()
    assert (rad.klart, rad.forsok, rad.fel) == (None, 1, "SMTPServerDisconnected: Connection unexpectedly closed")
