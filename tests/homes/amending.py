"""An amendment in tests: asked for, drafted by the words of lines, sent up, passed at every level."""

import pytest

from chumchon.homes.actions import amendments
from chumchon.homes.models import Project
from chumchon.homes.queries import amendments as queries
from chumchon.homes.rules.amendments import Line
from chumchon.thai.errors import Plain
from tests.factories import NOW, TODAY
from tests.homes import world

LEVELS = ("chair", "officer_province", "officer_region", "officer_hq")


def secretary(project):
    return world.actor(project, "secretary")


def code(act, *args, **more):
    with pytest.raises(Plain) as refused:
        act(*args, **more)
    return refused.value.code


def dearer(project):
    """The price of infrastructure rose by 50,000 baht, and savings pay for it."""
    return draft(
        project, sums={"use:infrastructure": 55_000_000}, more=[Line("source", "savings", "เงินของครัวเรือน", 5_000_000)]
    )


def ask(project, reason="ราคาวัสดุขึ้น"):
    return amendments.open_amendment(project, secretary(project), reason, NOW, TODAY)


def draft(project, number=1, sums=None, instalments=None, more=(), units=None, edits=None, who=None):
    """sums: satang by kind of the line ("use:houses"), each kind once."""
    found = queries.amendment_of(project, number)
    kinds = {f"{x.side}:{x.kind}": i for i, x in enumerate(queries.draft_lines(found))}
    to = {kinds[kind]: satang for kind, satang in (sums or {}).items()}
    return amendments.keep_draft(
        project, who or secretary(project), number, found.edits if edits is None else edits, found.reason,
        found.units if units is None else units, to, instalments or {}, more, NOW, TODAY,
    )  # fmt: skip


def send(project, number=1, who=None):
    return amendments.send_up(project, who or secretary(project), number, NOW, TODAY)


def voice(project, role):
    """Who speaks for a level."""
    areas = {"officer_province": "50", "officer_region": "50", "officer_hq": ""}
    return world.officer(role, areas[role]) if role in areas else world.actor(project, role)


def say(project, who, verdict="pass", note="", number=1, read=None, meeting=None):
    last = queries.amendment_of(project, number).versions.last()
    actor = voice(project, who) if isinstance(who, str) else who
    return amendments.say_word(project, actor, number, read or last.number, verdict, note, TODAY, meeting, NOW, TODAY)


def pass_all(project, number=1, levels=LEVELS):
    for role in levels:
        say(project, role, number=number)
    return Project.objects.select_related("organisation__subdistrict", "programme").get(pk=project.pk)
