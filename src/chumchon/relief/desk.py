"""What disasters lay on the officers' desk: what is open in their areas and still lacks a promise, and what stays open for long."""

from datetime import date, timedelta

from django.db.models import F, Q, Sum

from chumchon.access.desk import Card
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor, areas_of
from chumchon.paper.tables import Column, Table
from chumchon.thai.dates import short_th

from .actions.common import thing
from .models import Disaster, Need, Pledge
from .rules.giving import said

LONG_DAYS, MOST_ROWS = 60, 12


def cards(actor: Actor, areas: tuple[str, ...], day: date) -> list[Card]:
    """Open disasters that reach the officer's areas; three queries, however many."""
    where = areas_of(actor, "relief.open", day)
    if not where:
        return []
    found = list(Disaster.objects.filter(_reaching(where), state="open").distinct())
    lacking = _lacking(found)
    long = [d for d in found if d.from_day < day - timedelta(days=LONG_DAYS)]
    return [
        Card("ภัยที่ยังขาดคนช่วย", len(lacking), "/relief/?state=open", "มีของที่ขาดและยังไม่มีใครให้คำมั่น", "เหตุ", "warning", True),
        Card("ภัยที่กำลังช่วยกัน", len(found), "/relief/?state=open", "ดูว่าขอ ให้ และถึงมือเท่าใด", "เหตุ", "heart"),
        Card("ภัยที่เปิดไว้นาน", len(long), "/relief/?state=open", f"เกิน {LONG_DAYS} วัน ปิดเมื่อช่วยกันเสร็จ", "เหตุ", "clock"),
    ]  # fmt: skip


def _lacking(disasters: list[Disaster]) -> set[int]:
    """Ids of those of which something is missing and promised by nobody (rules/sums.Sums.unpromised)."""
    needs = (
        Need.objects.filter(disaster__in=disasters, asked__gt=F("delivered")).order_by().values_list("disaster", "item")
    )
    pledges = Pledge.objects.filter(disaster__in=disasters, state="open").order_by().values_list("disaster", "item")
    own = F("quantity") - F("released") - F("parted") - F("delivered")
    promised = {(d, i): n for d, i, n in pledges.annotate(n=Sum(own))}
    missing = needs.annotate(n=Sum(F("asked") - F("delivered")))
    return {d for d, i, n in missing if n > max(promised.get((d, i), 0), 0)}


def _reaching(where: tuple[str, ...]) -> Q:
    """A disaster of a whole province reaches who holds one district of it, and the other way round."""
    if "" in where:
        return Q()
    reach = Q(pk__in=[])
    for prefix in where:
        above = [prefix[:n] for n in (2, 4, 6) if n < len(prefix)]
        reach |= Q(areas__code__startswith=prefix) | Q(areas__code__in=above)
    return reach


def section(organisation: Organisation, actor: Actor, day: date) -> list[tuple[Table, str]]:
    """What the fund promised in disasters, the newest first."""
    rows = Pledge.objects.filter(giver=organisation).select_related("disaster", "item").order_by("-id")[:MOST_ROWS]
    told = [
        (p.disaster.name_th, short_th(p.disaster.from_day), said(thing(p.item), p.own), said(thing(p.item), p.delivered), p.get_state_display())
        for p in rows
    ]  # fmt: skip
    heads = [Column("ภัย", wide=True), Column("เริ่ม"), Column("ให้คำมั่น"), Column("ถึงมือแล้ว"), Column("สถานะ")]
    return [(Table("ช่วยกันยามภัย", heads, told), f"/relief/of/{organisation.code}/")] if told else []
