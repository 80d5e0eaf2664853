"""The plan is voted on, drafted, and sent up when sources equal uses; then it stands."""

import io
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from python_calamine import CalamineWorkbook

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.rules import year_be
from chumchon.thai.errors import BadInput, Plain, Refused
from chumchon.thai.money import parse_baht

from ..models import Meeting, PlanLine, PlanOption, PlanVersion, Project
from ..queries import plans as queries
from ..rules import plans as rules
from .projects import locked

MOST_LINES, MOST_FILE, MOST_SATANG = 1_000, 5 * 1024 * 1024, 10**13


@transaction.atomic
def add_option(
    project: Project, actor: Actor, kind: str, name_th: str, satang: int, now: datetime, day: date
) -> PlanOption:
    """A layout or house type with its cost, to be voted on. Errors: NOT_ALLOWED, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    made = PlanOption.objects.create(project=locked(project), kind=kind, name_th=name_th.strip()[:120], satang=satang)
    record(actor.user_id, "option.add", project.organisation, f"option:{made.pk}", now, {"satang": satang})
    return made


@transaction.atomic
def count_votes(
    project: Project, actor: Actor, meeting_id: int, votes: dict[int, int], now: datetime, day: date
) -> list[PlanOption]:
    """The votes of a meeting by option; the most of a kind is chosen. Errors: NOT_ALLOWED, NOT_CARRIED (no quorum), VOTES, TIE."""
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    meeting = Meeting.objects.filter(project=row, pk=meeting_id).first()
    if meeting is None or not meeting.has_quorum:
        raise Refused("NOT_CARRIED", "เลือกการประชุมที่ครบองค์ประชุม", "Choose a meeting with a quorum.")
    options = list(PlanOption.objects.select_for_update().filter(project=row, pk__in=votes))
    for kind in {o.kind for o in options}:
        same = sorted((o for o in options if o.kind == kind), key=lambda o: -votes[o.pk])
        if sum(votes[o.pk] for o in same) > meeting.present:
            raise BadInput("VOTES", f"คะแนนรวมเกินผู้มาประชุม {meeting.present} คน", "More votes than people present.")
        if len(same) > 1 and votes[same[0].pk] == votes[same[1].pk]:
            raise Refused("TIE", "คะแนนเท่ากัน ลงคะแนนใหม่ในที่ประชุม", "A tie; vote again.")
        PlanOption.objects.filter(project=row, kind=kind).update(chosen=False)
        for option in same:
            option.votes, option.meeting, option.chosen = votes[option.pk], meeting, option is same[0]
            option.save(update_fields=["votes", "meeting", "chosen"])
    record(actor.user_id, "option.vote", project.organisation, f"meeting:{meeting.pk}", now, {"rows": len(options)})
    return options


@transaction.atomic
def add_line(project: Project, actor: Actor, line: rules.Line, now: datetime, day: date) -> PlanLine:
    """A line of the draft. Errors: NOT_ALLOWED, KIND, AMOUNT, TOO_MANY, open_draft."""
    require(actor, "homes.write", project.organisation, day)
    row = open_draft(project)
    check_line(line)
    if row.plan_lines.count() >= MOST_LINES:
        raise Refused("TOO_MANY", f"แผนมีได้ไม่เกิน {MOST_LINES} บรรทัด", "Too many lines.")
    made = PlanLine.objects.create(project=row, **line.__dict__)
    record(actor.user_id, "plan.line", project.organisation, f"line:{made.pk}", now, {"satang": line.satang})
    return made


def open_draft(project: Project) -> Project:
    """The project's row, locked, while its draft may be changed: a yes is of the version that was read, so nothing changes under it.

    Errors: PLAN_GOING_UP (a level said yes and nobody returned it), PLAN_PASSED, ENDED.
    """
    row = locked(project)
    state = queries.plan_state(row)
    if state == "passed":
        raise Refused(
            "PLAN_PASSED",
            "แผนผ่านการอนุมัติครบทุกระดับแล้ว จะเปลี่ยนให้กด ขอแก้แผน แล้วขออนุมัติใหม่ทุกระดับ",
            "The plan has passed; ask for an amendment.",
        )
    if state == "going_up":
        raise Refused(
            "PLAN_GOING_UP",
            "มีระดับที่ให้แผนฉบับนี้ผ่านแล้ว จะแก้ให้ระดับที่รออยู่ส่งกลับก่อน",
            "A level passed it; have it returned first.",
        )
    return row


def check_line(line: rules.Line) -> None:
    """A line that can be. Errors: KIND, AMOUNT."""
    kinds = rules.SOURCES if line.side == "source" else rules.USES
    if line.side not in ("source", "use") or line.kind not in kinds:
        raise BadInput("KIND", "เลือกประเภทของบรรทัดนี้", "An unknown kind of line.")
    if not 0 < line.satang <= MOST_SATANG:
        raise BadInput("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์", "The amount must be above zero.")


@transaction.atomic
def drop_line(project: Project, actor: Actor, line_id: int, now: datetime, day: date) -> None:
    """Take a line off the draft. Errors: NOT_ALLOWED, NOT_FOUND, open_draft."""
    require(actor, "homes.write", project.organisation, day)
    gone, _ = PlanLine.objects.filter(project=open_draft(project), pk=line_id).delete()
    if not gone:
        raise Refused("NOT_FOUND", "บรรทัดนี้ถูกลบไปแล้ว", "The line is gone.")
    record(actor.user_id, "plan.drop", project.organisation, f"line:{line_id}", now)


def read_boq(raw: bytes) -> list[rules.Line]:
    """Uses of a bill of quantities: a sheet with the columns รายการ and รวม (or จำนวน x ราคาต่อหน่วย), หมวด where there is one.

    Errors: TOO_LARGE, NOT_A_SHEET, NO_COLUMNS, BAD_ROW (which row).
    """
    if len(raw) > MOST_FILE:
        raise BadInput("TOO_LARGE", "ไฟล์ใหญ่เกิน 5 MB", "The file is larger than 5 MB.")
    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    except Exception as unread:  # the reader raises its own kinds
        raise BadInput("NOT_A_SHEET", "อ่านไฟล์ไม่ได้ บันทึกเป็น .xlsx แล้วส่งใหม่", "The file is no spreadsheet.") from unread
    for i, row in enumerate(rows[:15]):
        columns = {str(c).strip(): n for n, c in enumerate(row)}
        if "รายการ" in columns and ("รวม" in columns or {"จำนวน", "ราคาต่อหน่วย"} <= set(columns)):
            found = [_boq_row(r, columns, i + 2 + n) for n, r in enumerate(rows[i + 1 :])]
            return [line for line in found if line is not None]
    raise BadInput(
        "NO_COLUMNS", "ไม่พบหัวตาราง ต้องมีช่อง รายการ และ รวม หรือ จำนวน กับ ราคาต่อหน่วย", "No columns รายการ and รวม."
    )


def _boq_row(row: Sequence[object], columns: dict[str, int], number: int) -> rules.Line | None:
    words = str(row[columns["รายการ"]] or "").strip()
    if not words or words.startswith("รวม"):
        return None
    try:
        if "รวม" in columns:
            satang = _satang(row[columns["รวม"]])
        else:
            count = float(str(row[columns["จำนวน"]] or 0))
            satang = round(count * _satang(row[columns["ราคาต่อหน่วย"]]))
    except (ValueError, OverflowError, Plain):
        raise BadInput("BAD_ROW", f"แถวที่ {number} อ่านจำนวนเงินไม่ได้ แก้แล้วส่งใหม่", f"Row {number} has no amount.") from None
    if satang == 0:
        return None
    if not 0 < satang <= MOST_SATANG:
        raise BadInput(
            "BAD_ROW", f"แถวที่ {number} จำนวนเงินติดลบหรือใหญ่เกินไป ส่วนลดให้หักในราคาของรายการนั้น แก้แล้วส่งใหม่",
            f"Row {number} is below zero or far too large.",
        )  # fmt: skip
    group = str(row[columns["หมวด"]] or "").strip() if "หมวด" in columns else ""
    kind = next((k for k, w in rules.USES.items() if group in (k, w)), "houses")
    return rules.Line("use", kind, words[:200], satang)


def _satang(cell: object) -> int:
    return round(cell * 100) if isinstance(cell, int | float) else parse_baht(str(cell or "0"))


@transaction.atomic
def add_boq(project: Project, actor: Actor, lines: Sequence[rules.Line], now: datetime, day: date) -> int:
    """All lines of a bill of quantities, or none. Errors: NOT_ALLOWED, NO_LINES, TOO_MANY, open_draft."""
    require(actor, "homes.write", project.organisation, day)
    row = open_draft(project)
    if not lines:
        raise BadInput("NO_LINES", "ไม่มีบรรทัดที่มีจำนวนเงินในไฟล์", "No line with an amount.")
    if row.plan_lines.count() + len(lines) > MOST_LINES:
        raise Refused("TOO_MANY", f"แผนมีได้ไม่เกิน {MOST_LINES} บรรทัด รวมรายการย่อยก่อน", "Too many lines.")
    PlanLine.objects.bulk_create(PlanLine(project=row, **line.__dict__) for line in lines)
    record(actor.user_id, "plan.boq", project.organisation, f"project:{row.pk}", now, {"rows": len(lines)})
    return len(lines)


@transaction.atomic
def send_up(project: Project, actor: Actor, now: datetime, day: date) -> PlanVersion:
    """Freeze the draft as the next version; the approval of the step is of this version. Errors: NOT_ALLOWED, rules.check_plan, open_draft."""
    require(actor, "homes.write", project.organisation, day)
    row = open_draft(project)
    lines = [rules.Line(x.side, x.kind, x.words, x.satang) for x in row.plan_lines.all()]
    ceilings = queries.ceilings(row.programme, year_be(day, 9))
    refused = rules.check_plan(lines, row.units_planned, ceilings)
    if refused is not None:
        raise refused
    last = row.plans.last()
    said = [list(x.__dict__.values()) for x in lines]
    if last is not None and last.lines == said and last.units == row.units_planned:
        return last
    made = PlanVersion.objects.create(
        project=row, number=(last.number if last else 0) + 1, units=row.units_planned, lines=said,
        satang=sum(x.satang for x in lines if x.side == "source"), by_id=actor.user_id, at=now,
    )  # fmt: skip
    record(
        actor.user_id,
        "plan.send",
        project.organisation,
        f"project:{row.pk}",
        now,
        {"satang": made.satang, "number": made.number},
    )
    return made
