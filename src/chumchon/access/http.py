"""The door of every page: who asks, in which organisation, and may they? A view without one of these marks is closed."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from chumchon.thai.errors import NotAllowed

from . import queries, walls
from .actions import require
from .rules import Actor

View = Callable[..., HttpResponse]
OPEN_PREFIXES = ("allauth.", "django.views.static", "django.contrib.staticfiles", "whitenoise.")


def today() -> date:
    """The day in Thailand, for views to pass into rules and actions."""
    return timezone.localdate()


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request that passed the door; read once a request."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        actor = queries.actor_of_user(request.user, request.session.get("grant"))  # type: ignore[arg-type]
        request.actor = actor  # type: ignore[attr-defined]
    return actor


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """To the sign-in and back. A form that was sent after the session ended leads back to the page that it stood on."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return redirect_to_login(urlsplit(came_from)._replace(scheme="", netloc="").geturl() if ours else "/me/")


def public(view: View) -> View:
    """Anybody may see this page."""
    view.door = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Any signed-in person may see this page; it shows only what is theirs."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        actor_of(request)
        return view(request, *args, **kwargs)

    guarded.door = "signed_in"  # type: ignore[attr-defined]
    return guarded


def needs(permission: str) -> Callable[[View], View]:
    """The actor needs this permission in the organisation that the address names by `code` (none: anywhere at all).

    The organisation is set as request.organisation. Errors: 404 no such organisation, 403 not allowed.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _sign_in_first(request)
            actor, code = actor_of(request), kwargs.get("code")
            if code is None:
                _require_anywhere(actor, permission)
            else:
                organisation = queries.organisation(code)
                if organisation is None:
                    raise Http404
                require(actor, permission, organisation, today())
                request.organisation = organisation  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        guarded.door = permission  # type: ignore[attr-defined]
        return guarded

    return wrap


def _require_anywhere(actor: Actor, permission: str) -> None:
    from .rules import PERMISSIONS

    day = today()
    held = (g for g in actor.active_grants() if g.in_force(day))
    if not any(permission in PERMISSIONS[g.role] for g in held):
        raise NotAllowed(
            "NOT_ALLOWED", "บทบาทของคุณทำเรื่องนี้ไม่ได้ ให้ผู้มีหน้าที่ทำ", f"Your role may not do this ({permission})."
        )


class ActorMiddleware:
    """Closes every view of ours that wears no mark, so that a forgotten one is a 403 and not a leak; and lays the
    second wall around the person who asks (walls.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        walls.begin()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        """Refuse an unmarked view; let the database see as far as the person may."""
        if not hasattr(view, "door") and not view.__module__.startswith(OPEN_PREFIXES):
            raise PermissionDenied  # Django's own: ours would be a 500 here, before any view has begun
        public = getattr(view, "door", "") == "public"
        if connection.vendor != "postgresql":
            return
        if request.user.is_authenticated:
            walls.stand(walls.wall_of(actor_of(request), today(), public))
        else:
            walls.stand(walls.PUBLIC if public else walls.CLOSED)
