"""What the doors to money lay on the officers' desk: applications that wait, calls that close soon, what winners owe."""

from datetime import date, timedelta

from django.db.models import Q

from chumchon.access.desk import Card
from chumchon.access.models import Organisation
from chumchon.access.queries import within
from chumchon.access.rules import Actor, areas_of
from chumchon.paper.tables import MONEY, Column, Table, summed
from chumchon.thai.dates import short_th

from .models import Application, Call, Due

SOON_DAYS, MOST_ROWS = 7, 12


def cards(actor: Actor, areas: tuple[str, ...], day: date) -> list[Card]:
    """Of the calls on which this officer decides; three queries."""
    where = areas_of(actor, "sources.decide", day)
    if not where:
        return []
    waiting = Application.objects.filter(_inside(where, "call__area"), state="sent").count()
    soon = Call.objects.filter(
        _inside(where, "area"), state="open", closes_on__gte=day, closes_on__lte=day + timedelta(days=SOON_DAYS)
    )
    owed = Due.objects.filter(
        _inside(where, "application__call__area"), application__state="won", done_on=None, day__lt=day
    )
    return [
        Card("คำขอทุนรอผล", waiting, "/calls/applications?state=sent", "อ่านแล้วตอบผู้ขอ", "คำขอ", "bank", True),
        Card("แหล่งทุนใกล้ปิดรับ", soon.count(), "/calls/manage?state=open", f"ปิดรับภายใน {SOON_DAYS} วัน", "แหล่ง", "clock"),
        Card("เงินหรือรายงานเลยกำหนด", owed.count(), "/calls/applications?state=won", "ตามผู้ได้รับทุน หรือโอนงวดที่ค้าง", "กำหนด", "warning"),
    ]  # fmt: skip


def _inside(where: tuple[str, ...], field: str) -> Q:
    """A call for the nation has no area code at all: only who holds the nation decides on it."""
    return Q() if "" in where else within(where, field)


def section(organisation: Organisation, actor: Actor, day: date) -> list[tuple[Table, str]]:
    """The body's applications, the newest first."""
    rows = (
        Application.objects.filter(organisation=organisation)
        .exclude(state="draft")
        .select_related("call")
        .order_by("-id")
    )
    told = [
        (a.call.title, a.title, a.get_state_display(), short_th(a.decided_on) if a.decided_on else "", a.asked_satang, a.given_satang)
        for a in rows[:MOST_ROWS]
    ]  # fmt: skip
    columns = [
        Column("แหล่งทุน", wide=True), Column("โครงการ"), Column("สถานะ"), Column("ประกาศผล"), Column("ขอ (บาท)", MONEY),
        Column("ได้ (บาท)", MONEY),
    ]  # fmt: skip
    return [(summed("แหล่งทุนที่ขอ", columns, told), f"/calls/applications?q={organisation.name_th}")] if told else []
