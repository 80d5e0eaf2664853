"""The survey's form, a phone's entries as JSON, and its spreadsheets."""

import io
import uuid
from datetime import date
from typing import Any

from django import forms
from python_calamine import CalamineWorkbook

from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.forms.phone import entries_of, real, text, whole
from chumchon.forms.sealed import PhoneSeal, Said
from chumchon.thai.errors import BadInput

from ..models import SurveyedHouse
from ..rules.projects import TENURES
from ..rules.survey import CONDITIONS, COUNTS, NEEDS, HouseEntry
from ..rules.survey_sheet import read_rows

PHONE = PhoneSeal("homes-phone", "survey")
"""What phones seal surveyed houses to (docs/decisions/0018)."""

MOST_FILE, MOST_ROWS = 5 * 1024 * 1024, 5_000


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=40, required=False)


class HouseForm(forms.Form):
    """A house, as a person fills it on a phone."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    village = forms.TypedChoiceField(label="หมู่", coerce=int)
    house_no = forms.CharField(label="บ้านเลขที่", max_length=30)
    prefix = forms.CharField(label="คำนำหน้า", max_length=40, required=False)  # type: ignore[assignment]
    first_name = forms.CharField(label="ชื่อหัวหน้าครัวเรือน", max_length=80)
    surname = forms.CharField(label="นามสกุล", max_length=80, required=False)
    phone = forms.CharField(label="โทรศัพท์", max_length=20, required=False)
    people = forms.IntegerField(label="คนในบ้านทั้งหมด", min_value=1, max_value=40)
    children = _count("เด็ก")
    elderly = _count("ผู้สูงอายุ")
    disabled = _count("ผู้พิการ")
    bedridden = _count("ผู้ป่วยติดเตียง")
    income_satang = BahtField(label="รายได้ทั้งบ้านต่อเดือน", required=False, least=0)
    saving_satang = BahtField(label="ออมได้ต่อเดือน", required=False, least=0)
    tenure = forms.ChoiceField(label="สิทธิในที่ดิน", choices=list(TENURES.items()))
    condition = forms.ChoiceField(label="สภาพบ้าน", choices=list(CONDITIONS.items()), widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="ต้องการอะไร", choices=list(NEEDS.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    latitude = forms.FloatField(label="ละติจูด", required=False)
    longitude = forms.FloatField(label="ลองจิจูด", required=False)
    surveyed_on = ThaiDayField(label="วันที่สำรวจ")
    note = forms.CharField(label="หมายเหตุ", max_length=300, required=False)

    def __init__(self, villages: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"uid": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["village"].choices = villages  # type: ignore[attr-defined]

    def entry(self) -> HouseEntry:
        """What was filled."""
        said = dict(self.cleaned_data)
        for name in (*COUNTS, "income_satang", "saving_satang"):
            said[name] = said[name] or 0
        said["needs"] = tuple(said["needs"])
        return HouseEntry(**said)


def entry_of(house: SurveyedHouse) -> HouseEntry:
    """A house that was kept, as an entry."""
    return HouseEntry(
        uid=house.uid, village=house.household.village.number, house_no=house.household.house_no, prefix=house.head.prefix,
        first_name=house.head.first_name, surname=house.head.surname, phone=house.head.phone, people=house.people,
        children=house.children, elderly=house.elderly, disabled=house.disabled, bedridden=house.bedridden,
        income_satang=house.income_satang, saving_satang=house.saving_satang, tenure=house.tenure, condition=house.condition,
        needs=tuple(house.needs), longitude=house.longitude, latitude=house.latitude, surveyed_on=house.surveyed_on,
        note=house.note,
    )  # fmt: skip


def read_entries(raw: bytes, user_id: int) -> list[Said[HouseEntry]]:
    """The entries of a body with the id each said. Errors: TOO_LARGE, NOT_JSON, NO_ENTRIES, TOO_MANY."""
    return [PHONE.read(entry, user_id, _entry, "กรอกบ้านหลังนี้ใหม่") for entry in entries_of(raw)]


def _entry(entry: dict[str, Any], said: str) -> HouseEntry:
    counts: dict[str, Any] = {name: whole(entry.get(name, 0)) for name in (*COUNTS, "income_satang", "saving_satang")}
    texts: dict[str, Any] = {name: text(entry.get(name, "")) for name in ("prefix", "surname", "phone", "note")}
    place: dict[str, Any] = {name: real(entry.get(name)) for name in ("longitude", "latitude")}
    needs = entry.get("needs", [])
    if not isinstance(needs, list) or not all(isinstance(n, str) for n in needs):
        raise TypeError(needs)
    return HouseEntry(
        uid=uuid.UUID(said), village=whole(entry["village"]), house_no=text(entry["house_no"])[:30],
        first_name=text(entry["first_name"])[:80], people=whole(entry["people"]), tenure=text(entry["tenure"]),
        condition=text(entry["condition"]), surveyed_on=date.fromisoformat(entry["surveyed_on"]), needs=tuple(needs),
        **counts, **texts, **place,
    )  # fmt: skip


class SheetForm(forms.Form):
    """A spreadsheet of houses."""

    file = forms.FileField(label="ไฟล์ Excel", widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}))


def read_sheet(raw: bytes, today: date, space: uuid.UUID) -> list[HouseEntry | BadInput]:
    """Houses of a workbook's first sheet that has them. Errors: TOO_LARGE, NOT_A_SHEET, NO_COLUMNS, TOO_MANY."""
    if len(raw) > MOST_FILE:
        raise BadInput("TOO_LARGE", "ไฟล์ใหญ่เกิน 5 MB แบ่งเป็นหลายไฟล์", "The file is larger than 5 MB.")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [book.get_sheet_by_name(name).to_python(nrows=MOST_ROWS + 10) for name in book.sheet_names[:5]]
    except Exception as unread:  # the reader raises its own kinds, and panics of Rust on broken files
        raise BadInput("NOT_A_SHEET", "อ่านไฟล์ไม่ได้ บันทึกเป็น .xlsx แล้วส่งใหม่", "The file is no spreadsheet.") from unread
    last: BadInput | None = None
    for rows in sheets:
        try:
            found = read_rows(rows, today, space)
        except BadInput as missing:
            last = missing
            continue
        if len(found) > MOST_ROWS:
            raise BadInput("TOO_MANY", f"ไฟล์มีเกิน {MOST_ROWS} แถว แบ่งเป็นหลายไฟล์", "Too many rows.")
        return found
    raise last or BadInput("NOT_A_SHEET", "ไฟล์ว่าง", "The file is empty.")
