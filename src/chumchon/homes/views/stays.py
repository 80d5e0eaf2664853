"""Pages of temporary homes: who stays where, for how many days, at what cost."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.thai.dates import long_th
from chumchon.thai.money import baht

from ..actions import stays as actions
from ..forms.moves import DayForm
from ..forms.savings import TwoForm
from ..forms.stays import StayForm
from ..models import TemporaryStay
from ..queries import stays as queries
from .acts import boxes, form_page, two_of
from .common import project_of, show

MOST = 1000


@needs("homes.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Temporary homes with days and cost; `now=1` those of today alone; `format=csv`."""
    project, now_only = project_of(request), request.GET.get("now") == "1"
    rows = queries.stays(project, today(), now_only)
    if request.GET.get("format") == "csv":
        head = ["บ้านเลขที่", "หัวหน้าครัวเรือน", "พักแบบ", "ที่", "เข้า", "ออก", "วัน", "ค่าพัก", "โครงการจ่าย"]
        cells = (
            [
                s.row.house.household.house_no, s.row.house.head.name, s.row.get_kind_display(), s.row.place_th,
                s.row.from_day.isoformat(), s.row.until_day.isoformat() if s.row.until_day else "", s.days, baht(s.satang),
                baht(s.row.paid_satang) if s.row.paid_satang else "",
            ]
            for s in rows
        )  # fmt: skip
        return csv_response(f"stays-{code}.csv", head, cells)
    context = {
        "rows": rows, "now_only": now_only, "days": sum(s.days for s in rows), "satang": sum(s.satang for s in rows),
        "paid": sum(s.row.paid_satang or 0 for s in rows), "staying": sum(s.row.until_day is None for s in rows),
    }  # fmt: skip
    return show(request, "homes/stays.html", context)


@needs("homes.survey")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A family goes in."""
    project = project_of(request)
    houses = queries.without_stay(project)[:MOST]
    form = StayForm(houses, request.POST or None, initial={"from_day": today(), "day_satang": 0})

    def act(said: dict[str, Any]) -> str:
        facts = actions.StayFacts(said["house"], said["kind"], said["place_th"], said["from_day"], said["day_satang"])
        actions.begin_stay(project, actor_of(request), facts, timezone.now(), today())
        return "บันทึกที่พักชั่วคราวแล้ว"

    fields = {"STAYS": "house", "FUTURE_DATE": "from_day", "BEFORE_START": "from_day", "AMOUNT": "day_satang"}
    return form_page(request, form, act, "เข้าบ้านพักชั่วคราว", "บันทึกที่พัก", "stays", **fields)


def _stay(request: HttpRequest, stay_id: int) -> TemporaryStay:
    rows = TemporaryStay.objects.select_related("house__household", "house__head")
    found = rows.filter(project=project_of(request), pk=stay_id).first()
    if found is None:
        raise Http404
    return found


@needs("homes.survey")
def end(request: HttpRequest, code: str, stay_id: int) -> HttpResponse:
    """The family's last day there."""
    project, found = project_of(request), _stay(request, stay_id)
    form = DayForm(request.POST or None, initial={"day": today()})

    def act(said: dict[str, Any]) -> str:
        actions.end_stay(project, actor_of(request), stay_id, said["day"], timezone.now(), today())
        return "บันทึกวันออกแล้ว"

    lead = f"{found.house.head.name} · {found.place_th} · เข้าพัก {long_th(found.from_day)}"
    fields = {"FUTURE_DATE": "day", "BEFORE_START": "day"}
    return form_page(request, form, act, "ออกจากบ้านพักชั่วคราว", "บันทึกวันออก", "stays", lead, **fields)


@needs("homes.money")
def pay(request: HttpRequest, code: str, stay_id: int) -> HttpResponse:
    """What the stay cost, as far as the ceiling goes."""
    project, found = project_of(request), _stay(request, stay_id)
    form = TwoForm(boxes(request), request.POST or None, initial={"day": today()})

    def act(said: dict[str, Any]) -> str:
        made = actions.pay(project, two_of(request, form), stay_id, timezone.now(), today())
        return f"จ่ายค่าพัก {baht(made.paid_satang or 0)} บาทแล้ว"

    lead = f"{found.house.head.name} · {found.place_th} โครงการจ่ายไม่เกินเพดานต่อครัวเรือน"
    return form_page(request, form, act, "จ่ายค่าบ้านพักชั่วคราว", "ลงชื่อสองคนและจ่าย", "stays", lead)
