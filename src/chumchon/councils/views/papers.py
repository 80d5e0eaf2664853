"""Papers of a council: certificates, the invitation, the list to sign, minutes in each version."""

from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from chumchon.access.http import needs, today
from chumchon.paper.http import absolute, pdf_response
from chumchon.paper.typeset import qr_svg, typeset
from chumchon.thai.dates import day_name_th, long_th
from chumchon.thai.money import baht

from ..models import Council
from ..queries import meetings as queries
from ..queries.councils import seats_of
from ..queries.groups import group_of
from ..queries.settings import source_on
from ..rules.groups import land_words
from .common import council_of
from .meetings import meeting_of

PAPERS = Path(__file__).parent.parent / "papers"


def _qr(request: HttpRequest, code: str) -> str:
    return qr_svg(absolute(request, reverse("council_check", args=[code]))).decode()


@require_safe
@needs("councils.read")
def group_certificate(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """ใบสำคัญการจดแจ้งองค์กรชุมชน."""
    council = council_of(request)
    group = group_of(council, group_id)
    if group is None or not group.number or group.registered_on is None:
        raise Http404
    place = f"{group.village.label} " if group.village else ""
    facts = [
        ["ประเภท", group.kind.name_th], ["พื้นที่", f"{place}{group.subdistrict.label}"], ["วัตถุประสงค์", group.purpose],
        ["สมาชิก", f"{group.member_count:,} คน"],
    ]  # fmt: skip
    if group.money_satang:
        facts.append(["เงินหรือทุนหมุนเวียน", f"{baht(group.money_satang)} บาท"])
    if group.land_wah or group.forest_wah:
        facts.append(["ที่ดินและป่าที่ดูแล", f"{land_words(group.land_wah)} · ป่า {land_words(group.forest_wah)}"])
    data = {
        "title": "ใบสำคัญการจดแจ้งองค์กรชุมชน", "name": group.name_th, "said": "ได้จดแจ้งเป็นองค์กรชุมชนไว้ในทะเบียนของ",
        "body": council.organisation.name_th, "number": group.label, "day": long_th(group.registered_on), "facts": facts,
        "void": "เลิกแล้ว" if group.state == "ended" else "", "source": source_on(today()),
        "signers": [[str(group.confirmed_by or ""), "ผู้ยืนยันการจดแจ้ง"], ["", "ประธานองค์กร"]],
        "qr": _qr(request, group.public_code),
    }  # fmt: skip
    return pdf_response(typeset(PAPERS / "certificate.typ", data), f"organisation-{group.number}-{group.year_be}")


@require_safe
@needs("councils.read")
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """ใบสำคัญการจัดตั้งสภาองค์กรชุมชน."""
    council: Council = council_of(request)
    if not council.number or council.founded_on is None:
        raise Http404
    seats = seats_of(council.terms.order_by("-number").first())
    chair = next((s for s in seats if s.position == "chair"), None)
    term = council.terms.order_by("-number").first()
    facts = [
        ["พื้นที่", council.organisation.subdistrict.label], ["องค์กรที่จดแจ้ง", f"{council.groups.filter(state='registered').count():,} องค์กร"],
        ["สมาชิกสภา", f"{len(seats)} คน"], ["วาระ", f"{long_th(term.from_day)} ถึง {long_th(term.until_day)}" if term else ""],
    ]  # fmt: skip
    data = {
        "title": "ใบสำคัญการจัดตั้งสภาองค์กรชุมชน", "name": council.organisation.name_th, "said": "ได้จดแจ้งการจัดตั้งไว้ ตามมติที่ประชุมจัดตั้งเมื่อ",
        "body": long_th(council.founded_on), "number": council.label, "day": long_th(council.founded_on), "facts": facts,
        "void": "เลิกแล้ว" if council.state == "ended" else "", "source": source_on(today()),
        "signers": [["", "ผู้รับจดแจ้ง"], [chair.person.name if chair else "", "ประธานสภา"]],
        "qr": _qr(request, council.public_code),
    }  # fmt: skip
    return pdf_response(typeset(PAPERS / "certificate.typ", data), f"council-{council.number}-{council.year_be}")


def _head(request: HttpRequest, meeting_id: int) -> tuple[Any, dict[str, Any]]:
    meeting = meeting_of(request, meeting_id)
    council = council_of(request)
    return meeting, {
        "council": council.organisation.name_th, "place_of": council.organisation.subdistrict.label,
        "meeting": f"{meeting.get_kind_display()} {meeting.label}", "weekday": day_name_th(meeting.day), "day": long_th(meeting.day),
        "time": f"{meeting.starts:%H.%M}", "place": meeting.place,
    }  # fmt: skip


@require_safe
@needs("councils.read")
def invitation(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """หนังสือเชิญประชุม with the agenda, and a page to hand out for each member where asked (`?each=1`)."""
    meeting, data = _head(request, meeting_id)
    seats = queries.seats_at(meeting)
    chair = next((s.person.name for s in seats if s.position == "chair"), "")
    to = [f"{s.person.name} ({s.sender})" for s in seats] if request.GET.get("each") == "1" else ["สมาชิกสภาทุกคน"]
    data |= {"to": to, "agenda": [item.title for item in meeting.agenda.all()], "chair": chair}
    data["called"] = long_th(meeting.called_at.date())
    return pdf_response(typeset(PAPERS / "invitation.typ", data), f"invitation-{meeting.number}-{meeting.year_be}")


@require_safe
@needs("councils.read")
def roll(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """ใบรายชื่อ to sign: its numbers are what is typed afterwards."""
    meeting, data = _head(request, meeting_id)
    lines = queries.roll_of(meeting)
    data |= {
        "rows": [[x.seat.number, x.seat.person.name, x.seat.sender, x.seat.get_position_display()] for x in lines.lines],
        "needed": lines.needed, "seats": lines.seats,
    }  # fmt: skip
    return pdf_response(typeset(PAPERS / "roll.typ", data), f"list-{meeting.number}-{meeting.year_be}")


@require_safe
@needs("councils.read")
def minutes(request: HttpRequest, code: str, meeting_id: int, version: int) -> HttpResponse:
    """รายงานการประชุม of one version, printed from what was frozen when it was signed."""
    meeting, data = _head(request, meeting_id)
    row = next((m for m in queries.minutes_of(meeting) if m.version == version), None)
    if row is None:
        raise Http404
    last = queries.last_signed(meeting)
    data |= {
        "text": [p for p in row.text.split("\n") if p.strip()], "frozen": row.frozen, "version": row.version, "reason": row.reason,
        "replaced": last.version if last is not None and last.version > row.version else 0, "writer": str(row.writer),
        "signer": str(row.signer), "signed": long_th(row.at.date()), "digest": row.sha256[:16],
    }  # fmt: skip
    return pdf_response(typeset(PAPERS / "minutes.typ", data), f"minutes-{meeting.number}-{meeting.year_be}-v{version}")
