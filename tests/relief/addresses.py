"""A flood in each fund's tambon for the authorisation walk: a list that waits, a truck that left and one that did not, money
on its way and money that arrived."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from chumchon.access.models import Organisation
from chumchon.funds.models import Fund
from chumchon.ledger.actions import open_book
from chumchon.relief.actions import lists
from chumchon.relief.models import Allotment, Delivery, Disaster, Load, LoadLine, Pledge
from tests.factories import NOW, TODAY, actor, user
from tests.funds.claims_world import put_cash
from tests.relief.world import arrived, counted, flood, laid_out, listed, loaded, promised, received


def fill(fund: Fund) -> None:
    """The whole way in one tambon; the money comes from a body of another province, behind the second wall."""
    disaster = flood(fund, (fund.organisation.subdistrict_id,))
    listed(fund, disaster, "1", (("rice", 10),))
    listed(fund, disaster, "1", (("rice", 15),), by="secretary")
    counted(fund, quantity=100)
    promised(fund, disaster, quantity=50)
    laid_out(fund, disaster)
    arrived(fund, loaded(fund, disaster).lines.get(), 4)
    listed(fund, disaster, "2", (("rice", 20),))
    laid_out(fund, disaster)
    loaded(fund, disaster, part=5, send=False)
    put_cash(fund, 100_000)
    lists.ask_money(fund.organisation, disaster.pk, actor(fund, "treasurer"), 20_000, NOW, TODAY)
    line = _money(fund, disaster)
    received(fund, line, 5_000)


def _money(fund: Fund, disaster: Disaster) -> LoadLine:
    treasurer, chair = user(fund, "treasurer"), user(fund, "chair")
    giver = Organisation.objects.create(
        code=f"giver-{fund.code}",
        kind="fund",
        name_th="กองทุนผู้ให้",
        subdistrict_id="570101",
        opened_on=date(2010, 1, 1),
    )
    book = open_book(giver.pk)
    from chumchon.ledger.actions import posting
    from chumchon.ledger.rules import Draft, Posting

    with posting(book.pk, NOW) as session:
        lines = (Posting("1010", 50_000), Posting("3020", -50_000))
        session.post(Draft(date(2025, 1, 1), "opening", "ยอดยกมา", lines, "test", chair.pk, uuid.uuid4()))
    pledge = Pledge.objects.create(
        disaster=disaster,
        giver=giver,
        item_id="money",
        quantity=20_000,
        area_code=giver.subdistrict_id,
        by=treasurer,
        at=NOW,
    )
    laid_out(fund, disaster)
    row = pledge.allotments.get()
    load = Load.objects.create(
        disaster=disaster, giver=giver, number=90, kind="money", account=book.accounts.get(code="1010"), state="sent", made_by=chair,
        made_at=NOW, sent_by=chair, sent_at=NOW,
    )  # fmt: skip
    Allotment.objects.filter(pk=row.pk).update(sent=20_000)
    Pledge.objects.filter(pk=pledge.pk).update(sent=20_000)
    return LoadLine.objects.create(load=load, allotment=row, quantity=20_000)


def _of(model: Any, path: str, **where: Any) -> Callable[[Fund], Any]:
    return lambda fund: model.objects.filter(**{path: fund.organisation}, **where).earliest("pk").pk


OBJECTS: dict[str, Callable[[Fund], Any]] = {
    "pledge_id": _of(Pledge, "giver"),
    "load_id": _of(Load, "giver"),
    "delivery_id": _of(Delivery, "line__load__giver"),
    "allotment_id": _of(Allotment, "pledge__giver"),
    "sum_id": _of(LoadLine, "load__disaster__host", load__kind="money"),
}
PLAIN: dict[str, Callable[[Fund], Any]] = {
    "disaster_id": lambda fund: Disaster.objects.get(host=fund.organisation).pk,
}
