"""The savings group: opened with its own book, members join, money comes in under receipts and goes back, always by two."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from chumchon.access.actions import grant, record, require
from chumchon.access.models import Grant, Organisation
from chumchon.access.rules import Actor
from chumchon.ledger.actions import PostingSession, open_book, posting
from chumchon.ledger.models import Account, Book, Entry, Receipt
from chumchon.ledger.rules import Draft, Posting, ReceiptDraft, commitment
from chumchon.people.actions import PersonFacts, create_person
from chumchon.thai.errors import BadInput, Clash, Refused, raise_any
from chumchon.thai.money import baht

from ..models import Project, SavedRow, Saver, SavingsGroup
from ..queries import savings as queries
from ..queries.programmes import term
from ..rules import savings as rules
from ..rules.projects import check_day

MOST_ROWS = 600


@transaction.atomic
def open_group(
    project: Project, actor: Actor, name_th: str, share_satang: int, monthly_satang: int, rules_th: str, opened_on: date,
    now: datetime, day: date,
) -> SavingsGroup:  # fmt: skip
    """A group of the project's community; who keeps the project keeps it too. Errors: NOT_ALLOWED, NAME, AMOUNT, GROUP_THERE."""
    require(actor, "homes.write", project.organisation, day)
    raise_any(check_day(opened_on, project.started_on, day))
    if len(name_th.strip()) < 2 or share_satang <= 0 or monthly_satang <= 0:
        raise BadInput("NAME", "ใส่ชื่อกลุ่ม ค่าหุ้น และเงินออมต่อเดือน", "Give a name, a share and a monthly saving.")
    code = f"{project.code[:36]}-ks"
    organisation = Organisation(
        code=code, kind="savings_group", name_th=name_th.strip()[:160], subdistrict=project.organisation.subdistrict,
        opened_on=opened_on,
    )  # fmt: skip
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        raise Clash("GROUP_THERE", "ชุมชนนี้มีกลุ่มออมทรัพย์แล้ว เปิดจากหน้าโครงการ", "The community has its group.") from None
    open_book(organisation.pk, chart=rules.GROUP_CHART)
    for held in Grant.objects.filter(organisation=project.organisation, until_day=None).select_related("user"):
        grant(held.user, held.role, opened_on, organisation)
    group = SavingsGroup.objects.create(
        organisation=organisation, project=project, share_satang=share_satang, monthly_satang=monthly_satang,
        saved_bp=term(project.programme, "saved_bp", 1000), rules_th=rules_th.strip()[:6000],
    )  # fmt: skip
    record(actor.user_id, "group.open", organisation, f"group:{group.pk}", now, {"code": code})
    return group


@transaction.atomic
def join(
    group: SavingsGroup, actor: Actor, facts: PersonFacts, person_id: int | None, household_id: int | None,
    joined_on: date, now: datetime, day: date,
) -> Saver:  # fmt: skip
    """A member joins: a person of the survey (person_id), or a new one. Errors: NOT_ALLOWED, NAME, MEMBER_THERE, FUTURE_DATE."""
    require(actor, "homes.write", group.organisation, day)
    raise_any(check_day(joined_on, group.organisation.opened_on, day))
    locked = SavingsGroup.objects.select_for_update().get(pk=group.pk)
    if person_id is not None:
        person = queries.surveyed_heads(locked).filter(pk=person_id).first()
        if person is None:
            raise Refused("NOT_FOUND", "ไม่พบคนนี้ในการสำรวจของชุมชน", "No such person in the survey.")
    elif not facts.first_name.strip():
        raise BadInput("NAME", "ใส่ชื่อสมาชิก", "Give the member's name.")
    else:
        person = create_person(facts, household_id)
    if Saver.objects.filter(group=locked, person=person).exists():
        raise Clash("MEMBER_THERE", f"{person.name} เป็นสมาชิกกลุ่มอยู่แล้ว", "This person is a member already.")
    last = Saver.objects.filter(group=locked).aggregate(m=Max("number"))["m"] or 0
    saver = Saver.objects.create(group=locked, number=last + 1, person=person, joined_on=joined_on)
    record(actor.user_id, "saver.join", group.organisation, f"saver:{saver.pk}", now, {"number": saver.number})
    return saver


@dataclass(frozen=True)
class Paid:
    """What one member pays: kind of rules.savings.ROW_KINDS, satang above zero."""

    saver_id: int
    kind: str
    satang: int


@dataclass(frozen=True)
class Collected:
    """A collection that is in the book."""

    entry: Entry
    receipts: list[Receipt]


def collect(
    group: SavingsGroup, actor: Actor, second: Actor, paid: Sequence[Paid], counted_satang: int, box: str, reason: str,
    day: date, key: uuid.UUID, now: datetime, today: date,
) -> Collected:  # fmt: skip
    """Money of a collection day: one entry, a receipt a member, cash counted by two. Said twice with one key it is one.

    Errors: NOT_ALLOWED, SAME_PERSON, NOTHING, TOO_MANY, NOT_FOUND, KIND, SHARE_PART, AMOUNT, COUNT (a difference without a
    reason), FUTURE_DATE, BEFORE_START, YEAR_CLOSED, KEY_REUSED.
    """
    require(actor, "homes.money", group.organisation, today)
    require(second, "homes.sign", group.organisation, today)
    if not paid:
        raise BadInput("NOTHING", "ยังไม่ได้ใส่เงินของใคร", "Nobody paid.")
    if len(paid) > MOST_ROWS:
        raise BadInput("TOO_MANY", f"ครั้งหนึ่งไม่เกิน {MOST_ROWS} รายการ แบ่งเป็นสองครั้ง", "Too many rows at once.")
    raise_any(check_day(day, group.organisation.opened_on, today))
    with posting(queries.book_of(group).pk, now) as session:
        before = session.find(key)
        savers = {s.pk: s for s in Saver.objects.filter(group=group, left_on=None)}
        for row in paid:
            _check_row(group, savers, row)
        total = sum(p.satang for p in paid)
        lines = _lines(box, paid, counted_satang, total, reason, session.book)
        by_saver: dict[int, int] = {}
        for p in paid:
            by_saver[p.saver_id] = by_saver.get(p.saver_id, 0) + p.satang
        marks = {pk: _mark(savers[pk]) for pk in by_saver}
        sealed = [rules.SealedRow(marks[p.saver_id], p.kind, p.satang) for p in paid]
        memo = f"รับเงินออมและหุ้น {len(by_saver)} คน" + (f" · {reason.strip()}" if counted_satang != total else "")
        draft = Draft(
            day=day, kind="savings", memo=memo[:300], lines=lines, source="savings", actor_id=actor.user_id,
            checker_id=second.user_id, idempotency_key=key, subsidiary_hash=rules.rows_digest(sealed),
        )  # fmt: skip
        drafts = [ReceiptDraft("savings", satang, marks[pk]) for pk, satang in by_saver.items()]
        entry, receipts = session.post(draft, drafts)
        if before is not None:
            return Collected(entry, receipts)
        of = dict(zip(by_saver, receipts, strict=True))
        SavedRow.objects.bulk_create(
            SavedRow(
                entry=entry,
                receipt=of[p.saver_id],
                saver_id=p.saver_id,
                commitment=marks[p.saver_id],
                kind=p.kind,
                satang=p.satang,
            )
            for p in paid
        )
        detail = {"satang": total, "rows": len(paid), "number": entry.number}
        record(actor.user_id, "savings.collect", group.organisation, f"entry:{entry.pk}", now, detail)
        return Collected(entry, receipts)


def _check_row(group: SavingsGroup, savers: dict[int, Saver], row: Paid) -> None:
    if row.saver_id not in savers:
        raise Refused("NOT_FOUND", "มีสมาชิกที่ไม่อยู่ในกลุ่มหรือลาออกแล้ว เปิดหน้าใหม่", "A member is not in the group.")
    if row.kind not in rules.ROW_KINDS:
        raise BadInput("KIND", "เลือกว่าเป็นหุ้นหรือเงินออม", "Share or saving.")
    if row.satang <= 0:
        raise BadInput("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์", "The amount must be above zero.")
    if row.kind == "share":
        raise_any(rules.check_share(row.satang, group.share_satang))


def _lines(
    box: str, paid: Sequence[Paid], counted: int, total: int, reason: str, book: Book
) -> tuple[Posting, ...]:  # fmt: skip
    if not Account.objects.filter(book=book, code=box, is_cash=True).exists():
        raise BadInput("NO_ACCOUNT", "เลือกว่าเก็บเป็นเงินสดหรือเข้าธนาคาร", "Choose cash or bank.")
    if counted <= 0:
        raise BadInput("COUNT", "ใส่เงินที่นับได้", "Give the money that was counted.")
    if counted != total and not reason.strip():
        more = baht(abs(counted - total))
        word = "เกิน" if counted > total else "ขาด"
        raise Refused("COUNT", f"นับได้{word} {more} บาท นับใหม่ หรือบอกเหตุผล", f"The count differs by {more} baht.")
    credits: dict[str, int] = {}
    for row in paid:
        account = rules.ROW_KINDS[row.kind].account
        credits[account] = credits.get(account, 0) + row.satang
    lines = [Posting(box, counted), *(Posting(code, -satang) for code, satang in sorted(credits.items()))]
    if counted != total:
        lines.append(Posting(rules.OVER if counted > total else rules.SHORT, total - counted))
    return tuple(lines)


def _mark(saver: Saver) -> str:
    if saver.salt is None:
        raise Refused("NOT_FOUND", "สมาชิกคนนี้ขอลบข้อมูลแล้ว รับเงินไม่ได้", "This member was erased.")
    return commitment(bytes(saver.salt), saver.uid)


def give_back(
    group: SavingsGroup, actor: Actor, second: Actor, saver_id: int, kind: str, satang: int, box: str, reason: str,
    day: date, key: uuid.UUID, now: datetime, today: date,
) -> Entry:  # fmt: skip
    """Pay savings or shares back to a member. Never more than is theirs, than the box holds, or than their loan leaves free.

    Errors: NOT_ALLOWED, SAME_PERSON, NOT_FOUND, KIND, AMOUNT, NO_REASON, NOT_THEIRS, HELD (it secures a loan), NO_CASH, KEY_REUSED.
    """
    require(actor, "homes.money", group.organisation, today)
    require(second, "homes.sign", group.organisation, today)
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่คืนเงิน", "Give the reason.")
    raise_any(check_day(day, group.organisation.opened_on, today))
    with posting(queries.book_of(group).pk, now) as session:
        saver = Saver.objects.filter(group=group, pk=saver_id).select_related("person").first()
        if saver is None or kind not in rules.ROW_KINDS or satang <= 0:
            raise BadInput("AMOUNT", "เลือกสมาชิก ประเภทเงิน และจำนวน", "Choose member, kind and amount.")
        mark = _mark(saver)
        sealed = [rules.SealedRow(mark, kind, -satang)]
        account = rules.ROW_KINDS[kind].account
        draft = Draft(
            day=day, kind="giveback", memo=f"คืน{rules.ROW_KINDS[kind].name_th} · {reason.strip()}"[:300],
            lines=(Posting(account, satang), Posting(box, -satang)), source="savings", actor_id=actor.user_id,
            checker_id=second.user_id, idempotency_key=key, subsidiary_hash=rules.rows_digest(sealed),
        )  # fmt: skip
        before = session.find(key)
        if before is None:
            _check_free(group, session, saver, kind, satang, box)
        entry, _ = session.post(draft)
        if before is None:
            SavedRow.objects.create(entry=entry, saver=saver, commitment=mark, kind=kind, satang=-satang)
            detail = {"satang": satang, "number": entry.number}
            record(actor.user_id, "savings.giveback", group.organisation, f"saver:{saver.pk}", now, detail)
        return entry


def _check_free(
    group: SavingsGroup, session: PostingSession, saver: Saver, kind: str, satang: int, box: str
) -> None:  # fmt: skip
    sums = queries.sums_of(saver)
    if satang > sums.get(kind, 0):
        have = baht(sums.get(kind, 0))
        raise Refused(
            "NOT_THEIRS", f"สมาชิกมี{rules.ROW_KINDS[kind].name_th} {have} บาท คืนได้ไม่เกินนี้", "More than is theirs."
        )
    held = queries.held_for_loans(group, saver)
    if sum(sums.values()) - satang < held:
        raise Refused("HELD", f"เงินออม {baht(held)} บาทค้ำสินเชื่อที่ยังผ่อนอยู่ คืนได้เมื่อผ่อนครบ", "It secures a loan.")
    queries.check_cash(session.book, box, satang)


def leave(group: SavingsGroup, actor: Actor, saver_id: int, left_on: date, now: datetime, day: date) -> None:
    """A member leaves with nothing in, owed or asked for; nobody takes their money at the same moment.

    Errors: NOT_ALLOWED, NOT_FOUND, MONEY_LEFT, FUTURE_DATE, BEFORE_START (before the last money, or before they joined).
    """
    require(actor, "homes.write", group.organisation, day)
    with posting(queries.book_of(group).pk, now):
        saver = Saver.objects.select_for_update().filter(group=group, pk=saver_id, left_on=None).first()
        if saver is None:
            raise Refused("NOT_FOUND", "ไม่พบสมาชิกคนนี้ หรือลาออกแล้ว", "No such member.")
        left = sum(queries.sums_of(saver).values())
        if left or saver.loans.filter(state__in=("waiting", "lent")).exists():
            raise Refused(
                "MONEY_LEFT", f"ยังมีเงินออมและหุ้น {baht(left)} บาท หรือสินเชื่อค้าง คืนและปิดก่อน", "Money is left or owed."
            )
        last = saver.rows.order_by("-entry__day").values_list("entry__day", flat=True).first()
        raise_any(check_day(left_on, max(filter(None, (saver.joined_on, last))), day))
        saver.left_on = left_on
        saver.save(update_fields=["left_on"])
        record(actor.user_id, "saver.leave", group.organisation, f"saver:{saver.pk}", now, {"number": saver.number})
