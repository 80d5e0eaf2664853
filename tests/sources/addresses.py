"""Calls and applications of the world that the authorisation walk opens: one of each in each fund's province."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PIL import Image

from chumchon.funds.models import Fund
from chumchon.paper.scans import clean
from chumchon.sources.actions import applications, calls
from chumchon.sources.models import Application, ApplicationPaper, Call
from tests.councils.world import officer
from tests.factories import NOW, TODAY, actor
from tests.sources.world import asked, facts


def fill(fund: Fund) -> None:
    """A call that is open for a long time, and the fund's application with a paper, sent."""
    province, body, writer = fund.organisation.subdistrict_id[:2], fund.organisation, actor(fund, "secretary")
    said = facts(area=province, conditions=(), papers=(), closes_on=TODAY + timedelta(days=20_000))
    row = calls.write(said, officer(province), uuid.uuid4(), NOW, TODAY)
    calls.open_call(row.pk, officer(province), NOW, TODAY)
    made = applications.write(body, row.pk, None, asked(), writer, uuid.uuid4(), NOW, TODAY)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")
    applications.add_paper(body, made.pk, "ใบเสนอราคา", clean(picture.getvalue()), writer, NOW, TODAY)
    applications.send(body, made.pk, [], writer, NOW, TODAY)


def _own(fund: Fund) -> Any:
    return Application.objects.filter(organisation=fund.organisation).earliest("pk")


def _paper(fund: Fund) -> Any:
    return ApplicationPaper.objects.filter(application=_own(fund)).earliest("pk").pk


OBJECTS: dict[str, Callable[[Fund], Any]] = {"application_id": lambda fund: _own(fund).pk, "ask_paper_id": _paper}
PLAIN: dict[str, Callable[[Fund], Any]] = {
    "call_id": lambda fund: Call.objects.filter(area=fund.organisation.subdistrict_id[:2]).earliest("pk").pk,
    "ask_id": lambda fund: _own(fund).pk,
    "ask_sheet_id": _paper,
}
