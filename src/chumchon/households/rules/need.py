"""Who needs help most, and why, in words of the village. Whole numbers throughout; nothing here knows a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from .questions import QuestionSet

PROGRAMMES = {"fund": "กองทุนสวัสดิการ", "homes": "โครงการบ้าน", "help": "ได้รับความช่วยเหลือในหนึ่งปี", "referral": "มีเรื่องส่งต่ออยู่"}
WORST_FIRST = {"red": 0, "amber": 1, "green": 2, "none": 3}
SAID = 3  # names of red things in one reason


@dataclass(frozen=True)
class House:
    """What a household's rank rests on. answers are of its newest visit, before of the one before it (none: empty).

    programmes: keys of PROGRAMMES that reach it. late_referrals: sent on and overdue.
    """

    key: int
    questions: QuestionSet
    answers: Mapping[str, str]
    counts: Mapping[str, int]
    before: Mapping[str, str] = field(default_factory=dict)
    programmes: frozenset[str] = frozenset()
    revisit_on: date | None = None
    late_referrals: int = 0


@dataclass(frozen=True)
class Ranked:
    """A household's place: score of 0 and up, how many items of each colour, and the reasons as they are read out."""

    key: int
    score: int
    reds: int
    ambers: int
    in_need: bool
    nobodys: bool
    reasons: tuple[str, ...]


def dimension_colours(questions: QuestionSet, answers: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(key, Thai name, colour) of each dimension: red with one red of its weightiest or two reds, amber with any, else green.

    A dimension in which nothing concerned the house is "none".
    """
    found = []
    for key, name in questions.dimensions:
        mine = [(q.weight, answers.get(q.key, "none")) for q in questions.of(key)]
        reds = [w for w, a in mine if a == "red"]
        heaviest = max(w for w, _ in mine)
        if len(reds) >= 2 or heaviest in reds:
            colour = "red"
        elif reds or any(a == "amber" for _, a in mine):
            colour = "amber"
        else:
            colour = "green" if any(a == "green" for _, a in mine) else "none"
        found.append((key, name, colour))
    return found


def base_score(questions: QuestionSet, answers: Mapping[str, str]) -> int:
    """0 (all green) to 100 (all red), by weight, over what concerned the house; rounded down."""
    need = questions.need
    worth = {"red": need.red, "amber": need.amber, "green": 0}
    most = said = 0
    for question in questions.questions:
        answer = answers.get(question.key, "none")
        if answer in worth:
            most += question.weight * need.red
            said += question.weight * worth[answer]
    return 100 * said // most if most else 0


def assess(house: House, today: date) -> Ranked:
    """The place of one household."""
    questions, need, answers = house.questions, house.questions.need, house.answers
    reds = [q for q in questions.questions if answers.get(q.key) == "red"]
    ambers = sum(answers.get(q.key) == "amber" for q in questions.questions)
    base = base_score(questions, answers)
    in_need = base >= need.in_need_score or len(reds) >= need.in_need_reds
    nobodys = in_need and not house.programmes
    better, worse = changed(house.before, answers)
    reasons: list[str] = []
    score = base
    if reds:
        heavy = sorted(reds, key=lambda q: -q.weight)
        more = f" และอีก {len(heavy) - SAID} เรื่อง" if len(heavy) > SAID else ""
        reasons.append(f"แดง {len(reds)} เรื่อง: {', '.join(q.th for q in heavy[:SAID])}{more}")
    for count, points, words in (
        (house.counts.get("bedridden", 0), need.bedridden_points, "มีผู้ป่วยติดเตียง {} คน"),
        (house.counts.get("disabled", 0), need.disabled_points, "มีคนพิการ {} คน"),
    ):
        if count:
            score += points
            reasons.append(words.format(count))
    if house.counts.get("people", 0) == house.counts.get("elderly", 0) > 0:
        score += need.elderly_alone_points
        reasons.append("มีแต่ผู้สูงอายุในบ้าน")
    if nobodys:
        score += need.nobody_points
        reasons.append("เดือดร้อนแต่ยังไม่อยู่ในโครงการใด")
    if worse:
        score += need.worse_points * len(worse)
        reasons.append(f"แย่ลง {len(worse)} เรื่องจากครั้งก่อน")
    if house.late_referrals:
        reasons.append(f"เรื่องส่งต่อเลยกำหนด {house.late_referrals} เรื่อง")
    if house.revisit_on is not None and house.revisit_on < today:
        reasons.append(f"เลยวันเยี่ยมซ้ำมา {(today - house.revisit_on).days} วัน")
    if better and not worse:
        reasons.append(f"ดีขึ้น {len(better)} เรื่องจากครั้งก่อน")
    return Ranked(house.key, score, len(reds), ambers, in_need, nobodys, tuple(reasons))


def rank(houses: Iterable[House], today: date) -> list[Ranked]:
    """All of them, greatest need first; equal scores by the number of reds, then in the order they came."""
    return sorted((assess(h, today) for h in houses), key=lambda r: (-r.score, -r.reds))


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Keys of questions that turned better, and worse, between two visits; what concerned the house only once is neither."""
    better: list[str] = []
    worse: list[str] = []
    for key, answer in now.items():
        old = before.get(key, "none")
        if "none" in (old, answer) or old == answer:
            continue
        (better if WORST_FIRST[answer] > WORST_FIRST[old] else worse).append(key)
    return better, worse
