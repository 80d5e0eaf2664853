"""The demo's flood: five days in which three funds help each other, from the first list to the money in two books."""

from datetime import date, datetime, timedelta

from chumchon.access.models import Organisation, User
from chumchon.access.story import SteadyCast, at
from chumchon.areas.models import Subdistrict
from chumchon.funds.actions import drafts
from chumchon.funds.actions.fund import open_fund
from chumchon.funds.demo.cast import quick_hashes
from chumchon.funds.models import Fund
from chumchon.funds.rules.fund import FundFacts, SeatFacts
from chumchon.people.models import Household

from .actions import allotting, claims, deliveries, disasters, lists, loads, money, pledges
from .actions.disasters import DisasterFacts
from .models import Disaster, Pledge
from .queries.claims import houses
from .queries.giving import allotments_of
from .rules.needs import ListEntry

TITLE = "ช่วยกันยามน้ำท่วม"
SIGN_INS = (
    ("giver_treasurer", "เหรัญญิกกองทุนที่ส่งข้าวและเงิน"), ("giver_chair", "ประธานกองทุนที่ส่งข้าวและเงิน"),
    ("helper_treasurer", "เหรัญญิกกองทุนที่ส่งของและแรง"), ("helper_chair", "ประธานกองทุนที่ส่งของและแรง"),
)  # fmt: skip
FUND = "mae-raem"
VILLAGES = (1, 2, 5)
_Wants = tuple[tuple[str, int], ...]
CASH_SATANG = 6_000_000


def told() -> bool:
    """Does the database hold the flood?"""
    return Disaster.objects.exists()


def tell(today: date) -> None:
    """Five days: lists, promises, two trucks, money, claims; some houses still wait."""
    stage, own = (
        SteadyCast(2554),
        Fund.objects.select_related("organisation__subdistrict__district").get(organisation__code=FUND),
    )
    first = today - timedelta(days=5)
    giver, helper = _givers(stage, own, first, today)
    facts = DisasterFacts(
        "flood", f"น้ำท่วม{own.organisation.subdistrict.name_th}", first,
        tuple(f"{own.organisation.subdistrict_id}{n:02}" for n in VILLAGES),
    )  # fmt: skip
    flood = disasters.open_disaster(
        own.organisation, stage.actor("chair"), facts, stage.key(), False, at(first, 6), first
    )
    _lists(stage, own, flood, first)
    day = first + timedelta(days=1)
    for who, role, item, quantity in (
        (giver, "giver_treasurer", "rice", 320), (giver, "giver_treasurer", "water", 900),
        (helper, "helper_treasurer", "dry_food", 60), (helper, "helper_treasurer", "blanket", 45),
    ):  # fmt: skip
        pledges.count_stock(who.organisation, stage.actor(role), item, quantity, at(day, 7), day)
        pledges.pledge(
            who.organisation, flood.pk, stage.actor(role), item, quantity * 3 // 4, stage.key(), at(day, 8), day
        )
    pledges.pledge(
        helper.organisation, flood.pk, stage.actor("helper_chair"), "labour", 24, stage.key(), at(day, 8), day
    )
    lists.ask_money(own.organisation, flood.pk, stage.actor("treasurer"), 2_000_000, at(day, 9), day)
    gift = _money(stage, giver, "giver", flood, 1_200_000, day)
    pledges.answer(giver.organisation, gift.pk, stage.actor("giver_chair"), True, "", at(day, 11), day)
    _money(stage, helper, "helper", flood, 500_000, today)
    allotting.allot(flood.pk, stage.actor("chair"), at(day, 12), day)
    _trucks(stage, own, flood, giver, helper, day)
    _send_money(stage, own, flood, giver, day)
    _late(stage, own, flood, today)
    affected = [h.household.pk for h in houses(own, flood) if h.members][:4]
    claims.enter_claims(own, flood, stage.actor("secretary"), affected, at(today, 8), today)


def _givers(stage: SteadyCast, own: Fund, first: date, today: date) -> tuple[Fund, Fund]:
    """Two funds of the same district, each with a chair, a treasurer and some cash."""
    rows = Subdistrict.objects.filter(district=own.organisation.subdistrict.district, valid_to__isnull=True)
    taken = set(Organisation.objects.filter(kind="fund").values_list("subdistrict_id", flat=True))
    areas = [a for a in rows.order_by("-code") if a.code not in taken][:2]
    found = []
    with quick_hashes():
        for area, name in zip(areas, ("giver", "helper"), strict=True):
            founded, until = date(2012, 10, 1), date(today.year + 3, 9, 30)
            seats = tuple(
                SeatFacts(person, position, founded, until, username=f"{name}_{position}")
                for person, position in (("นายบุญส่ง คำแสน", "chair"), ("นางพิมพา อินทร์แก้ว", "treasurer"))
            )
            facts = FundFacts(
                f"{name}-{area.code}",
                f"กองทุนสวัสดิการชุมชนตำบล{area.name_th}",
                area.code,
                "tambon",
                founded,
                6,
                committee=seats,
            )
            found.append(open_fund(facts, stage.actor("officer"), at(first, 5), first))
    chair = User.objects.get(username="chair")
    User.objects.filter(username__in=[name for name, _ in SIGN_INS]).update(
        password=chair.password, pin_hash=chair.pin_hash, must_choose_password=False
    )
    for fund, name in zip(found, ("giver", "helper"), strict=True):
        key, memo = stage.key(), "เงินบริจาคสมทบกองทุน"
        maker, checker = stage.actor(f"{name}_treasurer"), stage.actor(f"{name}_chair")
        row = drafts.make_draft(
            fund, maker, "income", first, "1010", "4070", CASH_SATANG, memo, key, at(first, 6), first
        )
        drafts.approve(fund, row.pk, checker, at(first, 7), first)
    return found[0], found[1]


def _lists(stage: SteadyCast, own: Fund, flood: Disaster, day: date) -> None:
    """Houses of three villages from two volunteers, a temple, one house that both were at."""
    for number in VILLAGES:
        rows = Household.objects.filter(village__subdistrict=own.organisation.subdistrict, village__number=number)
        for house in rows.order_by("id")[:4]:
            people = stage.rng.randint(2, 6)
            wants: _Wants = (("rice", people * 5), ("water", people * 12), ("dry_food", people), ("blanket", people))
            _list(stage, own, flood, "collector", number, house.house_no, wants, at(day, 8 + number), people)
    house = Household.objects.filter(village__subdistrict=own.organisation.subdistrict, village__number=1).order_by(
        "id"
    )[0]
    _list(stage, own, flood, "secretary", 1, house.house_no, (("rice", 40), ("labour", 4)), at(day, 15), 5)
    point = disasters.add_point(
        own.organisation, flood.pk, stage.actor("secretary"), "ศาลาวัดแม่แรม", 2, at(day, 16), day
    )
    wants = (("rice", 60), ("water", 200), ("labour", 12))
    _list(stage, own, flood, "secretary", 0, "", wants, at(day, 16), 35, point.pk)


def _list(
    stage: SteadyCast, own: Fund, flood: Disaster, who: str, village: int, house: str, wants: _Wants,
    moment: datetime, people: int, point: int = 0,
) -> None:  # fmt: skip
    damage = 0 if point else stage.rng.randint(2, 30) * 50_000
    entry = ListEntry(stage.key(), village, house, people, wants, moment, damage, point)
    day = (moment + timedelta(hours=7)).date()
    lists.keep_list(own.organisation, flood.pk, stage.actor(who), entry, moment, day)


def _money(stage: SteadyCast, fund: Fund, name: str, flood: Disaster, satang: int, day: date) -> Pledge:
    actor = stage.actor(f"{name}_treasurer")
    return pledges.pledge(fund.organisation, flood.pk, actor, "money", satang, stage.key(), at(day, 10), day)


def _trucks(stage: SteadyCast, own: Fund, flood: Disaster, giver: Fund, helper: Fund, day: date) -> None:
    """One truck arrived at every door but one; the other is on its way."""
    for fund, name, plate, later in ((giver, "giver", "บธ 4512 ชม.", 1), (helper, "helper", "ผค 887 ชม.", 3)):
        rows = {a.pk: a.unsent for a in allotments_of(fund.organisation, flood) if not a.pledge.item.is_money}
        on, actor = day + timedelta(days=later), stage.actor(f"{name}_treasurer")
        load = loads.make_load(
            fund.organisation, flood.pk, actor, rows, "นายสมาน ใจกล้า", plate, stage.key(), at(on, 8), on
        )
        loads.send(fund.organisation, load.pk, actor, at(on, 9), on)
        if name == "helper":
            continue
        for line in list(load.lines.select_related("allotment__need"))[:-2]:
            who = "keeper" if line.allotment.need.point_id else "head"
            entry = deliveries.DeliveryEntry(stage.key(), line.pk, line.quantity, who, at(on, 11), on)
            deliveries.deliver(own.organisation, stage.actor("collector"), entry, at(on, 12), on)


def _send_money(stage: SteadyCast, own: Fund, flood: Disaster, giver: Fund, day: date) -> None:
    rows = {a.pk: a.unsent for a in allotments_of(giver.organisation, flood) if a.pledge.item.is_money}
    actor = stage.actor("giver_treasurer")
    load = loads.make_load(
        giver.organisation, flood.pk, actor, rows, "", "", stage.key(), at(day, 13), day, account="1010"
    )
    loads.send(giver.organisation, load.pk, actor, at(day, 13, 10), day)
    line, on = load.lines.get(), day + timedelta(days=1)
    money.confirm(
        own.organisation, stage.actor("treasurer"), line.pk, line.quantity, "1010", on, stage.key(), at(on, 10), on
    )


def _late(stage: SteadyCast, own: Fund, flood: Disaster, today: date) -> None:
    """A phone came back from the far end of village 5: two more houses wait."""
    rows = Household.objects.filter(village__subdistrict=own.organisation.subdistrict, village__number=5).order_by(
        "-id"
    )[:2]
    for house in rows:
        wants = (("rice", 15), ("water", 36), ("blanket", 3))
        _list(stage, own, flood, "collector", 5, house.house_no, wants, at(today - timedelta(days=1), 17), 3)
