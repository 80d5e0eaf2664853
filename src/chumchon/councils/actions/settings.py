"""What headquarters edits as data: the kinds of organisations, and the numbers in force from a day on."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import PERMISSIONS, Actor
from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Clash, NotAllowed

from ..models import CouncilRule, GroupKind

PERMISSION = "councils.nation"


@dataclass(frozen=True)
class KindFacts:
    """A kind as the page says it. capital_th: under which capital of the community it counts."""

    name_th: str
    capital_th: str
    source: str
    position: int
    is_on: bool = True


@dataclass(frozen=True)
class RuleFacts:
    """The numbers in force from a C.E. day. Shares are whole numerators and denominators."""

    least_founders: int
    least_groups: int
    most_sent: int
    experts_num: int
    experts_den: int
    quorum_num: int
    quorum_den: int
    term_years: int
    meetings_a_year: int
    source: str


def _require(actor: Actor, day: date) -> None:
    """Settings of the law are the nation's. Errors: NOT_ALLOWED."""
    held = [g for g in actor.active_grants() if PERMISSION in PERMISSIONS[g.role] and g.in_force(day)]
    if not any("" in g.prefixes for g in held):
        raise NotAllowed(
            "NOT_ALLOWED", "ประเภทองค์กรและตัวเลขตามกฎหมายแก้ได้เฉพาะส่วนกลาง", "Only headquarters edits these."
        )


@transaction.atomic
def save_kind(code: str, facts: KindFacts, actor: Actor, now: datetime, day: date, new: bool = False) -> GroupKind:
    """Add a kind or put one right; one that is used is switched off, never taken away.

    Errors: NOT_ALLOWED, BAD_KIND (what is missing), KIND_EXISTS, NO_KIND.
    """
    _require(actor, day)
    if not (facts.name_th.strip() and facts.capital_th.strip() and facts.source.strip()):
        raise BadInput("BAD_KIND", "ใส่ชื่อประเภท ทุนที่นับ และที่มาให้ครบ", "Give name, capital and source.")
    found = GroupKind.objects.select_for_update().filter(code=code).first()
    if new and found is not None:
        raise Clash("KIND_EXISTS", f"มีประเภทรหัส {code} แล้ว ตั้งรหัสอื่น", f"There is a kind {code} already.")
    if not new and found is None:
        raise BadInput("NO_KIND", "ไม่พบประเภทนี้ กลับไปเลือกจากรายการ", "There is no such kind.")
    if not new and not facts.is_on and not GroupKind.objects.filter(is_on=True).exclude(code=code).exists():
        raise BadInput("BAD_KIND", "ต้องมีประเภทที่ใช้อยู่อย่างน้อยหนึ่งประเภท", "At least one kind must be in use.")
    made, _ = GroupKind.objects.update_or_create(code=code, defaults=asdict(facts))
    detail = {"reason": f"{made.name_th} {'ใช้อยู่' if made.is_on else 'เลิกใช้'}"}
    record(actor.user_id, "council.kind", None, f"kind:{code}", now, detail)
    return made


@transaction.atomic
def add_rule(from_day: date, facts: RuleFacts, actor: Actor, now: datetime, day: date) -> CouncilRule:
    """New numbers from a day that has not begun: what was in force stays for the meetings that were held under it.

    Errors: NOT_ALLOWED, BAD_RULE (which number), PAST_DAY, RULE_EXISTS.
    """
    _require(actor, day)
    if from_day <= day:
        raise BadInput(
            "PAST_DAY",
            f"ตัวเลขใหม่ต้องเริ่มหลังวันนี้ ({long_th(day)}) การประชุมที่ผ่านมาใช้ตัวเลขเดิม",
            "New numbers begin after today.",
        )
    if CouncilRule.objects.filter(from_day=from_day).exists():
        raise Clash("RULE_EXISTS", f"มีตัวเลขที่เริ่มวันที่ {long_th(from_day)} แล้ว เลือกวันอื่น", "Numbers from that day exist.")
    wrong = _wrong(facts)
    if wrong:
        raise BadInput("BAD_RULE", wrong, "A number cannot be; see the page.")
    made = CouncilRule.objects.create(from_day=from_day, **asdict(facts))
    record(actor.user_id, "council.rule", None, f"rule:{made.pk}", now, {"reason": f"ใช้ตั้งแต่ {long_th(from_day)}"})
    return made


@transaction.atomic
def drop_rule(rule_id: int, actor: Actor, now: datetime, day: date) -> None:
    """Take back numbers that have not begun. Errors: NOT_ALLOWED, IN_FORCE."""
    _require(actor, day)
    found = CouncilRule.objects.select_for_update().filter(pk=rule_id).first()
    if found is None or found.from_day <= day:
        raise BadInput("IN_FORCE", "ตัวเลขที่ใช้แล้วลบไม่ได้ เพิ่มตัวเลขใหม่ที่เริ่มวันข้างหน้า", "Numbers in force stay; add new ones.")
    record(actor.user_id, "council.rule_drop", None, f"rule:{found.pk}", now, {"reason": long_th(found.from_day)})
    found.delete()


def _wrong(facts: RuleFacts) -> str:
    said = (
        (facts.quorum_den < 1 or not 0 < facts.quorum_num <= facts.quorum_den, "องค์ประชุมต้องเป็นส่วนของสมาชิก เช่น 1 ใน 2"),
        (facts.experts_den < 1 or not 0 <= facts.experts_num < facts.experts_den, "ผู้ทรงคุณวุฒิต้องน้อยกว่าทั้งหมด เช่น 1 ใน 5"),
        (not 1 <= facts.least_founders <= 100, "ผู้ก่อตั้งองค์กรต้องมี 1 ถึง 100 คน"),
        (not 1 <= facts.least_groups <= 100, "องค์กรที่ตั้งสภาต้องมี 1 ถึง 100 องค์กร"),
        (not 1 <= facts.most_sent <= 20, "ผู้แทนต่อองค์กรต้องมี 1 ถึง 20 คน"),
        (not 1 <= facts.term_years <= 10, "วาระต้องเป็น 1 ถึง 10 ปี"),
        (not 1 <= facts.meetings_a_year <= 12, "ประชุมปีละ 1 ถึง 12 ครั้ง"),
        (not facts.source.strip(), "ใส่ที่มาของตัวเลข เช่น มาตราในกฎหมาย"),
    )
    return next((th for wrong, th in said if wrong), "")
