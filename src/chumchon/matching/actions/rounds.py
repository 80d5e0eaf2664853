"""Rounds as data: headquarters writes one, opens it, closes it, opens it again; and books the budget that came in."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.ledger.actions import posting
from chumchon.ledger.institute import BANK, BUDGET
from chumchon.ledger.models import Entry
from chumchon.ledger.rules import Draft, Posting, year_be
from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Round
from .doors import institute_book, require_nation

STATE_YEAR_END = 9  # the state's fiscal year ends with September
DEFAULT_SOURCE = "ค่าเริ่มต้น รอการยืนยันจากสถาบัน"
LATER = ("name_th", "budget_satang", "closes_on", "sources")  # what may change once funds have counted


@dataclass(frozen=True)
class RoundFacts:
    """A round's parameters as headquarters writes them; see models.Round. sources: where each is from, in Thai."""

    name_th: str
    fiscal_year_be: int
    counting_day: date
    opens_on: date
    closes_on: date
    rate_permille: int = 1000
    ceiling_satang: int = 36_500
    times_matched: int = 0
    village_share_tambon_permille: int = 500
    village_share_municipality_permille: int = 200
    least_benefit_kinds: int = 3
    fund_age_days: int = 365
    local_rate_permille: int = 0
    budget_satang: int | None = None
    sources: dict[str, str] = field(default_factory=dict)


def save_round(code: str, facts: RoundFacts, actor: Actor, now: datetime, day: date) -> Round:
    """Write a new round or change one. Once it is open only name, budget, closing day and sources change.

    Errors: NOT_ALLOWED, BAD_ROUND, CODE_TAKEN, ROUND_FIXED.
    """
    require_nation(actor, "match.rounds", institute_book(now), day)
    _check(facts)
    _check_apart(code, facts)
    with transaction.atomic():
        found = Round.objects.select_for_update().filter(code=code).first()
        made = found or Round(code=code)
        for name, value in vars(facts).items():
            if found is not None and found.state != "draft" and name not in LATER and getattr(found, name) != value:
                raise Refused(
                    "ROUND_FIXED", "รอบนี้เปิดรับแล้ว เปลี่ยนได้เฉพาะชื่อ งบประมาณ วันปิดรับ และที่มา ถ้าเงื่อนไขเปลี่ยนให้ตั้งรอบใหม่",
                    f"The round is open; {name} is fixed. Make a new round.",
                )  # fmt: skip
            setattr(made, name, value)
        if found is not None and (found.state == "settled" or found.settle_started_at is not None):
            raise Refused(
                "ROUND_FIXED", "รอบนี้เริ่มจัดสรรแล้ว แก้ไม่ได้อีก", "The settlement has begun; nothing changes any more."
            )
        try:
            with transaction.atomic():
                made.full_clean(exclude=["sources"])
                made.save()
        except IntegrityError:
            raise Clash("CODE_TAKEN", f"มีรอบรหัส {code} อยู่แล้ว ตั้งรหัสอื่น", f"The code {code} is taken.") from None
        verb = "round.change" if found is not None else "round.make"
        record(actor.user_id, verb, None, f"round:{made.pk}", now, {"code": code})
    return made


def _check(facts: RoundFacts) -> None:
    wrong = ""
    if not facts.name_th.strip():
        wrong = "ใส่ชื่อรอบ"
    elif facts.opens_on > facts.closes_on:
        wrong = "วันเปิดรับต้องไม่หลังวันปิดรับ"
    elif facts.counting_day > facts.closes_on:
        wrong = "วันนับต้องไม่หลังวันปิดรับ เพราะนับจากสมุดที่จบวันนั้นแล้ว"
    elif facts.ceiling_satang <= 0 or facts.rate_permille <= 0:
        wrong = "อัตราและเพดานต้องมากกว่าศูนย์"
    elif max(facts.village_share_tambon_permille, facts.village_share_municipality_permille) > 1000:
        wrong = "สัดส่วนหมู่บ้านต้องไม่เกินร้อยละ 100"
    elif not 2400 <= facts.fiscal_year_be <= 2700:
        wrong = "ปีงบประมาณเป็นปี พ.ศ. เช่น 2569"
    elif year_be(facts.counting_day, STATE_YEAR_END) != facts.fiscal_year_be:
        year = year_be(facts.counting_day, STATE_YEAR_END)
        wrong = f"วันนับ {long_th(facts.counting_day)} อยู่ในปีงบประมาณ {year} แก้ปีหรือวันนับให้ตรงกัน"
    if wrong:
        raise BadInput("BAD_ROUND", wrong, "The round's parameters cannot be; see the sentence in Thai.")


def _check_apart(code: str, facts: RoundFacts) -> None:
    """Two rounds of different years must not count the same days: the money of these days would be matched twice."""
    near = (facts.counting_day - timedelta(days=364), facts.counting_day + timedelta(days=364))
    others = Round.objects.exclude(code=code).exclude(fiscal_year_be=facts.fiscal_year_be)
    other = others.filter(counting_day__range=near).first()
    if other is not None:
        raise BadInput(
            "BAD_ROUND",
            f"ปีที่นับทับกับ{other.name_th} ซึ่งนับวันที่ {long_th(other.counting_day)} เงินของวันเดียวกันจะได้สมทบสองครั้ง ตั้งวันนับให้ห่างกันหนึ่งปี",
            f"The counted year overlaps with that of {other.code}; the same days would be matched twice.",
        )


def open_round(code: str, actor: Actor, now: datetime, day: date) -> Round:
    """Take requests from the round's first day on; a closed round is opened again. Errors: NOT_ALLOWED, NO_ROUND, ROUND_STATE."""
    return _turn(code, ("draft", "closed"), "open", actor, now, day)


def close_round(code: str, actor: Actor, now: datetime, day: date) -> Round:
    """Take no more requests. What lies at a desk goes on; what was only drafted is kept. Errors: NO_ROUND, ROUND_STATE."""
    return _turn(code, ("open",), "closed", actor, now, day)


def _turn(code: str, before: tuple[str, ...], after: str, actor: Actor, now: datetime, day: date) -> Round:
    require_nation(actor, "match.rounds", institute_book(now), day)
    with transaction.atomic():
        found = Round.objects.select_for_update().filter(code=code).first()
        if found is None:
            raise BadInput("NO_ROUND", f"ไม่มีรอบรหัส {code}", f"There is no round {code}.")
        if found.state not in before or found.settle_started_at is not None:
            raise Clash(
                "ROUND_STATE", f"ตอนนี้รอบนี้{found.get_state_display()} ทำอย่างนี้ไม่ได้ เปิดหน้ารอบใหม่เพื่อดู",
                f"The round is {found.state}; reload it.",
            )  # fmt: skip
        found.state = after
        found.save(update_fields=["state"])
        record(actor.user_id, f"round.{after}", None, f"round:{found.pk}", now, {"code": code})
    return found


def receive_budget(
    satang: int, memo: str, key: uuid.UUID, actor: Actor, now: datetime, day: date
) -> Entry:  # fmt: skip
    """Money for the match came into the institute's bank. Said twice with one key it is one entry.

    Errors: NOT_ALLOWED, AMOUNT, and those of the ledger.
    """
    book = institute_book(now)
    require_nation(actor, "match.pay", book, day)
    if satang <= 0:
        raise BadInput("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์", "The amount must be above zero.")
    with posting(book.pk, now) as session:
        draft = Draft(
            day=day, kind="budget", memo=memo.strip()[:300] or "รับงบประมาณเงินสมทบ",
            lines=(Posting(BANK, satang), Posting(BUDGET, -satang)), source="matching", actor_id=actor.user_id, idempotency_key=key,
        )  # fmt: skip
        entry, _ = session.post(draft)
        record(actor.user_id, "match.budget", book.organisation, f"entry:{entry.pk}", now, {"satang": satang})
    return entry
