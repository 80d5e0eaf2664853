"""What headquarters types to add a course, a skill or an honour."""

from typing import Any

from django import forms

from chumchon.thai.errors import BadInput

from ..queries.leaders import skills
from ..rules.trainings import minutes_of
from .people import WHOLE


class SettingForm(forms.Form):
    """A code, a name and where it is from."""

    code = forms.SlugField(label="รหัส", max_length=20, help_text="ตัวอักษรอังกฤษเล็กและขีด ใช้ในระบบ ไม่แสดงแก่ชาวบ้าน")
    name_th = forms.CharField(label="ชื่อ", max_length=80)
    source = forms.CharField(label="ที่มา", max_length=160)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{type(self).__name__.lower()}_%s")  # three forms stand on one page
        super().__init__(*args, **kwargs)

    def fields_of(self) -> dict[str, Any]:
        """The row's own fields; the form must be valid."""
        said = dict(self.cleaned_data)
        del said["code"], said["source"]
        return said


class NewSkillForm(SettingForm):
    """A skill."""

    why_th = forms.CharField(label="สำคัญอย่างไร", max_length=200)
    least = forms.IntegerField(
        label="ตำบลหนึ่งควรมี (คน)", min_value=0, max_value=500, initial=1, widget=forms.TextInput(attrs=WHOLE)
    )
    field_order = ("code", "name_th", "why_th", "least", "source")


class NewCourseForm(SettingForm):
    """A course."""

    about_th = forms.CharField(label="เรียนอะไร", max_length=400)
    minutes = forms.CharField(label="ชั่วโมง", max_length=12, initial="12", widget=forms.TextInput(attrs=WHOLE))
    least_percent = forms.IntegerField(
        label="เข้าเรียนอย่างน้อย (ร้อยละ)", min_value=1, max_value=100, initial=80, widget=forms.TextInput(attrs=WHOLE)
    )
    skill = forms.ChoiceField(label="ได้ทักษะ", required=False)
    field_order = ("code", "name_th", "about_th", "minutes", "least_percent", "skill", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = [("", "ไม่ผูกกับทักษะ"), *((s.pk, s.name_th) for s in skills())]  # type: ignore[attr-defined]

    def clean_minutes(self) -> int:
        """Minutes. Errors: BAD_HOURS beside the field."""
        try:
            minutes = minutes_of(self.cleaned_data["minutes"])
        except BadInput as unread:
            raise forms.ValidationError(unread.th, code=unread.code) from None
        if minutes < 30:
            raise forms.ValidationError("หลักสูตรต้องยาวอย่างน้อยครึ่งชั่วโมง", code="BAD_HOURS")
        return minutes

    def fields_of(self) -> dict[str, Any]:
        """The row's own fields; the form must be valid."""
        said = super().fields_of()
        said["skill_id"] = said.pop("skill") or None
        return said


class NewHonourForm(SettingForm):
    """An honour."""

    giver_th = forms.CharField(label="ผู้มอบ", max_length=160)
    field_order = ("code", "name_th", "giver_th", "source")


FORMS: dict[str, type[SettingForm]] = {"course": NewCourseForm, "skill": NewSkillForm, "honour": NewHonourForm}
