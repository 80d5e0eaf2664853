"""The one question that may be asked of household passbooks from outside the tambon: counts of ten and more."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Subquery

from chumchon.access.walls import whole_nation
from chumchon.areas.queries import names_of

from ..models import Register, ToldCounts, Visit
from ..rules.need import base_score, dimension_colours
from . import questions
from .passbook import answers_of

MEASURES = {
    "in_need": "ครัวเรือนที่เดือดร้อน", "health": "แดงด้านสุขภาพ", "living": "แดงด้านความเป็นอยู่", "education": "แดงด้านการศึกษา",
    "income": "แดงด้านรายได้", "access": "แดงด้านการเข้าถึงบริการรัฐ",
}  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """A tambon's counts as of a day; None is "fewer than ten on one side, not told"."""

    subdistrict: str
    label: str
    until: date
    visited: int
    measures: dict[str, int | None]


@whole_nation(passbooks=True)
def provinces(english: bool = False) -> list[tuple[str, str, int]]:
    """(code, name, registers) of each province in which a tambon keeps a register."""
    province = "organisation__subdistrict__district__province__"
    rows = Register.objects.values_list(f"{province}code", f"{province}name_th", f"{province}name_en")
    found = rows.annotate(n=Count("id")).order_by(f"{province}code")
    return [(code, (english and en) or th, n) for code, th, en, n in found]


def end_of_last_month(today: date) -> date:
    """The day as of which this month tells."""
    return today.replace(day=1) - timedelta(days=1)


def counts(prefix: str = "", english: bool = False) -> list[Counts]:
    """What was told last of each tambon whose code begins with prefix. None with fewer than ten visited stands here.

    Nothing is reckoned anew for whoever asks (actions/telling does it once a month), so a family that says no or a phone that
    comes back late moves no count on the day that neighbours could notice.
    """
    newest = ToldCounts.objects.filter(register=OuterRef("register")).order_by("-until").values("pk")[:1]
    rows = (
        ToldCounts.objects.filter(pk=Subquery(newest), visited__gt=0, area__startswith=prefix)
        .order_by("area")
        .values_list("area", "until", "visited", "measures")
    )
    found = list(rows)
    labels = names_of((area for area, *_ in found), english)
    return [
        Counts(area, labels[area], until, visited, {m: measures.get(m) for m in MEASURES})
        for area, until, visited, measures in found
    ]


@dataclass(frozen=True)
class Reckoned:
    """What the passbooks of a register say as of a day, undisclosed: houses, the measures, the visits that were counted."""

    visited: int
    measures: dict[str, int]
    visits: list[int]


def reckon(register: Register, until: date) -> Reckoned:
    """By the last visit of each house that counts and was made by that day. Only actions/telling asks."""
    rows = Visit.objects.filter(
        passbook__register=register, passbook__state="open", state="counted", visited_on__lte=until
    )
    last = {v.passbook_id: v for v in rows.order_by("visited_on", "said_at", "id").iterator(2000)}
    found: Counter[str] = Counter()
    for visit in last.values():
        asked = questions.version(visit.questions) or questions.on(visit.visited_on)
        answers = answers_of(visit)
        reds = sum(a == "red" for a in answers.values())
        found["in_need"] += base_score(asked, answers) >= asked.need.in_need_score or reds >= asked.need.in_need_reds
        found.update(key for key, _, colour in dimension_colours(asked, answers) if colour == "red")
    return Reckoned(len(last), {m: found[m] for m in MEASURES}, sorted(v.pk for v in last.values()))
