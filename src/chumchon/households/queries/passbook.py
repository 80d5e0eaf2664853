"""One household's passbook, opened: colours, change, plan, help from every side, referrals, consents."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chumchon.access.walls import whole_nation
from chumchon.funds.models import ClaimPayment
from chumchon.homes.models import SurveyedHouse

from ..models import FamilyPlan, Passbook, Register, Visit
from ..rules.need import Ranked, assess, changed, dimension_colours
from ..rules.questions import COLOURS, Question, QuestionSet
from ..rules.referrals import SOURCES
from . import questions
from .listing import houses, listed
from .sealed import opened


@dataclass(frozen=True)
class Item:
    """One question with its colour now and before, and the family's own words of the answer."""

    question: Question
    answer: str
    words: str
    before: str
    turned: str
    aim: bool

    @property
    def colour_th(self) -> str:
        """The colour in Thai, for who does not see it."""
        return COLOURS.get(self.answer, "ไม่เกี่ยวข้อง")


@dataclass(frozen=True)
class Dimension:
    """A dimension with its colour and its items."""

    key: str
    name: str
    colour: str
    items: list[Item]

    @property
    def colour_th(self) -> str:
        """The colour in Thai."""
        return COLOURS.get(self.colour, "ไม่เกี่ยวข้อง")


@dataclass(frozen=True)
class AimRow:
    """An aim of the family: its name, its colour when it was last seen, what is done, who goes along."""

    key: str
    name: str
    colour: str
    do: str
    helper: str

    @property
    def colour_th(self) -> str:
        """The colour in Thai; nothing where it was not asked."""
        return COLOURS.get(self.colour, "")


@dataclass(frozen=True)
class HelpRow:
    """Help that reached the house; satang 0 where it was no money."""

    day: date
    source: str
    words: str
    satang: int


@dataclass(frozen=True)
class Opened:
    """A passbook as its page shows it."""

    passbook: Passbook
    questions: QuestionSet
    said: dict[str, Any]
    dimensions: list[Dimension]
    ranked: Ranked | None
    better: int
    worse: int
    plan: FamilyPlan | None
    aims: list[AimRow]
    visits: list[Visit]


def answers_of(visit: Visit | None) -> dict[str, str]:
    """The answers of a visit; nothing where there was none."""
    found: dict[str, str] = opened(visit.uid, visit.sealed).get("answers", {}) if visit else {}
    return found


def look(register: Register, passbook: Passbook, today: date) -> Opened:
    """The passbook with everything that was said. Whoever calls puts the reading on the trail first."""
    newest = passbook.newest
    asked = (questions.version(newest.questions) if newest else None) or questions.on(today)
    said = opened(newest.uid, newest.sealed) if newest else {}
    answers, before = said.get("answers", {}), answers_of(passbook.before)
    plan = passbook.plans.order_by("-number").select_related("by").first()
    aims = aims_of(plan, asked, answers)
    better, worse = changed(before, answers)
    mine = {a.key for a in aims}
    dimensions = [
        Dimension(key, name, colour, [_item(q, answers, before, better, worse, mine) for q in asked.of(key)])
        for key, name, colour in dimension_colours(asked, answers)
    ]
    found = houses(register, listed(Passbook.objects.filter(pk=passbook.pk)), {passbook.pk: said}, today)
    return Opened(
        passbook, asked, said, dimensions if newest else [], assess(found[0], today) if found else None, len(better), len(worse), plan,
        aims, list(passbook.visits.select_related("by").order_by("-visited_on", "-said_at")),
    )  # fmt: skip


def _item(
    question: Question, answers: dict[str, str], before: dict[str, str], better: list[str], worse: list[str], aims: set[str]
) -> Item:  # fmt: skip
    answer = answers.get(question.key, "")
    turned = "better" if question.key in better else "worse" if question.key in worse else ""
    return Item(question, answer, question.words(answer), before.get(question.key, ""), turned, question.key in aims)


def aims_of(plan: FamilyPlan | None, asked: QuestionSet, answers: dict[str, str]) -> list[AimRow]:
    """The aims of a plan, with the colours of these answers."""
    rows = opened(plan.uid, plan.sealed).get("aims", []) if plan else []
    return [AimRow(a["key"], asked.name(a["key"]), answers.get(a["key"], ""), a["do"], a["helper"]) for a in rows]


def helps(passbook: Passbook) -> list[HelpRow]:
    """By hand, from the fund's vouchers, and from the housing projects; newest first. The family agreed that they are read."""
    rows = [
        HelpRow(h.day, SOURCES.get(h.source, ""), opened(h.uid, h.sealed).get("words", ""), h.satang)
        for h in passbook.helps.all()
    ]
    return sorted(
        [*rows, *_paid(passbook.household_id), *_homes(passbook.household_id)], key=lambda r: r.day, reverse=True
    )


@whole_nation()
def _paid(household_id: int) -> list[HelpRow]:
    """What funds paid to members of the house and did not take back: day and sum. For what is a matter of health, and stays
    in the fund."""
    rows = ClaimPayment.objects.filter(
        claim__member__person__household_id=household_id, reverses__isnull=True, reversed_by__isnull=True
    ).select_related("fund__organisation")
    return [HelpRow(p.day, p.fund.organisation.name_th, f"สวัสดิการตามใบสำคัญ {p.label}", p.satang) for p in rows]


@whole_nation()
def _homes(household_id: int) -> list[HelpRow]:
    """Projects on whose list the house stands."""
    rows = SurveyedHouse.objects.filter(household_id=household_id).select_related("project__organisation")
    return [
        HelpRow(h.surveyed_on, h.project.organisation.name_th, f"อยู่ในรายชื่อบ้าน ({h.project.get_state_display()})", 0)
        for h in rows
    ]
