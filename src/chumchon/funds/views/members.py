"""The register on the screen: list and search, a new member, a member's page, putting facts right."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.searching import address, by_name, searched
from chumchon.access.sheets import csv_response
from chumchon.thai.errors import Plain

from ..actions import members as actions
from ..forms.members import MemberForm, initial_of
from ..models import Fund, Member
from ..models.member import MEMBER_KINDS
from ..queries import members as queries
from ..queries import members_table
from ..queries.dues import plan_of
from ..queries.households import household
from ..queries.members import Filters
from ..queries.members_history import happenings, told
from ..queries.passbook import passbook
from ..rules.membership import STATUS_TH, last_step
from .claims import read_rights
from .common import fund_of, show

A_PAGE = 50
STATUSES = ("active", "left", "lapsed", "died", "former", "all")
SORTS = [("name", "ตามชื่อ"), ("number", "ตามเลขที่"), ("joined", "สมัครล่าสุดก่อน")]


def filters_of(data: QueryDict, q: str) -> Filters:
    """The filters of an address and the words that are searched; what cannot be read asks for nothing. A search looks among former members too."""
    village = data.get("village", "")
    status, kind, sort = data.get("status", ""), data.get("kind", ""), data.get("sort", "")
    return Filters(
        q=q,
        village=int(village) if village.isdecimal() and len(village) < 4 else None,
        status=status if status in STATUSES else "all" if q else "active",
        kind=kind if kind in dict(MEMBER_KINDS) else "",
        overdue=data.get("overdue") == "1",
        sort=sort if sort in dict(SORTS) else "" if q else "house",
    )


def _address(request: HttpRequest, asked: Filters, **other: object) -> str:
    said: dict[str, object] = {
        "village": "" if asked.village is None else asked.village, "kind": asked.kind,
        "sort": "" if asked.sort == "house" else asked.sort, "status": asked.status, "overdue": "1" if asked.overdue else "",
        **other,
    }  # fmt: skip
    return address(request, **said)


def _segments(request: HttpRequest, asked: Filters, counts: dict[str, int]) -> list[dict[str, Any]]:
    parts = [
        ("เป็นสมาชิก", "active", "", counts["active"]), ("ค้าง", "active", "1", counts["behind"]),
        ("พ้นแล้ว", "former", "", counts["former"]), ("ทั้งหมด", "all", "", counts["all"]),
    ]  # fmt: skip
    return [
        {
            "word": word, "count": count, "address": _address(request, asked, status=status, overdue=overdue),
            "here": asked.status == status and asked.overdue == bool(overdue),
        }
        for word, status, overdue, count in parts
    ]  # fmt: skip


def _said(asked: Filters) -> str:
    parts = [
        f"หมู่ {asked.village}" if asked.village else "", dict(MEMBER_KINDS).get(asked.kind, ""),
        STATUS_TH.get(asked.status, "พ้นแล้ว" if asked.status == "former" else ""), "ค้าง" if asked.overdue else "",
        f"ค้น “{asked.q}”" if asked.q else "",
    ]  # fmt: skip
    return " · ".join(p for p in parts if p)


@needs("members.read")
@by_name
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """The register: filters in the address (a name sealed), a search as one types, as a file (csv, xlsx) and on paper (pdf)."""
    fund, day = fund_of(request), today()
    asked = filters_of(request.GET, searched(request))
    rows = queries.register(fund, asked, day)
    file = request.GET.get("format", "")
    if file in ("csv", "xlsx", "pdf"):
        return _file(fund, file, queries.rows_of(rows, plan_of(fund, day), day), _said(asked))
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = queries.rows_of(page.object_list, plan_of(fund, day), day)
    context = {
        "asked": asked, "page": page, "rows": shown, "owed_satang": sum(r.owed_satang for r in shown),
        "address": _address(request, asked), "segments": _segments(request, asked, queries.counts(fund, asked, day)),
    }  # fmt: skip
    if request.htmx and request.htmx.target == "results":  # type: ignore[attr-defined]
        return show(request, "funds/members_results.html", context)
    villages = queries.villages(fund)
    return show(request, "funds/members.html", {**context, "villages": villages, "kinds": MEMBER_KINDS, "sorts": SORTS})


def _file(fund: Fund, kind: str, rows: list[queries.Row], said: str) -> HttpResponse:
    if kind == "csv":
        table = members_table.table(rows)
        cells = ([c.say(v) for c, v in zip(table.columns, row, strict=True)] for row in [*table.rows, table.total])
        return csv_response(f"members-{fund.code}.csv", [c.head for c in table.columns], cells)
    if kind == "pdf":
        answer = HttpResponse(members_table.paper(fund, rows, said, today()), content_type="application/pdf")
        answer["Content-Disposition"] = f'inline; filename="members-{fund.code}.pdf"'
        return answer
    made = members_table.report(fund, rows, said, today()).xlsx()
    answer = HttpResponse(made, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="members-{fund.code}.xlsx"'
    return answer


@needs("members.write")
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """A new member. A namesake born on the same day is shown, and a person decides."""
    fund = fund_of(request)
    villages = list(queries.villages(fund))
    extra: dict[str, Any] = {"villages": villages, "next_number": queries.suggested_number(fund)}
    if request.method != "POST":
        initial = {"joined_on": today(), **_house_initial(fund, request.GET.get("house", ""))}
        return show(request, "funds/members_form.html", {"form": MemberForm(initial=initial, **extra)})
    form = MemberForm(request.POST, **extra)
    alike: list[Member] = []
    if form.is_valid():
        facts, sure = form.facts(), request.POST.get("alike_ok") == "1"
        try:
            made = actions.enrol(fund, actor_of(request), facts, today(), timezone.now(), alike_ok=sure)
        except Plain as refused:
            form.refuse(refused)
            alike = queries.alike(fund, facts) if refused.code == "LOOKS_ALIKE" else []
        else:
            messages.success(request, f"รับ {made.person.name} เป็นสมาชิกเลขที่ {made.number} แล้ว")
            return redirect("member", code, made.id)
    return show(request, "funds/members_form.html", {"form": form, "alike": alike}, 422)


def _house_initial(fund: Fund, house: str) -> dict[str, str]:
    found = household(fund, int(house)) if house.isdecimal() and len(house) < 12 else None
    return {"village": str(found[0].village_id), "house_no": found[0].house_no} if found else {}


def member_or_404(fund: Fund, member_id: int) -> Member:
    """One member of the fund. Errors: 404."""
    found = queries.member(fund, member_id)
    if found is None:
        raise Http404
    return found


def page(request: HttpRequest, member_id: int, status: int = 200, **more: Any) -> HttpResponse:
    """A member's page, with what a form or a reading adds to it."""
    fund, day = fund_of(request), today()
    member = member_or_404(fund, member_id)
    labels = {v.id: v.label for v in queries.villages(fund)}
    history = told(member, labels)
    undoable = member.salt is not None and last_step(happenings(member)) is not None
    house = household(fund, member.person.household_id) if member.person.household_id else None
    context = {
        "member": member, "book": passbook(fund, member, day), "history": history, "undoable": undoable,
        "others": [m for m in house[1] if m.pk != member.pk] if house else [], "erased": member.salt is None,
        "rights": read_rights(request, fund, member), **more,
    }  # fmt: skip
    return show(request, "funds/member.html", context, status)


@needs("members.read")
def detail(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """Facts, standing, house, money and history of a member."""
    return page(request, member_id)


@needs("members.write")
def change(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """Put right what is known of a member."""
    fund = fund_of(request)
    member = member_or_404(fund, member_id)
    villages = list(queries.villages(fund))
    if request.method != "POST":
        newest = queries.newest_event(member)
        form = MemberForm(initial=initial_of(member, newest), villages=villages, changing=True)
        return show(request, "funds/members_form.html", {"form": form, "member": member})
    form = MemberForm(request.POST, villages=villages, changing=True)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.change_member(
                member,
                actor_of(request),
                form.facts(),
                today(),
                timezone.now(),
                reason=said["reason"],
                seen=said["seen"],
            )
        except Plain as refused:
            form.refuse(refused)
        else:
            messages.success(request, "บันทึกแล้ว ของเดิมอยู่ในประวัติ")
            return redirect("member", code, member.id)
    return show(request, "funds/members_form.html", {"form": form, "member": member}, 422)
