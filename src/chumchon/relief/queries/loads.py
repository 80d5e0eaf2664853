"""Reads of loads and deliveries: a giver's, those on their way to a tambon, and money on its way to a fund."""

from django.db.models import F, Q, QuerySet

from chumchon.access import walls
from chumchon.access.models import Organisation
from chumchon.ledger.models import Account

from ..models import Delivery, Disaster, Load, LoadLine


def loads(disaster: Disaster, organisation: Organisation, state: str = "") -> QuerySet[Load]:
    """Loads that the organisation sends, or that bring something to its tambon; the newest first."""
    rows = Load.objects.filter(disaster=disaster).filter(_touches(organisation)).distinct()
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("giver", "disaster").order_by("-number")


def _touches(organisation: Organisation) -> Q:
    return Q(giver=organisation) | Q(lines__allotment__need__area_code__startswith=organisation.subdistrict_id)


def load_of(organisation: Organisation, load_id: int) -> Load | None:
    """One of them."""
    rows = Load.objects.filter(_touches(organisation), pk=load_id).select_related("giver", "disaster__host").distinct()
    return rows.first()


def lines_of(load: Load, organisation: Organisation) -> list[LoadLine]:
    """The lines of a load that the organisation may see: all to the giver, those of the own tambon to who receives."""
    rows = load.lines.select_related(
        "allotment__pledge__item", "allotment__need__household__village", "allotment__need__point", "load"
    )
    if load.giver_id != organisation.pk:
        rows = rows.filter(allotment__need__area_code__startswith=organisation.subdistrict_id)
    return list(
        rows.order_by(
            "allotment__need__area_code",
            "allotment__need__household__house_key",
            "allotment__need__point_id",
            "allotment__pledge__item__position",
        )
    )


def deliveries(disaster: Disaster, organisation: Organisation) -> QuerySet[Delivery]:
    """What arrived from the organisation or in its tambon, the newest first."""
    rows = Delivery.objects.filter(line__load__disaster=disaster).filter(
        Q(line__load__giver=organisation) | Q(line__allotment__need__area_code__startswith=organisation.subdistrict_id)
    )
    return rows.select_related(
        "line__load__giver", "line__allotment__pledge__item", "line__allotment__need__household__village",
        "line__allotment__need__point", "by", "reversed_by",
    ).order_by("-id")  # fmt: skip


def deliveries_of(load: Load, organisation: Organisation) -> list[Delivery]:
    """What arrived of one load."""
    return list(deliveries(load.disaster, organisation).filter(line__load=load))


def money_coming(organisation: Organisation, disaster: Disaster) -> list[LoadLine]:
    """Money on its way to the fund."""
    rows = LoadLine.objects.filter(
        load__disaster=disaster, load__kind="money", load__state="sent", allotment__need__point__organisation=organisation,
        quantity__gt=F("delivered") + F("returned"),
    )  # fmt: skip
    return list(rows.select_related("load__giver", "allotment__pledge__item").order_by("id"))


def money_received(organisation: Organisation, disaster: Disaster) -> list[Delivery]:
    """Money that was confirmed, with its entry in the own book."""
    rows = Delivery.objects.filter(
        line__load__disaster=disaster, entry_receiver__isnull=False,
        line__allotment__need__point__organisation=organisation,
    )  # fmt: skip
    return list(rows.select_related("line__load__giver", "entry_receiver", "by", "reversed_by").order_by("-id"))


def accounts(organisation: Organisation) -> list[Account]:
    """The box and the bank accounts of the organisation's book."""
    rows = Account.objects.filter(book__organisation=organisation, is_cash=True, book__isnull=False)
    with walls.whole_nation():
        closed = {a.pk for a in rows.filter(bank_account__closed_on__isnull=False)}
        return [a for a in rows.order_by("code") if a.pk not in closed]
