"""Pages of a savings group: its home, members and passbooks, a collection day, money back, the receipt's paper."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from chumchon.access.actions import second_signature
from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import Actor
from chumchon.access.searching import address, by_name, searched
from chumchon.access.sheets import csv_response
from chumchon.ledger.models import Account, Receipt
from chumchon.ledger.queries import balances, journal
from chumchon.ledger.verify import verify_book
from chumchon.paper.typeset import qr_svg, typeset
from chumchon.people.actions import PersonFacts
from chumchon.thai.dates import long_th
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht, baht_short, baht_text

from ..actions import savings as actions
from ..forms.savings import CollectForm, GiveBackForm, GroupForm, JoinForm, TwoForm
from ..models import SavedRow, Saver, SavingsGroup
from ..queries import savings as queries
from ..queries.agreeing import agreeing
from ..queries.closing import open_years
from .common import file_response, group_of, project_of, show, show_group

RECEIPT = Path(__file__).parent.parent / "papers" / "savings_receipt.typ"


@needs("homes.write")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Found the group of a project's community."""
    project = project_of(request)
    initial = {
        "name_th": f"กลุ่มออมทรัพย์{project.name_th}"[:160],
        "opened_on": today(),
        "share_satang": 10_000,
        "monthly_satang": 10_000,
    }
    form = GroupForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_group(project, actor_of(request), now=timezone.now(), day=today(), **form.cleaned_data)
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(None, refused.th)
        else:
            messages.success(request, "ตั้งกลุ่มออมทรัพย์แล้ว")
            return redirect("group", made.code)
    context = {"form": form, "title": "ตั้งกลุ่มออมทรัพย์", "button": "ตั้งกลุ่ม", "files": False}
    return show(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


@needs("homes.read")
@by_name
def home(request: HttpRequest, code: str) -> HttpResponse:
    """The group: sums, members; a sealed name in the address; `format=csv`."""
    group = group_of(request)
    text = searched(request)
    rows = list(queries.savers(group, text)[:1000])
    if request.GET.get("format") == "csv":
        cells = [[s.number, s.person.name, s.joined_on.isoformat(), baht(s.shares), baht(s.saved)] for s in rows]  # type: ignore[attr-defined]
        return csv_response(f"savers-{code}.csv", ["เลขที่", "ชื่อ", "เข้ากลุ่ม", "หุ้น", "เงินออม"], cells)
    context = {
        "rows": rows, "q": text, "address": address(request), "sums": queries.group_sums(group), "saved": sum(s.saved for s in rows),  # type: ignore[attr-defined]
        "shares": sum(s.shares for s in rows), "loans": group.loans.select_related("saver__person").order_by("-pk")[:50],  # type: ignore[attr-defined]
    }  # fmt: skip
    return show_group(request, "homes/group.html", context)


@needs("homes.write")
def join(request: HttpRequest, code: str) -> HttpResponse:
    """A member joins."""
    group = group_of(request)
    form = JoinForm(list(queries.surveyed_heads(group)[:500]), request.POST or None, initial={"joined_on": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        facts = PersonFacts(said["first_name"], said["surname"], said["prefix"])
        try:
            made = actions.join(
                group, actor_of(request), facts, said["person"], None, said["joined_on"], timezone.now(), today()
            )
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(None, refused.th)
        else:
            messages.success(request, f"รับสมาชิกเลขที่ {made.number} แล้ว")
            return redirect("group", code)
    context = {
        "form": form,
        "title": "รับสมาชิกกลุ่ม",
        "button": "รับสมาชิก",
        "files": False,
        "back": reverse("group", args=[code]),
    }
    return show_group(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


def boxes(group: SavingsGroup) -> list[tuple[str, str]]:
    """Box and bank with what they hold, for a form."""
    return [
        (a.code, f"{a.name_th} (มี {baht_short(satang)})") for a, satang in queries.cash_accounts(queries.book_of(group))
    ]


def second_of(request: HttpRequest, form: TwoForm, permission: str = "homes.sign") -> Actor:
    """The second person who signs on this screen, with the permission to. Errors: access.actions.second_signature."""
    said = form.cleaned_data
    organisation = request.organisation  # type: ignore[attr-defined]
    return second_signature(
        actor_of(request), said["second"], said["secret"], permission, organisation, timezone.now(), today()
    )


SIGNATURE = ("SAME_PERSON", "WRONG_PIN", "WAIT")


def add_refusal(request: HttpRequest, form: TwoForm, refused: Plain) -> None:
    """What was refused stands beside its field; a second signer without a role is told beside theirs."""
    field = {
        "COUNT": "counted",
        "NO_CASH": "box",
        "FUTURE_DATE": "day",
        "BEFORE_START": "day",
        "YEAR_CLOSED": "day",
        "BACKDATED": "day",
    }
    signer = refused.code in SIGNATURE or isinstance(refused, NotAllowed)
    name = "second" if signer else field.get(refused.code)
    form.add_error(name if name in form.fields else None, refused.th)


@needs("homes.money")
def collect(request: HttpRequest, code: str) -> HttpResponse:
    """A collection day in one table; the receipts are made when two have signed."""
    group = group_of(request)
    savers = list(queries.savers(group)[: actions.MOST_ROWS // 2])
    form = CollectForm(savers, boxes(group), request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            second = second_of(request, form)
            made = actions.collect(
                group, actor_of(request), second, form.paid(), said["counted"], said["box"], said["reason"], said["day"],
                said["key"], timezone.now(), today(),
            )  # fmt: skip
        except Plain as refused:
            add_refusal(request, form, refused)
        else:
            messages.success(request, f"รับเงินแล้ว ออกใบเสร็จ {len(made.receipts)} ใบ")
            return redirect("group", code)
    context = {"form": form, "rows": form.rows(), "common": form.common()}
    return show_group(request, "homes/collect.html", context, 422 if request.method == "POST" else 200)


def _saver(request: HttpRequest, saver_id: int) -> Saver:
    found = queries.saver_of(group_of(request), saver_id)
    if found is None:
        raise Http404
    return found


@needs("homes.read")
def saver(request: HttpRequest, code: str, saver_id: int) -> HttpResponse:
    """The passbook of a member."""
    found = _saver(request, saver_id)
    rows = queries.passbook(found)
    receipts = SavedRow.objects.filter(saver=found, receipt__isnull=False).values_list(
        "receipt_id", "receipt__number", "receipt__year_be"
    )
    context = {
        "saver": found, "rows": rows, "receipts": list(dict.fromkeys(receipts.order_by("-receipt_id"))),
        "loans": found.loans.order_by("-pk"), "held": queries.held_for_loans(group_of(request), found),
    }  # fmt: skip
    return show_group(request, "homes/saver.html", context)


@needs("homes.money")
def give_back(request: HttpRequest, code: str, saver_id: int) -> HttpResponse:
    """Money back to a member."""
    group, found = group_of(request), _saver(request, saver_id)
    form = GiveBackForm(boxes(group), request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            second = second_of(request, form)
            actions.give_back(
                group, actor_of(request), second, found.pk, said["kind"], said["satang"], said["box"], said["reason"],
                said["day"], said["key"], timezone.now(), today(),
            )  # fmt: skip
        except Plain as refused:
            add_refusal(request, form, refused)
        else:
            messages.success(request, "คืนเงินและลงบัญชีแล้ว")
            return redirect("saver", code, saver_id)
    context = {
        "form": form, "title": f"คืนเงิน {found.person.name}", "button": "คืนเงิน", "files": False,
        "back": reverse("saver", args=[code, saver_id]),
    }  # fmt: skip
    return show_group(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


@needs("homes.read")
def receipt(request: HttpRequest, code: str, slip_id: int) -> HttpResponse:
    """The receipt's paper, A5."""
    group = group_of(request)
    found = (
        Receipt.objects.filter(pk=slip_id, book__organisation=group.organisation_id)
        .select_related("entry__actor", "entry__checker")
        .first()
    )
    if found is None:
        raise Http404
    return file_response(
        receipt_paper(request, group, found), "application/pdf", f"receipt-{code}-{found.year_be}-{found.number}.pdf"
    )


def receipt_paper(request: HttpRequest, group: SavingsGroup, found: Receipt) -> bytes:
    """The PDF of a receipt of savings or of a repayment."""
    rows = list(found.saved_rows.select_related("saver__person"))
    paid = getattr(found, "loan_payment", None)
    who = rows[0].saver if rows else paid.loan.saver if paid else None
    lines: list[list[str]] = [[r.get_kind_display(), baht(r.satang)] for r in rows]
    if paid:
        parts = (
            ("เงินต้น", paid.principal_satang), ("ดอกเบี้ย", paid.interest_satang), ("ส่วนต่างเข้ากองทุนกลุ่ม", paid.margin_satang),
            ("เบี้ยประกัน", paid.insurance_satang),
        )  # fmt: skip
        lines = [[f"{words} สินเชื่อ{paid.loan.label}", baht(satang)] for words, satang in parts if satang]
    payer, number = (who.person.name, str(who.number)) if who else ("", "")
    return slip_paper(request, group.name_th, group.organisation.subdistrict.label, found, payer, number, lines)


def slip_paper(
    request: HttpRequest, whose: str, place: str, found: Receipt, payer: str, number: str, lines: list[list[str]]
) -> bytes:
    """The PDF of a receipt: of whose book, from whom (number: of the member), for what."""
    undone = getattr(found.entry, "reversed_by", None)
    address = f"/r/{found.public_code}"
    data: dict[str, Any] = {
        "title": "ใบเสร็จรับเงิน", "group": whose, "place": place, "label": found.label, "day": long_th(found.day),
        "payer": payer, "number": number, "rows": lines, "total": baht(found.satang), "words": baht_text(found.satang), "receiver": str(found.entry.actor),
        "checker": str(found.entry.checker or ""), "undone": f"ยกเลิกแล้วด้วยรายการเลขที่ {undone.number}" if undone else "",
        "notes": [], "qr": qr_svg(f"{settings.ORIGIN}{address}" if settings.ORIGIN else request.build_absolute_uri(address)).decode(),
    }  # fmt: skip
    return typeset(RECEIPT, data)


KINDS = {"asset": "ทรัพย์สิน", "liability": "หนี้สิน", "equity": "ทุน", "income": "รายรับ", "expense": "รายจ่าย"}


def natural(accounts: Mapping[str, Account], sums: Mapping[str, int]) -> list[tuple[Account, str, int]]:
    """(account, kind in words, satang) by code; what is owed, capital and income above zero, as people say them."""
    rows = ((accounts[code], satang) for code, satang in sorted(sums.items()) if satang)
    return [(a, KINDS[a.kind], satang if a.kind in ("asset", "expense") else -satang) for a, satang in rows]


@needs("homes.read")
def book(request: HttpRequest, code: str) -> HttpResponse:
    """The group's book: balances of its accounts, the newest entries, and the check of the whole chain."""
    group = group_of(request)
    found = queries.book_of(group)
    accounts = {a.code: a for a in found.accounts.all()}
    sums = balances(found)
    rows = natural(accounts, sums)
    entries = journal(found).order_by("-number")[:50]
    report = verify_book(found) if request.GET.get("check") else None
    context = {
        "rows": rows, "entries": entries, "report": report, "beside": agreeing(group) if report else [], "debit": sum(s for s in sums.values() if s > 0),
        "years": group.years.select_related("closed_by", "checker"), "open_years": open_years(group, found, today()),
    }  # fmt: skip
    return show_group(request, "homes/book.html", context)
