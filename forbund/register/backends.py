"""Login and permission through the konto's uppdrag."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest
from django.urls import reverse

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

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A form that waited for the login comes first; see `uppskjutet`."""
        if buret := request.POST.get("uppskjuten"):
            request.session["uppskjuten"] = buret
            return reverse("register:fortsatt")
        return str(super().get_login_redirect_url(request))
