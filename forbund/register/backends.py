"""Login and permission through the konto's uppdrag."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from forbund.grund import queue, utskick
from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


class RattBackend(AuthenticationBackend):
    """Login by allauth; `has_perm` by the map of rights, so that an uppdrag that ended yesterday gives nothing."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not isinstance(user_obj, Konto):
            return False
        kodnamn = perm.removeprefix("register.")
        return kodnamn in Ratt.values and access.can(user_obj, Ratt(kodnamn), obj)


class KontoAdapter(DefaultAccountAdapter):
    """Accounts come from the register; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "E-postadressen eller lösenordet stämmer inte. Försök igen.",
        "too_many_login_attempts": "För många försök har misslyckats. Vänta en stund och försök igen.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """In the queue, and made when it is sent: no link is stored, and no mail server keeps the page waiting."""
        queue.after_commit("register.skicka_losenordslank", user.pk)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A form that waited for the login comes first; see `uppskjutet`."""
        if buret := request.POST.get("uppskjuten"):
            request.session["uppskjuten"] = buret
            return reverse("register:fortsatt")
        return str(super().get_login_redirect_url(request))


def skicka_losenordslank(konto_id: int) -> None:
    """Mail a link by which the konto chooses a new password once; nothing to a konto that is closed by then."""
    konto = Konto.objects.filter(pk=konto_id, is_active=True).first()
    if konto is None:
        return
    nyckel = PASSWORD_RESET_TOKEN_GENERATOR().make_token(konto)
    vag = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(konto), "key": nyckel})
    kontext = {"password_reset_url": utskick.lank(vag)}
    KontoAdapter().render_mail("account/email/password_reset_key", konto.email, kontext).send()
