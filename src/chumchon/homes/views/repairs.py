"""Pages of repairs: the tambon's list, one house with its photographs and money, quotas for officers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import areas_of
from chumchon.access.searching import address, by_name, searched
from chumchon.access.sheets import csv_response
from chumchon.ledger.rules import year_be
from chumchon.paper.scans import MOST_BYTES
from chumchon.thai.money import baht, baht_short

from ..actions import repairs as actions
from ..forms.repairs import AmountForm, ChooseForm, FinishForm, PictureForm, ProposeForm, QuotaForm, ReasonForm
from ..forms.savings import TwoForm
from ..models import RepairHouse
from ..queries import repairs as queries
from ..queries.programmes import ceiling
from ..rules.repairs import STATES
from .acts import boxes, form_page, tried, two_of
from .common import project_of, show

MOST = 1000


@needs("homes.read")
@by_name
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The list; state and a sealed name in the address; `format=csv`."""
    project = project_of(request)
    text, state = searched(request), request.GET.get("state", "").strip()[:80]
    rows = list(queries.repairs(project, text, state if state in STATES else "")[:MOST])
    if request.GET.get("format") == "csv":
        return _file(code, rows)
    context = {
        "rows": [(r, queries.need_words(r), queries.waits_for(r)) for r in rows], "q": text, "state": state, "states": STATES,
        "given": sum(r.satang or 0 for r in rows), "asked": sum(r.asked_satang for r in rows), "sums": queries.sums(project),
        "quotas": queries.quotas_of(project), "address": address(request, state=state),
        "year": year_be(today(), actions.FISCAL_END),
    }  # fmt: skip
    return show(request, "homes/repairs.html", context)


def _file(code: str, rows: list[RepairHouse]) -> HttpResponse:
    head = [
        "ปี",
        "ลำดับ",
        "บ้านเลขที่",
        "หมู่",
        "หัวหน้าครัวเรือน",
        "ต้องซ่อม",
        "สถานะ",
        "ประมาณ",
        "ได้รับ",
        "ตรวจรับ",
        "แรงงาน (วัน-คน)",
    ]
    cells = (
        [
            r.year_be, r.rank, r.household.house_no, r.household.village.number, r.house.head.name, queries.need_words(r),
            r.get_state_display(), baht(r.asked_satang), baht(r.satang) if r.satang else "",
            r.finished_on.isoformat() if r.finished_on else "", r.labour_days,
        ]
        for r in rows
    )  # fmt: skip
    return csv_response(f"repairs-{code}.csv", head, cells)


@needs("homes.survey")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Propose a house."""
    project = project_of(request)
    form = ProposeForm(queries.to_propose(project)[:MOST], request.POST or None)

    def act(said: dict[str, Any]) -> str:
        actions.propose(
            project,
            actor_of(request),
            said["house"],
            said["needs"],
            said["why"],
            said["asked_satang"],
            timezone.now(),
            today(),
        )
        return "เสนอบ้านเข้ารายชื่อแล้ว รอประชุมเลือก"

    lead = "เลือกจากบ้านที่สำรวจแล้ว บ้านทรุดโทรมขึ้นก่อน บ้านที่อยู่ในรายชื่ออยู่แล้วไม่แสดง"
    return form_page(
        request, form, act, "เสนอบ้านที่ต้องซ่อม", "เสนอบ้านหลังนี้", "repairs", lead, ON_LIST="house", REPAIRED="house"
    )


@needs("homes.write")
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Ranks from a meeting."""
    project = project_of(request)
    rows = list(queries.repairs(project, state="proposed")[:MOST])
    form = ChooseForm(project, rows, request.POST or None)

    def act(said: dict[str, Any]) -> str:
        made = actions.choose(project, actor_of(request), said["meeting"], form.ranks(), timezone.now(), today())
        return f"ที่ประชุมเลือก {len(made)} หลัง"

    if tried(request, form, act, {"NOT_CARRIED": "meeting", "MEETING_KIND": "meeting"}):
        return redirect("repairs", code)
    shown = [(r, queries.need_words(r), box) for r, box in form.rows()]
    context = {"form": form, "rows": shown, "quotas": queries.quotas_of(project)}
    return show(request, "homes/repair_choose.html", context, 422 if request.method == "POST" else 200)


def _repair(request: HttpRequest, repair_id: int) -> RepairHouse:
    found = queries.repair(project_of(request), repair_id)
    if found is None:
        raise Http404
    return found


@needs("homes.read")
def detail(request: HttpRequest, code: str, repair_id: int) -> HttpResponse:
    """One house: before and after, money, what it waits for."""
    found = _repair(request, repair_id)
    context = {"r": found, "needs": queries.need_words(found), "waits": queries.waits_for(found)}
    return show(request, "homes/repair.html", context)


def _back(code: str, repair_id: int) -> str:
    return reverse("repair", args=[code, repair_id])


@needs("homes.write")
def amount(request: HttpRequest, code: str, repair_id: int) -> HttpResponse:
    """What the house gets."""
    project, found = project_of(request), _repair(request, repair_id)
    form = AmountForm(request.POST or None, initial={"satang": found.satang})

    def act(said: dict[str, Any]) -> str:
        actions.set_amount(project, actor_of(request), repair_id, said["satang"], timezone.now(), today())
        return "ตั้งเงินซ่อมแล้ว"

    top = ceiling(project.programme, "subsidy_house", found.year_be or year_be(today(), actions.FISCAL_END))
    lead = f"เพดานต่อหลัง {baht_short(top.satang)} · ประมาณไว้ {baht_short(found.asked_satang)}" if top else ""
    fields = {"OVER_CEILING": "satang", "AMOUNT": "satang", "NO_CEILING": "satang"}
    title = f"เงินซ่อมบ้าน {found.household.house_no}"
    return form_page(request, form, act, title, "บันทึกจำนวนเงิน", _back(code, repair_id), lead, **fields)


@needs("homes.survey")
def photo(request: HttpRequest, code: str, repair_id: int) -> HttpResponse:
    """A photograph before or after."""
    project, found = project_of(request), _repair(request, repair_id)
    initial = {"which": "after" if found.entry_id else "before"}
    form = PictureForm(request.POST or None, request.FILES or None, initial=initial)

    def act(said: dict[str, Any]) -> str:
        raw = said["photo"].read(MOST_BYTES + 1)
        actions.add_picture(project, actor_of(request), repair_id, said["which"], raw, timezone.now(), today())
        return "แนบรูปแล้ว"

    fields = dict.fromkeys(
        ("USED_TWICE", "NO_MARKS", "OTHER_PLACE", "OTHER_DAY", "OTHER_PROVINCE", "NOT_A_PAPER"), "photo"
    )
    title = f"รูปบ้าน {found.household.house_no}"
    return form_page(request, form, act, title, "แนบรูป", _back(code, repair_id), **fields)


@needs("homes.money")
def pay(request: HttpRequest, code: str, repair_id: int) -> HttpResponse:
    """The house's money, by two."""
    project, found = project_of(request), _repair(request, repair_id)
    form = TwoForm(boxes(request), request.POST or None, initial={"day": today()})

    def act(said: dict[str, Any]) -> str:
        made = actions.pay(project, two_of(request, form), repair_id, timezone.now(), today())
        return f"จ่าย {baht(made.satang or 0)} บาท ลงบัญชีแล้ว"

    lead = f"{found.house.head.name} · {baht(found.satang)} บาท" if found.satang else "ยังไม่ได้ตั้งจำนวนเงิน"
    title = f"จ่ายเงินซ่อมบ้าน {found.household.house_no}"
    return form_page(request, form, act, title, "ลงชื่อสองคนและจ่าย", _back(code, repair_id), lead)


@needs("homes.vouch")
def finish(request: HttpRequest, code: str, repair_id: int) -> HttpResponse:
    """Another person inspects."""
    project, found = project_of(request), _repair(request, repair_id)
    form = FinishForm(request.POST or None, initial={"finished_on": today()})

    def act(said: dict[str, Any]) -> str:
        actions.finish(
            project, actor_of(request), repair_id, said["finished_on"], said["labour_days"], timezone.now(), today()
        )
        return "ตรวจรับแล้ว บ้านหลังนี้นับเป็นผลงาน"

    title = f"ตรวจรับบ้าน {found.household.house_no}"
    back = _back(code, repair_id)
    return form_page(request, form, act, title, "ตรวจรับ", back, OTHER_DAY="finished_on", FUTURE_DATE="finished_on")


@needs("homes.write")
def drop(request: HttpRequest, code: str, repair_id: int) -> HttpResponse:
    """Off the list."""
    project, found = project_of(request), _repair(request, repair_id)
    form = ReasonForm(request.POST or None)

    def act(said: dict[str, Any]) -> str:
        actions.drop(project, actor_of(request), repair_id, said["why"], timezone.now(), today())
        return "ถอนออกจากรายชื่อแล้ว โควตาว่างให้หลังอื่น"

    title = f"ถอนบ้าน {found.household.house_no} ออกจากรายชื่อ"
    return form_page(request, form, act, title, "ถอนออก", _back(code, repair_id))


@needs("homes.open")
def quotas(request: HttpRequest) -> HttpResponse:
    """Quotas of the officer's area; year in the address; `format=csv`. Sent: one quota."""
    asked = request.GET.get("year", "").strip()[:4]
    year = int(asked) if asked.isdecimal() else None
    form = QuotaForm(request.POST or None, initial={"year": year_be(today(), actions.FISCAL_END)})

    def act(said: dict[str, Any]) -> str:
        row = actions.set_quota(
            said["programme"],
            said["area"],
            said["year"],
            said["houses"],
            said["source"],
            actor_of(request),
            timezone.now(),
            today(),
        )
        return f"โควตา {said['area'].label} ปี {row.year_be} คือ {row.houses} หลัง"

    if tried(request, form, act, {"YEAR": "year", "QUOTA_USED": "houses", "SOURCE": "source"}):
        return redirect(f"{reverse('quotas')}?year={form.cleaned_data['year']}")
    rows = queries.quotas(areas_of(actor_of(request), "homes.open", today()), year)
    if request.GET.get("format") == "csv":
        head = ["ปี", "โครงการ", "ตำบล", "โควตา", "เลือกแล้ว", "เหลือ", "ที่มา"]
        cells = [
            [
                q.row.year_be,
                q.row.programme.name_th,
                q.row.subdistrict.label,
                q.row.houses,
                q.used,
                q.left,
                q.row.source,
            ]
            for q in rows
        ]
        return csv_response("repair-quotas.csv", head, cells)
    context = {
        "form": form, "rows": rows, "year": year or "", "houses": sum(q.row.houses for q in rows), "used": sum(q.used for q in rows),
        "left": sum(q.left for q in rows),
    }  # fmt: skip
    return render(request, "homes/quotas.html", context, status=422 if request.method == "POST" else 200)
