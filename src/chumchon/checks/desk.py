"""What the checks lay on the officers' desk (nation/desk): cards of what waits, and a table in a fund's file."""

from datetime import date

from django.db.models import Count, Q

from chumchon.access.desk import Card
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.paper.tables import Column, Table
from chumchon.thai.dates import short_th

from .models import WAITING
from .queries.findings import in_areas, of_fund
from .words import sentence

MOST_ROWS = 12


def cards(actor: Actor, areas: tuple[str, ...], day: date) -> list[Card]:
    """Severe findings that wait, and answers of funds that nobody has read; one query."""
    rows = in_areas(areas).filter(gone_at=None, state__in=WAITING)
    found = rows.aggregate(
        severe=Count("id", filter=Q(severity="severe")), answered=Count("id", filter=Q(state="answered"))
    )
    return [
        Card("ข้อค้นพบร้ายแรง", found["severe"], "/desk/findings?severity=severe", "หยุดเงินสมทบไว้จนกว่าจะเรียบร้อย", "ข้อ", "warning", True),
        Card("กองทุนตอบข้อค้นพบแล้ว", found["answered"], "/desk/findings?state=answered", "อ่านคำตอบแล้วตัดสิน", "ข้อ", "check"),
    ]  # fmt: skip


def section(organisation: Organisation, actor: Actor, day: date) -> list[tuple[Table, str]]:
    """The fund's findings that wait, the gravest first."""
    rows = list(of_fund(organisation)[: MOST_ROWS + 1])
    told = [
        (
            f.get_severity_display(),
            f.check_of.name_th,
            sentence(f),
            short_th(f.first_seen.date()),
            f.get_state_display(),
        )
        for f in rows[:MOST_ROWS]
    ]
    heads = ("ระดับ", "ข้อค้นพบ", "พบว่า", "พบเมื่อ", "สถานะ")
    note = f"แสดง {MOST_ROWS} ข้อแรก" if len(rows) > MOST_ROWS else ""
    table = Table("ข้อค้นพบที่รอ", [Column(h) for h in heads], told, note=note)
    return [(table, f"/desk/findings?q={organisation.code}")]
