"""Fields that read what Thai people type: days of the Buddhist era, baht, citizen ids, a tambon."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from chumchon.areas.models import Subdistrict
from chumchon.areas.queries import search_subdistricts
from chumchon.thai import citizen
from chumchon.thai.dates import ParsedDay, parse_day
from chumchon.thai.errors import BadInput
from chumchon.thai.money import baht, parse_baht


class ThaiDayWidget(forms.Widget):
    """Three boxes วัน / เดือน / ปี พ.ศ.; a single box name=… with free text is read as well."""

    template_name = "forms/day.html"
    use_fieldset = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        """The text as if it were typed in one box; empty boxes give an empty text."""
        if data.get(name):
            return str(data[name]).strip()
        parts = [str(data.get(f"{name}_{part}") or "").strip() for part in ("day", "month", "year")]
        if not any(parts):
            return ""
        return parts[2] if not any(parts[:2]) else "/".join(parts)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """day, month and year in B.E. for the boxes; what could not be read comes back as it was typed."""
        context = super().get_context(name, value, attrs)
        boxes = {"day": "", "month": "", "year": ""}
        if isinstance(value, date):
            boxes = {"day": str(value.day), "month": str(value.month), "year": str(value.year + 543)}
        elif isinstance(value, str) and value:
            parts = value.split("/")
            parts = parts if len(parts) == 3 else ["", "", value]
            boxes = dict(zip(("day", "month", "year"), parts, strict=True))
        context["widget"]["boxes"] = boxes
        return context

    def id_for_label(self, id_: str, index: str = "0") -> str:
        """The label speaks of the group, so that it points at the first box."""
        return f"{id_}_day" if id_ else id_

    def use_required_attribute(self, initial: Any) -> bool:
        """The boxes carry their own attributes."""
        return False


class ThaiDayField(forms.Field):
    """A day typed in B.E.; gives a C.E. date. year_only: a year alone is enough and gives ParsedDay instead of a date."""

    widget = ThaiDayWidget

    def __init__(self, *, year_only: bool = False, future_ok: bool = False, **kwargs: Any) -> None:
        self.year_only, self.future_ok = year_only, future_ok
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | ParsedDay | None:
        """Read it. Errors: BAD_DATE, FUTURE_DATE as sentences beside the field."""
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        today = timezone.localdate()
        try:
            parsed = parse_day(value, today, allow_year_only=self.year_only, future_ok=self.future_ok)
        except BadInput as unread:
            raise ValidationError(unread.th, code=unread.code) from None
        if parsed.day > today and not self.future_ok:
            raise ValidationError("วันที่นี้ยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง", code="FUTURE_DATE")
        return parsed if self.year_only else parsed.day


class BahtField(forms.CharField):
    """Baht as people type them; gives satang. Bounds in satang, both included."""

    unit = "บาท"

    def __init__(self, *, least: int | None = 1, most: int | None = 10**12, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Satang become baht in the box; what could not be read comes back as typed."""
        return baht(value).removesuffix(".00") if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        """Read it. Errors: BAD_AMOUNT."""
        text = str(value).strip() if value is not None else ""
        if not text:
            return None
        try:
            satang = value if isinstance(value, int) else parse_baht(text)
        except BadInput as unread:
            raise ValidationError(unread.th, code=unread.code) from None
        if self.least is not None and satang < self.least:
            raise ValidationError("จำนวนเงินน้อยเกินไป ตรวจตัวเลขอีกครั้ง", code="BAD_AMOUNT")
        if self.most is not None and satang > self.most:
            raise ValidationError("จำนวนเงินมากเกินไป ตรวจตัวเลขอีกครั้ง", code="BAD_AMOUNT")
        return satang


class CitizenIdField(forms.CharField):
    """Thirteen digits with or without dashes; gives the plain digits, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs)

    def to_python(self, value: Any) -> str | None:
        """Read it. Errors: BAD_CITIZEN_ID."""
        text = str(value or "").strip()
        if not text:
            return None
        digits = citizen.normalise(text)
        if digits is None:
            raise ValidationError("เลขบัตรประชาชนไม่ถูก ต้องมี 13 หลัก ตรวจกับบัตรอีกครั้ง", code="BAD_CITIZEN_ID")
        return digits


class AreaSearch(forms.TextInput):
    """A box in which a tambon is typed; with script the ones that fit are offered below it."""

    template_name = "forms/area.html"


class SubdistrictField(forms.CharField):
    """A tambon by its six-digit code, or by "ต.แม่แรม อ.แม่ริม จ.เชียงใหม่"; gives the Subdistrict."""

    widget = AreaSearch

    def prepare_value(self, value: Any) -> Any:
        """The label of what was chosen."""
        return value.label if isinstance(value, Subdistrict) else value

    def to_python(self, value: Any) -> Subdistrict | None:  # type: ignore[override]
        """Find it. Errors: NO_AREA (none found), MANY_AREAS (say also the district)."""
        text = str(value or "").strip()
        if not text:
            return None
        found = list(search_subdistricts(text, 8))
        exact = [s for s in found if text in (s.code, s.label)]
        found = exact or found
        if not found:
            raise ValidationError("ไม่พบตำบลนี้ พิมพ์ชื่อตำบลแล้วเว้นวรรคตามด้วยอำเภอ", code="NO_AREA")
        if len(found) > 1:
            names = " · ".join(s.label for s in found[:4])
            raise ValidationError(f"มีหลายตำบลชื่อนี้ พิมพ์อำเภอต่อท้าย เช่น {names}", code="MANY_AREAS")
        return found[0]
