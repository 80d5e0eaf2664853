"""Forms of claims: what happened, who receives, papers; the committee's answer; the payment; help that is no money."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from chumchon.agreements.model import Agreement, Benefit
from chumchon.agreements.words import FLAGS
from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.ledger.chart import BENEFITS
from chumchon.people.derived import natural_key

from ..models import Member
from ..rules.approvals import Seat
from ..rules.claims import IN_THE_SYSTEM, Event


def flags_of(agreement: Agreement | None) -> list[tuple[str, str]]:
    """Causes that this agreement asks about, in Thai; nobody is asked for more."""
    asked: set[str] = set()
    for benefit in agreement.benefits if agreement else ():
        asked |= {*benefit.waiting_waived, *benefit.exclude, *(flag for flag, _ in benefit.exclude_until_years)}
    return [(flag, FLAGS.get(flag, flag)) for flag in sorted(asked) if flag != "rejoined"]


MOST_DAMAGE = 10**10
"""A hundred million baht, in satang: more is a typing error."""
FIGURES = {"end": "บอกวันออกจากโรงพยาบาล", "children": "บอกจำนวนบุตรที่คลอด", "damage": "บอกค่าเสียหายเป็นบาท"}


class ClaimForm(forms.Form):
    """What happened. Only the figures that the chosen benefit asks for are shown and read."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    benefit = forms.ChoiceField(label="ขอสวัสดิการอะไร", widget=forms.RadioSelect)
    start = ThaiDayField(label="วันเกิดเหตุ")
    end = ThaiDayField(label="วันออกจากโรงพยาบาล", required=False)
    children = forms.IntegerField(label="บุตรที่คลอด", min_value=1, max_value=9, required=False, help_text="แฝดนับทุกคน")
    damage = BahtField(label="ค่าเสียหายทั้งบ้าน", required=False, most=MOST_DAMAGE)
    partner = forms.CharField(
        label="พ่อหรือแม่อีกฝ่ายเป็นสมาชิกด้วย", max_length=80, required=False,
        help_text="ใส่เลขสมาชิกหรือชื่อ แม้อยู่คนละบ้าน การคลอดหนึ่งครั้งจ่ายครั้งเดียว",
    )  # fmt: skip
    whole_house = forms.BooleanField(label="ทำให้ทุกคนในบ้านที่เป็นสมาชิกพร้อมกัน", required=False, initial=True)
    flags = forms.MultipleChoiceField(
        label="มีเรื่องเหล่านี้หรือไม่",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="ไม่ต้องบอกชื่อโรค ทำเครื่องหมายเฉพาะที่มี",
    )
    receiver = forms.CharField(label="ผู้รับเงิน", max_length=160)
    seen = forms.MultipleChoiceField(label="หลักฐานที่เห็นตัวจริงแล้ว", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, agreement: Agreement | None, chosen: Benefit | None = None,
        find: Callable[[str], list[Member]] = lambda _text: [], **kwargs: Any,
    ) -> None:  # fmt: skip
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["benefit"].choices = [(b.key, b.th) for b in agreement.benefits] if agreement else []  # type: ignore[attr-defined]
        self.fields["flags"].choices = flags_of(agreement)  # type: ignore[attr-defined]
        self.chosen, self.find = chosen, find
        if chosen is not None:
            self.fields["benefit"].widget = forms.HiddenInput()
        self.labels = [label for label in chosen.evidence if IN_THE_SYSTEM not in label] if chosen else []
        self.fields["seen"].choices = [(label, label) for label in self.labels]  # type: ignore[attr-defined]
        self.fields["start"].label = start_words(chosen)
        for name in self.needless():
            del self.fields[name]
        for name, words in FIGURES.items():
            if name in self.fields:  # what the benefit counts by must be said
                self.fields[name].required = True
                self.fields[name].error_messages["required"] = words

    def needless(self) -> list[str]:
        """Fields that the chosen benefit does not ask for."""
        one, amount = self.chosen, self.chosen.amount if self.chosen else None
        hidden = [] if one else ["start", "flags", "receiver"]
        hidden += [] if amount and amount.unit == "night" else ["end"]
        hidden += [] if amount and amount.unit == "child" else ["children"]
        hidden += [] if amount and amount.of == "damage" else ["damage"]
        hidden += [] if one and one.per_household else ["whole_house"]
        hidden += [] if one and one.once_per_event else ["partner"]
        hidden += [] if self.labels else ["seen"]
        if one and not (one.exclude or one.exclude_until_years or one.waiting_waived):
            hidden.append("flags")
        elif one:
            mine = {*one.waiting_waived, *one.exclude, *(flag for flag, _ in one.exclude_until_years)}
            self.fields["flags"].choices = [c for c in self.fields["flags"].choices if c[0] in mine]  # type: ignore[attr-defined]
        return hidden

    def clean_partner(self) -> Member | None:
        """The other parent by number or name; several who fit are told apart by their numbers."""
        text = self.cleaned_data["partner"].strip()
        if not text:
            return None
        found = self.find(text)
        exact = [m for m in found if m.number_key == natural_key(text)]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(f"ไม่พบสมาชิก “{text}” ใส่เลขสมาชิก หรือเว้นว่างถ้าไม่ใช่สมาชิก")
        names = ", ".join(f"{m.number} {m.person.name}" for m in found[:4])
        raise forms.ValidationError(f"พบหลายคน: {names} ใส่เลขสมาชิกแทนชื่อ")

    def event(self) -> Event:
        """What happened; the form must be valid."""
        got = self.cleaned_data
        return Event(
            got["benefit"], got["start"], got.get("end") or got["start"], got.get("children") or 0, got.get("damage") or 0,
            frozenset(got.get("flags") or ()), partner=partner.pk if (partner := got.get("partner")) else 0,
        )  # fmt: skip


def start_words(benefit: Benefit | None) -> str:
    """What the first day of this benefit is called."""
    if benefit is None:
        return "วันเกิดเหตุ"
    if benefit.amount.unit == "night":
        return "วันเข้าโรงพยาบาล"
    if benefit.amount.unit == "child":
        return "วันคลอด"
    return "วันที่เสียชีวิต" if benefit.key.startswith("death") else "วันเกิดเหตุ"


class SecondForm(forms.Form):
    """What a second person at the table signs: witness is their sign-in, secret their PIN or password."""

    witness = forms.CharField(
        label="ชื่อผู้ใช้ของกรรมการคนที่สอง", max_length=40, error_messages={"required": "ให้กรรมการอีกคนใส่ชื่อผู้ใช้"},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip
    secret = forms.CharField(
        label="รหัสลงชื่อ 6 ตัว หรือรหัสผ่านของคนที่สอง", max_length=200, error_messages={"required": "ให้กรรมการอีกคนใส่รหัสของตนเอง"},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class ReversalForm(SecondForm):
    """Why a payment is undone, signed by two."""

    reason = forms.CharField(
        label="เหตุผล และเงินกลับมาแล้วหรือยัง", max_length=200, help_text="ผู้ตรวจสอบอ่านเหตุผลนี้ได้ ไม่ต้องบอกเรื่องเจ็บป่วย",
        error_messages={"required": "บอกเหตุผลที่ยกเลิกการจ่าย และเงินกลับมาแล้วหรือยัง"},
    )  # fmt: skip
    field_order = ("reason",)


class ResolutionForm(SecondForm):
    """What the committee's meeting resolved for seats that do not sign in."""

    seats = forms.TypedMultipleChoiceField(
        label="กรรมการที่เห็นชอบในที่ประชุม", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "เลือกกรรมการที่เห็นชอบ"},
    )  # fmt: skip
    meeting = ThaiDayField(label="วันประชุม")
    field_order = ("seats", "meeting")

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].choices = [(s.ids[0], f"{s.name} · {s.position_th}") for s in seats]  # type: ignore[attr-defined]


class PayForm(forms.Form):
    """From where the money goes and who takes it."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    account = forms.ChoiceField(label="จ่ายจากไหน", widget=forms.RadioSelect)
    receiver = forms.CharField(label="ผู้รับเงิน", max_length=160)

    def __init__(self, *args: Any, accounts: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), "account": accounts[0][0], **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = accounts  # type: ignore[attr-defined]


class HelpUndoForm(forms.Form):
    """Why help that was written down is taken back."""

    reason = forms.CharField(
        label="เหตุผลที่ยกเลิก", max_length=300, help_text="เช่น บันทึกซ้ำ หรือเลือกผู้ได้รับผิด ไม่ต้องบอกเรื่องเจ็บป่วย",
        error_messages={"required": "บอกเหตุผลที่ยกเลิก เช่น บันทึกซ้ำ"},
    )  # fmt: skip


class HelpForm(forms.Form):
    """Help that was no money."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    member_number = forms.CharField(label="เลขสมาชิกผู้ได้รับ", max_length=20, required=False, help_text="เว้นว่างถ้าให้ทั้งชุมชน")
    kind = forms.ChoiceField(label="ประเภท", choices=[(key, th) for key, th, _ in BENEFITS])
    words = forms.CharField(label="ช่วยอะไร", max_length=300, help_text="เช่น เยี่ยมไข้พร้อมข้าวสาร 1 กระสอบ ไม่ต้องบอกชื่อโรค")
    value = BahtField(label="คิดเป็นเงินประมาณ", required=False, least=0)
    day = ThaiDayField(label="วันที่ให้")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
