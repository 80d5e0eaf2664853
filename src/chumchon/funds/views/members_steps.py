"""What happens to a membership, on the screen: steps with day and reason, taking one back, erasing, the id, a sign-in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import Plain

from ..actions import members as actions
from ..actions import members_private as private
from ..forms.members import ReasonForm, SignInForm, StepForm
from ..rules.membership import STEPS
from .common import fund_of, show
from .members import member_or_404, page

# The words of a step: heading, what it means, the button, what is said when it is done.
WORDS = {
    "leave": ("ลาออก", "สมาชิกขอออกจากกองทุน ประวัติและเงินที่จ่ายแล้วยังอยู่ครบ", "บันทึกลาออก", "บันทึกลาออกแล้ว"),
    "lapse": ("พ้นสภาพ", "พ้นจากการเป็นสมาชิกตามระเบียบกองทุนหรือมติกรรมการ", "บันทึกพ้นสภาพ", "บันทึกพ้นสภาพแล้ว"),
    "die": ("เสียชีวิต", "ใส่วันที่เสียชีวิต แล้วทำเรื่องสวัสดิการให้ผู้รับประโยชน์ต่อได้", "บันทึกเสียชีวิต", "บันทึกแล้ว ขอแสดงความเสียใจกับครอบครัว"),
    "rejoin": ("สมัครใหม่", "นับวันสมัครและระยะรอใหม่ตั้งแต่วันนี้ ใช้เลขที่เดิม", "รับเป็นสมาชิกอีกครั้ง", "รับเป็นสมาชิกอีกครั้งแล้ว"),
}  # fmt: skip


@needs("members.write")
def step(request: HttpRequest, code: str, member_id: int, kind: str) -> HttpResponse:
    """Leave, lapse, die or rejoin, with its day and reason."""
    member = member_or_404(fund_of(request), member_id)
    if kind not in STEPS:
        raise Http404
    heading, meaning, button, done = WORDS[kind]
    form = StepForm(request.POST) if request.method == "POST" else StepForm(initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            getattr(actions, kind)(member, actor_of(request), said["on"], said["reason"], today(), timezone.now())
        except Plain as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"{done} ถ้าผิดคนกด “ยกเลิกรายการล่าสุด” ได้")
            return redirect("member", code, member.id)
    context = {"member": member, "form": form, "heading": heading, "meaning": meaning, "button": button, "kind": kind}
    return show(request, "funds/members_step.html", context, 422 if request.method == "POST" else 200)


@needs("members.write")
def undo(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """Take the newest step back; both lines stay in the history."""
    member = member_or_404(fund_of(request), member_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.undo_step(member, actor_of(request), form.cleaned_data["reason"], today(), timezone.now())
        except Plain as refused:
            form.add_error("reason" if refused.code == "NO_REASON" else None, refused.th)
        else:
            messages.success(request, "ยกเลิกรายการล่าสุดแล้ว สถานะกลับเป็นก่อนหน้า")
            return redirect("member", code, member.id)
    context = {
        "member": member, "form": form, "heading": "ยกเลิกรายการล่าสุด", "kind": "undo", "button": "ยกเลิกรายการล่าสุด",
        "meaning": "ใช้เมื่อบันทึกผิดคนหรือผิดเรื่อง ทั้งรายการเดิมและการยกเลิกอยู่ในประวัติ",
    }  # fmt: skip
    return show(request, "funds/members_step.html", context, 422 if request.method == "POST" else 200)


@needs("members.read_id")
def erase(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """Forget a former member's personal data by request; it cannot be undone, so it is asked once more."""
    member = member_or_404(fund_of(request), member_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            private.erase(member, actor_of(request), form.cleaned_data["reason"], today(), timezone.now())
        except Plain as refused:
            form.add_error(None, refused.th)
        else:
            messages.success(request, "ลบข้อมูลบุคคลแล้ว ยอดเงินและใบเสร็จยังอยู่ครบ")
            return redirect("member", code, member.id)
    context = {
        "member": member, "form": form, "heading": "ลบข้อมูลบุคคลตามคำขอ", "kind": "erase", "button": "ลบข้อมูลบุคคลถาวร",
        "meaning": "ชื่อ เลขบัตร วันเกิด ที่อยู่ และผู้รับประโยชน์จะหายถาวร กู้คืนไม่ได้ ยอดเงินและใบเสร็จยังอยู่และตรวจสอบได้",
        "danger": True,
    }  # fmt: skip
    return show(request, "funds/members_step.html", context, 422 if request.method == "POST" else 200)


@never_cache
@needs("members.read_id")
def citizen_id(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """Show the full citizen id on this answer alone; the reading stands on the trail."""
    if request.method != "POST":
        return redirect("member", code, member_id)
    member = member_or_404(fund_of(request), member_id)
    digits = private.read_citizen_id(member, actor_of(request), today(), timezone.now())
    shown = f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}"
    if request.htmx:  # type: ignore[attr-defined]
        return show(request, "funds/members_citizen.html", {"member": member, "shown_id": shown})
    return page(request, member_id, shown_id=shown)


@never_cache
@needs("fund.settings")
def sign_in(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """Give the member a sign-in of their own; a new user's one-time password stands on the answer, once."""
    member = member_or_404(fund_of(request), member_id)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, actor, password = form.cleaned_data["username"], actor_of(request), ""
        try:
            if form.cleaned_data["exists"]:
                private.link_user(member, actor, name, today(), timezone.now())
            else:
                _, password = private.give_sign_in(member, actor, name, today(), timezone.now())
        except Plain as refused:
            form.add_error("username", refused.th)
        else:
            member.refresh_from_db()
            return show(request, "funds/members_sign_in.html", {"member": member, "password": password, "done": True})
    return show(
        request,
        "funds/members_sign_in.html",
        {"member": member, "form": form},
        422 if request.method == "POST" else 200,
    )


@needs("fund.settings")
def sign_in_end(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """The sign-in no longer opens this passbook."""
    if request.method == "POST":
        member = member_or_404(fund_of(request), member_id)
        private.unlink_user(member, actor_of(request), today(), timezone.now())
        messages.success(request, "เลิกใช้ชื่อผู้ใช้กับสมุดเล่มนี้แล้ว")
    return redirect("member", code, member_id)
