"""Mail over a real SMTP server: once, judged at sending, and honest about what nobody knows."""

import smtplib
import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.db import connection

from forbund.grund import dates, tenancy, utskick
from forbund.grund.errors import Upptaget
from forbund.grund.models import Utskick, Utskicksstatus
from forbund.register.models import Forbund
from tests.factories import make_forbund, make_konto

pytestmark = pytest.mark.django_db(transaction=True)


class Server:
    """Takes mail; answers `svar` to RCPT or DATA, or does `vid_data` first."""

    def __init__(self):
        self.brev, self.vid_rcpt, self.vid_data = [], None, None

    async def handle_RCPT(self, server, session, envelope, adress, val):  # noqa: N802  # aiosmtpd's name
        if self.vid_rcpt:
            return self.vid_rcpt
        envelope.rcpt_tos.append(adress)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
        if callable(self.vid_data):
            self.vid_data(server)
        elif self.vid_data:
            return self.vid_data
        self.brev.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def server(settings):
    mottagare = Server()
    with socket.socket() as prov:
        prov.bind(("127.0.0.1", 0))
        port = prov.getsockname()[1]
    kontroll = Controller(mottagare, hostname="127.0.0.1", port=port)
    kontroll.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 3
    settings.DEFAULT_FROM_EMAIL = "Finsam <kansli@forbund.example>"
    mottagare.port = port
    yield mottagare
    kontroll.stop()


class Kallelse:
    giltig = True

    def giltigt(self, objekt_id, rad):
        return self.giltig

    def text(self, objekt_id, rad):
        return f"Kallelse\nnummer {objekt_id}", f"Läs handlingarna senast den 20 november: {utskick.lank('/f/x/')}"


@pytest.fixture(autouse=True)
def slag(monkeypatch):
    monkeypatch.setattr(Kallelse, "giltig", True)
    monkeypatch.setitem(utskick._slag, "prov.kallelse", Kallelse())
    return Kallelse


@pytest.fixture
def forbund() -> Forbund:
    return make_forbund()


@contextmanager
def i(forbund):
    with tenancy.in_forbund(forbund.pk):
        yield


def planera(forbund, nyckel="kallelse:1", till="karin@kommun.example", **over) -> Utskick:
    with i(forbund):
        return utskick.planera("prov.kallelse", nyckel, till, 7, **over)


def las(forbund) -> list[tuple[str, int]]:
    with i(forbund):
        return [(rad.status, rad.forsok) for rad in Utskick.objects.order_by("pk")]


def flytta_klockan(minuter):
    return dates.klockan(dates.nu() + timedelta(minutes=minuter))


def test_a_due_mail_is_sent_once_with_its_own_message_id(server, forbund):
    rad = planera(forbund)
    assert [utskick.skicka_forfallna(), utskick.skicka_forfallna()] == [1, 0]
    (brev,) = server.brev
    assert (brev["Subject"], brev["To"], brev["From"]) == (
        "Kallelse nummer 7",
        "karin@kommun.example",
        "Finsam <kansli@forbund.example>",
    )
    assert brev["Message-ID"] == rad.message_id
    assert rad.message_id.endswith("@forbund.example>")
    assert brev["Auto-Submitted"] == "auto-generated"
    assert brev.get_content().strip() == "Läs handlingarna senast den 20 november: http://localhost:8000/f/x/"
    with i(forbund):
        sparad = Utskick.objects.get()
    assert (sparad.status, sparad.amne, sparad.text) == ("skickat", "Kallelse nummer 7", brev.get_content().strip())


def test_the_same_key_is_one_mail_in_a_forbund_and_another_mail_in_the_next(server, forbund):
    annat = make_forbund()
    rader = [planera(forbund), planera(forbund), planera(annat)]
    assert rader[0].pk == rader[1].pk
    assert rader[0].message_id != rader[2].message_id
    assert utskick.skicka_forfallna() == 2


def test_a_mail_waits_for_its_day(server, forbund):
    nu = dates.nu()
    planera(forbund, forfaller=nu + timedelta(hours=1))
    with dates.klockan(nu + timedelta(minutes=59)):
        assert utskick.skicka_forfallna() == 0
    with dates.klockan(nu + timedelta(hours=1)):
        assert utskick.skicka_forfallna() == 1


def test_what_is_no_longer_true_is_not_sent(server, forbund, slag):
    planera(forbund)
    slag.giltig = False
    assert (utskick.skicka_forfallna(), server.brev, las(forbund)) == (0, [], [("inaktuellt", 0)])


@pytest.mark.parametrize(("aktivt", "antal"), [(True, 1), (False, 0)])
def test_a_closed_konto_gets_no_mail_and_an_open_one_gets_it_at_the_address_of_today(server, forbund, aktivt, antal):
    konto = make_konto()
    planera(forbund, till=konto)
    konto.email, konto.is_active = "ny@kommun.example", aktivt
    konto.save()
    assert utskick.skicka_forfallna() == antal
    assert [brev["To"] for brev in server.brev] == ["ny@kommun.example"] * antal


def test_two_beats_at_once_send_each_mail_once(server, forbund):
    for n in range(10):
        planera(forbund, f"kallelse:{n}")
    antal = []

    def svep():
        antal.append(utskick.skicka_forfallna())
        connection.close()

    tradar = [threading.Thread(target=svep) for _ in range(3)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    assert (sum(antal), len(server.brev), len({brev["Message-ID"] for brev in server.brev})) == (10, 10, 10)


def test_a_server_that_is_down_costs_nothing_and_the_mail_goes_when_it_is_back(server, forbund, settings, caplog):
    planera(forbund)
    with socket.socket() as upptagen:
        upptagen.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = upptagen.getsockname()[1]
        assert (utskick.skicka_forfallna(), las(forbund)) == (0, [("vantar", 0)])
    assert "E-postservern svarar inte" in caplog.text
    settings.EMAIL_PORT = server.port
    assert (utskick.skicka_forfallna(), las(forbund)) == (1, [("skickat", 1)])


@pytest.mark.parametrize("var", ["vid_rcpt", "vid_data"])
@pytest.mark.parametrize(("svar", "efter"), [("450 vänta", "vantar"), ("550 finns inte", "misslyckat")])
def test_a_mail_that_was_refused_is_tried_again_only_when_the_server_says_later(server, forbund, var, svar, efter):
    setattr(server, var, svar)
    planera(forbund)
    assert (utskick.skicka_forfallna(), las(forbund)) == (0, [(efter, 1)])
    setattr(server, var, None)
    assert utskick.skicka_forfallna() == 0  # not yet
    with flytta_klockan(2):
        assert utskick.skicka_forfallna() == (1 if efter == "vantar" else 0)


def test_the_last_try_gives_up(server, forbund):
    server.vid_rcpt = "450 vänta"
    planera(forbund)
    with i(forbund):
        Utskick.objects.update(forsok=utskick.HOGST_FORSOK - 2)
    utskick.skicka_forfallna()
    assert las(forbund) == [("vantar", utskick.HOGST_FORSOK - 1)]
    with flytta_klockan(600):
        utskick.skicka_forfallna()
    assert las(forbund) == [("misslyckat", utskick.HOGST_FORSOK)]


def test_a_connection_cut_after_the_text_is_oklart_and_never_resent_by_itself(server, forbund):
    server.vid_data = lambda smtp: smtp.transport.abort()
    planera(forbund)
    assert (utskick.skicka_forfallna(), las(forbund)) == (0, [("oklart", 1)])
    server.vid_data = None
    with flytta_klockan(60 * 24):
        assert utskick.skicka_forfallna() == 0
    assert len(server.brev) == 1


class Dodad(BaseException):
    """The process ends here."""


def test_a_worker_killed_after_sending_leaves_a_row_that_is_shown_as_oklart(server, forbund, monkeypatch):
    planera(forbund)
    monkeypatch.setattr(utskick, "_anteckna", lambda *_: (_ for _ in ()).throw(Dodad))
    with pytest.raises(Dodad):
        utskick.skicka_forfallna()
    monkeypatch.undo()
    assert (len(server.brev), las(forbund)) == (1, [("skickas", 1)])
    visat = []
    for minuter in (9, 11):
        with flytta_klockan(minuter), i(forbund):
            assert utskick.skicka_forfallna() == 0
            visat.append(
                (Utskick.objects.filter(utskick.ar_oklart()).count(), utskick.visad_status(Utskick.objects.get()))
            )
    assert visat == [(0, Utskicksstatus.SKICKAS), (1, Utskicksstatus.OKLART)]
    assert len(server.brev) == 1


@pytest.mark.parametrize(("minuter", "gar"), [(9, False), (11, True)])
def test_a_person_may_send_again_what_was_cut_off_and_the_receiver_can_tell_it_is_the_same(
    server, forbund, slag, minuter, gar, monkeypatch
):
    monkeypatch.setitem(utskick._slag, "prov.kallelse", slag())
    planera(forbund)
    monkeypatch.setattr(utskick, "_anteckna", lambda *_: None)
    utskick.skicka_forfallna()
    monkeypatch.undo()
    monkeypatch.setitem(utskick._slag, "prov.kallelse", slag())
    with flytta_klockan(minuter):
        with i(forbund):
            rad = Utskick.objects.select_for_update().get()
            if gar:
                utskick.slapp_igen(rad)
            else:
                with pytest.raises(Upptaget):
                    utskick.slapp_igen(rad)
        assert utskick.skicka_forfallna() == int(gar)
    assert {brev["Message-ID"] for brev in server.brev} == {rad.message_id}
    assert len(server.brev) == 1 + gar


def test_what_has_been_sent_cannot_be_sent_again(server, forbund):
    planera(forbund)
    utskick.skicka_forfallna()
    with i(forbund), pytest.raises(Upptaget):
        utskick.slapp_igen(Utskick.objects.select_for_update().get())


def test_one_kind_with_a_fault_does_not_stop_the_others(server, forbund, monkeypatch, caplog):
    class Trasig(Kallelse):
        def text(self, objekt_id, rad):
            raise KeyError("saknas")

    monkeypatch.setitem(utskick._slag, "prov.trasig", Trasig())
    with i(forbund):
        utskick.planera("prov.trasig", "a", "a@kommun.example", 1)
    planera(forbund, "b")
    assert (utskick.skicka_forfallna(), las(forbund)) == (1, [("vantar", 1), ("skickat", 1)])
    assert "kunde inte skrivas" in caplog.text
    for dygn in range(1, utskick.HOGST_FORSOK):
        with flytta_klockan(60 * 24 * dygn):
            utskick.skicka_forfallna()
    assert las(forbund)[0] == ("misslyckat", utskick.HOGST_FORSOK)


def test_a_mail_promised_in_a_change_that_failed_is_never_sent(server, forbund):
    with pytest.raises(ZeroDivisionError), i(forbund):
        utskick.planera("prov.kallelse", "a", "a@kommun.example", 1)
        raise ZeroDivisionError
    assert (utskick.skicka_forfallna(), las(forbund)) == (0, [])


def test_an_unknown_kind_is_a_fault_when_it_is_planned(forbund):
    with i(forbund), pytest.raises(LookupError):
        utskick.planera("prov.finns_inte", "a", "a@kommun.example", 1)


def test_the_server_of_the_tests_is_a_real_one(server):
    with smtplib.SMTP("127.0.0.1", server.port) as klient:
        assert klient.noop()[0] == 250
