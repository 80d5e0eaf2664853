"""A flood over Mae Raem: its fund, a fund next door and one of another province, with rice, money and a truck."""

import uuid
from datetime import UTC, date, datetime, timedelta

from chumchon.access.actions import create_user, grant
from chumchon.access.models import Organisation
from chumchon.access.queries import actor_of_user
from chumchon.areas.models import Subdistrict
from chumchon.ledger.models import Book
from chumchon.ledger.verify import verify_book
from chumchon.relief.actions import allotting, deliveries, disasters, lists, loads, money, pledges
from chumchon.relief.actions.deliveries import DeliveryEntry
from chumchon.relief.actions.disasters import DisasterFacts
from chumchon.relief.models import Allotment, Delivery, Disaster, LoadLine, Need, Pledge
from chumchon.relief.rules.needs import ListEntry
from tests.factories import NOW, TODAY, actor, make_fund
from tests.funds.claims_world import claims_fund, put_cash, refused, sound

__all__ = ["refused", "sound"]
FIRST = TODAY - timedelta(days=3)
SECRET = "123456"


def three(cash=10_000_000):
    """The fund that was hit, with an agreement; two that give."""
    own = claims_fund(cash)
    near, far = make_fund("near", "500706"), make_fund("far", "570101")
    for fund in (near, far):
        if cash:
            put_cash(fund, cash)
    return own, near, far


def flood(fund, areas=("500705",), key=None, again=False, **more):
    facts = DisasterFacts("flood", more.pop("name", "น้ำท่วมแม่แรม"), more.pop("first", FIRST), areas, **more)
    return disasters.open_disaster(
        fund.organisation, actor(fund, "chair"), facts, key or uuid.uuid4(), again, NOW, TODAY
    )


def entry(house="1", lines=(("rice", 10),), village=1, people=4, uid=None, at=NOW, **more):
    return ListEntry(uid or uuid.uuid4(), village, house, people, tuple(lines), at, **more)


def listed(fund, disaster, house="1", lines=(("rice", 10),), by="collector", day=TODAY, **more):
    """(row, word, new)"""
    return lists.keep_list(fund.organisation, disaster.pk, actor(fund, by), entry(house, lines, **more), NOW, day)


def counted(fund, item="rice", quantity=1_000, by="secretary"):
    return pledges.count_stock(fund.organisation, actor(fund, by), item, quantity, NOW, TODAY)


def promised(fund, disaster, item="rice", quantity=100, by="treasurer", key=None, **more):
    return pledges.pledge(
        fund.organisation, disaster.pk, actor(fund, by), item, quantity, key or uuid.uuid4(), NOW, TODAY, **more
    )


def agreed(fund, pledge, by="chair"):
    return pledges.answer(fund.organisation, pledge.pk, actor(fund, by), True, "", NOW, TODAY)


def laid_out(fund, disaster):
    return allotting.allot(disaster.pk, actor(fund, "chair"), NOW, TODAY)


def loaded(fund, disaster, by="treasurer", part=None, key=None, send=True, account="", item=None):
    """Everything of the giver's that waits (or `part` of each) on one load, which leaves."""
    rows = [
        a for a in Allotment.objects.filter(disaster=disaster, pledge__giver=fund.organisation)
        if a.unsent and (a.pledge.item_id == "money") == bool(account)
    ]  # fmt: skip
    made = loads.make_load(
        fund.organisation, disaster.pk, actor(fund, by), {a.pk: part or a.unsent for a in rows}, "" if account else "นายขับ",
        "" if account else "กข 1234", key or uuid.uuid4(), NOW, TODAY, account=account,
    )  # fmt: skip
    return loads.send(fund.organisation, made.pk, actor(fund, by), NOW, TODAY) if send else made


def arrived(fund, line, quantity=None, by="collector", uid=None, day=TODAY, at=NOW, receiver="head"):
    said = DeliveryEntry(uid or uuid.uuid4(), line.pk, line.left if quantity is None else quantity, receiver, at, day)
    return deliveries.deliver(fund.organisation, actor(fund, by), said, NOW, TODAY)


def received(fund, line, satang, by="treasurer", account="1010", on=TODAY, key=None):
    return money.confirm(
        fund.organisation, actor(fund, by), line.pk, satang, account, on, key or uuid.uuid4(), NOW, TODAY
    )


def with_money(own, giver, satang=500_000, send=True):
    """A flood in which `giver` sent money to `own`: the line of the load."""
    disaster = flood(own)
    lists.ask_money(own.organisation, disaster.pk, actor(own, "treasurer"), satang, NOW, TODAY)
    agreed(giver, promised(giver, disaster, "money", satang))
    laid_out(own, disaster)
    load = loaded(giver, disaster, account="1010", send=send)
    return disaster, load.lines.get()


def network(province="50"):
    """A network with a secretary who promises in its name."""
    seat = Subdistrict.objects.filter(code__startswith=province).order_by("code")[0]
    made = Organisation.objects.create(
        code=f"network-{province}",
        kind="network",
        name_th="เครือข่ายกองทุนจังหวัด",
        subdistrict=seat,
        opened_on=date(2010, 1, 1),
    )
    user = create_user(f"secretary-network-{province}", "นางเครือข่าย", "x" * 12, pin=SECRET)
    grant(user, "secretary", date(2010, 1, 1), made)
    return made, actor_of_user(user)


def book(fund):
    return Book.objects.get(organisation=fund.organisation)


def whole(disaster):
    """Every counter is the sum of the rows that tell it, and nothing is above what it hangs on."""
    for pledge in Pledge.objects.filter(disaster=disaster):
        rows = list(pledge.allotments.all())
        assert pledge.allotted == sum(a.quantity for a in rows)
        assert pledge.sent == sum(a.sent for a in rows) and pledge.delivered == sum(a.delivered for a in rows)
        assert pledge.parted == sum(p.quantity - p.released for p in pledge.parts.all())
        assert pledge.delivered <= pledge.sent <= pledge.allotted <= pledge.own <= pledge.quantity
    for need in Need.objects.filter(disaster=disaster):
        assert need.allotted == sum(a.quantity for a in need.allotments.all())
        assert need.delivered == sum(a.delivered for a in need.allotments.all())
    for line in LoadLine.objects.filter(load__disaster=disaster):
        assert line.delivered == sum(line.deliveries.values_list("quantity", flat=True))
        assert line.delivered + line.returned <= line.quantity
    for fund in {
        d.entry_giver.book for d in Delivery.objects.exclude(entry_giver=None).select_related("entry_giver__book")
    }:
        assert verify_book(fund).ok
    return True


def moment(days=0, hours=0):
    return NOW + timedelta(days=days, hours=hours)


def local(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=7)


def fresh(row):
    row.refresh_from_db()
    return row


def reload(disaster):
    return Disaster.objects.get(pk=disaster.pk)
