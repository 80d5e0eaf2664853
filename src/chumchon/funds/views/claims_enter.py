"""จ่ายสวัสดิการ: choose the member and what happened, see the decision with its reason while typing, hand it in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.agreements.decide import Decision
from chumchon.agreements.explain import decision_th
from chumchon.agreements.model import Agreement, Benefit
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import claims as actions
from ..actions import evidence
from ..forms.claims import ClaimForm
from ..models import Claim, Fund, Member
from ..queries import claims as queries
from ..queries import members as members_queries
from ..queries.rights import rights
from ..rules.claims import Event, is_death
from ..rules.evidence import MOST_BYTES
from .claims import own_claim
from .common import fund_of, show


@needs("claims.enter")
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Find the member whom it is for; the dead too, for their family."""
    text = request.GET.get("q", "").strip()[:80]
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
    member = members_queries.member(fund_of(request), claim.member_id)
    if member is None:
        raise Http404
    if claim.state not in ("returned", "pending_evidence"):
        return redirect("claim", code, claim_id)
    return _page(request, member, claim)


def _initial(member: Member, claim: Claim | None, benefit: str) -> dict[str, Any]:
    if claim is not None:
        event = queries.event_of(claim)
        return {
            "benefit": event.benefit, "start": event.start, "end": event.end, "children": event.children or None,
            "damage": event.damage_satang or None, "flags": sorted(event.flags), "receiver": queries.receiver_of(claim),
        }  # fmt: skip
    heir = (member.beneficiary or "") if is_death(benefit) else member.person.name
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
            agreement = then or agreement
    return agreement, agreement.benefit(benefit) if agreement else None


def _page(request: HttpRequest, member: Member, claim: Claim | None = None) -> HttpResponse:
    fund, data = fund_of(request), request.POST or None
    first = queries.event_of(claim).benefit if claim else ""
    benefit = (data or request.GET).get("benefit", "") or first
    agreement, chosen = _agreement(fund, data, benefit)
    initial = _initial(member, claim, benefit)
    form = ClaimForm(data, agreement=agreement, chosen=chosen, initial=initial)
    context: dict[str, Any] = {
        "member": member, "claim": claim, "form": form, "agreement": agreement, "chosen": chosen,
        "have": [p.label for p in queries.evidence_of(claim)] if claim else [],
    }  # fmt: skip
    status = 200
    if data is not None and chosen is not None:
        sent = "submit" in data
        if form.is_valid():
            try:
                if sent:
                    return _hand_in(request, fund, member, claim, form)
                context |= _looked(
                    fund, member, form.event(), [*context["have"], *form.cleaned_data.get("seen", [])], claim
                )
            except NotAllowed:
                raise
            except Plain as refused:
                context["error"], status = refused, 422 if sent else 200
        elif sent:
            status = 422
    if request.headers.get("HX-Request"):
        return show(request, "funds/claims/decision.html", {**context, "told_only": True}, 200)
    context["rights"] = rights(fund, member, today())
    return show(request, "funds/claims/enter.html", context, status)


def _looked(fund: Fund, member: Member, event: Event, given: list[str], claim: Claim | None) -> dict[str, Any]:
    """The decision as it stands, and what it would be once every paper is there."""
    event, decision = actions.look(fund, member, event, given, today(), claim)
    full: Decision | None = None
    if decision.code == "PENDING_EVIDENCE":
        benefit = queries.benefit_of(decision)
        _, full = actions.look(fund, member, event, [*given, *(benefit.evidence if benefit else ())], today(), claim)
    shown = full if full is not None and full.payable else decision
    return {
        "decision": decision, "shown": shown, "told": decision_th(shown), "waits": shown is not decision, "event": event,
    }  # fmt: skip


def _hand_in(request: HttpRequest, fund: Fund, member: Member, claim: Claim | None, form: ClaimForm) -> HttpResponse:
    files = files_of(request, form.labels)
    papers = evidence.cleaned(files)
    now, day, actor, got = timezone.now(), today(), actor_of(request), form.cleaned_data
    labels, seen = [label for label, _ in papers], got.get("seen", [])
    if claim is None:
        made = actions.enter(
            fund, actor, member, form.event(), got["receiver"], seen, got["key"], now, day, papers=labels,
            whole_house=bool(got.get("whole_house")),
        )  # fmt: skip
    else:
        made = [actions.change(fund, claim.pk, actor, form.event(), got["receiver"], seen, now, day, labels)]
    main = next(c for c in made if c.member_id == member.pk)
    if papers and not main.evidence.exclude(file_name="").exists():
        evidence.add_papers(fund, main.pk, actor, papers, [], now, day)
    main.refresh_from_db()
    words = "รอหลักฐานให้ครบ" if main.state == "pending_evidence" else "รอกรรมการอนุมัติ"
    more = f" และของคนในบ้านอีก {len(made) - 1} คน" if len(made) > 1 else ""
    messages.success(request, f"ส่งคำขอ {main.label}{more} แล้ว {words}")
    return redirect("claim", fund.code, main.pk)


def files_of(request: HttpRequest, labels: list[str]) -> list[tuple[str, bytes]]:
    """The files of the form by the label of each paper: boxes paper-0, paper-1 …, and "paper" for anything else."""
    found = []
    for place, label in [*((str(i), label) for i, label in enumerate(labels)), ("more", "เอกสารอื่น")]:
        for file in request.FILES.getlist(f"paper-{place}"):
            found.append((label, file.read(MOST_BYTES + 1)))
    return found
