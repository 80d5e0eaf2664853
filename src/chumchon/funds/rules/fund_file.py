"""A fund's file (TOML) becomes its facts. An unknown or misplaced key is refused: a typing error must not pass in silence."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from chumchon.thai.dates import parse_day
from chumchon.thai.digits import arabic
from chumchon.thai.money import parse_baht

from .dues import Plan
from .fund import BankFacts, FundFacts, Openings, SeatFacts, wrong

MAX_BYTES = 1_000_000
_NEEDED = ("code", "name_th", "area", "kind", "founded", "villages")
_KEYS = {*_NEEDED, "name_en", "village_names", "plan", "entry_fee", "year_end_month", "promptpay", "committee",
         "bank_accounts", "openings"}  # fmt: skip
_PLAN_KEYS = {"kind", "day", "month", "year"}
_SEAT_KEYS = {"name", "position", "from", "until", "username", "expert"}
_BANK_KEYS = {"bank", "number", "name", "opening"}
_OPENING_KEYS = {"day", "cash", "deferred"}


def read_file(content: bytes, today: date) -> FundFacts:
    """The facts of a TOML file. `founded` and other days: a TOML date (B.E. years too) or Thai text; money in baht.

    Errors: BAD_FILE, UNKNOWN_KEY, MISSING_KEY, BAD_VALUE, BAD_DATE, BAD_AMOUNT.
    """
    if len(content) > MAX_BYTES:
        raise wrong("BAD_FILE", "ไฟล์ใหญ่เกินไป ไฟล์เปิดกองทุนมีเพียงไม่กี่บรรทัด", "The file is too large for a fund's file.")
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise wrong("BAD_FILE", "อ่านไฟล์ไม่ได้ บันทึกไฟล์เป็น UTF-8 แล้วลองใหม่", "The file is not UTF-8.") from None
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        raise wrong(
            "BAD_FILE", f"ไฟล์ผิดรูปแบบ TOML ตรวจบรรทัดที่แจ้ง: {fault}", f"The file is not right TOML: {fault}."
        ) from None
    return read_facts(data, today)


def read_facts(data: Mapping[str, Any], today: date) -> FundFacts:
    """The facts of a table of keys, as the file gives them."""
    _only(data, _KEYS, "")
    for key in _NEEDED:
        if key not in data:
            raise wrong("MISSING_KEY", f"ขาด {key} เพิ่มบรรทัด {key} = … แล้วลองใหม่", f"The key {key} is missing.")
    area = data["area"]
    plan, founded = data.get("plan", {}), _day(data["founded"], "founded", today)
    seats = tuple(_seat(t, founded, today) for t in _tables(data, "committee"))
    return FundFacts(
        code=_text(data, "code"), name_th=_text(data, "name_th"), kind=_text(data, "kind"),
        area=f"{area:06d}" if type(area) is int and area >= 0 else arabic(_text(data, "area")), founded=founded,
        villages=_whole(data, "villages"), name_en=_text(data, "name_en", ""),
        village_names=_village_names(data.get("village_names", {})),
        plan=_plan(plan), entry_fee_satang=_baht(data.get("entry_fee", 20), "entry_fee"), year_end_month=_whole(data, "year_end_month", 9),
        promptpay=_text(data, "promptpay", ""), committee=seats,
        bank_accounts=tuple(_bank(t) for t in _tables(data, "bank_accounts")),
        openings=_openings(data["openings"], today) if "openings" in data else None,
    )  # fmt: skip


def _only(table: object, known: set[str], where: str) -> None:
    if not isinstance(table, Mapping):
        raise wrong("BAD_VALUE", f"{where} ต้องเป็นตาราง [{where}]", f"{where} must be a table.")
    for key in table:
        if key not in known:
            place = f" ใน {where}" if where else ""
            raise wrong(
                "UNKNOWN_KEY", f"ไม่รู้จัก “{key}”{place} ใช้ได้เฉพาะ {', '.join(sorted(known))}",
                f"Unknown key {key!r}{' in ' + where if where else ''}; known: {', '.join(sorted(known))}.",
            )  # fmt: skip


def _text(table: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise wrong("BAD_VALUE", f"{key} ต้องเป็นข้อความในเครื่องหมายคำพูด", f"{key} must be text.")
    return value.strip()


def _whole(table: Mapping[str, Any], key: str, default: int | None = None) -> int:
    value = table.get(key, default)
    if type(value) is not int:
        raise wrong("BAD_VALUE", f"{key} ต้องเป็นจำนวนเต็ม", f"{key} must be a whole number.")
    return value


def _day(value: object, key: str, today: date) -> date:
    if not isinstance(value, (str, date, datetime)):
        raise wrong("BAD_DATE", f'{key} ต้องเป็นวันที่ เช่น 2553-10-01 หรือ "1 ต.ค. 2553"', f"{key} must be a day.")
    return parse_day(value, today, future_ok=True).day


def _baht(value: object, key: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise wrong("BAD_AMOUNT", f'{key} ต้องเป็นจำนวนเงินบาท เช่น 30 หรือ "30.50"', f"{key} must be an amount in baht.")
    return parse_baht(str(value))


def _tables(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise wrong("BAD_VALUE", f"{key} ต้องเป็นรายการ [[{key}]]", f"{key} must be a list of tables [[{key}]].")
    return value


def _village_names(value: object) -> dict[int, str]:
    if isinstance(value, list):
        value = {str(i): name for i, name in enumerate(value, 1)}
    numbers = value if isinstance(value, Mapping) else {"": ""}
    if not all(str(k).isdecimal() and isinstance(name, str) for k, name in numbers.items()):
        raise wrong(
            "BAD_VILLAGE_NAMES", "village_names ต้องเป็นรายชื่อเรียงตามหมู่ หรือตาราง หมู่ = \"ชื่อ\"",
            'village_names is a list of names or a table of number = "name".',
        )  # fmt: skip
    return {int(k): name.strip() for k, name in numbers.items()}


def _plan(table: Any) -> Plan:
    if isinstance(table, str):
        table = {"kind": table}
    _only(table, _PLAN_KEYS, "plan")
    kind, day = _text(table, "kind", "flat_month"), _baht(table.get("day", 1), "day")
    month = _baht(table["month"], "month") if "month" in table else day * 30
    year = _baht(table["year"], "year") if "year" in table else day * 365
    return Plan(kind, day, month, year)


def _seat(table: Any, founded: date, today: date) -> SeatFacts:
    _only(table, _SEAT_KEYS, "committee")
    return SeatFacts(
        _text(table, "name"), _text(table, "position"),
        _day(table["from"], "from", today) if "from" in table else founded,
        _day(table["until"], "until", today) if "until" in table else None,
        table.get("expert") is True, _text(table, "username", ""),
    )  # fmt: skip


def _bank(table: Any) -> BankFacts:
    _only(table, _BANK_KEYS, "bank_accounts")
    return BankFacts(
        _text(table, "bank"), _text(table, "number"), _text(table, "name"), _baht(table.get("opening", 0), "opening")
    )


def _openings(table: Any, today: date) -> Openings:
    _only(table, _OPENING_KEYS, "openings")
    if "day" not in table:
        raise wrong("MISSING_KEY", "ขาดวันตัดยอด (day) ใน [openings]", "openings needs its day.")
    return Openings(
        _day(table["day"], "day", today), _baht(table.get("cash", 0), "cash"),
        _baht(table.get("deferred", 0), "deferred"),
    )  # fmt: skip
