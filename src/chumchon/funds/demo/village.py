"""Collection days of the story: a sheet for each village and month, takings by habit, closed with a second person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.access.story import at
from chumchon.areas.models import Village

from ..actions.sheets import Closing, close_sheet, open_sheet
from ..actions.takings import take
from ..models import CollectionSheet, Member
from ..queries.dues import entry_fee_of, plan_of
from ..queries.takings import fee_payers
from ..rules.collecting import Touch
from ..rules.dues import Plan, offers
from .cast import PIN, Stage
from .opening import pieces

HABITS = ("month", "month", "month", "month", "quarter", "quarter", "year", "year", "year", "slow")
LATE_PAYERS = 0.28  # how often somebody slow has money on the day


@dataclass(frozen=True)
class Due:
    """What one member pays on a day: the span, and whether the entry fee comes with it."""

    satang: int
    span_from: date
    span_to: date


def collection_day(month: date, village: int) -> date:
    """Villages are visited one after another from the fifth on."""
    return month.replace(day=4 + village)


def habit(member: Member) -> str:
    """How a member pays, the same for life; children pay by the year."""
    return "year" if member.kind == "child" else HABITS[(member.id * 7 + member.joined_on.day) % len(HABITS)]


def due_of(stage: Stage, member: Member, plan: Plan, day: date) -> Due | None:
    """What the member brings today, by habit; None where nothing is due or nothing is at hand."""
    way, chance = habit(member), stage.rng.random()
    paid_ahead = member.paid_until is not None and member.paid_until >= day.replace(day=1) + timedelta(days=27)
    if paid_ahead or (chance > LATE_PAYERS if way == "slow" else chance > 0.96):
        return None
    found = {o.key: o for o in offers(plan, member.joined_on, member.paid_until, day)}
    wanted = found.get("arrears") or found.get(way) or found["month"]
    if way == "year" and "year" in found:
        wanted = found["year"]
    if wanted.span_from is None or wanted.span_to is None:
        return None
    return Due(wanted.satang, wanted.span_from, wanted.span_to)


def touches(stage: Stage, members: Iterable[Member], day: date) -> list[Touch]:
    """The day's touches in the order of the houses; a new member pays the entry fee first."""
    fund, plan = stage.fund, plan_of(stage.fund, day)
    rows = list(members)
    fee = entry_fee_of(fund, day)
    paid_fee = fee_payers({m.id for m in rows})
    made: list[Touch] = []
    for member in rows:
        moment = at(day, 8 + len(made) // 30, len(made) % 30 * 2)
        new = fund.cut_off_day is not None and member.joined_on > fund.cut_off_day
        if new and fee and member.id not in paid_fee:
            made.append(Touch(stage.key(), member.id, "entry_fee", fee, None, None, moment, "demo"))
        due = due_of(stage, member, plan, day)
        if due is not None:
            made.append(Touch(stage.key(), member.id, "due", due.satang, due.span_from, due.span_to, moment, "demo"))
    return made


def members_of(stage: Stage, village: Village) -> list[Member]:
    """Who is on the sheet: active members of the village, house by house."""
    rows = stage.fund.members.filter(village=village, status="active")
    return list(rows.order_by("person__household__house_no", "number_key"))


def collect(stage: Stage, village: Village, day: date, part: float = 1.0) -> CollectionSheet:
    """Open the sheet and take; part: how much of the village has been visited by now. Errors: whatever take refuses."""
    collector = stage.actor("collector")
    sheet = open_sheet(stage.fund, collector, village, day, day, at(day, 8))
    members = members_of(stage, village)
    said = touches(stage, members[: round(len(members) * part)], day)
    take(stage.fund, sheet.id, collector, said, day, at(day, 11), together=True)
    return sheet


def collect_and_close(stage: Stage, village: Village, day: date, short_satang: int = 0) -> CollectionSheet:
    """A whole collection day: the cash is counted and a second person signs. short_satang: a coin that rolled away."""
    sheet = collect(stage, village, day)
    taken = sum(t.satang for t in sheet.takings.all())
    reason = "เหรียญหล่นระหว่างทาง หาไม่พบ" if short_satang else ""
    witness = "treasurer" if stage.rng.random() < 0.7 else "deputy"
    closing = Closing(pieces(taken - min(short_satang, taken)), reason if taken else "", witness, PIN)
    return close_sheet(stage.fund, sheet.id, stage.actor("collector"), closing, day, at(day, 12))
