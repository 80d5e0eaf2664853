"""The register of leaders on the screen: a list, a new one, one leader with posts, honours and skills."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import add_refusal, asked, body_of, do, pages, wants_csv
from chumchon.access.searching import by_name, searched
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import leaders as acts
from ..forms.people import HonourForm, LeaderForm, PositionForm, SkillForm
from ..models import Leader
from ..queries import leaders as queries
from ..queries import skills as skill_queries
from .common import show

HEAD = ("ชื่อ", "พื้นที่", "หมู่บ้าน", "แสดงต่อสาธารณะ", "ใบรับรอง", "ทักษะ", "เกียรติคุณ")


def cells(row: Any) -> list[Any]:
    """A row of the file."""
    village = row.village.label if row.village else ""
    shown = "แสดง" if row.is_public else "ไม่แสดง"
    return [
        row.person.name, row.subdistrict.label, village, shown, row.certificate_count, row.skill_count, row.honour_count,
    ]  # fmt: skip


@needs("leaders.read")
@by_name
@require_safe
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The register with filters in the address; `?format=csv` gives the rows as a file."""
    body, filters = (
        body_of(request),
        queries.Filters(**asked(request, ("skill", "honour", "public")) | {"text": searched(request)}),
    )
    rows = queries.listing(body, filters)
    if wants_csv(request):
        return csv_response(f"{code}-leaders.csv", HEAD, map(cells, rows))
    page, address = pages(request, rows)
    lacks = [g for g in skill_queries.gaps(body.subdistrict_id) if g.lacks]
    context = {
        "page": page, "address": address, "filters": filters, "sums": queries.sums(page), "skills": queries.skills(),
        "honours": queries.honour_kinds(), "lacks": lacks[:4], "lack_count": len(lacks),
    }  # fmt: skip
    return show(request, "people.html", context)


@needs("leaders.write")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new leader; one of the same name is shown, then a person decides."""
    body = body_of(request)
    form = LeaderForm(request.POST or None, body=body)
    if request.method != "POST":
        return show(request, "person_new.html", {"form": form})
    near: list[Leader] = []
    if form.is_valid():
        sure = request.POST.get("not_the_same") == "1"
        try:
            made = acts.enter(body, form.facts(), actor_of(request), sure, timezone.now(), today())
        except NotAllowed:
            raise
        except acts.SameName as same:
            near = list(queries.leaders_of(body).filter(pk__in=same.near))
        except Plain as refused:
            add_refusal(form, refused, {"KNOWN": "citizen_id", "BAD_NAME": "first_name", "NO_VILLAGE": "village"})
        else:
            return redirect("leader", code, made.pk)
    return show(request, "person_new.html", {"form": form, "near": near}, 422)


def leader_of(request: HttpRequest, leader_id: int) -> Leader:
    """The body's leader, else 404."""
    row = queries.leader_of(body_of(request), leader_id)
    if row is None:
        raise Http404
    return row


def page(request: HttpRequest, leader_id: int, status: int = 200, **more: Any) -> HttpResponse:
    """A leader with everything that is known and may be done."""
    row = leader_of(request, leader_id)
    context = {
        "leader": row, "known": queries.known(row), "position_form": PositionForm(), "skill_form": SkillForm(),
        "honour_form": HonourForm(initial={"year_be": today().year + 543}),
        "consents": list(row.consents.select_related("by").order_by("-id")[:6]), **more,
    }  # fmt: skip
    return show(request, "person.html", context, status)


def again(request: HttpRequest, leader_id: int, **more: Any) -> Callable[[Plain], HttpResponse]:
    """The page once more with the refusal's sentence."""
    return lambda refused: page(request, leader_id, 422, error=refused, **more)


@require_safe
@needs("leaders.read")
def one(request: HttpRequest, code: str, leader_id: int) -> HttpResponse:
    """A leader."""
    return page(request, leader_id)


@require_POST
@needs("leaders.write")
def consent(request: HttpRequest, code: str, leader_id: int) -> HttpResponse:
    """What was signed on paper, or hidden at once."""
    body, given, note = body_of(request), request.POST.get("given") == "1", request.POST.get("note", "")
    leader_of(request, leader_id)

    def act() -> None:
        acts.consent_on_paper(body, leader_id, given, note, actor_of(request), timezone.now(), today())

    said = "แสดงหน้าของผู้นำแล้ว" if given else "เลิกแสดงแล้ว คนนอกไม่เห็นชื่ออีก"
    return do(request, act, said, "leader", again(request, leader_id, note=note), code, leader_id)


@require_POST
@needs("leaders.write")
def link(request: HttpRequest, code: str, leader_id: int) -> HttpResponse:
    """The leader's own sign-in."""
    body, username = body_of(request), request.POST.get("username", "")
    leader_of(request, leader_id)
    act = lambda: acts.link_user(body, leader_id, username, actor_of(request), timezone.now(), today())  # noqa: E731
    back = again(request, leader_id, username=username, opened="user")
    return do(request, act, "ผูกชื่อผู้ใช้แล้ว เจ้าตัวดูแลหน้าของตนเองได้", "leader", back, code, leader_id)


@require_POST
@needs("leaders.write")
def position(request: HttpRequest, code: str, leader_id: int) -> HttpResponse:
    """A post that no record knows."""
    body, form = body_of(request), PositionForm(request.POST)
    leader_of(request, leader_id)
    if not form.is_valid():
        return page(request, leader_id, 422, position_form=form, opened="position")
    said = form.cleaned_data

    def act() -> None:
        acts.add_position(
            body, leader_id, said["title"], said["where"], said["from_day"], said["until_day"], said["source"],
            actor_of(request), timezone.now(), today(),
        )  # fmt: skip

    back = again(request, leader_id, position_form=form, opened="position")
    return do(request, act, "บันทึกตำแหน่งแล้ว", "leader", back, code, leader_id)


@require_POST
@needs("leaders.write")
def honour(request: HttpRequest, code: str, leader_id: int) -> HttpResponse:
    """An honour of a year."""
    body, form = body_of(request), HonourForm(request.POST)
    leader_of(request, leader_id)
    if not form.is_valid():
        return page(request, leader_id, 422, honour_form=form, opened="honour")
    said = form.cleaned_data

    def act() -> None:
        acts.give_honour(
            body, leader_id, said["kind"], said["year_be"], said["for_what"], said["source"], actor_of(request),
            timezone.now(), today(),
        )  # fmt: skip

    back = again(request, leader_id, honour_form=form, opened="honour")
    return do(request, act, "บันทึกเกียรติคุณแล้ว", "leader", back, code, leader_id)


@require_POST
@needs("leaders.write")
def strike(request: HttpRequest, code: str, leader_id: int, honour_id: int) -> HttpResponse:
    """An honour that was recorded wrongly."""
    body, reason = body_of(request), request.POST.get("reason", "")
    if not leader_of(request, leader_id).honours.filter(pk=honour_id).exists():
        raise Http404

    def act() -> None:
        acts.strike_honour(body, leader_id, honour_id, reason, actor_of(request), timezone.now(), today())

    return do(request, act, "ยกเลิกการบันทึกแล้ว", "leader", again(request, leader_id), code, leader_id)


@require_POST
@needs("leaders.write")
def skill(request: HttpRequest, code: str, leader_id: int) -> HttpResponse:
    """A skill that somebody saw; `drop` takes one back."""
    body, form, dropped = body_of(request), SkillForm(request.POST), request.POST.get("drop", "")
    leader_of(request, leader_id)
    if dropped:
        drop = lambda: acts.drop_skill(body, leader_id, dropped, actor_of(request), timezone.now(), today())  # noqa: E731
        return do(request, drop, "เอาทักษะออกแล้ว", "leader", again(request, leader_id), code, leader_id)
    if not form.is_valid():
        return page(request, leader_id, 422, skill_form=form, opened="skill")
    said = form.cleaned_data

    def act() -> None:
        acts.say_skill(body, leader_id, said["skill"], said["note"], actor_of(request), timezone.now(), today())

    back = again(request, leader_id, skill_form=form, opened="skill")
    return do(request, act, "บันทึกทักษะแล้ว", "leader", back, code, leader_id)
