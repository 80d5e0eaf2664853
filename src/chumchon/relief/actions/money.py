"""Money from fund to fund: one entry in the giver's book and one in the receiver's, in one transaction and once.

The giver's treasurer sends it (a load of kind "money"), the receiver's treasurer confirms it; only then both books move.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from chumchon.access import walls
from chumchon.access.actions import require, second_signature
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.funds.queries.drafts import account_facts
from chumchon.funds.rules.drafts import check_enough
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.institute import ensure_account
from chumchon.ledger.models import Account, Book, Entry
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused

from ..models import Delivery, Load, LoadLine
from ..rules import giving as rules
from .common import check_day, locked, note, reason_of, thing
from .deliveries import move, no_delivery, not_sent, reverse_row

SPACE = uuid.UUID("3f0c8c1e-52c7-4e0c-9a0e-6f2a6b1d7a55")
GIVEN, RECEIVED = "5310", "4070"


def check_cash(load: Load, day: date, satang: int | None = None) -> None:
    """The giver's account holds what leaves it. Errors: NO_CASH, NO_BANK (and whose it is)."""
    with walls.whole_nation():
        account = Account.objects.get(pk=load.account_id or 0)
        wanted = satang if satang is not None else sum(line.left for line in load.lines.all())
        wrong = check_enough(account_facts(account, day), wanted)
    if wrong is not None:
        raise type(wrong)(wrong.code, f"{load.giver.name_th}: {wrong.th}", wrong.en)


@contextmanager
def _two_books(giver_id: int, receiver_id: int, now: datetime) -> Iterator[dict[int, PostingSession]]:
    """Both books locked, the lower id first: two who pay each other at one moment do not hold each other up."""
    first, second = sorted((giver_id, receiver_id))
    with posting(first, now) as one, posting(second, now) as two:
        yield {first: one, second: two}


def _line(organisation: Organisation, line_id: int) -> LoadLine:
    rows = LoadLine.objects.select_related(
        "load__giver", "load__account", "allotment__pledge__item", "allotment__need__point__organisation"
    )
    line = rows.filter(pk=line_id, load__kind="money").first()
    point = line.allotment.need.point if line else None
    if line is None or point is None or point.organisation_id != organisation.pk:
        raise Refused("NO_LINE", "ไม่พบเงินรายการนี้ที่ส่งให้กองทุน เปิดหน้าใหม่", "No such money on its way to this fund.")
    return line


def confirm(
    organisation: Organisation, actor: Actor, line_id: int, satang: int, account: str, on: date, key: uuid.UUID, now: datetime,
    day: date,
) -> Delivery:  # fmt: skip
    """The receiver's treasurer has the money in the box or at the bank. Said twice with one key it is one delivery.

    Giver: debit help in disasters 5310, credit its account; the one who sent it made the entry, the one who agreed to the
    pledge checked it. Receiver: debit its account, credit donations 4070; the receiver made it, the sender checked it.
    Errors: NOT_ALLOWED, NO_LINE, ID_REUSED, NOT_SENT, SAME_PERSON, NO_ACCOUNT, NO_CASH, NO_BANK, YEAR_CLOSED (which book), BEFORE (it was sent),
    rules.giving.check_delivery.
    """
    require(actor, "relief.money", organisation, day)
    with walls.whole_nation(), transaction.atomic():
        line = _line(organisation, line_id)
        disaster = locked(line.load.disaster_id, open_only=False)
        before = Delivery.objects.filter(uid=key).first()
        if before is not None:
            if (before.line_id, before.quantity) != (line.pk, satang):
                raise Clash("ID_REUSED", "หน้านี้ใช้รับเงินอื่นไปแล้ว เปิดหน้าใหม่", "This key was used for another sum.")
            return before
        line = _line(organisation, line_id)
        load, pledge = line.load, line.allotment.pledge
        not_sent(load)
        check_day(on, day, disaster.from_day)
        rules.check_delivery(thing(pledge.item), satang, line.left, line.delivered)
        if load.sent_by_id == actor.user_id:
            raise NotAllowed("SAME_PERSON", "ผู้ส่งเงินยืนยันรับเองไม่ได้ ให้เหรัญญิกของผู้รับยืนยัน", "The sender does not confirm.")
        giver, receiver = Book.objects.get(organisation=load.giver), Book.objects.get(organisation=organisation)
        into = Account.objects.filter(book=receiver, code=account, is_cash=True).first()
        if into is None or load.account is None:
            raise BadInput("NO_ACCOUNT", "เลือกว่าเงินเข้าเงินสดในมือหรือบัญชีธนาคารใด", "Choose the box or a bank account.")
        ensure_account(giver, GIVEN, "ช่วยเหลือกันยามภัยพิบัติ", "Help to others in disasters", "expense")
        with _two_books(giver.pk, receiver.pk, now) as books:
            for book, name in (
                (books[giver.pk].book, load.giver.name_th),
                (books[receiver.pk].book, organisation.name_th),
            ):
                _open_on(book, name, on)
            if load.sent_at is not None and on < timezone.localtime(load.sent_at).date():
                raise Refused("BEFORE", "วันที่รับอยู่ก่อนวันที่ผู้ให้ส่งเงิน ตรวจวันอีกครั้ง", "The day lies before the money was sent.")
            check_cash(load, on, satang)
            seal = rules.money_digest(str(key), str(load.uid), _point_uid(line), satang)
            memo = f"{disaster.name_th} · {load.giver.name_th} ช่วย {organisation.name_th}"[:300]
            gave = _post(books[giver.pk], on, memo, key, ((GIVEN, satang), (load.account.code, -satang)), load.sent_by_id, pledge.approved_by_id, seal)  # fmt: skip
            got = _post(books[receiver.pk], on, memo, key, ((into.code, satang), (RECEIVED, -satang)), actor.user_id, load.sent_by_id, seal)  # fmt: skip
            made = Delivery.objects.create(
                uid=key, line=line, quantity=satang, receiver="treasurer", day=on, by_id=actor.user_id, at=now, kept_at=now,
                entry_giver=gave, entry_receiver=got,
            )  # fmt: skip
            move(line, satang)
            note(actor, "receive", organisation, disaster, now, satang=satang)
    return made


def _point_uid(line: LoadLine) -> str:
    point = line.allotment.need.point
    return str(point.uid if point else "")


def _open_on(book: Book, name: str, on: date) -> None:
    if book.closed_through is not None and on <= book.closed_through:
        raise Refused(
            "YEAR_CLOSED", f"บัญชีของ{name}ปิดแล้วถึง {long_th(book.closed_through)} ใช้วันหลังจากนั้น",
            f"Closed through {book.closed_through}; use a later day.",
        )  # fmt: skip


def _post(
    session: PostingSession, on: date, memo: str, key: uuid.UUID, amounts: tuple[tuple[str, int], ...], maker: int | None,
    checker: int | None, seal: str,
) -> Entry:  # fmt: skip
    draft = Draft(
        day=on, kind="relief", memo=memo, lines=tuple(Posting(code, satang) for code, satang in amounts), source="relief",
        source_ref=str(key), actor_id=maker or 0, checker_id=checker if checker != maker else None,
        idempotency_key=uuid.uuid5(SPACE, str(key)), subsidiary_hash=seal,
    )  # fmt: skip
    return session.post(draft)[0]


def undo(
    organisation: Organisation, actor: Actor, delivery_id: int, reason: str, username: str, secret: str, now: datetime,
    day: date,
) -> Delivery:  # fmt: skip
    """The sum was wrong: both entries are reversed on that day, signed by two of the receiver, and it is on its way again.

    Errors: NOT_ALLOWED, NO_DELIVERY, UNDONE, NO_REASON, those of the second signature, NO_CASH (the receiver's account),
    YEAR_CLOSED, REVERSED.
    """
    require(actor, "relief.money", organisation, day)
    found = Delivery.objects.filter(pk=delivery_id, entry_receiver__isnull=False, quantity__gt=0).first()
    if found is None:
        raise no_delivery()
    _line(organisation, found.line_id)
    second = second_signature(actor, username, secret, "book.approve", organisation, now, day)
    why = reason_of(reason)
    key = uuid.uuid5(SPACE, f"undo:{found.pk}")
    with walls.whole_nation(), transaction.atomic():
        line = _line(organisation, found.line_id)
        disaster = locked(line.load.disaster_id, open_only=False)
        gave, got = found.entry_giver, found.entry_receiver
        assert gave is not None and got is not None  # noqa: S101 - the filter above
        into = got.lines.select_related("account").filter(satang__gt=0, account__is_cash=True).first()
        with _two_books(gave.book_id, got.book_id, now) as books:
            for entry, name in ((gave, line.load.giver.name_th), (got, organisation.name_th)):
                _open_on(books[entry.book_id].book, name, day)
            if into is not None:
                wrong = check_enough(account_facts(into.account, day), found.quantity)
                if wrong is not None:
                    raise wrong
            seal = rules.money_digest(str(key), str(line.load.uid), _point_uid(line), -found.quantity)
            entries = [
                books[entry.book_id].reverse(entry, day, why, actor.user_id, second.user_id, key, seal)
                for entry in (gave, got)
            ]
            made = reverse_row(found, actor, why, key, now, day, entry_giver=entries[0], entry_receiver=entries[1])
            move(line, -found.quantity)
            note(actor, "undo", organisation, disaster, now, satang=found.quantity)
    return made
