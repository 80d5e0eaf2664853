"""The office of the story: other money by two people, deposits, the register's comings and goings, closing of a year."""

from datetime import date
from random import Random

from chumchon.access.story import at
from chumchon.ledger.models import Receipt

from ..actions import members as register
from ..actions.closing import close_year
from ..actions.contributions import cancel_receipt
from ..actions.drafts import approve, make_draft
from ..models import CashDraft, Member
from ..queries.home import home_of
from ..rules.drafts import memo_of
from ..rules.membership import FundMemberFacts
from .cast import Stage

KEPT_SATANG = 300_000  # what stays in the box for small things
WHOLE = 100_000  # deposits go in whole thousands of baht
FIRST_NAMES = ("ด.ช.", "ภูมิ"), ("ด.ญ.", "ใบบัว"), ("นาย", "ก้อง"), ("นาง", "เพ็ญ"), ("ด.ญ.", "ข้าวหอม"), ("ด.ช.", "ต้นกล้า")
REASONS = {
    "leave": ("ย้ายไปอยู่กับลูกที่ลำพูน", "ไปทำงานต่างจังหวัด", "ขอลาออกเอง"),
    "die": ("ญาติแจ้ง มีใบมรณบัตร",),
    "lapse": ("ค้างเกินที่ข้อตกลงกำหนด มติกรรมการ",),
}


def money(stage: Stage, kind: str, day: date, debit: str, credit: str, satang: int, memo: str) -> CashDraft:
    """Written by the treasurer, approved by the chair on the same day."""
    draft = wait(stage, kind, day, debit, credit, satang, memo)
    approve(stage.fund, draft.id, stage.actor("chair"), at(day, 15), day)
    return draft


def wait(stage: Stage, kind: str, day: date, debit: str, credit: str, satang: int, memo: str) -> CashDraft:
    """Written by the treasurer; it waits for another person."""
    return make_draft(
        stage.fund, stage.actor("treasurer"), kind, day, debit, credit, satang, memo, stage.key(), at(day, 14), day
    )


def month_end(stage: Stage, day: date) -> None:
    """Small costs are paid and the rest of the cash goes to the bank."""
    cost = stage.rng.randrange(250, 1200) * 100
    memo = memo_of(
        "expense", stage.rng.choice(["ค่าเอกสารและพิมพ์ใบเสร็จ", "ค่าน้ำมันรถไปธนาคาร", "ค่าอาหารประชุมกรรมการ"]), "ร้านค้าในตำบล"
    )
    money(stage, "expense", day, "5200", "1010", cost, memo)
    cash = home_of(stage.fund, day).cash_satang
    deposit = (cash - KEPT_SATANG) // WHOLE * WHOLE
    if deposit > 0:
        money(stage, "transfer", day, "1020", "1010", deposit, "ฝากเงินเข้าธนาคาร")


def yearly(stage: Stage, day: date, members: int) -> None:
    """What comes once a year, by month: the state's match, local government, interest, a donation."""
    year_be = day.year + 543
    if day.month == 2:
        money(
            stage,
            "income",
            day,
            "1020",
            "4030",
            members * 36500,
            memo_of("income", f"เงินสมทบรัฐ ปี {year_be}", "พอช.", "หนังสือแจ้งโอน"),
        )
    if day.month == 4:
        money(
            stage, "income", day, "1020", "4040", 5_000_000, memo_of("income", f"เงินสมทบท้องถิ่น ปี {year_be}", "อบต.แม่แรม")
        )
    if day.month in (6, 12):
        for bank, satang in (("1020", 78_325), ("1021", 12_040)):
            money(stage, "income", day, bank, "4060", satang + stage.rng.randrange(5_000), "ดอกเบี้ยเงินฝาก")
    if day.month == 8:
        money(stage, "income", day, "1010", "4070", 150_000, memo_of("income", "บริจาคงานวันแม่", "ผู้มีจิตศรัทธา"))


def comings_and_goings(stage: Stage, day: date) -> None:
    """Somebody joins, now and then somebody leaves, dies or lapses."""
    rng, secretary = stage.rng, stage.actor("secretary")
    for _ in range(rng.choice((0, 1, 1, 2))):
        register.enrol(stage.fund, secretary, _newcomer(stage, rng, day), day, at(day, 13), alike_ok=True)
    happened = rng.random()
    kind = "die" if happened < 0.3 else "leave" if happened < 0.5 else "lapse" if happened < 0.58 else ""
    if kind:
        _go(stage, kind, day)


def _newcomer(stage: Stage, rng: Random, day: date) -> FundMemberFacts:
    prefix, name = rng.choice(FIRST_NAMES)
    villages = list(stage.fund.organisation.subdistrict.villages.filter(number__lte=stage.fund.village_count))
    village = rng.choice(villages)
    house = rng.choice(list(village.households.order_by("id")))
    kin = (
        Member.objects.filter(fund=stage.fund, person__household=house).select_related("person").order_by("id").first()
    )
    child = prefix.startswith("ด.")
    born = date(day.year - (rng.randrange(0, 12) if child else rng.randrange(22, 58)), 1 + rng.randrange(day.month), 1)
    return FundMemberFacts(
        first_name=name, surname=kin.person.surname if kin else "ใจดี", prefix=prefix, joined_on=day, birth_day=born,
        birth_precision="day", kind="child" if child else "general", village=village.id, house_no=house.house_no,
    )  # fmt: skip


def _go(stage: Stage, kind: str, day: date) -> None:
    rows = stage.fund.members.filter(status="active", joined_on__lt=day).order_by("id")
    if kind == "die":
        rows = rows.filter(kind="elderly")
    if kind == "lapse":
        rows = rows.filter(paid_until__lt=date(day.year - 1, day.month, 1))
    found = list(rows)
    if not found:
        return
    step = {"leave": register.leave, "die": register.die, "lapse": register.lapse}[kind]
    step(stage.rng.choice(found), stage.actor("secretary"), day, stage.rng.choice(REASONS[kind]), day, at(day, 13, 30))


def cancel_one(stage: Stage, day: date) -> None:
    """The receipt of the wrong person is cancelled the same week."""
    receipt = Receipt.objects.filter(book__organisation=stage.fund.organisation, kind="due", day__lte=day).latest("id")
    cancel_receipt(receipt, stage.actor("treasurer"), "ลงผิดคน รับเงินใหม่แล้ว", day, at(day, 15, 30), stage.key())


def close(stage: Stage, year: int, day: date) -> None:
    """The treasurer closes the year, the chair signs."""
    close_year(stage.fund, year, stage.actor("treasurer"), stage.actor("chair"), at(day, 16), day)
