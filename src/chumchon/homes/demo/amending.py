"""A community whose prices rose after its plan had passed: the amendment waits for the city's committee."""

from datetime import timedelta

from chumchon.access.story import at

from ..actions import amendments, building
from ..models import Project
from ..queries.amendments import draft_lines
from ..rules.amendments import Line
from .cast import Stage


def amend(stage: Stage, project: Project) -> None:
    """One instalment paid, one to come that grows; steel rose, a household withdrew, the community pays the rest."""
    region, secretary, today = stage.actor("homes_region"), stage.actor("secretary"), stage.today
    day = today - timedelta(days=6)
    parts = [
        building.plan_instalment(project, region, "subsidy_infrastructure", words, satang, proof, at(day), day)
        for words, satang, proof in (("ทำสัญญา", 8_000_000, False), ("วางท่อเสร็จ", 6_000_000, True))
    ]
    reason = "เหล็กและปูนขึ้นราคา และมีหนึ่งครัวเรือนย้ายไปอยู่กับลูก"
    made = amendments.open_amendment(project, secretary, reason, at(day), day)
    sums = {
        i: x.satang * 110 // 100 if (x.side, x.kind) == ("use", "infrastructure") else x.satang
        for i, x in enumerate(draft_lines(made))
    }
    more = sum(sums.values()) - sum(x.satang for x in draft_lines(made))
    amendments.keep_draft(
        project, secretary, made.number, 0, reason, project.units_planned - 1, sums, {parts[1].pk: 9_000_000},
        [Line("source", "savings", "เงินของครัวเรือนที่เหลือ", more)], at(day), day,
    )  # fmt: skip
    amendments.send_up(project, secretary, made.number, at(day), day)
    chair, on = stage.actor("chair"), day + timedelta(days=1)
    amendments.say_word(project, chair, made.number, 1, "pass", "", on, None, at(on), on)
