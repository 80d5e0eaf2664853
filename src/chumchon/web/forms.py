"""allauth's forms without grey hints inside the boxes (the label says it), typed as on a phone, with Thai labels."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm as CodeForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


class Quiet:
    """Takes the hints out of the boxes, and the link to a mailed password, which nobody here has."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("password", "oldpassword"):
                field.help_text = ""
            elif name == "login":
                field.widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}
            elif name == "name":
                field.label = _("ชื่อของกุญแจ")


class SignIn(Quiet, LoginForm):
    """User name and password."""


class ChangePassword(Quiet, ChangePasswordForm):
    """The password before, and the new one twice; at the first sign-in the one before is the one on the slip."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if getattr(self.user, "must_choose_password", False):
            self.fields["oldpassword"].label = _("รหัสผ่านครั้งแรกที่ได้มา")


class ItIsMe(Quiet, ReauthenticateForm):
    """The password once more."""


class Code(Quiet, CodeForm):
    """Six digits of the app, or a recovery code, at the door."""


class CodeAgain(Quiet, CodeAgainForm):
    """The same, before something about the sign-in is changed."""


class ActivateApp(Quiet, ActivateTOTPForm):
    """The first six digits of the app."""


class AddKey(Quiet, AddWebAuthnForm):
    """A passkey and its name."""


class RenameKey(Quiet, EditWebAuthnForm):
    """Another name."""
