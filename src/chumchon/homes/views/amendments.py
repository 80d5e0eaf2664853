"""Pages of a passed plan that is amended: the old beside the new, the draft, the words of the levels, every plan that was in force."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import wants_csv
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht, baht_plain

from ..actions import amendments as actions
from ..actions.projects import of_level
from ..forms.amendments import AmendmentWordForm, DraftForm, DropForm, ReasonForm
from ..models import AmendmentVersion, PlanAmendment
from ..queries import amendments as queries
from ..rules.plans import SOURCES, USES
from .acts import form_page, tried
from .common import act_beside, project_of, show


def _amendment(request: HttpRequest, number: int) -> PlanAmendment:
    found = queries.amendment_of(project_of(request), number)
    if found is None:
        raise Http404
    found.project = project_of(request)
    return found


@needs("homes.write")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for an amendment: the reason, then the draft is a copy of the plan."""
    project = project_of(request)
    form = ReasonForm(request.POST or None)
    number = [0]

    def act(said: dict[str, Any]) -> str:
        number[0] = actions.open_amendment(project, actor_of(request), said["reason"], timezone.now(), today()).number
        return "คัดลอกแผนเดิมเป็นร่างแล้ว แก้รายการที่เปลี่ยน"

    if tried(request, form, act):
        return redirect("plan_amend_edit", code, number[0])
    lead = "แผนเดิมยังใช้อยู่จนกว่าแผนที่แก้จะผ่านครบทุกระดับเหมือนครั้งแรก"
    context = {
        "form": form,
        "title": "ขอแก้แผน",
        "button": "เริ่มร่างแผนที่แก้",
        "lead": lead,
        "back": reverse("plan", args=[code]),
    }
    return show(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


@needs("homes.read")
def amendment(request: HttpRequest, code: str, amend_number: int) -> HttpResponse:
    """The old beside the new; show=changed: changed lines alone; sent: what was sent up as that number; format=csv."""
    return _page(request, amend_number)


def _asked(request: HttpRequest, sent: list[queries.Sent]) -> AmendmentVersion | None:
    text = request.GET.get("sent", "")
    return next((s.row for s in sent if str(s.row.number) == text), None)


def _page(request: HttpRequest, number: int, status: int = 200, **more: Any) -> HttpResponse:
    project, found = project_of(request), _amendment(request, number)
    step = queries.step_of(project)
    sent = queries.sendings(found, step.decides if step else "hq")
    chosen = _asked(request, sent)
    said = chosen or (found if found.state in ("draft", "dropped") or not sent else sent[-1].row)
    only = request.GET.get("show") == "changed"
    rows = queries.compared(found.base, said, only)
    changes = queries.draft_changes(said)
    if wants_csv(request):
        return _file(f"plan-{project.code}-amendment-{number}.csv", rows, changes)
    now = sent[-1] if sent and found.state == "sent" else None
    context = {
        "amendment": found, "said": said, "chosen": chosen, "sent": sent, "now": now, "rows": rows, "only": only, "changes": changes,
        "was": sum(c.was for c in changes), "to": sum(c.now for c in changes), "more": sum(c.more for c in changes),
        "running": project.state == "running",
        "turn": now is not None and _speaks_for(request, now.next_level),
        "word_form": AmendmentWordForm(project, initial={"decided_on": today(), "read": now.row.number if now else 0}), **more,
    }  # fmt: skip
    return show(request, "homes/amendment.html", context, status)


def _speaks_for(request: HttpRequest, level: str) -> bool:
    organisation = project_of(request).organisation
    return of_level(actor_of(request), level, organisation, today())


def _file(name: str, rows: queries.Compared, changes: list[Any]) -> HttpResponse:
    cells = [
        [word, r.kind_words, r.words, baht_plain(r.was), baht_plain(r.now), baht_plain(r.more)]
        for word, some in (("แหล่งเงิน", rows.sources), ("ใช้เงิน", rows.uses))
        for r in some
    ]
    for word, total in (("แหล่งเงิน", rows.source_sum), ("ใช้เงิน", rows.use_sum)):
        cells.append([word, "รวม", "", baht_plain(total.was), baht_plain(total.now), baht_plain(total.more)])
    cells += [
        [f"งวดที่ {c.number}", c.kind_words, c.stage_th, baht_plain(c.was), baht_plain(c.now), baht_plain(c.more)]
        for c in changes
    ]
    return csv_response(name, ["ด้าน", "ประเภท", "รายการ", "แผนเดิม (บาท)", "แผนที่แก้ (บาท)", "เพิ่ม (ลด)"], cells)


@needs("homes.write")
def edit(request: HttpRequest, code: str, amend_number: int) -> HttpResponse:
    """The draft, line by line."""
    project, found = project_of(request), _amendment(request, amend_number)
    if found.state != "draft":
        return redirect("plan_amend", code, amend_number)
    form = DraftForm(found, queries.unpaid(project), request.POST or None)

    def act(said: dict[str, Any]) -> str:
        made = actions.keep_draft(
            project, actor_of(request), amend_number, said["edits"], said["reason"], said["units"], form.sums(),
            form.instalment_sums(), form.more(), timezone.now(), today(),
        )  # fmt: skip
        sums = queries.compared(made.base, made)
        apart = sums.source_sum.now - sums.use_sum.now
        return "บันทึกร่างแล้ว" + (f" แหล่งเงินกับใช้เงินยังต่างกัน {baht(abs(apart))} บาท" if apart else "")

    if tried(request, form, act):
        again = "more" in request.POST
        return redirect("plan_amend_edit" if again else "plan_amend", code, amend_number)
    context = {"amendment": found, "form": form, "rows": queries.compared(found.base, found)}
    return show(request, "homes/amendment_edit.html", context, 422 if request.method == "POST" else 200)


def _button(request: HttpRequest, number: int, act: Callable[[], str]) -> HttpResponse:
    code = project_of(request).code
    _amendment(request, number)
    if request.method == "POST":
        try:
            messages.success(request, act())
        except NotAllowed:
            raise
        except Plain as refused:
            return _page(request, number, 422, error=refused)
    return redirect("plan_amend", code, number)


@needs("homes.write")
def send(request: HttpRequest, code: str, amend_number: int) -> HttpResponse:
    """Send it up."""

    def act() -> str:
        made = actions.send_up(project_of(request), actor_of(request), amend_number, timezone.now(), today())
        return f"ส่งแผนที่แก้ครั้งที่ {made.number} แล้ว รอความเห็นทีละระดับในหน้านี้"

    return _button(request, amend_number, act)


@needs("homes.write")
def recall(request: HttpRequest, code: str, amend_number: int) -> HttpResponse:
    """Take it back before the first yes."""

    def act() -> str:
        actions.recall(project_of(request), actor_of(request), amend_number, timezone.now(), today())
        return "เรียกกลับมาเป็นร่างแล้ว"

    return _button(request, amend_number, act)


@needs("homes.write")
def drop(request: HttpRequest, code: str, amend_number: int) -> HttpResponse:
    """It is not wanted any more."""
    _amendment(request, amend_number)

    def act(said: dict[str, Any]) -> str:
        actions.drop(project_of(request), actor_of(request), amend_number, said["reason"], timezone.now(), today())
        return "เลิกขอแก้แล้ว แผนเดิมใช้ต่อ"

    to = reverse("plan_amend", args=[code, amend_number])
    form = DropForm(request.POST or None)
    return form_page(request, form, act, "เลิกขอแก้แผน", "เลิกขอแก้", to, "แผนเดิมใช้ต่อ ร่างนี้ยังเปิดอ่านได้")


@needs("homes.decide")
def word(request: HttpRequest, code: str, amend_number: int) -> HttpResponse:
    """A level's word on what was sent up."""
    project = project_of(request)
    _amendment(request, amend_number)
    form = AmendmentWordForm(project, request.POST or None)

    def act() -> str:
        said = form.cleaned_data
        actions.say_word(
            project, actor_of(request), amend_number, said["read"], said["verdict"], said["note"], said["decided_on"],
            said["meeting"], timezone.now(), today(),
        )  # fmt: skip
        return "บันทึกความเห็นแล้ว"

    def page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
        return _page(request, amend_number, status, **more)

    return act_beside(request, form, "word_form", act, page, "plan_amend", amend_number)


@needs("homes.read")
def version(request: HttpRequest, code: str, plan_number: int) -> HttpResponse:
    """A plan as it was sent up, in force or not; format=csv."""
    project = project_of(request)
    found = project.plans.select_related("by").filter(number=plan_number).first()
    if found is None:
        raise Http404
    lines = queries.lines_of(found)
    if wants_csv(request):
        cells = [
            ["แหล่งเงิน" if x.side == "source" else "ใช้เงิน", (SOURCES if x.side == "source" else USES)[x.kind], x.words, baht_plain(x.satang)]
            for x in lines
        ]  # fmt: skip
        return csv_response(f"plan-{code}-{plan_number}.csv", ["ด้าน", "ประเภท", "รายการ", "บาท"], cells)
    sides = [
        (title, [(x, words[x.kind]) for x in lines if x.side == side], sum(x.satang for x in lines if x.side == side))
        for side, title, words in (("source", "แหล่งเงิน", SOURCES), ("use", "ใช้เงิน", USES))
    ]
    forced = [p.pk for p in queries.in_force(project)]
    standing = "holds" if found.pk in forced[:1] else "was" if found.pk in forced else ""
    context = {"plan": found, "sides": sides, "standing": standing}
    return show(request, "homes/plan_version.html", context)
