"""The demo's small story of a fund that ends: two neighbours with one treasurer become one, by two officers."""

from datetime import date, timedelta

from chumchon.access.actions import grant
from chumchon.access.models import Organisation, User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.access.story import SteadyCast, at
from chumchon.areas.models import Village
from chumchon.funds.actions import drafts
from chumchon.funds.actions.fund import open_fund
from chumchon.funds.actions.members import enrol
from chumchon.funds.demo.cast import quick_hashes
from chumchon.funds.models import Fund
from chumchon.funds.rules.fund import BankFacts, FundFacts, SeatFacts
from chumchon.funds.rules.membership import FundMemberFacts
from chumchon.thai.dates import long_th

from .actions import endings

SIGN_INS = (
    ("merged_treasurer", "เหรัญญิกกองทุนที่รับสมาชิกต่อ"), ("merged_chair", "ประธานกองทุนที่รับสมาชิกต่อ"),
)  # fmt: skip
# code, tambon, day of founding, members (first name, surname, year of birth), satang in the box
OLD = (
    "yang-moen",
    "500805",
    date(2014, 10, 1),
    (("สายใจ", "ใจคำ", 1961), ("อินทร", "ปัญญาดี", 1972), ("บัวเขียว", "ใจคำ", 1985)),
    742_050,
)
NEW = ("bo-kaeo", "500804", date(2011, 10, 1), (("คำแปง", "สุริยะ", 1958), ("วันดี", "แสนคำ", 1990)), 1_518_000)  # fmt: skip
AHEAD = timedelta(days=7)  # from the resolution to the day on which the fund ends


def tell(today: date) -> None:
    """A fund of three members goes on in its neighbour's; the province's officer writes it, the region's approves."""
    stage = SteadyCast(2557)
    ended = today - timedelta(days=10)
    begun = ended - timedelta(days=30)
    old, new = (_open(stage, row, begun) for row in (OLD, NEW))
    people = 3
    words = f"ประชุมสมาชิก {long_th(ended - AHEAD)} มาประชุม {people} คน เห็นชอบ {people} คน เหรัญญิกคนเดียวดูสองกองทุน จึงรวมกัน"
    share = endings.ShareFacts(new.organisation, "1020")
    made = endings.propose(
        old.organisation, "merge", ended, words, [share], stage.actor("officer"), at(ended, 9), ended - AHEAD
    )
    endings.approve(made.pk, stage.actor("region"), at(ended, 14), ended)


def _open(stage: SteadyCast, row: tuple[str, str, date, tuple[tuple[str, str, int], ...], int], day: date) -> Fund:
    code, area, founded, members, satang = row
    name = "กองทุนสวัสดิการชุมชนตำบล" + {"500804": "บ่อแก้ว", "500805": "ยั้งเมิน"}[area]
    until = date(day.year + 3, 9, 30)
    known = User.objects.filter(username__startswith="merged_").exists()
    seats = tuple(
        SeatFacts(person, position, founded, until, username="" if known else f"merged_{position}")
        for person, position in (("นางคำมูล สุริยะ", "treasurer"), ("นายแก้วมา แสนคำ", "chair"))
    )
    bank = BankFacts("ธ.ก.ส.", f"0{area}12345", name)
    with quick_hashes():
        facts = FundFacts(code, name, area, "tambon", founded, 4, committee=seats, bank_accounts=(bank,))
        fund = open_fund(facts, stage.actor("officer"), at(day, 6), day)
    if known:  # the same two people keep both funds
        for position in ("treasurer", "chair"):
            grant(
                User.objects.get(username=f"merged_{position}"), position, founded, Organisation.objects.get(code=code)
            )
    treasurer, chair = _actor("merged_treasurer"), _actor("merged_chair")
    village = Village.objects.filter(subdistrict=area).order_by("number").first()
    for first, last, born in members:
        who = FundMemberFacts(
            first, founded, "นาง", last, birth_day=date(born, 1, 1), birth_precision="year",
            village=village.pk if village is not None else None,
        )  # fmt: skip
        enrol(fund, treasurer, who, day, at(day, 7))
    key = stage.key()
    row_ = drafts.make_draft(
        fund, treasurer, "income", day, "1010", "4070", satang, "เงินบริจาคตั้งกองทุน", key, at(day, 8), day
    )
    drafts.approve(fund, row_.pk, chair, at(day, 9), day)
    return fund


def _actor(username: str) -> Actor:
    return actor_of_user(User.objects.get(username=username))
