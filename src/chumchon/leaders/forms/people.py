"""What is typed of a leader."""

from typing import Any

from django import forms

from chumchon.access.models import Organisation
from chumchon.forms.fields import CitizenIdField, ThaiDayField

from ..actions.leaders import LeaderFacts
from ..queries.leaders import honour_kinds, skills
from ..queries.places import villages_of

WHOLE = {"inputmode": "numeric", "autocomplete": "off"}


class LeaderForm(forms.Form):
    """A new leader."""

    title = forms.CharField(label="คำนำหน้า", max_length=40, required=False, initial="นาย")
    first_name = forms.CharField(label="ชื่อ", max_length=80)
    surname = forms.CharField(label="นามสกุล", max_length=80)
    village = forms.ChoiceField(label="หมู่บ้าน", required=False)
    phone = forms.CharField(label="โทรศัพท์", max_length=20, required=False)
    citizen_id = CitizenIdField(
        label="เลขบัตรประชาชน", required=False, help_text="ใส่แล้วตำแหน่งในสภาขึ้นเอง และไม่ซ้ำกับตำบลอื่น เก็บแบบปิดผนึก ไม่แสดง"
    )
    about = forms.CharField(
        label="เล่าสั้น ๆ ว่าทำอะไร", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, body: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(v.pk), v.label) for v in villages_of(body)]
        self.fields["village"].choices = [("", "ไม่ระบุ"), *rows]  # type: ignore[attr-defined]

    def facts(self) -> LeaderFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        village = int(said["village"]) if said["village"] else None
        return LeaderFacts(
            said["first_name"],
            said["surname"],
            said["title"],
            said["citizen_id"],
            said["phone"],
            village,
            said["about"],
        )


class PositionForm(forms.Form):
    """A post that no record of the house knows."""

    title = forms.CharField(label="ตำแหน่ง", max_length=120)
    where = forms.CharField(label="องค์กร", max_length=160)
    from_day = ThaiDayField(label="ตั้งแต่วันที่")
    until_day = ThaiDayField(label="ถึงวันที่", required=False, future_ok=True, help_text="ยังเป็นอยู่ให้เว้นว่าง")
    source = forms.CharField(label="ที่มา", max_length=160, help_text="เช่น คำสั่งเลขที่ หรือใครยืนยัน")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "post_%s")  # several forms stand on one page
        super().__init__(*args, **kwargs)


class HonourForm(forms.Form):
    """An honour of a year."""

    kind = forms.ChoiceField(label="เกียรติคุณ")
    year_be = forms.IntegerField(label="ปี พ.ศ.", widget=forms.TextInput(attrs=WHOLE))
    for_what = forms.CharField(label="เพราะเรื่องใด", max_length=300)
    source = forms.CharField(label="ที่มา", max_length=160, help_text="เช่น ประกาศของสถาบัน ใบประกาศที่เห็นตัวจริง")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "honour_%s")  # several forms stand on one page
        super().__init__(*args, **kwargs)
        rows = [(k.pk, k.name_th) for k in honour_kinds()]
        self.fields["kind"].choices = [("", "เลือกเกียรติคุณ"), *rows]  # type: ignore[attr-defined]


class SkillForm(forms.Form):
    """A skill that somebody saw."""

    skill = forms.ChoiceField(label="ทักษะ")
    note = forms.CharField(label="รู้ได้อย่างไร", max_length=160, help_text="เช่น ทำบัญชีกลุ่มมาสามปี")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "skill_%s")  # several forms stand on one page
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = [("", "เลือกทักษะ"), *((k.pk, k.name_th) for k in skills())]  # type: ignore[attr-defined]


class NeedForm(forms.Form):
    """How many people of a skill the tambon needs."""

    skill = forms.ChoiceField(label="ทักษะ")
    least = forms.IntegerField(
        label="ต้องการอย่างน้อย (คน)", min_value=0, max_value=500, widget=forms.TextInput(attrs=WHOLE)
    )
    reason = forms.CharField(label="เหตุผล", max_length=200, help_text="เช่น มติที่ประชุมสภา")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = [("", "เลือกทักษะ"), *((k.pk, k.name_th) for k in skills())]  # type: ignore[attr-defined]
