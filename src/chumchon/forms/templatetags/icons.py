"""The house's own line icons: `{% load icons %}{% icon "search" %}`. A picture beside a word, never instead of one."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# Drawn on a square of 24, lines of 2, round ends; each is the inside of one <path>.
PATHS: dict[str, str] = {
    "back": "M15 5l-7 7 7 7",
    "next": "M9 5l7 7-7 7",
    "down": "M5 9l7 7 7-7",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3L20 20",
    "check": "M5 12.5l5 5L19.5 7",
    "plus": "M12 5v14M5 12h14",
    "close": "M6 6l12 12M18 6L6 18",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "print": "M7 8V3.5h10V8M7 17H5a1.5 1.5 0 0 1-1.5-1.5v-6A1.5 1.5 0 0 1 5 8h14a1.5 1.5 0 0 1 1.5 1.5v6A1.5 1.5 0 0 1 19 17h-2M7 14h10v6.5H7z",
    "download": "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4.5 20h15",
    "upload": "M12 15.5V4.5M7.5 9L12 4.5 16.5 9M4.5 20h15",
    "people": "M9 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM2.5 20c0-3.6 2.9-5.5 6.5-5.5s6.5 1.9 6.5 5.5M16 4.8a3.4 3.4 0 0 1 0 6.4M18 14.9c2.1.7 3.5 2.4 3.5 5.1",
    "person": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.5 20.5c0-4 3.3-6 7.5-6s7.5 2 7.5 6",
    "house": "M3.5 11.5L12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20",
    "money": "M3 6.5h18v11H3zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM6 9.5v.01M18 14.5v.01",
    "receipt": "M5.5 3.5h13v17.5l-2.2-1.5-2.1 1.5-2.2-1.5-2.2 1.5-2.1-1.5L5.5 21zM9 8.5h6M9 12.5h6",
    "book": "M12 6.5C10 5 7 4.5 3.5 4.5v14c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-14c-3.5 0-6.5.5-8.5 2zM12 6.5v14",
    "report": "M6 3.5h8.5L19 8v12.5H6zM14 3.5V8.5h5M9.5 12.5h6M9.5 16.5h6",
    "calendar": "M4 6h16v14.5H4zM4 10.5h16M8 3.5V7M16 3.5V7",
    "warning": "M12 4L2.8 20h18.4zM12 10v4.5M12 17.3v.01",
    "info": "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.8v.01",
    "signal-off": "M4 4l16 16M12 19.5v.01M9 16a4.2 4.2 0 0 1 6 0M6 12.7a8.5 8.5 0 0 1 4-2.3M3 9.5a13 13 0 0 1 4-2.6M11.5 6A12.8 12.8 0 0 1 21 9.5M15.5 11.3A8.5 8.5 0 0 1 18 12.7",
    "lock": "M5.5 10.5h13v10h-13zM8.5 10.5V7.5a3.5 3.5 0 0 1 7 0v3M12 14.5v2",
    "key": "M8 9a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 13h9M17.5 13v3.5M21 13v2.5",
    "qr": "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v.01M17.5 20h2.5v-3M14 20v.01",
    "undo": "M8.5 5L4 9.5 8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-4",
    "bank": "M3.5 9.5L12 4l8.5 5.5zM6 12.5v5M10 12.5v5M14 12.5v5M18 12.5v5M3.5 20.5h17",
    "edit": "M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5",
    "clock": "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3.2 2.2",
    "phone": "M7 2.5h10v19H7zM11 18.5h2",
    "chart": "M4 4v16h16M8.5 16v-4.5M13 16V7.5M17.5 16v-6.5",
    "map": "M3.5 6.5L9 4l6 2.5L20.5 4v13.5L15 20l-6-2.5L3.5 20zM9 4v13.5M15 6.5V20",
    "council": "M12 3.5v0M4 20.5V13a8 8 0 0 1 16 0v7.5M8 20.5v-4M12 20.5v-6M16 20.5v-4M2.5 20.5h19",
    "heart": "M12 20C5 15.5 3.5 12 3.5 9a4.3 4.3 0 0 1 8.5-1.2A4.3 4.3 0 0 1 20.5 9c0 3-1.5 6.5-8.5 11z",
    "file": "M6 3.5h8.5L19 8v12.5H6zM14 3.5V8.5h5",
    "copy": "M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4",
    "sign-out": "M14 4.5H5.5v15H14M10 12h10.5M16.5 8l4 4-4 4",
    "language": "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17M12 3.5c5 5 5 12 0 17",
    "settings": "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h3M11 12h9M9 10v4",
}  # fmt: skip


@register.simple_tag
def icon(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers. Errors: KeyError for a name that is not drawn."""
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>', PATHS[name])
