"""What is typed about a member: facts, a step (leave, lapse, die, rejoin), a sign-in."""

from typing import Any

from django import forms

from chumchon.areas.models import Village
from chumchon.forms.fields import CitizenIdField, ThaiDayField
from chumchon.thai.dates import ParsedDay
from chumchon.thai.digits import arabic
from chumchon.thai.errors import Plain

from ..models import Member
from ..models.member import MEMBER_KINDS
from ..rules.membership import PREFIXES, FundMemberFacts

OTHER = "other"
# Beside which field an error of the action stands; the rest stand above the form.
PLACES = {
    "MISSING_NAME": "first_name", "BAD_CITIZEN_ID": "citizen_id", "DUPLICATE_CITIZEN_ID": "citizen_id",
    "DUPLICATE_MEMBER_NO": "number", "JOIN_BEFORE_BIRTH": "joined_on", "FUTURE_DATE": "joined_on", "YEAR_CLOSED": "joined_on",
    "BEFORE_LAST_STEP": "joined_on", "BAD_DATE": "birth", "NO_VILLAGE": "village", "BAD_PHONE": "phone", "NO_REASON": "reason",
}  # fmt: skip


class MemberForm(forms.Form):
    """A member's facts. villages: those of the fund. changing: there is a reason, and the id is left empty to keep it."""

    name_prefix = forms.ChoiceField(
        label="คำนำหน้า", required=False,
        choices=[("", "ไม่ใส่"), *((p, p) for p in PREFIXES), (OTHER, "อื่น ๆ (พิมพ์ช่องถัดไป)")],
    )  # fmt: skip
    prefix_other = forms.CharField(label="คำนำหน้าอื่น", required=False, max_length=40, help_text="เช่น พระ ว่าที่ร้อยตรี")
    first_name = forms.CharField(label="ชื่อ", max_length=80)
    surname = forms.CharField(label="นามสกุล", required=False, max_length=80)
    citizen_id = CitizenIdField(label="เลขบัตรประชาชน", required=False, help_text="13 หลัก เก็บแบบปิดไว้ เปิดดูได้เฉพาะผู้มีหน้าที่")
    birth = ThaiDayField(label="วันเกิด", required=False, year_only=True, help_text="ถ้ารู้แค่ปี ใส่เฉพาะช่องปี พ.ศ.")
    village = forms.ChoiceField(label="หมู่บ้าน", required=False)
    house_no = forms.CharField(
        label="บ้านเลขที่", required=False, max_length=30, help_text="เช่น 12/1 คนบ้านเดียวกันใส่เลขเดียวกัน"
    )
    kind = forms.ChoiceField(label="ประเภทสมาชิก", choices=MEMBER_KINDS)
    joined_on = ThaiDayField(label="วันที่สมัคร")
    phone = forms.CharField(
        label="เบอร์โทร", required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    beneficiary = forms.CharField(label="ผู้รับประโยชน์", required=False, max_length=160, help_text="ผู้รับเงินเมื่อสมาชิกเสียชีวิต")
    number = forms.CharField(label="เลขที่สมาชิก", required=False, max_length=20)
    reason = forms.CharField(label="เหตุผลที่แก้", required=False, max_length=300)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, villages: list[Village], next_number: str = "", changing: bool = False, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = [("", "ไม่ทราบ"), *((str(v.id), v.label) for v in villages)]  # type: ignore[attr-defined]
        if changing:
            self.fields["citizen_id"].help_text = "เว้นว่างไว้ถ้าไม่เปลี่ยน"
            self.fields["number"].required = True
        else:
            del self.fields["reason"], self.fields["seen"]
            self.fields["number"].help_text = f"เว้นว่างให้ระบบตั้งเลขถัดไป คือ {next_number}"

    def facts(self) -> FundMemberFacts:
        """The facts of a form that is valid."""
        said = self.cleaned_data
        birth: ParsedDay | None = said["birth"]
        prefix = (
            said["prefix_other"] if said["prefix_other"] and said["name_prefix"] in ("", OTHER) else said["name_prefix"]
        )
        return FundMemberFacts(
            first_name=said["first_name"], joined_on=said["joined_on"], prefix="" if prefix == OTHER else prefix,
            surname=said["surname"], citizen_id=said["citizen_id"], birth_day=birth.day if birth else None,
            birth_precision=birth.precision if birth else "none", phone=arabic(said["phone"]), number=arabic(said["number"]),
            kind=said["kind"], village=int(said["village"]) if said["village"] else None, house_no=said["house_no"],
            beneficiary=said["beneficiary"],
        )  # fmt: skip

    def refuse(self, error: Plain) -> None:
        """Put what the action said beside the field that it is about."""
        place = PLACES.get(error.code)
        self.add_error(place if place in self.fields else None, error.th)


def initial_of(member: Member, seen: int | None) -> dict[str, object]:
    """The form's first values for a member that is changed; the citizen id is never among them."""
    person = member.person
    known = person.prefix in ("", *PREFIXES)
    birth: object = person.birth_day
    if person.birth_precision == "year" and person.birth_day:
        birth = str(person.birth_day.year + 543)
    return {
        "name_prefix": person.prefix if known else OTHER,
        "prefix_other": "" if known else person.prefix,
        "first_name": person.first_name,
        "surname": person.surname,
        "birth": birth,
        "village": str(member.village_id or ""),
        "house_no": person.household.house_no if person.household else "",
        "kind": member.kind,
        "joined_on": member.joined_on,
        "phone": person.phone,
        "beneficiary": member.beneficiary,
        "number": member.number,
        "seen": seen,
    }


class StepForm(forms.Form):
    """The day and the reason of a step."""

    on = ThaiDayField(label="วันที่")
    reason = forms.CharField(
        label="เหตุผล", max_length=300, help_text="เขียนสั้น ๆ ไม่ต้องใส่ชื่อคนหรือชื่อโรค",
        error_messages={"required": "บอกเหตุผลสั้น ๆ เช่น ย้ายไปอยู่ที่อื่น"},
    )  # fmt: skip

    def refuse(self, error: Plain) -> None:
        """A word about the day stands at the day, about the reason at the reason, the rest above."""
        if error.code == "NO_REASON":
            self.add_error("reason", error.th)
        elif error.code in ("FUTURE_DATE", "BEFORE_JOINING", "BEFORE_LAST_STEP", "YEAR_CLOSED"):
            self.add_error("on", error.th)
        else:
            self.add_error(None, error.th)


class ReasonForm(forms.Form):
    """A reason alone: taking a step back, erasing."""

    reason = forms.CharField(label="เหตุผล", max_length=300, error_messages={"required": "บอกเหตุผลสั้น ๆ ก่อน แล้วกดอีกครั้ง"})


class SignInForm(forms.Form):
    """A user name for a member: a new one, or one that is there."""

    username = forms.CharField(
        label="ชื่อผู้ใช้", max_length=40, help_text="ตัวอักษรและตัวเลข 3 ถึง 40 ตัว ไม่เว้นวรรค",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip
    exists = forms.BooleanField(label="มีชื่อผู้ใช้นี้อยู่แล้ว ให้ใช้ชื่อเดิม", required=False)


class MoveForm(forms.Form):
    """Who moves, and to which house."""

    members = forms.TypedMultipleChoiceField(
        label="ใครย้าย", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกคนที่จะย้ายอย่างน้อยหนึ่งคน"},
    )  # fmt: skip
    village = forms.ChoiceField(label="ไปหมู่บ้าน")
    house_no = forms.CharField(
        label="ไปบ้านเลขที่", max_length=30, help_text="ถ้ายังไม่มีบ้านนี้ ระบบจะตั้งให้",
        error_messages={"required": "ใส่บ้านเลขที่ที่ย้ายไป เช่น 12/1"},
    )  # fmt: skip
    since = ThaiDayField(
        label="อยู่บ้านนั้นตั้งแต่", required=False,
        help_text="เว้นว่างคือตั้งแต่วันนี้ ถ้าย้ายมาก่อนแล้วหรือทะเบียนเดิมลงผิด ใส่วันจริง สวัสดิการที่แบ่งกันทั้งบ้านคิดตามบ้านที่อยู่ในวันเกิดเหตุ",
    )  # fmt: skip
    reason = forms.CharField(label="เหตุผล", required=False, max_length=300, help_text="เช่น แยกครัวเรือน ย้ายบ้าน")

    def __init__(self, *args: Any, villages: list[Village], people: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = [(str(v.id), v.label) for v in villages]  # type: ignore[attr-defined]
        self.fields["members"].choices = people  # type: ignore[attr-defined]
