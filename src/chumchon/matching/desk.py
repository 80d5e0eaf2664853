"""What the match lays on the officers' desk: requests that wait for this officer, money to be paid, a fund's own requests."""

from datetime import date

from django.db.models import Q

from chumchon.access.desk import Card
from chumchon.access.models import Organisation
from chumchon.access.queries import within
from chumchon.access.rules import Actor, areas_of
from chumchon.paper.tables import COUNT, MONEY, Column, Table, summed

from .models import Ending, Repayment, Request
from .queries.debts import owed
from .rules.desks import DESKS, STATES


def cards(actor: Actor, areas: tuple[str, ...], day: date) -> list[Card]:
    """A card for each desk at which the actor sits, for the money, for funds that end and for over-match sent back."""
    return [*_requests(actor, day), *_endings(actor, day), *_repayments(actor, day)]


def _endings(actor: Actor, day: date) -> list[Card]:
    where = areas_of(actor, "fund.end", day)
    if not where:
        return []
    count = Ending.objects.filter(within(where, "predecessor__subdistrict__code"), state="waiting").count()
    return [Card("รวมหรือแยกกองทุนรออนุมัติ", count, "/desk/endings?state=waiting", "เจ้าหน้าที่อีกคนอนุมัติ", "กองทุน", "people")]


def _repayments(actor: Actor, day: date) -> list[Card]:
    if "" not in areas_of(actor, "match.pay", day):
        return []
    count = Repayment.objects.filter(state="waiting").count()
    return [Card("สมทบเกินที่ส่งคืนรอยืนยัน", count, "/desk/repayments", "เทียบกับบัญชีของสถาบัน", "รายการ", "bank")]


def _requests(actor: Actor, day: date) -> list[Card]:
    """The desks of requests, and the money. One query."""
    held = [(d.key, d.waits, d.th, areas_of(actor, d.permission, day)) for d in DESKS]
    held.append(("pay", "settled", "โอนเงินสมทบ", areas_of(actor, "match.pay", day)))
    mine = [(key, state, th, where) for key, state, th, where in held if where]
    if not mine:
        return []
    wanted = Q(pk__in=[])
    for _, state, _, where in mine:
        wanted |= Q(state=state) & within(where, "area")
    counts: dict[str, int] = {}
    for state in Request.objects.filter(wanted).values_list("state", flat=True):
        counts[state] = counts.get(state, 0) + 1
    return [
        Card(
            "คำขอเงินสมทบรอโอนเงิน" if key == "pay" else "คำขอเงินสมทบรอตัดสิน", counts.get(state, 0), f"/desk/requests?state={state}", th,
            "กองทุน", "money", key == "pay",
        )
        for key, state, th, _ in mine
    ]  # fmt: skip


def section(organisation: Organisation, actor: Actor, day: date) -> list[tuple[Table, str]]:
    """The fund's requests of every round, and over-match that it owes."""
    rows = [
        (r.round.name_th, STATES[r.state], r.asking, r.asked_satang, r.award.share_satang if hasattr(r, "award") else None)
        for r in Request.objects.filter(fund__organisation=organisation).select_related("round", "award").order_by("-round__counting_day")
    ]  # fmt: skip
    columns = [
        Column("รอบ", wide=True), Column("สถานะ"), Column("ปีสมาชิกที่นับได้", COUNT), Column("ขอ (บาท)", MONEY), Column("จัดสรร (บาท)", MONEY),
    ]  # fmt: skip
    debt = owed(organisation.pk)
    note = f"มีสมทบเกินรอหักคืน {debt / 100:,.2f} บาท" if debt else ""
    return [(summed("เงินสมทบรัฐ", columns, rows, note=note), f"/desk/requests?q={organisation.code}")]
