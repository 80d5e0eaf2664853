"""บ้านของฉัน: a member's own house, loan and savings on a phone; the passbook on paper, for the member and for the committee."""

import uuid
from pathlib import Path
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, signed_in, today
from chumchon.access.models import User
from chumchon.access.walls import whole_nation
from chumchon.paper.typeset import qr_svg, typeset
from chumchon.thai.dates import long_th, short_th
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht

from ..actions import saver_users as actions
from ..forms.savings import SignInForm
from ..models import Saver
from ..queries import my_home as queries
from ..queries import savings
from .common import file_response, group_of, show_group

PAPER = Path(__file__).parent.parent / "papers" / "savings_passbook.typ"


@never_cache
@signed_in
@whole_nation()  # one's own rows alone, by the sign-in
def mine(request: HttpRequest) -> HttpResponse:
    """One's own home; where one is a member of several groups, which."""
    savers = queries.own_savers(cast(User, request.user))
    if len(savers) == 1:
        return redirect("my_home_of", savers[0].uid)
    return render(request, "homes/my_homes.html", {"savers": savers})


@never_cache
@signed_in
@whole_nation()  # one's own rows alone, by the sign-in
def mine_of(request: HttpRequest, home: uuid.UUID) -> HttpResponse:
    """House, loan, savings, what next; `format=pdf` is the passbook. Errors: 404 for everybody else's."""
    savers = queries.own_savers(cast(User, request.user))
    saver = next((s for s in savers if s.uid == home), None)
    if saver is None:
        raise Http404
    found = queries.my_home(saver, today())
    if request.GET.get("format") == "pdf":
        return _pdf(request, found)
    return render(request, "homes/my_home.html", {"home": found, "saver": saver, "several": len(savers) > 1})


def _own(request: HttpRequest, saver_id: int) -> Saver:
    found = savings.saver_of(group_of(request), saver_id)
    if found is None:
        raise Http404
    found.group = group_of(request)
    return found


@needs("homes.read")
def passbook(request: HttpRequest, code: str, saver_id: int) -> HttpResponse:
    """The passbook's paper, as the committee hands it out."""
    return _pdf(request, queries.my_home(_own(request, saver_id), today()))


@needs("homes.write")
def sign_in(request: HttpRequest, code: str, saver_id: int) -> HttpResponse:
    """A sign-in for the member: a new name, with its one-time password shown once, or one that is there."""
    saver = _own(request, saver_id)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, actor, now = form.cleaned_data, actor_of(request), timezone.now()
        try:
            if said["known"]:
                actions.link_user(saver.group, actor, saver_id, said["username"], now, today())
                messages.success(request, f"{saver.person.name} เปิดหน้าบ้านของฉันได้แล้ว")
                return redirect("saver", code, saver_id)
            made, password = actions.give_sign_in(saver.group, actor, saver_id, said["username"], now, today())
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error("username", refused.th)
        else:
            answer = show_group(request, "homes/saver_password.html", {"saver": made, "password": password})
            answer["Cache-Control"] = "no-store"
            return answer
    context = {
        "form": form, "title": f"ชื่อผู้ใช้ของ {saver.person.name}", "button": "ให้ชื่อผู้ใช้", "files": False,
        "lead": "สมาชิกจะเห็นบ้าน สินเชื่อ และเงินออมของตนเองเท่านั้น", "back": reverse("saver", args=[code, saver_id]),
    }  # fmt: skip
    return show_group(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


@needs("homes.write")
def sign_in_end(request: HttpRequest, code: str, saver_id: int) -> HttpResponse:
    """The sign-in no longer opens this passbook."""
    saver = _own(request, saver_id)
    if request.method == "POST":
        actions.unlink_user(saver.group, actor_of(request), saver_id, timezone.now(), today())
        messages.success(request, "ยกเลิกชื่อผู้ใช้ของสมาชิกแล้ว")
    return redirect("saver", code, saver_id)


def _pdf(request: HttpRequest, home: queries.MyHome) -> HttpResponse:
    saver, group = home.saver, home.saver.group
    loans = [
        [
            f"สัญญา {x.loan.label}", baht(x.loan.satang), baht(x.standing.principal_left) if x.standing else "–",
            long_th(x.standing.next_row.due) if x.standing and x.standing.next_row else x.loan.get_state_display(),
        ]
        for x in home.loans
    ]  # fmt: skip
    repaid = [[short_th(day), label, baht(satang)] for x in home.loans for day, label, _, satang in x.receipts]
    newest = (
        saver.rows.filter(receipt__isnull=False).order_by("-id").values_list("receipt__public_code", flat=True).first()
    )
    address = f"/r/{newest}" if newest else ""
    data = {
        "group": group.name_th, "place": group.organisation.subdistrict.label, "name": saver.person.name, "number": str(saver.number),
        "house": home.house.household.house_no if home.house else "", "joined": long_th(saver.joined_on), "printed": long_th(today()),
        "shares": baht(home.shares), "saved": baht(home.saved),
        "rows": [[short_th(r.day), r.words, r.receipt, baht(r.satang), baht(r.balance)] for r in home.passbook], "loans": loans,
        "repaid": repaid,
        "qr": qr_svg(f"{settings.ORIGIN}{address}" if settings.ORIGIN else request.build_absolute_uri(address)).decode() if address else "",
    }  # fmt: skip
    return file_response(typeset(PAPER, data), "application/pdf", f"passbook-{group.code}-{saver.number}.pdf")
