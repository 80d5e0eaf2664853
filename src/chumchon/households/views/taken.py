"""Referrals as the fund or the housing project sees them: only what the family agreed to tell. It opens the claim or the survey."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import permissions
from chumchon.funds.forms.claims import ClaimForm
from chumchon.funds.models import Fund, Member
from chumchon.funds.queries.claims import version_row
from chumchon.homes.models import Project
from chumchon.homes.rules.survey import HouseEntry
from chumchon.leaders.models import Trainee
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import referrals as actions
from ..forms.passbooks import RepairForm, ResultForm, SeatForm
from ..queries import referrals as queries
from ..queries import targets


def _show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    organisation = request.organisation  # type: ignore[attr-defined]
    held = permissions(actor_of(request), organisation.pk, organisation.subdistrict_id, today())
    base = {"organisation": organisation, "today": today(), "may": {p.replace(".", "_"): True for p in held}}
    answer = render(request, f"households/{template}", {**base, **context}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _listing(request: HttpRequest, one: str) -> HttpResponse:
    rows = queries.of_target(request.organisation, today())  # type: ignore[attr-defined]
    return _show(request, "sent.html", {"rows": rows, "one": one})


@needs("claims.enter")
def fund_listing(request: HttpRequest, code: str) -> HttpResponse:
    """What visitors of the tambon sent to this fund."""
    return _listing(request, "fund_referral")


@needs("homes.survey")
def project_listing(request: HttpRequest, code: str) -> HttpResponse:
    """What visitors of the tambon sent to this project."""
    return _listing(request, "project_referral")


def _row(request: HttpRequest, referral_id: int) -> queries.Row:
    row = queries.sent_to(request.organisation, referral_id, today())  # type: ignore[attr-defined]
    if row is None:
        raise Http404
    return row


def _answered(request: HttpRequest, row: queries.Row, to: str) -> tuple[HttpResponse | None, Plain | None]:
    """Take it, or bring the result back: what both sides do with a touch. None where the touch is another."""
    organisation, actor, now, day = request.organisation, actor_of(request), timezone.now(), today()  # type: ignore[attr-defined]
    try:
        if "take" in request.POST:
            seen = request.POST["take"]
            number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else 0
            actions.take(organisation, row.referral.pk, actor, number, now, day)
            messages.success(request, "รับเรื่องแล้ว ชื่อของคุณเป็นผู้รับเรื่อง")
            return redirect(to, organisation.code, row.referral.pk), None
        if "back" in request.POST:
            form = ResultForm(request.POST)
            if not form.is_valid():
                return None, Plain("CHOICE", "เลือกว่าผลเป็นอย่างไร", "Choose the result.")
            got = form.cleaned_data
            actions.bring_back(organisation, row.referral.pk, actor, got["result"], got["words"], got["seen"], now, day)
            messages.success(request, "ส่งผลกลับให้ผู้เยี่ยมบ้านแล้ว")
            return redirect(to, organisation.code, row.referral.pk), None
    except NotAllowed:
        raise
    except Plain as refused:
        return None, refused
    return None, None


@needs("claims.enter")
def fund_referral(request: HttpRequest, code: str, sent_id: int) -> HttpResponse:
    """One for the fund: take it, open the claim by the fund's own agreement, bring the result back."""
    fund = Fund.objects.select_related("organisation").filter(organisation=request.organisation).first()  # type: ignore[attr-defined]
    if fund is None:
        raise Http404
    row = _row(request, sent_id)
    member = (
        Member.objects.select_related("person__household").filter(fund=fund, pk=row.referral.member_id or 0).first()
    )
    answered, error = _answered(request, row, "fund_referral") if request.method == "POST" else (None, None)
    if answered is not None:
        return answered
    form, context = _claim_form(request, fund, member)
    sent = request.method == "POST" and "submit" in request.POST and form is not None
    if sent and form is not None and form.is_valid():
        try:
            claim = actions.open_claim(
                fund, sent_id, actor_of(request), form.event(), form.cleaned_data["receiver"], form.cleaned_data.get("seen", []),
                form.cleaned_data["key"], timezone.now(), today(),
            )  # fmt: skip
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            messages.success(request, f"เปิดคำขอ {claim.label} จากเรื่องส่งต่อแล้ว")
            return redirect("claim", code, claim.pk)
    bad = error is not None or request.method == "POST"
    return _one(request, row, {**context, "member": member, "error": error}, bad)


def _claim_form(
    request: HttpRequest, fund: Fund, member: Member | None
) -> tuple[ClaimForm | None, dict[str, Any]]:  # fmt: skip
    """The fund's own form for the benefit that was chosen; first the benefits to choose from."""
    _, agreement = version_row(fund, today())
    benefit = (request.POST or request.GET).get("benefit", "")
    chosen = agreement.benefit(benefit) if agreement and benefit else None
    context: dict[str, Any] = {"agreement": agreement, "chosen": chosen}
    if agreement is None or chosen is None or member is None:
        return None, context
    data = request.POST if "submit" in request.POST else None
    form = ClaimForm(
        data, agreement=agreement, chosen=chosen, initial={"benefit": benefit, "receiver": member.person.name}
    )
    for name in ("whole_house", "partner"):
        form.fields.pop(name, None)
    return form, {**context, "form": form}


@needs("homes.survey")
def project_referral(request: HttpRequest, code: str, built_id: int) -> HttpResponse:
    """One for the project: take it, put the house on the project's list, bring the result back."""
    project = Project.objects.select_related("organisation").filter(organisation=request.organisation).first()  # type: ignore[attr-defined]
    if project is None:
        raise Http404
    row = _row(request, built_id)
    answered, error = _answered(request, row, "project_referral") if request.method == "POST" else (None, None)
    if answered is not None:
        return answered
    first, _, last = str(row.said.get("head", "")).partition(" ")
    start = {"first_name": first, "surname": last, "people": 1, "condition": "poor"}
    form = RepairForm(request.POST if "submit" in request.POST else None, initial=start)
    if "submit" in request.POST and form.is_valid():
        try:
            house = actions.open_repair(
                project, built_id, actor_of(request), _entry(row, form), timezone.now(), today()
            )
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            messages.success(request, "เพิ่มบ้านในรายชื่อของโครงการแล้ว")
            return redirect("survey_house", code, house.pk)
    return _one(request, row, {"form": form, "error": error}, error is not None or request.method == "POST")


def _entry(row: queries.Row, form: RepairForm) -> HouseEntry:
    """What the project's own survey says of the house; nothing of the passbook but where it stands."""
    got = form.cleaned_data
    return HouseEntry(
        uid=uuid.uuid5(row.referral.uid, "survey"), village=int(row.said.get("village", 0)), house_no=str(row.said.get("house_no", "")),
        prefix="", first_name=got["first_name"], surname=got["surname"], people=got["people"], tenure=got["tenure"],
        condition=got["condition"], surveyed_on=today(), needs=tuple(got["needs"]),
    )  # fmt: skip


@needs("leaders.learners")
def learner_listing(request: HttpRequest, code: str) -> HttpResponse:
    """Who wants to learn, as visitors of the tambon sent it to this body."""
    return _listing(request, "learner_referral")


@needs("leaders.learners")
def learner_referral(request: HttpRequest, code: str, learner_id: int) -> HttpResponse:
    """One for a training: take it, give a seat on a list that is still open, bring the result back."""
    row = _row(request, learner_id)
    answered, error = _answered(request, row, "learner_referral") if request.method == "POST" else (None, None)
    if answered is not None:
        return answered
    organisation = request.organisation  # type: ignore[attr-defined]
    open_ones = [
        t for t in targets.trainings(organisation.subdistrict_id, today()) if t.organisation_id == organisation.pk
    ]
    start = {"training": row.said.get("training"), "name": row.said.get("learner", "")}
    form = SeatForm(open_ones, request.POST if "submit" in request.POST else None, initial=start)
    if "submit" in request.POST and form.is_valid():
        got = form.cleaned_data
        try:
            seat = actions.open_seat(
                organisation, learner_id, actor_of(request), got["training"], got["name"], timezone.now(), today()
            )
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            messages.success(request, f"เพิ่มในใบรายชื่อแล้ว ลำดับที่ {seat.number}")
            return redirect("training", code, seat.training_id)
    context = {
        "form": form,
        "trainings": open_ones,
        "error": error,
        "seat": Trainee.objects.filter(pk=row.referral.trainee_id or 0).first(),
    }
    return _one(request, row, context, error is not None or request.method == "POST")


def _one(request: HttpRequest, row: queries.Row, context: dict[str, Any], bad: bool) -> HttpResponse:
    start = {"seen": row.referral.step, "result": row.outcome, "words": row.outcome_words if row.outcome else ""}
    said = {"row": row, "r": row.referral, "result_form": ResultForm(initial=start), **context}
    return _show(request, "sent_one.html", said, 422 if bad else 200)
