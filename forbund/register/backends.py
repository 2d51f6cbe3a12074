"""Login and permission through the konto's uppdrag."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from forbund.register import access
from forbund.register.models import Konto
from forbund.register.states import Ratt


class RattBackend(BaseBackend):
    """Answers `has_perm` from the map of rights, so that an uppdrag that ended yesterday gives nothing."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        if not isinstance(user_obj, Konto):
            return False
        kodnamn = perm.removeprefix("register.")
        return kodnamn in Ratt.values and access.can(user_obj, Ratt(kodnamn), obj)

    def get_user(self, user_id: int) -> Konto | None:
        return Konto.objects.filter(pk=user_id, is_active=True).first()


class KontoAdapter(DefaultAccountAdapter):
    """Accounts come from the register; nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
