"""The form of a round: every parameter with the words of where it is from beside it."""

from collections.abc import Iterator
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField

from ..actions.rounds import DEFAULT_SOURCE, RoundFacts
from ..models import Round

PERCENT = (
    "rate_permille",
    "village_share_tambon_permille",
    "village_share_municipality_permille",
    "local_rate_permille",
)
SOURCED = (
    "counting_day", "rate_permille", "ceiling_satang", "times_matched", "village_share_tambon_permille",
    "village_share_municipality_permille", "least_benefit_kinds", "fund_age_days", "local_rate_permille", "budget_satang",
)  # fmt: skip


class RoundForm(forms.Form):
    """Shares are typed in percent, money in baht, days in B.E."""

    code = forms.SlugField(label="รหัสรอบ", max_length=20, help_text="ตัวอักษรอังกฤษหรือตัวเลข เช่น 2570-1")
    name_th = forms.CharField(label="ชื่อรอบ", max_length=160)
    fiscal_year_be = forms.IntegerField(label="ปีงบประมาณ (พ.ศ.)", min_value=2500, max_value=2700)
    opens_on = ThaiDayField(label="เปิดรับคำขอ", future_ok=True)
    closes_on = ThaiDayField(label="ปิดรับคำขอ", future_ok=True)
    counting_day = ThaiDayField(label="วันนับสมาชิก", future_ok=True)
    rate_permille = forms.IntegerField(label="รัฐสมทบร้อยละเท่าใดของที่สมาชิกจ่าย", min_value=1, max_value=1000)
    ceiling_satang = BahtField(label="สมทบต่อปีสมาชิกไม่เกิน")
    times_matched = forms.IntegerField(label="สมทบให้คนหนึ่งได้กี่ครั้ง (0 ไม่จำกัด)", min_value=0, max_value=99)
    village_share_tambon_permille = forms.IntegerField(
        label="กองทุนตำบล: หมู่บ้านเข้าร่วมอย่างน้อยร้อยละ", min_value=0, max_value=100
    )
    village_share_municipality_permille = forms.IntegerField(
        label="กองทุนเทศบาลหรือเขต: ชุมชนเข้าร่วมอย่างน้อยร้อยละ", min_value=0, max_value=100
    )
    least_benefit_kinds = forms.IntegerField(label="สวัสดิการอย่างน้อยกี่ประเภท", min_value=0, max_value=17)
    fund_age_days = forms.IntegerField(label="ตั้งกองทุนมาแล้วอย่างน้อยกี่วัน", min_value=0, max_value=10_000)
    local_rate_permille = forms.IntegerField(label="ท้องถิ่นสมทบร้อยละเท่าใดของรัฐ (แสดงในคำขอ)", min_value=0, max_value=1000)
    budget_satang = BahtField(label="งบประมาณของรอบ (เว้นว่างคือไม่จำกัด)", required=False, least=0, most=10**13)

    def __init__(self, *args: Any, round_: Round | None = None, **kwargs: Any) -> None:
        sources = round_.sources if round_ is not None else {}
        initial: dict[str, Any] = {name: getattr(round_ or Round(), name) for name in self.base_fields}
        if round_ is None:
            initial |= {"code": "", "fiscal_year_be": None, "counting_day": None, "opens_on": None, "closes_on": None}
        for name in PERCENT:
            initial[name] = initial[name] // 10
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if round_ is not None:
            self.fields["code"].widget = forms.HiddenInput()
        for name in SOURCED:
            self.fields[f"source_{name}"] = forms.CharField(
                label="ที่มา", max_length=200, required=False, initial=sources.get(name, DEFAULT_SOURCE),
                widget=forms.TextInput(attrs={"aria-label": f"ที่มาของ{self.fields[name].label}"}),
            )  # fmt: skip

    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each parameter with its source, in the order of the page."""
        for name in self.base_fields:
            if not self[name].is_hidden:
                yield self[name], self[f"source_{name}"] if name in SOURCED else None

    def facts(self) -> RoundFacts:
        """The round as it was typed; the form must be valid."""
        said = dict(self.cleaned_data)
        said.pop("code")
        sources = {name: said.pop(f"source_{name}") for name in SOURCED}
        for name in PERCENT:
            said[name] *= 10
        return RoundFacts(**said, sources=sources)
