"""A council opens its register, is founded once its first meeting chose a chair, begins terms, and may end."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor, may
from chumchon.areas.actions import make_villages
from chumchon.areas.models import LocalGovernment, Subdistrict
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused

from ..models import Council, Meeting, Seat, Term
from ..models.council import KINDS, LOCAL
from ..queries.councils import local_seats
from ..queries.settings import numbers_on
from ..rules.councils import last_day
from .common import locked, public_code, reason_of, require_council
from .seats import leave

NATION_SEAT = "100601"  # แขวงคลองจั่น เขตบางกะปิ, beside the institute's headquarters [d]


@transaction.atomic
def open_council(
    kind: str, area: Subdistrict, actor: Actor, now: datetime, day: date,
    government: LocalGovernment | None = None, village_count: int = 0,
) -> Council:  # fmt: skip
    """The register of a place, or the meeting of a province or the nation; the council itself is founded later.

    Errors: NOT_ALLOWED, BAD_KIND, HAS_COUNCIL.
    """
    if kind not in dict(KINDS) or (kind == "district") != (
        area.code[:2] == "10" and kind not in ("province", "nation")
    ):
        raise BadInput(
            "BAD_KIND", "เลือกชนิดของสภาให้ตรงกับพื้นที่ กรุงเทพมหานครเป็นสภาของเขต", "Choose the kind that fits the area."
        )
    if kind == "municipality" and government is None:
        raise BadInput("NO_GOVERNMENT", "เลือกเทศบาลของสภานี้", "Choose the municipality.")
    may_open = "councils.nation" if kind == "nation" else "councils.open"
    if not may(actor, may_open, None, "" if kind == "nation" else area.code, day):
        raise NotAllowed(
            "NOT_ALLOWED", "พื้นที่นี้อยู่นอกความดูแลของคุณ ให้เจ้าหน้าที่ของพื้นที่เปิด", "An officer of this area must open it."
        )
    if kind == "nation":
        area = Subdistrict.objects.select_related("district__province").get(pk=NATION_SEAT)
    code, name = _named(kind, area, government)
    if Organisation.objects.filter(code=code).exists():
        raise Clash("HAS_COUNCIL", f"{name} มีในระบบแล้ว ค้นจากรายการ", "This council is there already.")
    organisation = Organisation.objects.create(
        code=code, kind="council" if kind in LOCAL else "assembly", name_th=name, subdistrict=area, opened_on=day
    )  # fmt: skip
    council = Council.objects.create(
        organisation=organisation,
        kind=kind,
        government=government,
        province_id=area.code[:2],
        public_code=public_code(),
    )
    if village_count and not area.villages.exists():
        make_villages(area, village_count)
    _term(council, day)
    record(actor.user_id, "council.open", organisation, f"council:{council.pk}", now, {"kind": kind})
    return council


def _named(kind: str, area: Subdistrict, government: LocalGovernment | None) -> tuple[str, str]:
    """Code and name of a council, as people say it."""
    d = area.district
    if kind == "nation":
        return "council-nation", "การประชุมสภาองค์กรชุมชนตำบลระดับชาติ"
    if kind == "province":
        return f"council-{area.code[:2]}", f"การประชุมสภาองค์กรชุมชนตำบลระดับจังหวัด{d.province.name_th}"
    if kind == "district":
        return (
            f"council-{area.code[:4]}",
            f"สภาองค์กรชุมชน{d.name_th if d.name_th.startswith('เขต') else 'เขต' + d.name_th}",
        )
    if kind == "municipality" and government is not None:
        return f"council-m{government.code.lower()}", f"สภาองค์กรชุมชน{government.name_th}"
    return f"council-{area.code}", f"สภาองค์กรชุมชนตำบล{area.name_th}"


def _term(council: Council, first: date) -> Term:
    last = council.terms.aggregate(m=Max("number"))["m"] or 0
    until = last_day(first, numbers_on(first).term_years)
    return Term.objects.create(council=council, number=last + 1, from_day=first, until_day=until)


@transaction.atomic
def found(council: Council, actor: Actor, now: datetime, day: date) -> Council:
    """An officer takes the founding into the register: the first meeting is minuted, had its quorum and chose a chair.

    The term runs from the day of that meeting. Errors: NOT_ALLOWED, ALREADY, FEW_GROUPS, NO_FOUNDING, NO_CHAIR, SAME_PERSON.
    """
    require(actor, "councils.open", council.organisation, day)
    require_council(actor, "councils.open", council, day)
    council = locked(council)
    if council.state != "preparing":
        raise Refused("ALREADY", "สภานี้จัดตั้งแล้ว", "This council is founded already.")
    least = numbers_on(day).least_groups
    if council.is_local and council.groups.filter(state="registered").count() < least:
        raise Refused(
            "FEW_GROUPS", f"ต้องมีองค์กรที่จดแจ้งแล้วอย่างน้อย {least} องค์กร", f"{least} registered organisations are needed."
        )
    meeting = Meeting.objects.filter(council=council, kind="founding", state="signed").order_by("day").first()
    if meeting is None:
        raise Refused(
            "NO_FOUNDING",
            "ยังไม่มีการประชุมจัดตั้งที่ลงนามรายงานแล้ว จัดประชุมและลงนามก่อน",
            "No founding meeting is minuted and signed.",
        )
    term = meeting.term
    if not term.seats.filter(position="chair", ended_on__isnull=True).exists():
        raise Refused("NO_CHAIR", "ที่ประชุมยังไม่ได้เลือกประธาน", "The meeting chose no chair yet.")
    term.from_day = meeting.day
    term.until_day = last_day(meeting.day, numbers_on(meeting.day).term_years)
    term.save(update_fields=["from_day", "until_day"])
    council.state, council.founded_on = "founded", meeting.day
    council.year_be = day.year + 543
    council.number = _next_number(council)
    council.save()
    record(
        actor.user_id, "council.found", council.organisation, f"council:{council.pk}", now, {"number": council.label}
    )
    return council


def _next_number(council: Council) -> int:
    """Gapless by province and year: the province's own row is locked while the number is taken."""
    from chumchon.areas.models import Province

    Province.objects.select_for_update().get(pk=council.province_id)
    taken = Council.objects.filter(province_id=council.province_id, year_be=council.year_be)
    return (taken.aggregate(m=Max("number"))["m"] or 0) + 1


@transaction.atomic
def new_term(council: Council, first: date, actor: Actor, now: datetime, day: date) -> Term:
    """The old term closes with its seats, a new one begins with none. Errors: NOT_ALLOWED, TERM_RUNS, NO_COUNCIL."""
    require_council(actor, "councils.seats", council, day)
    council = locked(council)
    term = council.terms.order_by("-number").first()
    if council.state != "founded" or term is None:
        raise Refused("NO_COUNCIL", "สภายังไม่ได้จัดตั้ง จึงยังไม่มีวาระใหม่", "The council is not founded yet.")
    if first <= term.until_day:
        raise Refused("TERM_RUNS", "วาระเดิมยังไม่หมด ใส่วันหลังวันสุดท้ายของวาระ", "The present term still runs.")
    Seat.objects.filter(term=term, ended_on__isnull=True).update(ended_on=term.until_day, end_reason="ครบวาระ")
    made = _term(council, first)
    record(actor.user_id, "council.term", council.organisation, f"council:{council.pk}", now, {"number": made.number})
    return made


@transaction.atomic
def end_council(council: Council, last: date, reason: str, actor: Actor, now: datetime, day: date) -> Council:
    """The council ends; its seats end with it. Errors: NOT_ALLOWED, NO_REASON, FUTURE_DATE."""
    require_council(actor, "councils.open", council, day)
    council = locked(council)
    if last > day:
        raise BadInput("FUTURE_DATE", "วันเลิกยังมาไม่ถึง ใส่วันนี้หรือก่อนหน้า", "The last day lies in the future.")
    council.state, council.ended_on, council.end_reason = "ended", last, reason_of(reason)
    council.save(update_fields=["state", "ended_on", "end_reason"])
    for seat in local_seats().filter(term__council=council):
        leave(council, seat, last, "สภาเลิก", day)
    council.organisation.closed_on = last
    council.organisation.save(update_fields=["closed_on"])
    record(
        actor.user_id, "council.end", council.organisation, f"council:{council.pk}", now, {"reason": council.end_reason}
    )
    return council
