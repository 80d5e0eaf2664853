"""Forms beside a passbook: the plan, help, a referral, its result, people of the register."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from chumchon.access.models import Organisation
from chumchon.areas.models import Village
from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.funds.models import Member
from chumchon.homes.rules.projects import TENURES
from chumchon.homes.rules.survey import CONDITIONS, NEEDS
from chumchon.leaders.models import Training
from chumchon.thai.dates import short_th

from ..actions.helps import HelpFacts
from ..actions.referrals import ReferralFacts
from ..rules.plans import Aim
from ..rules.questions import MOST_AIMS, QuestionSet
from ..rules.referrals import KINDS, RESULTS, SOURCES

DUE_DAYS = 30


class PlanForm(forms.Form):
    """Three rows of an aim, what is done, who goes along. seen: the number that stood on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, asked: QuestionSet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "ไม่เลือก"), *((q.key, q.th) for q in asked.questions)]
        for i in range(1, MOST_AIMS + 1):
            self.fields[f"aim{i}"] = forms.ChoiceField(label=f"เป้าหมายที่ {i}", choices=choices, required=False)
            self.fields[f"do{i}"] = forms.CharField(label="จะทำอะไร", max_length=300, required=False)
            self.fields[f"helper{i}"] = forms.CharField(label="ใครช่วยไปด้วย", max_length=120, required=False)

    def rows(self) -> list[list[Any]]:
        """The fields aim by aim."""
        return [[self[f"{name}{i}"] for name in ("aim", "do", "helper")] for i in range(1, MOST_AIMS + 1)]

    def aims(self) -> list[Aim]:
        """Those that were chosen."""
        got = self.cleaned_data
        return [
            Aim(got[f"aim{i}"], got[f"do{i}"], got[f"helper{i}"]) for i in range(1, MOST_AIMS + 1) if got[f"aim{i}"]
        ]


class HelpForm(forms.Form):
    """What reached the house."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.ChoiceField(label="ใครช่วย", choices=list(SOURCES.items()))
    words = forms.CharField(label="ช่วยอะไร", max_length=300)
    day = ThaiDayField(label="วันที่ช่วย")
    satang = BahtField(label="เป็นเงินหรือมูลค่า", required=False, least=0)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), "day": today, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def facts(self) -> HelpFacts:
        """What was filled."""
        got = self.cleaned_data
        return HelpFacts(got["source"], got["words"], got["day"], got["satang"] or 0)


class ReferralForm(forms.Form):
    """What is sent on. For a claim: which fund's member; for a repair: which project; else by word."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="ส่งต่อเรื่องอะไร", choices=list(KINDS.items()), widget=forms.RadioSelect)
    member = forms.ChoiceField(label="สมาชิกกองทุนในบ้าน (ถ้าขอสวัสดิการ)", required=False)
    project = forms.TypedChoiceField(label="โครงการบ้าน (ถ้าซ่อมหรือสร้าง)", required=False, coerce=int, empty_value=None)
    training = forms.TypedChoiceField(label="การอบรมในตำบล (ถ้าอยากเรียน)", required=False, coerce=int, empty_value=None)
    learner = forms.CharField(label="ชื่อและนามสกุลคนที่อยากเรียน (ถ้าเลือกการอบรม)", max_length=160, required=False)
    to_words = forms.CharField(label="ส่งถึงใคร (ถ้าเป็นเรื่องอื่น)", max_length=160, required=False)
    aim = forms.ChoiceField(label="เพื่อเป้าหมายใด", required=False)
    words = forms.CharField(
        label="ต้องการอะไร", max_length=300, help_text="ผู้รับเรื่องเห็นเฉพาะข้อความนี้ ชื่อ และบ้านเลขที่ ไม่เห็นคำตอบเยี่ยมบ้าน",
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    due_on = ThaiDayField(label="ให้เสร็จภายใน", future_ok=True)
    own = forms.BooleanField(label="ฉันติดตามเรื่องนี้เอง (เรื่องที่ไม่ใช่กองทุนหรือโครงการบ้าน)", required=False)
    agreed = forms.BooleanField(
        label="ครอบครัวยินยอมให้ส่งเรื่องนี้", error_messages={"required": "ถามครอบครัวก่อน แล้วทำเครื่องหมาย"}
    )

    def __init__(
        self, today: date, members: Sequence[Member], projects: Sequence[Organisation], trainings: Sequence[Training],
        aims: Sequence[tuple[str, str]], *args: Any, **kwargs: Any,
    ) -> None:  # fmt: skip
        due = today + timedelta(days=DUE_DAYS)
        kwargs["initial"] = {"key": uuid.uuid4(), "due_on": due, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        said = [
            (f"{m.fund.organisation_id}-{m.pk}", f"{m.person.name} ({m.fund.organisation.name_th})") for m in members
        ]
        self.fields["member"].choices = [("", "ไม่มี"), *said]  # type: ignore[attr-defined]
        self.fields["project"].choices = [("", "ไม่มี"), *((p.pk, p.name_th) for p in projects)]  # type: ignore[attr-defined]
        coming = [(t.pk, f"{t.title} {short_th(t.first_day)} ({t.organisation.name_th})") for t in trainings]
        self.fields["training"].choices = [("", "ไม่มี"), *coming]  # type: ignore[attr-defined]
        self.fields["aim"].choices = [("", "ไม่ระบุ"), *aims]  # type: ignore[attr-defined]

    def facts(self) -> ReferralFacts:
        """What was filled."""
        got = self.cleaned_data
        fund, _, member = got["member"].partition("-")
        claim = got["kind"] == "claim"
        return ReferralFacts(
            got["kind"], got["words"], got["due_on"], got["agreed"],
            (int(fund) if fund else None) if claim else got["project"], int(member) if claim and member else None,
            got["to_words"], got["aim"], got["own"], got["training"] if got["kind"] == "training" else None, got["learner"],
        )  # fmt: skip


class ResultForm(forms.Form):
    """What came of it, in kind words for the family."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    result = forms.ChoiceField(label="ผลเป็นอย่างไร", choices=list(RESULTS.items()), widget=forms.RadioSelect)
    words = forms.CharField(label="บอกครอบครัวว่า", max_length=300, required=False)


class SeatForm(forms.Form):
    """A seat on the list of a training: which one, and the name as on the list."""

    training = forms.TypedChoiceField(label="การอบรม", coerce=int)
    name = forms.CharField(label="ชื่อและนามสกุล", max_length=160)

    def __init__(self, trainings: Sequence[Training], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        coming = [(t.pk, f"{t.title} {short_th(t.first_day)}") for t in trainings]
        self.fields["training"].choices = coming  # type: ignore[attr-defined]


class RepairForm(forms.Form):
    """What the project's survey needs beyond what was sent."""

    tenure = forms.ChoiceField(label="สิทธิในที่ดิน", choices=list(TENURES.items()))
    condition = forms.ChoiceField(label="สภาพบ้าน", choices=list(CONDITIONS.items()), widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="ต้องการอะไร", choices=list(NEEDS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    first_name = forms.CharField(label="ชื่อหัวหน้าครัวเรือน", max_length=80)
    surname = forms.CharField(label="นามสกุล", max_length=80, required=False)
    people = forms.IntegerField(label="คนในบ้านทั้งหมด", min_value=1, max_value=40)


class PersonForm(forms.Form):
    """Who is let in. With a name the user is new."""

    username = forms.CharField(
        label="ชื่อผู้ใช้", max_length=40, widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"})
    )
    name_th = forms.CharField(label="ชื่อและนามสกุล (ถ้าเป็นผู้ใช้ใหม่)", max_length=160, required=False)


class VisitorForm(PersonForm):
    """A visitor or a second keeper."""

    field_order = ["username", "name_th", "role", "villages"]
    role = forms.ChoiceField(label="บทบาท", choices=[("visitor", "ผู้เยี่ยมบ้าน"), ("household_keeper", "ผู้ดูแลสมุดพกครัวเรือน")])
    villages = forms.TypedMultipleChoiceField(
        label="หมู่ที่ดูแล", coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="ไม่เลือกคือทั้งตำบล ผู้ดูแลเห็นทุกหมู่เสมอ",
    )  # fmt: skip

    def __init__(self, villages: Sequence[Village], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["villages"].choices = [(v.pk, v.label) for v in villages]  # type: ignore[attr-defined]


class VillagesForm(forms.Form):
    """The villages of one appointment, changed."""

    villages = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.CheckboxSelectMultiple, label="หมู่ที่ดูแล"
    )

    def __init__(self, villages: Sequence[Village], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["villages"].choices = [(v.pk, v.label) for v in villages]  # type: ignore[attr-defined]
