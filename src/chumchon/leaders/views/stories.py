"""Stories and good practice: written, pictured, read by another person, shown to everybody."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, public, today
from chumchon.access.pages import add_refusal, asked, body_of, do, pages, wants_csv
from chumchon.access.sheets import csv_response
from chumchon.paper import vault
from chumchon.thai.dates import short_th
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import stories as acts
from ..forms.knowledge import StoryForm, said_of_story
from ..models import Story, StoryPicture
from ..models.story import KINDS, STATES
from ..queries import stories as queries
from .common import digits, show

HEAD = ("ชื่อเรื่อง", "ชนิด", "องค์กร", "พื้นที่", "สถานะ", "เผยแพร่เมื่อ", "รูป")
FIELDS = {"BAD_KIND": "kind", "BAD_TITLE": "title", "BAD_TEXT": "text"}


def _cells(s: Story) -> list[Any]:
    body = s.organisation
    day = short_th(s.published_on) if s.published_on else ""
    return [
        s.title, s.get_kind_display(), body.name_th, body.subdistrict.label, s.get_state_display(), day, len(s.pictures.all())
    ]  # fmt: skip


@require_safe
@needs("leaders.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The body's stories with filters in the address; `?format=csv` gives the rows as a file."""
    filters = queries.Filters(**asked(request, ("kind", "state")))
    rows = queries.listing(body_of(request), filters)
    if wants_csv(request):
        return csv_response(f"{code}-stories.csv", HEAD, map(_cells, rows))
    page, address = pages(request, rows)
    sums = {"pictures": sum(len(s.pictures.all()) for s in page), "public": sum(s.state == "public" for s in page)}
    context = {"page": page, "address": address, "filters": filters, "kinds": KINDS, "states": STATES, "sums": sums}
    return show(request, "stories.html", context)


@needs("leaders.write")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A draft."""
    body, form = body_of(request), StoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.write(body, form.facts(), actor_of(request), form.cleaned_data["key"], timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("story", code, made.pk)
    return show(request, "story_form.html", {"form": form}, 422 if request.method == "POST" else 200)


@needs("leaders.write")
def change(request: HttpRequest, code: str, story_id: int) -> HttpResponse:
    """Other words; what was shown leaves the public page until it is read anew."""
    body, row = body_of(request), story_of(request, story_id)
    form = StoryForm(request.POST or None, initial=said_of_story(row))
    if request.method == "POST" and form.is_valid():
        try:
            acts.mend(body, story_id, form.facts(), actor_of(request), timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            add_refusal(form, refused, FIELDS)
        else:
            return redirect("story", code, story_id)
    context = {"form": form, "story": row}
    return show(request, "story_form.html", context, 422 if request.method == "POST" else 200)


def story_of(request: HttpRequest, story_id: int) -> Story:
    """The body's story, else 404."""
    row = queries.story_of(body_of(request), story_id)
    if row is None:
        raise Http404
    return row


def page(request: HttpRequest, story_id: int, status: int = 200, **more: Any) -> HttpResponse:
    """A story with what may be done with it now."""
    row = story_of(request, story_id)
    context = {
        "story": row, "mine": row.writer_id == request.user.pk, "mark": acts.mark_of(row),
        "steps": list(row.steps.select_related("by")), **more,
    }  # fmt: skip
    return show(request, "story.html", context, status)


def again(request: HttpRequest, story_id: int, **more: Any) -> Callable[[Plain], HttpResponse]:
    """The page once more with the refusal's sentence."""
    return lambda refused: page(request, story_id, 422, error=refused, **more)


@require_safe
@needs("leaders.read")
def one(request: HttpRequest, code: str, story_id: int) -> HttpResponse:
    """A story as its body sees it."""
    return page(request, story_id)


@require_POST
@needs("leaders.write")
def pictures(request: HttpRequest, code: str, story_id: int) -> HttpResponse:
    """Pictures are added; `drop` (an id) takes one out."""
    body, caption = body_of(request), request.POST.get("caption", "")
    story_of(request, story_id)
    dropped = request.POST.get("drop", "")
    if dropped.isdigit():
        drop = lambda: acts.drop_picture(body, story_id, int(dropped), actor_of(request), timezone.now(), today())  # noqa: E731
        return do(request, drop, "เอารูปออกแล้ว", "story", again(request, story_id), code, story_id)

    def act() -> None:
        papers = [acts.drawn_anew(f.read()) for f in request.FILES.getlist("picture")]
        agreed = request.POST.get("agreed") == "1"
        acts.add_pictures(body, story_id, papers, caption, agreed, actor_of(request), timezone.now(), today())

    back = again(request, story_id, caption=caption)
    return do(request, act, "เพิ่มรูปแล้ว ข้อมูลที่ซ่อนในรูปถูกลบออก", "story", back, code, story_id)


@require_POST
@needs("leaders.write")
def send(request: HttpRequest, code: str, story_id: int) -> HttpResponse:
    """Another person is asked to read it."""
    body = body_of(request)
    story_of(request, story_id)
    act = lambda: acts.send(body, story_id, actor_of(request), timezone.now(), today())  # noqa: E731
    return do(request, act, "ส่งแล้ว รอประธานหรือกรรมการอีกคนอ่าน", "story", again(request, story_id), code, story_id)


@require_POST
@needs("leaders.sign")
def answer(request: HttpRequest, code: str, story_id: int) -> HttpResponse:
    """Another person shows it, sends it back, or takes it from the public page (`word`)."""
    body, word, reason = body_of(request), request.POST.get("word", ""), request.POST.get("reason", "")
    story_of(request, story_id)
    actor, now, day = actor_of(request), timezone.now(), today()

    def act() -> None:
        if word == "publish":
            acts.publish(body, story_id, request.POST.get("mark", ""), actor, now, day)
        elif word == "hide":
            acts.hide(body, story_id, reason, actor, now, day)
        else:
            acts.give_back(body, story_id, reason, actor, now, day)

    said = {"publish": "เผยแพร่แล้ว ใครก็อ่านได้", "hide": "เลิกเผยแพร่แล้ว"}.get(word, "ส่งคืนแล้ว ผู้เขียนเห็นเหตุผล")
    return do(request, act, said, "story", again(request, story_id, reason=reason), code, story_id)


def _jpeg(row: StoryPicture) -> HttpResponse:
    content = vault.read(acts.FOLDER, acts.KEY, row.uid.bytes, row.file_name, row.sha256)
    answered = HttpResponse(content, content_type="image/jpeg")
    answered["Content-Disposition"] = "inline"
    return answered


@require_safe
@cache_control(private=True, max_age=600)
@needs("leaders.read")
def picture(request: HttpRequest, code: str, story_id: int, picture_id: int) -> HttpResponse:
    """A picture of a story that may not be public yet."""
    row = story_of(request, story_id).pictures.filter(pk=picture_id).first()
    if row is None:
        raise Http404
    return _jpeg(row)


@public
@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Every published story, newest first; `?format=csv` gives the rows as a file."""
    said = asked(request, ("kind", "area"))
    filters = queries.Filters(**{**said, "area": digits(said["area"])})
    rows = queries.published(filters)
    if wants_csv(request):
        return csv_response("stories.csv", HEAD, map(_cells, rows))
    page_, address = pages(request, rows, 24)
    context = {"page": page_, "address": address, "filters": filters, "kinds": KINDS}
    return render(request, "leaders/told.html", context)


@public
@require_safe
def told_one(request: HttpRequest, told_id: int) -> HttpResponse:
    """A published story."""
    row = queries.public_story(told_id)
    if row is None:
        raise Http404
    return render(request, "leaders/told_one.html", {"story": row})


@public
@require_safe
@cache_control(public=True, max_age=600)
def told_picture(request: HttpRequest, told_id: int, shown_id: int) -> HttpResponse:
    """A picture of a published story."""
    row = queries.public_story(told_id)
    found = row.pictures.filter(pk=shown_id).first() if row else None
    if found is None:
        raise Http404
    return _jpeg(found)
