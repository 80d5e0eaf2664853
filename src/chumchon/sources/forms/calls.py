"""What an officer types of a call: conditions are boxes of a closed list, never an expression."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from chumchon.areas.models import Province
from chumchon.areas.queries import NATION, names_of
from chumchon.forms.fields import BahtField, SubdistrictField, ThaiDayField
from chumchon.thai.errors import BadInput

from ..models import Call
from ..models.call import HELP
from ..rules import schedule
from ..rules.calls import CallFacts
from ..rules.conditions import AT_LEAST, AT_MOST, IN, IS, KINDS, parse
from ..rules.papers import PAPERS

WHOLE = {"inputmode": "numeric", "autocomplete": "off"}
YES_NO = [("", "ไม่ถาม"), ("yes", "ต้องมี"), ("no", "ต้องยังไม่มี")]
DEFAULT_SCHEDULE = (
    "เงิน, 15, 60, งวดแรก\nรายงาน, 120, รายงานครึ่งทาง\nเงิน, 150, 40, งวดสุดท้าย\nรายงาน, 240, รายงานปิดโครงการ"
)


def area_choices(prefixes: Sequence[str]) -> list[tuple[str, str]]:
    """The areas for which an officer may open a call."""
    if "" in prefixes:
        return [("nation", NATION), *((p.pk, f"จ.{p.name_th}") for p in Province.objects.order_by("name_th"))]
    names = names_of(prefixes)
    return [(p, names.get(p, p)) for p in prefixes]


def _whole(label: str, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=10_000_000, widget=forms.TextInput(attrs=WHOLE), **more
    )


class CallForm(forms.Form):
    """A call."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label="ชื่อแหล่งทุน", max_length=160)
    giver = forms.CharField(label="ใครให้", max_length=160)
    help = forms.ChoiceField(label="ให้เป็น", choices=HELP)
    purpose = forms.CharField(label="ให้ทำอะไร", max_length=1500, widget=forms.Textarea(attrs={"rows": 4}))
    area = forms.ChoiceField(label="รับจากพื้นที่")
    tambon = SubdistrictField(label="เฉพาะตำบล", required=False, help_text="ไม่จำกัดให้เว้นว่าง")
    least = BahtField(label="ขอได้อย่างน้อย", least=0, required=False)
    most = BahtField(label="ขอได้ไม่เกิน")
    budget = BahtField(label="วงเงินรวม")
    opens_on = ThaiDayField(label="เปิดรับวันที่", future_ok=True)
    closes_on = ThaiDayField(label="วันสุดท้ายที่รับ", future_ok=True)
    kinds = forms.MultipleChoiceField(
        label="ใครขอได้", choices=list(KINDS.items()), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="ไม่เลือกคือทุกชนิด",
    )  # fmt: skip
    age_least = _whole("ตั้งมาแล้วอย่างน้อย (ปี)")
    age_most = _whole("ตั้งมาแล้วไม่เกิน (ปี)")
    members_least = _whole("สมาชิกอย่างน้อย (คน)")
    members_most = _whole("สมาชิกไม่เกิน (คน)")
    money_most = BahtField(label="มีเงินอยู่แล้วไม่เกิน", required=False)
    has_council = forms.ChoiceField(label="สภาองค์กรชุมชนในตำบล", choices=YES_NO, required=False)
    has_fund = forms.ChoiceField(label="กองทุนสวัสดิการในตำบล", choices=YES_NO, required=False)
    registered = forms.ChoiceField(label="จดแจ้งไว้กับสภา", choices=YES_NO, required=False)
    closed_years_least = _whole("ปิดปีบัญชีแล้วอย่างน้อย (ปี)", help_text="ถามได้เฉพาะกองทุนสวัสดิการ")
    meetings_least = _whole("ประชุมที่ลงนามใน 12 เดือนอย่างน้อย (ครั้ง)")
    late_reports_most = _whole("รายงานทุนเดิมที่ค้างไม่เกิน (ฉบับ)", initial=0)
    awards_most = _whole("ได้ทุนในสองปีไม่เกิน (ทุน)")
    papers = forms.MultipleChoiceField(
        label="เอกสารที่ระบบแนบให้เอง", choices=[(k, p.name_th) for k, p in PAPERS.items()], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    schedule = forms.CharField(
        label="เงินและรายงานหลังประกาศผล", widget=forms.Textarea(attrs={"rows": 5}), initial=DEFAULT_SCHEDULE,
        help_text="บรรทัดละกำหนด: เงิน, จำนวนวันหลังประกาศ, ร้อยละ, ชื่องวด หรือ รายงาน, จำนวนวัน, ชื่อรายงาน ร้อยละรวมต้องได้ 100",
    )  # fmt: skip
    source = forms.CharField(label="ที่มา", max_length=200, help_text="เช่น ประกาศเลขที่ หรือหนังสือของหน่วยงาน")
    contact = forms.CharField(label="ติดต่อ", max_length=200, required=False, help_text="ใครก็เห็น")

    def __init__(self, *args: Any, prefixes: Sequence[str], **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = area_choices(prefixes)  # type: ignore[attr-defined]

    def clean_schedule(self) -> tuple[tuple[Any, ...], ...]:
        """Rows. Errors: BAD_SCHEDULE beside the field."""
        rows = schedule.rows_of(self.cleaned_data["schedule"])
        try:
            schedule.parse(rows)
        except BadInput as wrong:
            raise forms.ValidationError(wrong.th, code=wrong.code) from None
        return tuple(tuple(r) for r in rows)

    def conditions(self) -> tuple[tuple[str, str, object], ...]:
        """Rows of the boxes that were filled; the form must be valid."""
        said, rows = self.cleaned_data, []
        if said["kinds"]:
            rows.append(("kind", IN, tuple(said["kinds"])))
        for name, fact, operator in NUMBERS:
            if said[name] is not None:
                rows.append((fact, operator, said[name]))
        rows += [(name, IS, said[name] == "yes") for name in ("has_council", "has_fund", "registered") if said[name]]
        return tuple(rows)

    def facts(self) -> CallFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        area = said["tambon"].pk if said["tambon"] else "" if said["area"] == "nation" else said["area"]
        return CallFacts(
            said["title"], said["giver"], said["help"], said["purpose"], area, said["least"] or 0, said["most"], said["budget"],
            said["opens_on"], said["closes_on"], self.conditions(), tuple(said["papers"]), said["schedule"], said["source"],
            said["contact"],
        )  # fmt: skip


NUMBERS = (
    ("age_least", "age", AT_LEAST), ("age_most", "age", AT_MOST), ("members_least", "members", AT_LEAST),
    ("members_most", "members", AT_MOST), ("money_most", "money", AT_MOST), ("closed_years_least", "closed_years", AT_LEAST),
    ("meetings_least", "meetings", AT_LEAST), ("late_reports_most", "late_reports", AT_MOST),
    ("awards_most", "awards", AT_MOST),
)  # fmt: skip


def said_of(call: Call) -> dict[str, Any]:
    """What the form shows of a draft that is changed."""
    said: dict[str, Any] = {
        "key": call.uid, "title": call.title, "giver": call.giver, "help": call.help, "purpose": call.purpose,
        "area": call.area or "nation", "least": call.least_satang or None, "most": call.most_satang,
        "budget": call.budget_satang, "opens_on": call.opens_on, "closes_on": call.closes_on, "papers": call.papers,
        "schedule": schedule.lines_of(call.schedule), "source": call.source, "contact": call.contact,
        "late_reports_most": None,
    }  # fmt: skip
    names = {(fact, operator): name for name, fact, operator in NUMBERS}
    for c in parse(call.conditions):
        if c.fact == "kind":
            said["kinds"] = list(c.value)  # type: ignore[arg-type]
        elif c.operator == IS:
            said[c.fact] = "yes" if c.value else "no"
        elif (c.fact, c.operator) in names:
            said[names[c.fact, c.operator]] = c.value
    return said


class ExtendForm(forms.Form):
    """More time."""

    closes_on = ThaiDayField(label="วันสุดท้ายใหม่", future_ok=True)
    reason = forms.CharField(label="เหตุผล", max_length=300)
