"""The one question that may be asked of household passbooks from outside the tambon: counts of ten and more."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from chumchon.access.walls import whole_nation

from ..models import Passbook, Register
from ..rules.counts import disclosed
from ..rules.need import base_score, dimension_colours
from . import questions
from .passbook import answers_of

MEASURES = {
    "in_need": "ครัวเรือนที่เดือดร้อน", "health": "แดงด้านสุขภาพ", "living": "แดงด้านความเป็นอยู่", "education": "แดงด้านการศึกษา",
    "income": "แดงด้านรายได้", "access": "แดงด้านการเข้าถึงบริการรัฐ",
}  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """A tambon's counts; None is "fewer than ten on one side, not told"."""

    subdistrict: str
    label: str
    visited: int | None
    measures: dict[str, int | None]


@whole_nation(passbooks=True)
def provinces() -> list[tuple[str, str, int]]:
    """(code, Thai name, registers) of each province in which a tambon keeps a register."""
    rows = Register.objects.values_list(
        "organisation__subdistrict__district__province__code", "organisation__subdistrict__district__province__name_th"
    )
    found = rows.annotate(n=Count("id")).order_by("organisation__subdistrict__district__province__code")
    return [(code, name, n) for code, name, n in found]


def end_of_last_month(today: date) -> date:
    """Counts move once a month, so that nobody reads one household out of two days' difference."""
    return today.replace(day=1) - timedelta(days=1)


@whole_nation(passbooks=True)
def counts(today: date, prefix: str = "") -> list[Counts]:
    """By tambon whose code begins with prefix, as of the end of last month. No tambon with fewer than ten visited stands here."""
    until = end_of_last_month(today)
    rows = Passbook.objects.filter(
        state="open", newest__isnull=False, register__organisation__subdistrict__code__startswith=prefix
    ).select_related("newest", "before", "register__organisation__subdistrict__district__province")
    visited: Counter[str] = Counter()
    found: dict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[str, str] = {}
    for passbook in rows.iterator(2000):
        visit = next((v for v in (passbook.newest, passbook.before) if v and v.visited_on <= until), None)
        if visit is None:
            continue
        area = passbook.register.organisation.subdistrict
        labels.setdefault(area.pk, area.label)
        visited[area.pk] += 1
        asked = questions.version(visit.questions) or questions.on(visit.visited_on)
        answers = answers_of(visit)
        reds = sum(a == "red" for a in answers.values())
        need = asked.need
        if base_score(asked, answers) >= need.in_need_score or reds >= need.in_need_reds:
            found[area.pk]["in_need"] += 1
        found[area.pk].update(key for key, _, colour in dimension_colours(asked, answers) if colour == "red")
    made = []
    for code in sorted(visited):
        base, told = disclosed(visited[code], {m: found[code][m] for m in MEASURES})
        if base is not None:
            made.append(Counts(code, labels[code], base, told))
    return made
