"""The family's own copy: everything that is kept of it, as data that a program reads and as the passbook's paper."""

from datetime import date, datetime
from typing import Any

from chumchon.access.models import AuditEvent
from chumchon.access.words import VERBS
from chumchon.thai.dates import long_th, short_th
from chumchon.thai.money import baht

from ..models import Passbook, Register
from ..rules.questions import COLOURS
from . import questions
from .passbook import Opened, helps, look
from .referrals import of_passbook
from .sealed import opened

DOTS = {"green": "●", "amber": "▲", "red": "■"}
"""Shapes beside the colours, so that a black-and-white print and a colour-blind reader tell them apart."""


def everything(register: Register, passbook: Passbook, today: date) -> dict[str, Any]:
    """All visits, plans, help, referrals and consents of one household, who wrote them down, and who has looked since; days are
    C.E. in ISO 8601, money in satang."""
    house = passbook.household
    return {
        "register": register.organisation.name_th, "house_no": house.house_no, "village": house.village.number,
        "subdistrict": house.village.subdistrict_id, "exported_on": today.isoformat(),
        "consents": [
            {"kind": c.kind, "day": c.day.isoformat(), "heard_by": str(c.by)} for c in passbook.consents.select_related("by")
        ],
        "visits": [_visit(v) for v in passbook.visits.select_related("by")],
        "plans": [
            {"number": p.number, "made_on": p.made_on.isoformat(), "written_by": str(p.by), **opened(p.uid, p.sealed)}
            for p in passbook.plans.select_related("by")
        ],
        "help": [
            {"day": h.day.isoformat(), "from": h.source, "what": h.words, "satang": h.satang} for h in helps(passbook)
        ],
        "referrals": [
            {
                "number": r.referral.number, "kind": r.referral.kind, "made_on": r.referral.made_on.isoformat(),
                "due_on": r.referral.due_on.isoformat(), "state": r.referral.state, "result": r.referral.result, **r.said,
            }
            for r in of_passbook(passbook, today)
        ],
        "looked_at": [
            {"at": at.isoformat(), "by": name, "what": VERBS[verb]} for at, name, verb in looks_at(register, passbook)
        ],
    }  # fmt: skip


def looks_at(register: Register, passbook: Passbook) -> list[tuple[datetime, str, str]]:
    """Who opened this passbook and when, as the register's trail tells: (moment, name, verb)."""
    rows = AuditEvent.objects.filter(
        organisation=register.organisation_id,
        subject=f"passbook:{passbook.pk}",
        verb__in=("household.read", "household.export"),
    )
    return list(rows.order_by("id").values_list("at", "actor__name_th", "verb"))


def _visit(visit: Any) -> dict[str, Any]:
    asked = questions.version(visit.questions)
    said = opened(visit.uid, visit.sealed)
    words = {q.th: q.words(said["answers"].get(q.key, "")) for q in asked.questions} if asked else {}
    return {
        "visited_on": visit.visited_on.isoformat(), "questions": visit.questions, "state": visit.state, "written_by": str(visit.by), **said, "in_words": words,
    }  # fmt: skip


def paper(register: Register, passbook: Passbook, today: date) -> dict[str, Any]:
    """What the printed passbook shows (papers/passbook.typ)."""
    seen = look(register, passbook, today)
    house = passbook.household
    counts = seen.said.get("counts", {})
    return {
        "register": register.organisation.name_th, "place": house.village.subdistrict.label,
        "house": f"บ้านเลขที่ {house.house_no} {house.village.label}", "head": seen.said.get("head", ""),
        "people": counts.get("people", 0), "printed": long_th(today),
        "visited": long_th(passbook.newest.visited_on) if passbook.newest else "",
        "revisit": long_th(passbook.revisit_on) if passbook.revisit_on else "",
        "dimensions": [_dimension(d) for d in seen.dimensions],
        "aims": [[a.name, COLOURS.get(a.colour, ""), a.do, a.helper] for a in seen.aims],
        "helps": [[short_th(h.day), h.source, h.words, baht(h.satang) if h.satang else ""] for h in helps(passbook)],
        "referrals": [
            [short_th(r.referral.made_on), r.said.get("words", ""), str(r.said.get("to", "")), r.referral.get_state_display()]
            for r in of_passbook(passbook, today)
        ],
        "visits": _visits(seen),
    }  # fmt: skip


def _dimension(dimension: Any) -> list[Any]:
    rows = [
        [i.question.th, i.answer, i.words, COLOURS.get(i.answer, "ไม่เกี่ยวข้อง"), DOTS.get(i.answer, "–"), i.aim]
        for i in dimension.items
    ]
    return [dimension.name, dimension.colour, COLOURS.get(dimension.colour, ""), rows]


def _visits(seen: Opened) -> list[list[str]]:
    return [[short_th(v.visited_on), str(v.by)] for v in seen.visits if v.state == "counted"]
