"""Papers of a council as bytes, for its own pages and for rooms above that put them into something else.

check: the address behind the QR, with its origin.
"""

from datetime import date
from pathlib import Path
from typing import Any

from chumchon.paper.typeset import qr_svg, typeset
from chumchon.thai.dates import day_name_th, long_th
from chumchon.thai.money import baht

from .models import Council, Group, Meeting, Minutes
from .queries import meetings as queries
from .queries.councils import seats_of
from .queries.settings import source_on
from .rules.groups import land_words

PAPERS = Path(__file__).parent / "papers"


def group_certificate(group: Group, check: str, day: date) -> bytes:
    """ใบสำคัญการจดแจ้งองค์กรชุมชน of one that has its number."""
    place = f"{group.village.label} " if group.village else ""
    facts = [
        ["ประเภท", group.kind.name_th], ["พื้นที่", f"{place}{group.subdistrict.label}"], ["วัตถุประสงค์", group.purpose],
        ["สมาชิก", f"{group.member_count:,} คน"],
    ]  # fmt: skip
    if group.money_satang:
        facts.append(["เงินหรือทุนหมุนเวียน", f"{baht(group.money_satang)} บาท"])
    if group.land_wah or group.forest_wah:
        facts.append(["ที่ดินและป่าที่ดูแล", f"{land_words(group.land_wah)} · ป่า {land_words(group.forest_wah)}"])
    assert group.registered_on is not None  # noqa: S101 - it has its number
    data = {
        "title": "ใบสำคัญการจดแจ้งองค์กรชุมชน", "name": group.name_th, "said": "ได้จดแจ้งเป็นองค์กรชุมชนไว้ในทะเบียนของ",
        "body": group.council.organisation.name_th, "number": group.label, "day": long_th(group.registered_on), "facts": facts,
        "void": "เลิกแล้ว" if group.state == "ended" else "", "source": source_on(day),
        "signers": [[str(group.confirmed_by or ""), "ผู้ยืนยันการจดแจ้ง"], ["", "ประธานองค์กร"]], "qr": qr_svg(check).decode(),
    }  # fmt: skip
    return typeset(PAPERS / "certificate.typ", data)


def council_certificate(council: Council, check: str, day: date) -> bytes:
    """ใบสำคัญการจัดตั้งสภาองค์กรชุมชน of one that is founded."""
    term = council.terms.order_by("-number").first()
    seats = seats_of(term)
    chair = next((s for s in seats if s.position == "chair"), None)
    facts = [
        ["พื้นที่", council.organisation.subdistrict.label], ["องค์กรที่จดแจ้ง", f"{council.groups.filter(state='registered').count():,} องค์กร"],
        ["สมาชิกสภา", f"{len(seats)} คน"], ["วาระ", f"{long_th(term.from_day)} ถึง {long_th(term.until_day)}" if term else ""],
    ]  # fmt: skip
    assert council.founded_on is not None  # noqa: S101 - it is founded
    data = {
        "title": "ใบสำคัญการจัดตั้งสภาองค์กรชุมชน", "name": council.organisation.name_th, "said": "ได้จดแจ้งการจัดตั้งไว้ ตามมติที่ประชุมจัดตั้งเมื่อ",
        "body": long_th(council.founded_on), "number": council.label, "day": long_th(council.founded_on), "facts": facts,
        "void": "เลิกแล้ว" if council.state == "ended" else "", "source": source_on(day),
        "signers": [["", "ผู้รับจดแจ้ง"], [chair.person.name if chair else "", "ประธานสภา"]], "qr": qr_svg(check).decode(),
    }  # fmt: skip
    return typeset(PAPERS / "certificate.typ", data)


def head_of(meeting: Meeting) -> dict[str, Any]:
    """What every paper of a meeting begins with."""
    body = meeting.council.organisation
    return {
        "council": body.name_th, "place_of": body.subdistrict.label, "meeting": f"{meeting.get_kind_display()} {meeting.label}",
        "weekday": day_name_th(meeting.day), "day": long_th(meeting.day), "time": f"{meeting.starts:%H.%M}", "place": meeting.place,
    }  # fmt: skip


def minutes_paper(meeting: Meeting, row: Minutes) -> bytes:
    """รายงานการประชุม of one version, printed from what was frozen when it was signed."""
    last = queries.last_signed(meeting)
    data = head_of(meeting) | {
        "text": [p for p in row.text.split("\n") if p.strip()], "frozen": row.frozen, "version": row.version, "reason": row.reason,
        "replaced": last.version if last is not None and last.version > row.version else 0, "writer": str(row.writer),
        "signer": str(row.signer), "signed": long_th(row.at.date()), "digest": row.sha256[:16],
    }  # fmt: skip
    return typeset(PAPERS / "minutes.typ", data)
