"""Pages of an urgent case: the event with its clock, the list, aid, the hand-over."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.ledger.rules import year_be
from chumchon.thai.dates import long_th
from chumchon.thai.errors import Refused
from chumchon.thai.money import baht, baht_short

from ..actions import urgent as actions
from ..actions.repairs import FISCAL_END
from ..forms.urgent import AidBackForm, AidForm, EventForm, HandOverForm, ListForm
from ..queries import urgent as queries
from ..queries.programmes import ceiling
from ..queries.projects import cash_of
from .acts import boxes, form_page, two_of
from .common import project_of, show

MOST = 1000


@needs("homes.read")
def home(request: HttpRequest, code: str) -> HttpResponse:
    """The case; `format=csv` is the list."""
    project = project_of(request)
    rows = list(queries.listed(project))
    if request.GET.get("format") == "csv":
        head = ["บ้านเลขที่", "หมู่", "หัวหน้าครัวเรือน", "คน", "เสียหาย", "ขึ้นรายชื่อ", "ช้าเพราะ", "เงินช่วยเหลือ", "มีที่พัก", "ส่งต่อไป"]
        cells = (
            [
                h.house.household.house_no, h.house.household.village.number, h.house.head.name, h.house.people, h.get_damage_display(),
                h.listed_on.isoformat(), h.late_why, baht(h.aid_satang) if h.aid_satang else "",
                h.housed_on.isoformat() if h.housed_on else "", h.lasting.name_th if h.lasting else "",
            ]
            for h in rows
        )  # fmt: skip
        return csv_response(f"urgent-{code}.csv", head, cells)
    context = {
        "event": queries.event(project, today()), "rows": rows, "people": sum(h.house.people for h in rows),
        "aid": sum(h.aid_satang or 0 for h in rows), "housed": sum(h.housed_on is not None for h in rows),
        "handed": queries.handed_over(project), "cash": cash_of(project), "not_listed": queries.not_listed(project).count(),
    }  # fmt: skip
    return show(request, "homes/urgent.html", context)


@needs("homes.write")
def event(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what happened."""
    form = EventForm(request.POST or None, initial={"happened_on": project_of(request).started_on})

    def act(said: dict[str, Any]) -> str:
        project, actor = project_of(request), actor_of(request)
        actions.tell_event(
            project, actor, said["kind"], said["happened_on"], said["place_th"], said["words"], timezone.now(), today()
        )
        return "บันทึกเหตุแล้ว ต่อไปสำรวจบ้านและขึ้นรายชื่อ"

    return form_page(request, form, act, "เกิดเหตุอะไร", "บันทึกเหตุ", "urgent", FUTURE_DATE="happened_on", PLACE="place_th")


@needs("homes.survey")
def houses(request: HttpRequest, code: str) -> HttpResponse:
    """Surveyed houses come onto the list."""
    project = project_of(request)
    form = ListForm(queries.not_listed(project)[:MOST], request.POST or None, initial={"listed_on": today()})

    def act(said: dict[str, Any]) -> str:
        made = actions.list_houses(
            project,
            actor_of(request),
            said["houses"],
            said["damage"],
            said["listed_on"],
            said["late_why"],
            timezone.now(),
            today(),
        )
        return f"ขึ้นรายชื่อ {len(made)} หลังแล้ว"

    found = queries.event(project, today())
    lead = f"รายชื่อต้องส่งภายใน {long_th(found.due)} หลังจากนั้นต้องบอกเหตุผล" if found else "บันทึกเหตุก่อน"
    if found and not form.fields["houses"].choices:  # type: ignore[attr-defined]
        lead = "บ้านที่สำรวจขึ้นรายชื่อครบแล้ว ถ้ายังมีบ้านอื่น สำรวจก่อน"
    fields = {"LATE": "late_why", "BEFORE_EVENT": "listed_on", "FUTURE_DATE": "listed_on"}
    return form_page(request, form, act, "รายชื่อบ้านที่ประสบเหตุ", "ขึ้นรายชื่อ", "urgent", lead, **fields)


@needs("homes.money")
def aid(request: HttpRequest, code: str, urgent_id: int) -> HttpResponse:
    """Aid to one house, by two."""
    project = project_of(request)
    found = queries.listed(project).filter(pk=urgent_id).first()
    if found is None:
        raise Http404
    form = AidForm(boxes(request), request.POST or None, initial={"day": today()})

    def act(said: dict[str, Any]) -> str:
        made = actions.pay_aid(project, two_of(request, form), urgent_id, said["satang"], timezone.now(), today())
        return f"จ่ายเงินช่วยเหลือ {baht(made.aid_satang or 0)} บาทแล้ว"

    top = ceiling(project.programme, "aid", year_be(today(), FISCAL_END))
    lead = found.house.head.name + (f" · เพดานต่อครัวเรือน {baht_short(top.satang)}" if top else "")
    title = f"เงินช่วยเหลือบ้าน {found.house.household.house_no}"
    return form_page(request, form, act, title, "ลงชื่อสองคนและจ่าย", "urgent", lead)


@needs("homes.money")
def aid_back(request: HttpRequest, code: str, urgent_id: int) -> HttpResponse:
    """A house gives its aid back, by two, under a receipt."""
    project = project_of(request)
    found = queries.listed(project).filter(pk=urgent_id).first()
    if found is None:
        raise Http404
    form = AidBackForm(boxes(request), request.POST or None, initial={"day": today()})

    def act(said: dict[str, Any]) -> str:
        actions.take_back(project, two_of(request, form), urgent_id, said["reason"], timezone.now(), today())
        return "รับคืนแล้ว ใบเสร็จอยู่ที่หน้าเงินของโครงการ"

    lead = f"{found.house.head.name} · จ่ายไป {baht(found.aid_satang or 0)} บาท คืนทั้งจำนวน แล้วจ่ายใหม่หรือคืนให้สถาบันได้"
    title = f"รับคืนเงินช่วยเหลือบ้าน {found.house.household.house_no}"
    return form_page(request, form, act, title, "ลงชื่อสองคนและรับคืน", "urgent", lead, NO_REASON="reason")


@needs("homes.open")
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """Hand the case over to a lasting project, by an officer."""
    project = project_of(request)
    lasting = {p.code: p for p in queries.lasting_projects(project)[:500]}
    listed = [h.house for h in queries.listed(project)]
    form = HandOverForm(
        list(lasting.values()), listed, request.POST or None, initial={"houses": [h.pk for h in listed]}
    )

    def act(said: dict[str, Any]) -> str:
        to = lasting.get(said["lasting"])
        if to is None:
            raise Refused("NOT_FOUND", "เลือกโครงการที่รับช่วง", "Choose a project.")
        made = actions.hand_over(project, actor_of(request), to, said["houses"], said["note"], timezone.now(), today())
        return f"ส่งต่อ {made.houses} หลังให้ {to.name_th} แล้ว"

    lead = "บ้านที่มีที่พักแล้วนับเป็นผลของกรณีเร่งด่วนครั้งเดียว โครงการที่รับช่วงไม่นับซ้ำ ข้อมูลสำรวจไปด้วย ไม่ต้องพิมพ์ใหม่"
    return form_page(request, form, act, "ส่งต่อเป็นโครงการถาวร", "ส่งต่อและปิดกรณีนี้", "urgent", lead)
