"""The community of the guide: surveyed, saved, approved, built against proof, now past its tenth repayment."""

import json
from datetime import date, timedelta

from chumchon.access.story import at
from chumchon.people.actions import PersonFacts

from ..actions import building, loans, partners, plans, projects, repayments, savings
from ..models import Project, SavingsGroup
from ..queries import loans as loan_queries
from ..rules.loans import add_months
from ..rules.plans import Line, Quote
from .cast import CENTRE, Stage
from .houses import build_houses
from .way import pass_steps, survey_houses


def tell_main(stage: Stage, project: Project) -> None:
    """The community of the guide: surveyed, saved, approved, built against proof, now past its tenth repayment."""
    secretary, chair, treasurer = (stage.actor(r) for r in ("secretary", "chair", "treasurer"))
    start = project.started_on
    x, y = project.longitude or CENTRE[0], project.latitude or CENTRE[1]
    ring = [
        [x - 0.001, y - 0.001],
        [x + 0.0024, y - 0.0008],
        [x + 0.0022, y + 0.002],
        [x - 0.0008, y + 0.0021],
        [x - 0.001, y - 0.001],
    ]
    projects.set_outline(
        project, chair, json.dumps({"type": "Polygon", "coordinates": [ring]}).encode(), at(start), start
    )
    survey_houses(stage, project, 12, start + timedelta(days=10))
    partners.add_partner(
        project, chair, "local", "เทศบาลนครเชียงใหม่", "ถนนและท่อระบายน้ำ", 60_000_000, start, at(start), start
    )
    partners.add_partner(
        project, chair, "university", "คณะสถาปัตยกรรมศาสตร์", "นักศึกษาช่วยเขียนแบบ", 0, start, at(start), start
    )
    day = start + timedelta(days=60)
    for kind, name, satang in (
        ("layout", "ผังสองแถวหันหน้าเข้าทางน้ำ", 54_000_000),
        ("layout", "ผังล้อมลานกลาง", 58_000_000),
        ("house", "บ้านแถวสองชั้น", 32_000_000),
        ("house", "บ้านแฝดชั้นเดียว", 28_000_000),
    ):
        plans.add_option(project, secretary, kind, name, satang, at(day), day)
    facts = projects.MeetingFacts(
        "community", day, "ศาลาชุมชน", "เลือกผังและแบบบ้าน", 40, 34, 34, 0, "เลือกผังและแบบบ้านตามคะแนน"
    )
    meeting = projects.add_meeting(project, secretary, facts, stage.key(), at(day), day)
    votes = {o.pk: 20 if i % 2 == 0 else 14 for i, o in enumerate(project.options.all())}
    plans.count_votes(project, secretary, meeting.pk, votes, at(day), day)
    group = savings.open_group(
        project,
        chair,
        "กลุ่มออมทรัพย์สายน้ำปิง",
        10_000,
        50_000,
        "ออมทุกวันที่ 5 ของเดือน ถอนไม่ได้จนกว่าจะผ่อนบ้านครบ",
        day,
        at(day),
        day,
    )
    secretary, chair, treasurer = (
        stage.actor(r) for r in ("secretary", "chair", "treasurer")
    )  # with their roles in the group
    heads = [h.head_id for h in project.houses.order_by("id")]
    members = [savings.join(group, secretary, PersonFacts(""), pk, None, day, at(day), day) for pk in heads]
    for month in range(1, 9):
        on = add_months(day, month)
        paid = [savings.Paid(s.pk, "saving", 400_000) for s in members]
        savings.collect(group, treasurer, chair, paid, 400_000 * len(paid), "1020", "", on, stage.key(), at(on), on)
    for line in (
        Line("source", "local", "ถนนและท่อ เทศบาล", 60_000_000), Line("use", "infrastructure", "ถนนและท่อ", 60_000_000),
        Line("source", "savings", "เงินของสิบสองครัวเรือน", 9_600_000), Line("use", "houses", "ต่อเติมครัวและห้องน้ำ", 9_600_000),
    ):  # fmt: skip
        plans.add_line(project, secretary, line, at(day), day)
    pass_steps(stage, project, 9)
    lend_money(stage, project, group, add_months(day, 9))
    build(stage, project, add_months(day, 10))
    build_houses(stage, project, group, add_months(day, 10))
    pass_steps(stage, project, 11)


def lend_money(stage: Stage, project: Project, group: SavingsGroup, day: date) -> None:
    """Capital comes to the institute, the group borrows and lends; every house pays on its day but the last, which is three months late."""
    secretary, chair, treasurer = (stage.actor(r) for r in ("secretary", "chair", "treasurer"))
    loans.bring_capital(
        stage.actor("homes_hq"), 5_000_000_000, "ทุนหมุนเวียนสินเชื่อที่อยู่อาศัยและงบอุดหนุน", day, stage.key(), at(day)
    )
    asked = loans.Asked(None, 150_000_000, 180, "สร้างบ้าน 12 หลัง")
    own = loans.ask_loan(group, secretary, asked, stage.key(), at(day), day)
    loans.lend(group, own.pk, stage.actor("homes_region"), "1020", add_months(day, 1), at(day), day)
    for i, saver in enumerate(group.savers.all()[:3]):
        asked = loans.Asked(saver.pk, (26 + i) * 1_000_000, 180, "สร้างบ้านแถวสองชั้น", 200)
        loan = loans.ask_loan(group, secretary, asked, stage.key(), at(day), day)
        loans.lend(group, loan.pk, chair, loans.INTO_PROJECT, add_months(day, 1), at(day, 14), day)
        rows = loan_queries.current(loan).rows
        for row in [r for r in rows if r.due <= stage.today][: None if i < 2 else -3]:
            money = repayments.Repayment(row.total, "1020", row.due, stage.key())
            repayments.repay(group, loan.pk, treasurer, chair, money, at(row.due), row.due)
    for row in [r for r in loan_queries.current(own).rows if r.due <= stage.today]:
        money = repayments.Repayment(row.total, "1020", row.due, stage.key())
        repayments.repay(group, own.pk, treasurer, chair, money, at(row.due), row.due)


def build(stage: Stage, project: Project, day: date) -> None:
    """Three instalments: on the contract, against proof, and one that still waits; purchases of which one waits."""
    hq, region = stage.actor("homes_hq"), stage.actor("homes_region")
    place = (project.longitude or CENTRE[0], project.latitude or CENTRE[1])
    made = [
        building.plan_instalment(project, region, "subsidy_infrastructure", words, 9_000_000, proof, at(day), day)
        for words, proof in (("ทำสัญญา", False), ("วางท่อและถมดินเสร็จ", True), ("เทถนนเสร็จ", True))
    ]
    building.release(project, hq, made[0].pk, at(day), day)
    later = day + timedelta(days=40)
    building.add_photo(project, stage.actor("secretary"), made[1].pk, stage.picture(place, later), at(later), later)
    for role in ("committee", "treasurer", "architect"):
        building.vouch(project, stage.actor(role), made[1].pk, at(later), later)
    building.release(project, hq, made[1].pk, at(later), later)
    building.add_photo(
        project, stage.actor("secretary"), made[2].pk, stage.picture(place, stage.today), at(stage.today), stage.today
    )
    three = [Quote("ร้านวัสดุเชียงใหม่", 7_850_000), Quote("ร้านก่อสร้างสันทราย", 8_100_000), Quote("ร้านหิรัญ", 8_300_000)]
    bought = building.ask_purchase(
        project,
        stage.actor("secretary"),
        "ท่อระบายน้ำคอนกรีต 120 ท่อน",
        "infrastructure",
        "ร้านวัสดุเชียงใหม่",
        7_850_000,
        three,
        day,
        stage.key(),
        at(day),
        day,
    )
    building.pay_purchase(project, stage.actor("chair"), bought.pk, "1020", at(day, 15), day)
    building.ask_purchase(
        project,
        stage.actor("secretary"),
        "หินคลุก 6 คัน",
        "infrastructure",
        "ท่าทรายแม่ริม",
        2_400_000,
        [],
        later,
        stage.key(),
        at(later),
        later,
    )
