"""The institute (พอช.) as a body with a book of its own: match and loans go out of it, what comes back returns to it."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from chumchon.access.actions import record
from chumchon.access.models import Organisation
from chumchon.access.system import system_actor
from chumchon.thai.errors import Clash

from .actions import open_book
from .chart import ChartRow
from .models import Account, Book

CODE = KIND = "institute"
NAME_TH, NAME_EN = "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)", "Community Organizations Development Institute"
OPENED = date(2000, 10, 26)  # 26 October 2543 [a]
SEAT = "100601"  # แขวงคลองจั่น เขตบางกะปิ: where the headquarters stand [d]
BANK, OVER_MATCH, BUDGET, MATCH_PAID = "1020", "1210", "4110", "5110"
CHART: tuple[ChartRow, ...] = (
    ChartRow(BANK, "เงินฝากธนาคาร", "Bank", "asset", True),
    ChartRow(OVER_MATCH, "เงินสมทบเกินรอรับคืน", "Over-match to be returned", "asset"),
    ChartRow("3010", "ทุนสะสม", "Accumulated capital", "equity"),
    ChartRow("3020", "ยอดยกมา", "Opening balance", "equity"),
    ChartRow(BUDGET, "งบประมาณเงินสมทบกองทุนสวัสดิการชุมชน", "Budget for the match of welfare funds", "income"),
    ChartRow(MATCH_PAID, "เงินสมทบกองทุนสวัสดิการชุมชน", "Match paid to welfare funds", "expense"),
)


def institute_book(now: datetime) -> Book:
    """The institute's book, made with its organisation and chart at the first call. Two first calls at once make one."""
    book = _found()
    if book is not None:
        return book
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                code=CODE, kind=KIND, name_th=NAME_TH, name_en=NAME_EN, subdistrict_id=SEAT, opened_on=OPENED
            )
            book = open_book(organisation.pk, chart=CHART)
            record(system_actor().user_id, "institute.open", organisation, f"organisation:{organisation.pk}", now)
            return book
    except IntegrityError:  # somebody made it between the look and the write
        book = _found()
        if book is None:
            raise
        return book


def ensure_account(
    book: Book, code: str, name_th: str, name_en: str, kind: str, is_cash: bool = False
) -> Account:  # fmt: skip
    """The account of this code, opened when it is not there yet. Errors: OTHER_ACCOUNT (the code is of another kind)."""
    account, _ = Account.objects.get_or_create(
        book=book, code=code, defaults={"name_th": name_th, "name_en": name_en, "kind": kind, "is_cash": is_cash}
    )
    if (account.kind, account.is_cash) != (kind, is_cash):
        raise Clash(
            "OTHER_ACCOUNT", f"บัญชีรหัส {code} มีอยู่แล้วเป็นบัญชีอีกประเภท ใช้รหัสอื่น",
            f"Account {code} stands there already as {account.kind}; use another code.",
        )  # fmt: skip
    return account


def _found() -> Book | None:
    return Book.objects.select_related("organisation").filter(organisation__code=CODE).first()
