"""จ่ายสวัสดิการ: choose the member and what happened, see the decision with its reason while typing, hand it in."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.access.searching import by_name, searched
from chumchon.agreements.deaths import is_death
from chumchon.agreements.explain import decision_th
from chumchon.agreements.model import Agreement, Benefit
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import claims as actions
from ..actions import evidence
from ..actions.claim_readings import record_reading
from ..forms.claims import ClaimForm
from ..models import Claim, Fund, Member
from ..queries import claims as queries
from ..queries import members as members_queries
from ..queries.claim_alike import alike
from ..queries.claim_house import housemates, papers_after
from ..queries.claim_look import house_shares, look, with_papers
from ..queries.claim_near import Near, near
from ..rules.claim_checks import near_question
from ..rules.claims import Event, another
from ..rules.evidence import MOST_BYTES
from .claims import is_number, own_claim, read_rights, sees_health
from .common import fund_of, show

HANDED_IN = {"pending_evidence": "รอหลักฐานให้ครบ", "waiting": "รอกรรมการอนุมัติ"}


@needs("claims.enter")
@by_name
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Find the member whom it is for; the dead too, for their family."""
    text = searched(request)
    found = members_queries.find(fund_of(request), text) if text else []
    return show(request, "funds/claims/choose.html", {"q": text, "found": found})


@never_cache
@needs("claims.enter")
def enter(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """The form. A POST with "submit" hands it in; any other shows the decision and writes nothing."""
    found = members_queries.member(fund_of(request), member_id)
    if found is None:
        raise Http404
    return _page(request, found)


@never_cache
@needs("claims.enter")
def change(request: HttpRequest, code: str, claim_id: int) -> HttpResponse:
    """The same form for a claim that was returned or waits for papers; only who may read what happened puts it right."""
    claim = own_claim(request, claim_id)
    if not sees_health(request, claim):
        raise Http404
    member = members_queries.member(fund_of(request), claim.member_id)
    if member is None:
        raise Http404
    if claim.state not in ("returned", "pending_evidence"):
        if request.method == "POST":
            messages.warning(request, f"คำขอนี้{claim.get_state_display()}แล้ว สิ่งที่เพิ่งแก้ไม่ได้บันทึก")
        return redirect("claim", code, claim_id)
    return _page(request, member, claim)


def _initial(member: Member, claim: Claim | None, benefit: str) -> dict[str, Any]:
    if claim is not None:
        event = queries.event_of(claim)
        return {
            "benefit": event.benefit, "start": event.start, "end": event.end, "children": event.children or None,
            "damage": event.damage_satang or None, "flags": sorted(event.flags), "receiver": queries.receiver_of(claim),
            "partner": Member.objects.filter(pk=event.partner).values_list("number", flat=True).first(),
        }  # fmt: skip
    heir = (member.beneficiary or "") if is_death(benefit) else actions.usual_receiver(member)
    return {"benefit": benefit, "receiver": heir, "start": member.person.died_on if is_death(benefit) else None}


def _agreement(fund: Fund, data: Any, benefit: str) -> tuple[Agreement | None, Benefit | None]:
    """The version of the day that was typed, where a day was; else that of today."""
    _, agreement = queries.version_row(fund, today())
    probe = (
        ClaimForm(data, agreement=agreement, chosen=agreement.benefit(benefit) if agreement else None) if data else None
    )
    if probe is not None:
        probe.is_valid()
        start = probe.cleaned_data.get("start")
        if start is not None:
            _, then = queries.version_row(fund, start)
            # A benefit that was not there that day keeps its form: the look says so in a sentence.
            agreement = then if then is not None and then.benefit(benefit) else agreement
    return agreement, agreement.benefit(benefit) if agreement else None


def _page(request: HttpRequest, member: Member, claim: Claim | None = None) -> HttpResponse:
    fund, data = fund_of(request), request.POST or None
    first = queries.event_of(claim).benefit if claim else ""
    benefit = (data or request.GET).get("benefit", "") or first
    agreement, chosen = _agreement(fund, data, benefit)
    initial = _initial(member, claim, benefit)
    form = ClaimForm(data, agreement=agreement, chosen=chosen, initial=initial, find=partial(_find, fund))
    context: dict[str, Any] = {
        "member": member, "claim": claim, "form": form, "agreement": agreement, "chosen": chosen,
        "have": [p.label for p in queries.evidence_of(claim)] if claim else [],
    }  # fmt: skip
    status = 200
    if data is not None and chosen is not None:
        # While one types only the decision is asked for; that request names the button pressed last, and brings no papers.
        sent, valid = "submit" in data and not request.headers.get("HX-Request"), form.is_valid()
        wrong = _keep_files(request, fund, form)
        waiting = queries.waiting_papers(form.cleaned_data.get("key"), actor_of(request).user_id)
        context["waiting"] = waiting
        try:
            if sent and wrong is not None:
                raise wrong
            if sent and valid:
                _ask_near(fund, member, claim, form, data)
                return _hand_in(request, fund, member, claim, form)
            if valid or (not sent and set(form.errors) == {"receiver"}):  # who receives the money changes no sum
                if claim is not None:  # papers of the event that was said before are none of another
                    context["have"] = papers_after(fund, claim, form.event())
                    context["anew"] = another(queries.event_of(claim), form.event())
                given = [*form.cleaned_data.get("seen", []), *(paper.label for paper in waiting)]
                context |= _looked(fund, member, form.event(), given, claim) | {"file_error": wrong}
            elif sent:
                status = 422
        except NotAllowed:
            raise
        except Plain as refused:
            context["error"], status = refused, 422 if sent else 200
        if valid:
            context["near"], context["another_event"] = _near(fund, member, claim, form), "another_event" in data
    if request.headers.get("HX-Request"):
        return show(request, "funds/claims/decision.html", {**context, "told_only": True}, 200)
    if claim is not None:
        record_reading(claim, actor_of(request), timezone.now())
        context["answer"], last = queries.answer_of(claim), queries.last_decision(claim)
        # What comes back with an error still says when the page was opened, not what stands now.
        context["decision_id"] = data.get("decision") if data else last.pk if last else ""
    context["rights"] = read_rights(request, fund, member, counted=chosen is not None)
    return show(request, "funds/claims/enter.html", context, status)


def _find(fund: Fund, text: str) -> list[Member]:
    return members_queries.find(fund, text)


def _keep_files(request: HttpRequest, fund: Fund, form: ClaimForm) -> Plain | None:
    """Files that were chosen stay with the form, whatever else is wrong with it; the sentence of one that cannot be kept."""
    key = form.cleaned_data.get("key")
    files = files_of(request, form.labels)
    drop = [int(pk) for pk in request.POST.getlist("drop") if is_number(pk)]
    if key is None or not (files or drop):
        return None
    return evidence.keep_waiting(fund, key, actor_of(request), files, drop, timezone.now(), today())


def _looked(fund: Fund, member: Member, event: Event, given: list[str], claim: Claim | None) -> dict[str, Any]:
    """The decision as it stands, what it would be once every paper is there, and who of the house gets what."""
    event, decision = look(fund, member, event, given, today(), claim)
    benefit = queries.benefit_of(decision)
    full = with_papers(decision) if decision.code == "PENDING_EVIDENCE" else None
    shown = full if full is not None and full.payable else decision
    return {
        "decision": decision, "shown": shown, "told": decision_th(shown, decision if shown is not decision else None), "waits": shown is not decision, "event": event,
        "house": house_shares(fund, member, event, today()) if claim is None else [],
        "alike": alike(fund, member, event, benefit, claim.pk if claim else None) if benefit else [],
        "housemates": housemates(fund, member, event, claim.pk if claim else None) if event.sharers else [],
        "partner": Member.objects.select_related("person").filter(pk=event.partner).first(),
    }  # fmt: skip


def _near(fund: Fund, member: Member, claim: Claim | None, form: ClaimForm) -> list[Near]:
    event = form.event()
    _, agreement = queries.version_row(fund, event.start)
    return near(
        fund, member, event, agreement.benefit(event.benefit) if agreement else None, claim.pk if claim else None
    )


def _ask_near(fund: Fund, member: Member, claim: Claim | None, form: ClaimForm, data: Any) -> None:
    """Who types says that it is another event before it goes to the committee, which says why. Errors: NEAR_EVENT."""
    if "another_event" not in data and _near(fund, member, claim, form):
        raise near_question("ถ้าเป็นเหตุเดียวกันให้ใช้วันเดียวกัน ถ้าเป็นคนละเหตุให้ทำเครื่องหมายบอกก่อนส่ง")


def _hand_in(request: HttpRequest, fund: Fund, member: Member, claim: Claim | None, form: ClaimForm) -> HttpResponse:
    now, day, actor, got = timezone.now(), today(), actor_of(request), form.cleaned_data
    seen, left_out = got.get("seen", []), 0
    if claim is None:
        whole = bool(got.get("whole_house"))
        made = actions.enter(
            fund, actor, member, form.event(), got["receiver"], seen, got["key"], now, day, whole_house=whole
        )
        left_out = len(queries.left_out_of(made[0]))
    else:
        told = request.POST.get("decision", "")
        opened = int(told) if is_number(told) else None
        made = [
            actions.change(fund, claim.pk, actor, form.event(), got["receiver"], seen, now, day, got["key"], opened)
        ]
    main = next(c for c in made if c.member_id == member.pk)
    main.refresh_from_db()
    words = HANDED_IN.get(main.state) or main.get_state_display()
    more = f" และของคนในบ้านอีก {len(made) - 1} คน" if len(made) > 1 else ""
    none = f" คนในบ้านอีก {left_out} คนไม่ได้ ดูเหตุผลในคำขอ" if left_out else ""
    messages.success(request, f"ส่งคำขอ {main.label}{more} แล้ว {words}{none}")
    return redirect("claim", fund.code, main.pk)


def files_of(request: HttpRequest, labels: list[str]) -> list[tuple[str, bytes]]:
    """The files of the form by the label of each paper: boxes paper-0, paper-1 …, and "paper" for anything else."""
    found = []
    for place, label in [*((str(i), label) for i, label in enumerate(labels)), ("more", "เอกสารอื่น")]:
        for file in request.FILES.getlist(f"paper-{place}"):
            found.append((label, file.read(MOST_BYTES + 1)))
    return found
