"""allauth's adapter: nobody signs up by themselves, and a new password really is a new one."""

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from . import queries
from .http import today
from .models import User
from .rules import PERMISSIONS
from .users import choose_password


class ClosedSignup(DefaultAccountAdapter):
    """Sign-in only; a fund's secretary or an officer gives the account."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Always closed."""
        return False

    def clean_password(self, password: str, user: Any = None) -> str:
        """The one before is refused: whoever handed it over still knows it. Errors: ValidationError."""
        if user is not None and user.check_password(password):
            raise ValidationError("รหัสใหม่เหมือนรหัสเดิม ตั้งรหัสอื่นที่คนให้รหัสไม่รู้", code="password_same")
        return cast(str, super().clean_password(password, user))

    def set_password(self, user: Any, password: str) -> None:
        """With its line on the trail."""
        choose_password(user, password, timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to the PIN, for those who sign at a table and have none yet; else back to the account."""
        user = cast(User, request.user)
        signs = any("collect.sign" in PERMISSIONS[g.role] for g in queries.in_force(today()).filter(user=user))
        return reverse("my_pin" if signs and not user.pin_hash else "my_account")
