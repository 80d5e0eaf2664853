"""Forms of a project."""

import uuid
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, SubdistrictField, ThaiDayField

from ..models import Meeting, Programme, Project
from ..rules.projects import MEETING_KINDS, PARTNERS, SETTLEMENTS, TENURES, VERDICTS

ROLES = (
    ("chair", "ประธานชุมชน"), ("treasurer", "เหรัญญิก"), ("secretary", "เลขานุการ"), ("committee", "กรรมการ"), ("architect", "สถาปนิก"),
)  # fmt: skip


class OpenForm(forms.Form):
    """A new project. The three who keep it sign in with new names or the ones they have."""

    programme = forms.ChoiceField(label="โครงการ")
    name_th = forms.CharField(label="ชื่อชุมชน", max_length=160)
    code = forms.SlugField(label="รหัสในที่อยู่เว็บ", max_length=40, help_text="อักษรอังกฤษเล็ก ตัวเลข ขีด เช่น khlong-bang-bua")
    area = SubdistrictField(label="ตำบล")
    settlement = forms.ChoiceField(label="ลักษณะชุมชน", choices=list(SETTLEMENTS.items()))
    units_planned = forms.IntegerField(
        label="จำนวนที่จะทำ", min_value=1, max_value=100_000, help_text="ครัวเรือน หรือคน ตามโครงการ"
    )
    tenure_now = forms.ChoiceField(label="สิทธิในที่ดินตอนนี้", choices=list(TENURES.items()))
    tenure_wanted = forms.ChoiceField(label="สิทธิที่ต้องการ", choices=list(TENURES.items()))
    land_owner = forms.CharField(label="เจ้าของที่ดิน", max_length=160, required=False)
    started_on = ThaiDayField(label="วันที่เริ่ม")
    story = forms.CharField(label="เรื่องโดยย่อ", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = list(Programme.objects.values_list("code", "name_th"))  # type: ignore[attr-defined]
        for role, words in ROLES:
            self.fields[f"name_{role}"] = forms.CharField(label=f"{words}: ชื่อ สกุล", max_length=160, required=False)
            self.fields[f"user_{role}"] = forms.CharField(label=f"{words}: ชื่อผู้ใช้", max_length=40, required=False)

    def people(self) -> list[tuple[str, str, str]]:
        """(role, user name, name) of the rows that were filled."""
        said = self.cleaned_data
        return [(r, said[f"user_{r}"], said[f"name_{r}"]) for r, _ in ROLES if said.get(f"user_{r}")]


class PointForm(forms.Form):
    """A place in degrees, as a telephone's map shows it."""

    latitude = forms.FloatField(label="ละติจูด", help_text="เช่น 18.7883")
    longitude = forms.FloatField(label="ลองจิจูด", help_text="เช่น 98.9853")


class OutlineForm(forms.Form):
    """A GeoJSON file."""

    outline = forms.FileField(label="ไฟล์ขอบเขต (GeoJSON)")


class PartnerForm(forms.Form):
    """Who helps, with what."""

    kind = forms.ChoiceField(label="เป็นใคร", choices=list(PARTNERS.items()))
    name_th = forms.CharField(label="ชื่อหน่วยงานหรือคน", max_length=160)
    promise = forms.CharField(label="รับว่าจะช่วยอะไร", max_length=300)
    satang = BahtField(label="คิดเป็นเงิน", required=False, least=0)
    promised_on = ThaiDayField(label="วันที่รับปาก")


class MeetingForm(forms.Form):
    """Minutes: who was there, what was decided."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="การประชุม", choices=list(MEETING_KINDS.items()))
    day = ThaiDayField(label="วันที่ประชุม")
    place_th = forms.CharField(label="สถานที่", max_length=160)
    topic = forms.CharField(label="เรื่อง", max_length=200)
    invited = forms.IntegerField(label="ผู้มีสิทธิประชุม", min_value=1, max_value=100_000)
    present = forms.IntegerField(label="ผู้มาประชุม", min_value=0, max_value=100_000)
    in_favour = forms.IntegerField(label="เห็นชอบ", min_value=0, max_value=100_000)
    against = forms.IntegerField(label="ไม่เห็นชอบ", min_value=0, max_value=100_000, initial=0)
    resolution = forms.CharField(label="มติ", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class WordForm(forms.Form):
    """The word of a level on the step."""

    verdict = forms.ChoiceField(
        label="ความเห็น", choices=list(VERDICTS.items()), widget=forms.RadioSelect, initial="pass"
    )
    decided_on = ThaiDayField(label="วันที่ตัดสิน")
    meeting = forms.TypedChoiceField(label="ตามการประชุม", required=False, coerce=int, empty_value=None)
    note = forms.CharField(label="หมายเหตุ หรือเหตุผลที่ส่งกลับ", max_length=300, required=False)

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Meeting.objects.filter(project=project).order_by("-day")[:30]
        self.fields["meeting"].choices = [("", "ไม่ระบุ"), *((m.pk, f"{m.topic} ({m.get_kind_display()})") for m in rows)]  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """A paper under its label."""

    label = forms.CharField(label="เป็นเอกสารอะไร", max_length=120)
    paper = forms.FileField(
        label="รูปถ่ายหรือ PDF",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )


class EndForm(forms.Form):
    """Cancel or hand over."""

    state = forms.ChoiceField(
        label="จบโครงการโดย", choices=[("cancelled", "ยกเลิก"), ("handed_over", "ส่งต่อเป็นโครงการใหม่")]
    )
    note = forms.CharField(label="เหตุผลและมติ", max_length=200, required=False)
