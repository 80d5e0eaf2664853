"""The fund's first page: what a treasurer needs first, and the ways from there, by role."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import permissions

from ..queries.home import home_of
from .common import fund_of, show


@dataclass(frozen=True)
class Way:
    """A big link of the page: the address's name, its word, a line below it, the permission and the picture."""

    url_name: str
    word: str
    note: str
    permission: str
    icon: str


WAYS: tuple[Way, ...] = (
    Way("sheets", "วันเก็บเงิน", "เปิดใบเก็บเงิน รับเงิน ปิดยอด", "collect.take", "money"),
    Way("sheets", "ใบเก็บเงิน", "ใบที่ปิดยอดแล้ว ใครเก็บ ใครลงชื่อ", "receipts.read", "money"),
    Way("members", "สมาชิก", "ค้นชื่อ ดูยอดส่ง รับสมัคร", "members.read", "people"),
    Way("receipts", "ใบเสร็จ", "ค้น พิมพ์ซ้ำ ยกเลิก", "receipts.read", "receipt"),
    Way("claims", "สวัสดิการ", "ขอสวัสดิการ อนุมัติ จ่ายเงิน", "claims.read", "heart"),
    Way("drafts", "รายรับรายจ่ายอื่น", "ลงรายการ ฝากเงิน ตรวจรายการที่รอ", "book.read", "edit"),
    Way("cash", "ตรวจนับเงินสด", "นับธนบัตรเหรียญเทียบกับสมุด", "book.read", "check"),
    Way("bank", "ธนาคาร", "เทียบรายการกับสมุดธนาคาร", "book.read", "bank"),
    Way("book", "สมุดบัญชี", "รายวัน แยกบัญชี งบทดลอง", "book.read", "book"),
    Way("reports", "รายงาน", "ประจำเดือน ประจำปี ปิดบัญชี", "reports.read", "report"),
    Way("agreement", "ข้อตกลง", "อ่าน ทำร่าง ลงมติ", "agreement.read", "file"),
    Way("imports", "นำเข้าทะเบียน", "จากสมุดหรือไฟล์ตารางเดิม", "members.import", "upload"),
    Way("cutoff", "ใบยอดยกมา", "ยอดเงินและวันส่งถึงตอนเริ่มสมุด", "book.read", "file"),
    Way("settings", "ตั้งค่ากองทุน", "กรรมการ ธนาคาร อัตราเงินสมทบ", "fund.settings", "settings"),
    Way("users", "ผู้ใช้และบทบาท", "ใครเข้าสู่ระบบได้ ทำอะไรได้", "fund.settings", "key"),
    Way("audit", "ประวัติการทำรายการ", "ใครทำอะไรเมื่อไร", "audit.read", "clock"),
)


@needs("members.read")
def home(request: HttpRequest, code: str) -> HttpResponse:
    """Money, members, what waits; buttons only for what the person may do."""
    fund, day = fund_of(request), today()
    held = permissions(actor_of(request), fund.organisation_id, fund.organisation.subdistrict_id, day)
    ways: dict[str, dict[str, Any]] = {}  # of two ways to one page the first that is open stands
    for way in WAYS:
        if way.permission in held and (href := _address(way.url_name, code)):
            ways.setdefault(href, {"href": href, "way": way})
    ended = fund.organisation.closed_on is not None  # nothing is collected any more
    context = {
        "home": home_of(fund, day), "ways": list(ways.values()), "collect": "" if ended else _address("sheets", code), "drafts": _address("drafts", code),
        "overdue": _address("report_behind", code), "late": _address("late", code),
    }  # fmt: skip
    return show(request, "funds/home.html", context)


def _address(name: str, code: str) -> str:
    try:
        return reverse(name, args=[code])
    except NoReverseMatch:
        return ""
