"""An example object for every part of an address, in a small world of two funds. A new kind of part needs a line here."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from chumchon.access.models import Grant
from chumchon.checks.models import Finding
from chumchon.funds.actions.agreements import draft_from_example
from chumchon.funds.actions.contributions import Payment, post_contributions
from chumchon.funds.models import (
    AgreementVersion,
    BankAccount,
    CashCount,
    CashDraft,
    Claim,
    ClaimEvidence,
    ClaimPayment,
    CollectionSheet,
    CommitteeSeat,
    Fund,
    ImportBatch,
    Member,
    NonCashHelp,
)
from chumchon.ledger.models import Account, Book, Receipt
from chumchon.ledger.rules import short_code
from tests.councils import addresses as councils
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.homes import walk as homes
from tests.households import addresses as households
from tests.leaders import addresses as leaders
from tests.relief import addresses as relief
from tests.sources import addresses as sources

ROUND = "2570-1"


def fill(fund: Fund) -> None:
    """Objects of each kind in the fund, money through the real actions."""
    member = make_member(fund)
    payment = Payment(member.pk, "due", 3000, date(2026, 11, 1), date(2026, 11, 30))
    post_contributions(fund, actor(fund, "treasurer"), None, TODAY, [payment], uuid.uuid4(), "เงินสมทบ", "test", "", NOW)
    chair, treasurer = user(fund, "chair"), user(fund, "treasurer")
    CommitteeSeat.objects.create(fund=fund, person_name="นางคำ", position="chair", from_day=date(2020, 1, 1))
    book = Book.objects.get(organisation=fund.organisation)
    account = Account.objects.create(book=book, code="1020", name_th="ธนาคาร", name_en="Bank", kind="asset")
    BankAccount.objects.create(fund=fund, bank="ออมสิน", number="0200", name="กองทุน", account=account)
    village = fund.organisation.subdistrict.villages.get(number=2)
    CollectionSheet.objects.create(fund=fund, village=village, day=TODAY, collector=treasurer)
    CashDraft.objects.create(
        fund=fund, kind="income", day=TODAY, satang=100, memo="ทดสอบ", maker=treasurer, made_at=NOW
    )
    CashCount.objects.create(
        fund=fund, day=TODAY, counted_satang=3000, book_satang=3000, counter=treasurer, witness=chair, at=NOW
    )
    _fill_claims(fund, member)
    Finding.objects.create(
        check_of_id="id_wrong", organisation=fund.organisation, severity="warn", subject=f"member:{member.pk}",
        evidence=[["member", member.pk]], digest=f"example-{fund.code}", first_seen=NOW, last_seen=NOW,
    )  # fmt: skip
    ImportBatch.objects.create(fund=fund, file_name="a.xlsx", sha256="0" * 64, actor=treasurer, at=NOW)
    draft_from_example(fund, actor(fund, "chair"), NOW, TODAY)
    _fill_match(fund)
    homes.fill(fund)
    councils.fill(fund)
    relief.fill(fund)
    leaders.fill(fund)
    sources.fill(fund)
    households.fill(fund)


def _fill_match(fund: Fund) -> None:
    """A round that is open, and the fund's counted request in it."""
    from chumchon.matching.actions.requests import draft
    from chumchon.matching.models import Round

    facts = {"name_th": "รอบ 1/2570", "fiscal_year_be": 2569, "counting_day": date(2026, 9, 30), "state": "open"}
    days = {"opens_on": date(2026, 10, 1), "closes_on": date(2099, 12, 31)}
    round_, _ = Round.objects.get_or_create(code=ROUND, defaults={**facts, **days})
    draft(fund, round_, actor(fund, "treasurer"), NOW, TODAY)


def _fill_claims(fund: Fund, member: Member) -> None:
    """A claim from its entry to its payment, with a paper."""
    from chumchon.funds.actions.help import give_help
    from tests.funds.claims_world import PAPERS, approve, enter, in_force, pay, put_cash, stay
    from tests.funds.claims_world import TOML as agreement

    in_force(fund, agreement, 90, date(2025, 4, 1))
    put_cash(fund, 1_000_000)
    claim = enter(fund, member, stay(2), seen=PAPERS["hospital"])
    pay(fund, approve(fund, claim))
    give_help(fund, actor(fund, "secretary"), member, "sickness", "ข้าวสาร", 0, TODAY, uuid.uuid4(), NOW, TODAY)


def _first(model: Any) -> Callable[[Fund], Any]:
    return lambda fund: model.objects.filter(fund=fund).order_by("pk").first().pk


def _book(fund: Fund) -> Book:
    return Book.objects.get(organisation=fund.organisation)


# Parts that name an object of one fund: the same number under another fund's address must be 404.
OBJECTS: dict[str, Callable[[Fund], Any]] = {
    "grant_id": lambda fund: Grant.objects.filter(organisation=fund.organisation, role="auditor").earliest("id").pk,
    "seat_id": _first(CommitteeSeat),
    "member_id": _first(Member),
    "household_id": lambda fund: Member.objects.filter(fund=fund).first().person.household_id,
    "receipt_id": lambda fund: Receipt.objects.filter(book=_book(fund)).first().pk,
    "sheet_id": _first(CollectionSheet),
    "draft_id": _first(CashDraft),
    "account_id": _first(BankAccount),
    "claim_id": _first(Claim),
    "paper_id": lambda fund: ClaimEvidence.objects.filter(claim__fund=fund).first().pk,
    "payment_id": _first(ClaimPayment),
    "help_id": _first(NonCashHelp),
    "count_id": _first(CashCount),
    "batch_id": _first(ImportBatch),
    "version_id": _first(AgreementVersion),
    "finding_id": lambda fund: Finding.objects.filter(organisation=fund.organisation).earliest("id").pk,
}
OBJECTS |= homes.OBJECTS | councils.OBJECTS | households.OBJECTS | leaders.OBJECTS | sources.OBJECTS | relief.OBJECTS
# Parts that mean the same in every fund, or that stand outside funds.
PLAIN: dict[str, Callable[[Fund], Any]] = {
    "code": lambda fund: fund.code,
    "village": lambda fund: 1,
    "number": lambda fund: 1,
    "account": lambda fund: "1010",
    "kind": lambda fund: "income",
    "year": lambda fund: 2569,
    "round": lambda fund: ROUND,
    "request_id": lambda fund: fund.match_requests.get().pk,
    "tambon": lambda fund: fund.organisation.subdistrict_id,
    "kind_code": lambda fund: "savings",
    "programme_code": lambda fund: "welfare",
    "ending_id": lambda fund: 1,
    "repayment_id": lambda fund: 1,
    "uid": lambda fund: Member.objects.filter(fund=fund).first().uid,
    "network_id": lambda fund: 1,
    "check": lambda fund: "cash_kept",
    "public_code": lambda fund: Receipt.objects.filter(book=_book(fund)).first().public_code,
    "voucher_code": lambda fund: ClaimPayment.objects.filter(fund=fund).first().public_code,
    "book": lambda fund: fund.code,
    "short_code": lambda fund: short_code(_book(fund).head_hash),
}
PLAIN |= homes.PLAIN | councils.PLAIN | households.PLAIN | leaders.PLAIN | sources.PLAIN | relief.PLAIN


def _example(name: str, fund: Fund) -> Any:
    found = fund.__dict__.setdefault("_examples", {})  # thousands of addresses ask for the same few
    if name not in found:
        found[name] = (OBJECTS | PLAIN)[name](fund)
    return found[name]


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the house with its pattern; sign-in's own pages keep their own doors."""

    def walk(found: Any, prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for p in found:
            if isinstance(p, URLResolver):
                yield from walk(p.url_patterns, prefix + str(p.pattern))
            else:
                yield prefix + str(p.pattern), p

    for route, pattern in walk(get_resolver().url_patterns, ""):
        if pattern.callback.__module__.startswith("chumchon"):
            yield route, pattern


def address(pattern: URLPattern, route: str, fund: Fund, objects_of: Fund | None = None) -> str:
    """The address with examples of the fund (and objects of another fund, where asked)."""
    path = "/" + route
    for name, converter in pattern.pattern.converters.items():
        source = objects_of if objects_of is not None and name in OBJECTS else fund
        value = _example(_code_name(route) if name == "code" else name, source)
        path = path.replace(f"<{_converter_name(converter)}:{name}>", str(value))
    return path


def _code_name(route: str) -> str:
    return households.code_name(route) or councils.code_name(route)


def _converter_name(converter: Any) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
