"""Councils of the world that the authorisation walk opens: one in each fund's tambon, and the meeting of its province."""

import io
from collections.abc import Callable
from typing import Any

from chumchon.access.models import Organisation
from chumchon.councils.actions import group_papers
from chumchon.councils.models import Council, Group, GroupPaper, Matter, Meeting, Resolution, Seat
from chumchon.funds.models import Fund
from tests.councils import world


def fill(fund: Fund) -> None:
    """A founded council with a signed meeting, an open one, a resolution that was sent, a paper; a matter in its province."""
    from PIL import Image

    area = fund.organisation.subdistrict_id
    first = 40 if area.startswith("10") else 0
    kind = "district" if area.startswith("10") else "tambon"
    council = world.founded(area, kind, count=4, first=first)
    world.opened(area, "province")
    row = world.resolved(council)
    world.sent(council, row)
    world.called(council)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    papers = group_papers.cleaned([("แบบจดแจ้ง", picture.getvalue())])
    group_papers.add_papers(council, council.groups.first().pk, papers, world.officer(area[:2]), world.NOW, world.TODAY)


def bodies(fund: Fund) -> list[Organisation]:
    """The organisations in which a role of the fund's world is held as well."""
    return [council_of(fund).organisation, assembly_of(fund).organisation]


def council_of(fund: Fund) -> Council:
    area = fund.organisation.subdistrict_id
    return Council.objects.get(organisation__subdistrict_id=area, kind__in=("tambon", "district"))


def assembly_of(fund: Fund) -> Council:
    return Council.objects.get(province_id=fund.organisation.subdistrict_id[:2], kind="province")


def code_name(route: str) -> str:
    """Which example stands for `code` in an address."""
    if not route.startswith("councils/"):
        return "code"
    return "assembly" if route.startswith("councils/<slug:code>/inbox") else "council"


def _last(model: Any, **where: Any) -> Callable[[Fund], Any]:
    path = "term__council" if model is Seat else "group__council" if model is GroupPaper else "council"
    return lambda fund: model.objects.filter(**{path: council_of(fund)}, **where).order_by("pk").first().pk


OBJECTS: dict[str, Callable[[Fund], Any]] = {
    "group_id": _last(Group), "file_id": _last(GroupPaper), "sitter_id": _last(Seat), "meeting_id": _last(Meeting),
    "resolution_id": _last(Resolution), "matter_id": lambda fund: Matter.objects.get(body=assembly_of(fund)).pk,
}  # fmt: skip
PLAIN: dict[str, Callable[[Fund], Any]] = {
    "council": lambda fund: council_of(fund).code,
    "assembly": lambda fund: assembly_of(fund).code,
    "cert_code": lambda fund: council_of(fund).public_code,
    "version": lambda fund: 1,
}
