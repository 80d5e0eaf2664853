"""The agreement of the story: the founders' meeting wrote the first, a members' meeting the second, a third is a draft."""

from dataclasses import replace
from datetime import date, timedelta

from chumchon.access.story import at
from chumchon.agreements.model import Agreement, Amount, Band, Benefit, FundRatio, MemberYear

from ..actions.agreements import draft_from_force, new_draft, put_in_force_with, save_draft
from ..models import AgreementVersion
from ..queries.agreements import parsed
from ..rules.agreement_kinds import BY_KEY, example
from ..rules.agreements import Resolution
from .cast import Stage

HALL = "ที่ประชุมสมาชิกสามัญประจำปี"


def first(stage: Stage, day: date) -> AgreementVersion:
    """What the founders agreed, in force from the founding; brought into the book when the story begins."""
    fund = stage.fund
    founded = fund.organisation.opened_on
    said = example(fund.code, fund.name_th, founded, fund.day_satang)
    said = replace(said, benefits=_numbered(said.benefits))
    return _carried(stage, said, Resolution("ที่ประชุมก่อตั้งกองทุน", founded, 118, 96, 96, 0), day)


def second(stage: Stage, day: date) -> AgreementVersion:
    """More for birth and hospital, a cap for the year, and death by the fund's finances, from the first of next month."""
    fund = stage.fund
    starts = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    before = example(fund.code, fund.name_th, starts, fund.day_satang)
    members = fund.members.filter(status="active").count()
    came = members * 2 // 3
    met = Resolution(f"{HALL} {day.year + 543}", day, members, came, came - 9, 6, "วาระที่ 4")
    return _carried(stage, _second(before), met, day)


def draft(stage: Stage, today: date) -> AgreementVersion:
    """Something to talk about: more nights' money for long members, the elderly from 65."""
    chair, now = stage.actor("chair"), at(today, 8)
    row = draft_from_force(stage.fund, chair, now, today)
    said = parsed(row)
    changed = {
        "hospital": Amount("per_unit", "night", by="tenure_years", bands=(Band(0, 10_000), Band(5, 20_000))),
        "disaster": replace(BY_KEY["disaster"].amount, most_satang=300_000),
    }
    benefits = tuple(
        replace(b, amount=changed.get(b.key, b.amount), min_age=65 if b.key == "elderly" else b.min_age)
        for b in said.benefits
    )
    return save_draft(
        stage.fund, row.pk, chair, replace(said, benefits=benefits), row.accounts, row.revision, now, today
    )


def _carried(stage: Stage, said: Agreement, met: Resolution, day: date) -> AgreementVersion:
    chair, secretary = stage.actor("chair"), stage.actor("secretary")
    row = new_draft(stage.fund, chair, said, {}, at(day, 11), day)
    return put_in_force_with(stage.fund, row.pk, chair, secretary, met, at(day, 12), day)


def _numbered(benefits: tuple[Benefit, ...]) -> tuple[Benefit, ...]:
    return tuple(replace(benefit, clause=str(10 + place)) for place, benefit in enumerate(benefits))


def _second(before: Agreement) -> Agreement:
    birth, hospital, death, disaster = before.benefits
    rungs = (*death.amount.bands[:4], Band(8, 1_200_000), *death.amount.bands[4:])
    elderly = replace(BY_KEY["elderly"].benefit(), min_age=60, min_tenure_years=3, year_events=1)
    benefits = (
        replace(birth, amount=Amount("per_unit", "child", rate=100_000)),
        replace(
            hospital, amount=Amount("per_unit", "night", by="tenure_years", bands=(Band(0, 10_000), Band(5, 15_000)))
        ),
        replace(death, amount=replace(death.amount, bands=rungs)),
        disaster,
        elderly,
    )
    ratio = FundRatio(
        ("death",), (Band(10_000, 10_000), Band(5_000, 7_500), Band(2_500, 5_000), Band(0, 2_500)), 300_000, "15"
    )
    return replace(
        before, benefits=_numbered(benefits), member_year=MemberYear(500_000, ("death",), "", "16"), fund_ratio=ratio
    )
