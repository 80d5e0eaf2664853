"""A fund ends and goes on in one or several others: one officer writes it, another approves, and all of it is one transaction."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.funds.actions.moving import move_members
from chumchon.funds.models import BankAccount, Fund
from chumchon.ledger import queries as ledger
from chumchon.ledger.actions import posting
from chumchon.ledger.institute import ensure_account
from chumchon.ledger.models import Account, Book, Entry
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused

from ..models import Ending, EndingShare
from ..queries import endings as queries
from ..rules import endings as rules
from .debts import succeed
from .doors import institute_book
from .paying import SPACE

MAKE, CHECK = "fund.end", "fund.end_check"
AHEAD_DAYS = 366


@dataclass(frozen=True)
class ShareFacts:
    """One successor as the maker says it. account: code of its receiving account; weight 0: by members; villages: ids."""

    successor: Organisation
    account: str = ""
    weight: int = 0
    villages: tuple[int, ...] = ()


@transaction.atomic
def propose(
    predecessor: Organisation, kind: str, day: date, resolution_th: str, shares: Sequence[ShareFacts], actor: Actor,
    now: datetime, today: date,
) -> Ending:  # fmt: skip
    """Write down that a fund ends from `day` by its members' resolution; nothing moves until another officer approves.

    Errors: NOT_ALLOWED (over the fund and every successor), FUND_ENDED, WAITING, BAD_SUCCESSION, NO_RESOLUTION, BAD_DAY,
    NO_ACCOUNT, VILLAGE_TWICE.
    """
    for organisation in (predecessor, *(s.successor for s in shares)):
        require(actor, MAKE, organisation, today)
    Organisation.objects.select_for_update().get(pk=predecessor.pk)  # two makers queue here
    _check(predecessor, kind, shares)
    if not resolution_th.strip():
        raise BadInput("NO_RESOLUTION", "ใส่มติที่ประชุมสมาชิก วันประชุม และจำนวนผู้เห็นชอบ", "Give the members' resolution.")
    if not today - timedelta(days=AHEAD_DAYS) <= day <= today + timedelta(days=AHEAD_DAYS):
        raise BadInput(
            "BAD_DAY", "วันที่กองทุนสิ้นสุดต้องไม่ห่างจากวันนี้เกินหนึ่งปี ตรวจปี พ.ศ. อีกครั้ง", "The day is more than a year away."
        )
    if Ending.objects.filter(predecessor=predecessor, state="waiting").exists():
        raise Clash("WAITING", "กองทุนนี้มีเรื่องรวมหรือแยกรอตรวจอยู่แล้ว เปิดเรื่องนั้น", "An ending of this fund waits already.")
    made = Ending.objects.create(
        predecessor=predecessor, kind=kind, day=day, resolution_th=resolution_th.strip()[:300], maker_id=actor.user_id,
        made_at=now,
    )  # fmt: skip
    _write_shares(made, shares)
    record(actor.user_id, "ending.propose", predecessor, f"ending:{made.pk}", now, {"rows": len(shares)})
    return made


@transaction.atomic
def change_shares(ending_id: int, shares: Sequence[ShareFacts], actor: Actor, now: datetime, today: date) -> Ending:
    """The maker says anew who takes what. Errors: those of propose, ANSWERED, NOT_YOURS."""
    found = _waiting(ending_id)
    for organisation in (found.predecessor, *(s.successor for s in shares)):
        require(actor, MAKE, organisation, today)
    if found.maker_id != actor.user_id:
        raise Refused("NOT_YOURS", "เรื่องนี้เจ้าหน้าที่อีกคนทำ ให้ผู้ทำแก้เอง", "Only its maker changes it.")
    _check(found.predecessor, found.kind, shares)
    found.shares.all().delete()
    _write_shares(found, shares)
    record(actor.user_id, "ending.change", found.predecessor, f"ending:{found.pk}", now, {"rows": len(shares)})
    return found


def approve(ending_id: int, actor: Actor, now: datetime, today: date) -> Ending:
    """Another officer says yes: debts, the closing entry and the balance on the other side, the members, and the book's end.

    Errors: NOT_ALLOWED, SAME_PERSON, ANSWERED (Clash), NOT_READY (everything that stands in the way, in one).
    """
    with transaction.atomic():
        found = _waiting(ending_id)
        shares = queries.shares_of(found)
        for organisation in (found.predecessor, *(s.successor for s in shares)):
            require(actor, CHECK, organisation, today)
        if found.maker_id == actor.user_id:
            raise NotAllowed("SAME_PERSON", "คุณเป็นผู้ทำเรื่องนี้ ให้เจ้าหน้าที่อีกคนอนุมัติ", "Another officer must approve it.")
        found.checker_id = actor.user_id
        organisations = [found.predecessor_id, *(s.successor_id for s in shares)]
        # Always in one order, so that two endings that cross never hold each other's book; the institute's first, as whoever
        # pays or settles does, so that no debt moves under a settlement.
        Book.objects.select_for_update().get(pk=institute_book(now).pk)
        list(Book.objects.select_for_update().filter(organisation__in=organisations).order_by("pk"))
        stops = queries.blockers(found, today)
        if stops:
            codes = ", ".join(stop.code for stop in stops)
            raise Refused("NOT_READY", " · ".join(stop.th for stop in stops), f"The fund cannot end yet: {codes}.")
        people = queries.coming(found, shares)
        by = rules.weights([s.weight for s in shares], [len(rows) for rows in people])
        pairs = [(share.successor, weight) for share, weight in zip(shares, by, strict=True)]
        succeed(found.predecessor, [p for p in pairs if p[1]] or pairs, found.kind, actor, now, found.day)
        _move_money(found, shares, by, actor, now)
        for share, weight, rows in zip(shares, by, people, strict=True):
            moved = move_members(rows, share.successor.fund, found.day, actor.user_id, now)
            share.weight, share.moved, share.joined = weight, moved.made, moved.joined
            share.save(update_fields=["weight", "moved", "joined", "satang", "entry"])
            _take_villages(found.predecessor, share, shares)
            detail = {"members": moved.made, "satang": share.satang}
            record(actor.user_id, "ending.receive", share.successor, f"ending:{found.pk}", now, detail)
        Organisation.objects.filter(pk=found.predecessor_id).update(closed_on=found.day)
        BankAccount.objects.filter(fund__organisation=found.predecessor, closed_on=None).update(closed_on=found.day)
        _answer(found, "done", actor, now, "")
        detail = {"members": sum(len(rows) for rows in people), "satang": sum(s.satang for s in shares)}
        record(actor.user_id, "ending.approve", found.predecessor, f"ending:{found.pk}", now, detail)
    return found


@transaction.atomic
def refuse(ending_id: int, actor: Actor, reason: str, now: datetime, today: date) -> Ending:
    """Another officer says no, with the reason. Errors: NOT_ALLOWED, SAME_PERSON, NO_REASON, ANSWERED."""
    found = _waiting(ending_id)
    require(actor, CHECK, found.predecessor, today)
    if found.maker_id == actor.user_id:
        raise NotAllowed("SAME_PERSON", "คุณเป็นผู้ทำเรื่องนี้ ใช้ถอนคืนแทน", "You made it; withdraw it instead.")
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่ไม่อนุมัติก่อน", "Give the reason for the refusal.")
    _answer(found, "refused", actor, now, reason.strip()[:300])
    record(actor.user_id, "ending.refuse", found.predecessor, f"ending:{found.pk}", now, {"reason": found.answer})
    return found


@transaction.atomic
def withdraw(ending_id: int, actor: Actor, now: datetime, today: date) -> Ending:
    """The maker takes it back before it was answered. Errors: NOT_ALLOWED, NOT_YOURS, ANSWERED."""
    found = _waiting(ending_id)
    require(actor, MAKE, found.predecessor, today)
    if found.maker_id != actor.user_id:
        raise Refused("NOT_YOURS", "เรื่องนี้เจ้าหน้าที่อีกคนทำ ให้ผู้ทำถอนเอง หรือไม่อนุมัติพร้อมเหตุผล", "Only its maker takes it back.")
    found.state, found.checked_at, found.answer = "withdrawn", now, "ผู้ทำถอนคืน"
    found.save(update_fields=["state", "checked_at", "answer"])
    record(actor.user_id, "ending.withdraw", found.predecessor, f"ending:{found.pk}", now)
    return found


def _waiting(ending_id: int) -> Ending:
    """The ending, locked. Errors: NO_ENDING, ANSWERED. Call inside a transaction."""
    rows = Ending.objects.select_for_update(of=("self",)).select_related("predecessor__subdistrict")
    found = rows.filter(pk=ending_id).first()
    if found is None:
        raise Refused("NO_ENDING", "ไม่พบเรื่องนี้ กลับไปดูรายการทั้งหมด", "There is no such ending.")
    if found.state != "waiting":
        raise Clash("ANSWERED", f"เรื่องนี้{found.get_state_display()} เปิดหน้าใหม่เพื่อดูผล", f"It is {found.state} already.")
    return found


def _answer(found: Ending, state: str, actor: Actor, now: datetime, words: str) -> None:
    found.state, found.checker_id, found.checked_at, found.answer = state, actor.user_id, now, words
    found.save(update_fields=["state", "checker", "checked_at", "answer", "entry"])


def _check(predecessor: Organisation, kind: str, shares: Sequence[ShareFacts]) -> None:
    ids = [s.successor.pk for s in shares]
    wrong_number = kind not in ("merge", "split") or (
        len(ids) != 1 if kind == "merge" else not 2 <= len(ids) <= rules.MOST
    )
    if wrong_number or len(set(ids)) != len(ids) or predecessor.pk in ids:
        raise BadInput(
            "BAD_SUCCESSION", f"รวมต้องเลือกกองทุนที่รับต่อหนึ่งกองทุน แยกต้องเลือกสองถึง {rules.MOST} กองทุนที่ต่างกัน",
            "Merging names one successor, splitting two or more different ones.",
        )  # fmt: skip
    for organisation in (predecessor, *(s.successor for s in shares)):
        if organisation.kind != "fund" or organisation.closed_on is not None:
            raise Refused(
                "FUND_ENDED", f"{organisation.name_th}สิ้นสุดแล้วหรือไม่ใช่กองทุน เลือกใหม่", "It is no fund, or has ended."
            )
    named = [v for s in shares for v in s.villages]
    if len(named) != len(set(named)):
        raise BadInput(
            "VILLAGE_TWICE", "หมู่บ้านเดียวไปได้กองทุนเดียว ตรวจหมู่บ้านที่เลือกซ้ำ", "A village goes to one successor only."
        )
    if kind == "split" and any(s.weight for s in shares) and not all(s.weight for s in shares):
        raise BadInput(
            "BAD_WEIGHTS", "ใส่ส่วนแบ่งเงินให้ครบทุกกองทุน หรือเว้นว่างทุกกองทุนเพื่อแบ่งตามสมาชิก", "Give every share, or none."
        )


def _write_shares(found: Ending, shares: Sequence[ShareFacts]) -> None:
    for position, said in enumerate(shares, 1):
        accounts = queries.accounts_for_money(said.successor)
        account = next((a for a in accounts if a.code == said.account), None) if said.account else accounts[0]
        if account is None:
            raise Refused(
                "NO_ACCOUNT", f"{said.successor.name_th}ไม่มีบัญชีรหัส {said.account} เลือกบัญชีรับเงินใหม่", "No such account."
            )
        EndingShare.objects.create(
            ending=found, successor=said.successor, position=position, account=account, weight=said.weight,
            villages=sorted(said.villages),
        )  # fmt: skip


def _move_money(found: Ending, shares: Sequence[EndingShare], by: Sequence[int], actor: Actor, now: datetime) -> None:
    """One closing entry that empties the book, income and spending too, and one entry in each successor's book; then the
    book ends."""
    book = Book.objects.get(organisation=found.predecessor)
    with posting(book.pk, now) as session:
        accounts = {a.code: a for a in Account.objects.filter(book=book)}
        held = queries.after_closing(book)
        lines = rules.emptied(ledger.balances(book))
        if lines:
            names = " ".join(s.successor.name_th for s in shares)
            words = f"{found.get_kind_display()} ปิดบัญชีและโอนยอดทั้งหมดให้ {names}"
            found.entry = session.post(_draft(found, "out", words, lines, "closing"))[0]
        session.end(found.day)
    parts = rules.divide(held, queries.cash_codes(book), by)
    for share, part in zip(shares, parts, strict=True):
        share.satang, share.entry = part.cash_satang, _receive(found, share, part, accounts, now)


def _receive(
    found: Ending, share: EndingShare, part: rules.Part, accounts: dict[str, Account], now: datetime
) -> Entry | None:
    lines = part.lines(share.account.code)
    if not lines:
        return None
    book = Book.objects.get(organisation=share.successor)
    for code in part.others:
        ensure_account(book, code, accounts[code].name_th, accounts[code].name_en, accounts[code].kind)
    with posting(book.pk, now) as session:
        words = f"รับยอดจาก {found.predecessor.name_th}"
        return session.post(_draft(found, f"in:{share.successor_id}", words, lines, "transfer"))[0]


def _draft(found: Ending, name: str, words: str, lines: tuple[Posting, ...], kind: str) -> Draft:
    # The maker wrote it, whoever approves now checked it: both stand on every entry.
    return Draft(
        day=found.day, kind=kind, memo=words[:300], lines=lines, source="matching", source_ref=f"ending:{found.pk}",
        actor_id=found.maker_id, checker_id=found.checker_id,
        idempotency_key=uuid.uuid5(SPACE, f"ending:{found.pk}:{name}"),
    )  # fmt: skip


def _take_villages(predecessor: Organisation, share: EndingShare, shares: Sequence[EndingShare]) -> None:
    """A fund that takes over members of another tambon has those villages too: the share that takes part is of both. The
    first fund takes every village that no other names, as it takes the members who live there."""
    if predecessor.subdistrict_id == share.successor.subdistrict_id:
        return
    old = Fund.objects.get(organisation=predecessor)
    fund = share.successor.fund
    others = sum(len(other.villages) for other in shares if other.pk != share.pk)
    rest = max(old.village_count - others, 0) if share.pk == shares[0].pk else 0
    fund.village_count += max(len(share.villages), rest)
    fund.save(update_fields=["village_count"])
