"""What is left of a project's money goes back to the institute, in both books, so that the project can end."""

import uuid
from datetime import date, datetime

from chumchon.access.actions import record, require
from chumchon.ledger.actions import posting
from chumchon.ledger.institute import ensure_account, institute_book
from chumchon.ledger.models import Entry
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import BadInput, Refused

from ..models import Project
from ..queries.projects import book_of
from ..queries.savings import check_cash
from ..rules.projects import check_day
from ..rules.savings import BANK
from .building import SUBSIDY
from .payouts import Two
from .projects import locked

LEFT = "5340"


def give_back(
    project: Project, two: Two, satang: int, reason: str, key: uuid.UUID, now: datetime, today: date
) -> Entry:  # fmt: skip
    """Out of the project's box or bank into the institute's bank, by two. Said twice with one key it is one.

    Errors: NOT_ALLOWED, SAME_PERSON, AMOUNT, NO_REASON, NO_ACCOUNT, NO_CASH, FUTURE_DATE, BEFORE_START, ENDED, KEY_REUSED.
    """
    require(two.actor, "homes.money", project.organisation, today)
    require(two.second, "homes.sign", project.organisation, today)
    if two.second.user_id == two.actor.user_id:
        raise Refused("SAME_PERSON", "ผู้จ่ายกับผู้ลงชื่อต้องเป็นคนละคน", "Two people must sign.")
    if satang <= 0:
        raise BadInput("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์", "The amount must be above zero.")
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่คืนเงิน", "Give the reason.")
    theirs, own = institute_book(now), book_of(project)
    ensure_account(theirs, SUBSIDY, "เงินอุดหนุนที่อยู่อาศัย", "Housing subsidies", "expense")
    first, second = sorted((own.pk, theirs.pk))
    with posting(first, now) as one, posting(second, now) as other:
        payer, taker = (one, other) if first == own.pk else (other, one)
        row = locked(project)
        refused = check_day(two.day, row.started_on, today)
        if refused is not None:
            raise refused
        before = payer.find(key)
        if before is None:
            check_cash(payer.book, two.box, satang)
        memo = f"คืนเงินเหลือให้สถาบัน · {reason.strip()}"[:300]
        common = {"day": two.day, "kind": "return", "source": "homes", "source_ref": project.code,
                  "actor_id": two.actor.user_id, "checker_id": two.second.user_id}  # fmt: skip
        lines = (Posting(LEFT, satang), Posting(two.box, -satang))
        entry, _ = payer.post(Draft(memo=memo, lines=lines, idempotency_key=key, **common))  # type: ignore[arg-type]
        back = (Posting(BANK, satang), Posting(SUBSIDY, -satang))
        where = f"{project.name_th}: รับคืนเงินเหลือ"[:300]
        taker.post(Draft(memo=where, lines=back, idempotency_key=uuid.uuid5(key, "institute"), **common))  # type: ignore[arg-type]
        if before is None:
            record(
                two.actor.user_id, "project.return", project.organisation, f"entry:{entry.pk}", now, {"satang": satang}
            )
        return entry
