"""allauth's adapter: nobody signs up by themselves; a fund's secretary or an officer gives the account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignup(DefaultAccountAdapter):
    """Sign-in only."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Always closed."""
        return False
