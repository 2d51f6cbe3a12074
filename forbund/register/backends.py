"""Login and permission through the konto's uppdrag."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

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
