"""The story month by month, from the cut-off sheet to today. Everything is posted through the real actions."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from chumchon.access.story import at
from chumchon.areas.models import Village

from ..actions.members_private import give_sign_in
from ..models import Fund
from . import agreements, office, welfare
from .cast import FUND_USERS, Stage, leave, quick_hashes
from .opening import begin, first_day
from .village import collect, collect_and_close, collection_day

OPEN_VILLAGE = 4  # its sheet lies open on the table when the demo starts
Progress = Callable[[str], None]


def months(today: date) -> list[date]:
    """First days of the months of the story, the running one included."""
    first, made = first_day(today), []
    while first <= today:
        made.append(first)
        first = (first + timedelta(days=32)).replace(day=1)
    return made


@transaction.atomic
def tell(examples: Path, today: date, progress: Progress) -> Fund:
    """The whole story in one transaction: a demo that was stopped half-way leaves nothing behind."""
    progress("เปิดกองทุน นำเข้าทะเบียน ใบยอดยกมา")
    with quick_hashes():
        stage = begin(examples, today)
        agreements.first(stage, first_day(today))
        told = months(today)
        for i, month in enumerate(told):
            progress(f"{month.month}/{month.year + 543}")
            _month(stage, month, today, i)
        _today(stage, today)
    progress("รหัสเข้าใช้")
    leave([*FUND_USERS, "member"])
    return stage.fund


def _month(stage: Stage, month: date, today: date, number: int) -> None:
    """Villages one after another, then the office; days that have not come yet are left out."""
    running = month == today.replace(day=1)
    for village in _villages(stage):
        day = collection_day(month, village.number)
        if day < today and not (running and village.number == OPEN_VILLAGE):
            collect_and_close(stage, village, day, short_satang=500 if number == 9 and village.number == 3 else 0)
    if month.replace(day=16) < today:
        office.comings_and_goings(stage, month.replace(day=16))
        office.yearly(stage, month.replace(day=18), stage.fund.members.filter(status="active").count())
        if number % 2 == 1:
            welfare.month(stage, month.replace(day=16))
        if number == len(months(today)) - 3:
            office.cancel_one(stage, month.replace(day=12))
    if month == date(today.year - 1, 9, 1):
        agreements.second(stage, month.replace(day=15))
    if month.month == 10 and number >= 12 and month.replace(day=20) < today:
        office.close(stage, month.year + 543, month.replace(day=20))
    if month.replace(day=26) < today:
        office.month_end(stage, month.replace(day=26))


def _villages(stage: Stage) -> list[Village]:
    return list(stage.fund.organisation.subdistrict.villages.filter(number__lte=stage.fund.village_count))


def _today(stage: Stage, today: date) -> None:
    """An open sheet with half of the village paid, a draft that waits, and a member who reads the own passbook."""
    fund = stage.fund
    agreements.draft(stage, today)
    welfare.today(stage, today)
    village = next(v for v in _villages(stage) if v.number == OPEN_VILLAGE)
    collect(stage, village, today, part=0.55)
    memo = office.memo_of("expense", "ค่าอาหารประชุมกรรมการ", "ร้านค้าในตำบล")
    office.wait(stage, "expense", today, "5200", "1010", 85_000, memo)
    member = fund.members.filter(status="active", village=village, kind="general", user=None).order_by("id").first()
    if member is not None:
        give_sign_in(member, stage.actor("secretary"), "member", today, at(today, 9))
