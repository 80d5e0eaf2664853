"""What the header needs of a request: places, the person, the size of letters. Works without a request as well."""

from typing import Any

from django import template
from django.http import HttpRequest

from chumchon.access.http import actor_of, today
from chumchon.web import nav

register = template.Library()
DESK = ("/desk", "/me/funds", "/funds/new", "/calls/manage", "/calls/applications")
"""Where an officer is at work: pages of an area."""


@register.simple_tag(takes_context=True)
def places(context: template.Context) -> list[nav.Link]:
    """Links of the fund or of the desk that the request is in, for the person who asks; none elsewhere."""
    request: HttpRequest | None = context.get("request")
    organisation = getattr(request, "organisation", None)
    if request is None or not request.user.is_authenticated:
        return []
    if request.path.startswith(DESK):
        return nav.desk_links(actor_of(request), today(), request.path)
    if organisation is None:
        return []
    return nav.links(actor_of(request), organisation, today(), request.path)


@register.simple_tag(takes_context=True)
def public_places(context: template.Context) -> list[nav.Link]:
    """Links that anybody may follow."""
    request: HttpRequest | None = context.get("request")
    session = getattr(request, "session", {})  # remembered at /me/: no question to the database for a link
    return nav.public_links(request.path if request else "", bool(session.get("desk")))


@register.simple_tag(takes_context=True)
def person(context: template.Context) -> Any:
    """The signed-in user, else None."""
    request: HttpRequest | None = context.get("request")
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


@register.simple_tag(takes_context=True)
def big(context: template.Context) -> bool:
    """Did the person ask for large letters?"""
    request: HttpRequest | None = context.get("request")
    return request is not None and request.COOKIES.get("size") == "big"


DEVICES = (
    ("iPhone", "โทรศัพท์ iPhone"), ("iPad", "แท็บเล็ต iPad"), ("Android", "โทรศัพท์ Android"),
    ("Windows", "คอมพิวเตอร์ Windows"), ("Macintosh", "คอมพิวเตอร์ Mac"), ("Linux", "คอมพิวเตอร์ Linux"),
)  # fmt: skip
BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Line/", "LINE"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """What a browser calls itself, in words: โทรศัพท์ Android · Chrome."""
    words = [next((word for mark, word in names if mark in user_agent), "") for names in (DEVICES, BROWSERS)]
    return " · ".join(w for w in words if w) or "เครื่องอื่น"
