"""What leaders and knowledge lay on the officers' desk: certificates and stories that wait for a second person."""

from datetime import date

from chumchon.access.desk import Card
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor, areas_of
from chumchon.paper.tables import COUNT, Column, Table, summed
from chumchon.thai.dates import short_th

from .queries.trainings import Filters, listing
from .queries.waiting import stories, trainings

MOST_ROWS = 12


def cards(actor: Actor, areas: tuple[str, ...], day: date) -> list[Card]:
    """Of the bodies for which this officer may sign; two queries."""
    where = areas_of(actor, "leaders.sign", day)
    if not where:
        return []
    return [
        Card("รอออกใบรับรองการอบรม", trainings(where).count(), "/desk/leaders", "ปิดรายชื่อแล้ว ให้อีกคนออกใบรับรอง", "รุ่น", "person"),
        Card("เรื่องเล่ารออ่านตรวจ", stories(where).count(), "/desk/leaders", "อ่านก่อนเผยแพร่", "เรื่อง", "book"),
    ]  # fmt: skip


def section(organisation: Organisation, actor: Actor, day: date) -> list[tuple[Table, str]]:
    """The body's trainings, the newest first."""
    rows = [
        (t.title, t.course.name_th, short_th(t.first_day), t.get_state_display(), t.trainee_count, t.certificate_count)
        for t in listing(organisation, Filters())[:MOST_ROWS]
    ]
    columns = [
        Column("การอบรม", wide=True), Column("หลักสูตร"), Column("เริ่ม"), Column("สถานะ"), Column("ผู้เข้าอบรม (คน)", COUNT),
        Column("ใบรับรอง", COUNT),
    ]  # fmt: skip
    return [(summed("การอบรม", columns, rows), f"/leaders/{organisation.code}/trainings")] if rows else []
