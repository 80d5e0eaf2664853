"""Read an agreement from TOML, strictly: every fault is told at once, with its line, its key and a Thai sentence."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from . import model, schema
from .bands import read_bands
from .cross import check_across, check_meant
from .faults import Fault, Faulty, Wrong
from .lines import Lines, scan
from .schema import Key

MOST_BYTES = 256 * 1024


def parse(text: str) -> model.Agreement:
    """The agreement that a TOML text says, as it was once kept. Errors: Faulty, with all faults."""
    return _sound(text, strict=False)


def parse_new(text: str) -> model.Agreement:
    """The same of one that may be put to the meeting: what cross.check_meant tells is a fault too. Errors: Faulty."""
    return _sound(text, strict=True)


def _sound(text: str, strict: bool) -> model.Agreement:
    found, faults = _read(text, strict)
    if found is None:
        raise Faulty(faults)
    return found


def check(text: str) -> tuple[Fault, ...]:
    """All faults of a TOML text in the order of their lines; none where it may be put to the meeting."""
    return tuple(sorted(_read(text, strict=True)[1]))


def decode(content: bytes) -> str:
    """The text of a file. Errors: Faulty where it is empty, too large or not UTF-8."""
    if len(content) > MOST_BYTES:
        raise Faulty(
            [Fault(1, "", "HUGE", f"แฟ้มใหญ่เกิน {MOST_BYTES // 1024} กิโลไบต์ ตรวจว่าเลือกแฟ้มถูกแล้ว", "the file is too large")]
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Faulty(
            [Fault(line, "", "NOT_UTF8", "แฟ้มนี้ไม่ใช่ข้อความ UTF-8 บันทึกใหม่เป็น UTF-8", "the file is not UTF-8 text")]
        ) from None
    if not text.strip():
        raise Faulty([Fault(1, "", "EMPTY", "แฟ้มว่าง ยังไม่มีข้อตกลง", "the file is empty")])
    return text.replace("\r\n", "\n")


def read_file(path: Path) -> model.Agreement:
    """The agreement in a file, as parse. Errors: Faulty; OSError where it cannot be opened."""
    with path.open("rb") as file:
        return parse(decode(file.read(MOST_BYTES + 1)))


def check_file(path: Path) -> tuple[Fault, ...]:
    """As check, of a file. Errors: Faulty where it is no text; OSError where it cannot be opened."""
    with path.open("rb") as file:
        return check(decode(file.read(MOST_BYTES + 1)))


def _read(text: str, strict: bool) -> tuple[model.Agreement | None, list[Fault]]:
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        endless = _ENDLESS.search(text)
        return None, [_too_long(text[: endless.start()]) if endless else _syntax(str(error))]
    reading = _Reading(scan(text))
    return reading.agreement(data, strict), reading.faults


_ENDLESS = re.compile(r"\d{1000}")
"""More digits than any number of an agreement; Python reads no number of thousands of digits and names no line."""


def _too_long(before: str) -> Fault:
    return Fault(before.count("\n") + 1, "", "TOO_LARGE", "ตัวเลขยาวเกินไป", "a number has too many digits")


_TWICE = ("overwrite", "twice", "Duplicate", "mutate", "redefine")
"""Words by which the TOML reader of Python says that something stands twice."""


def _syntax(message: str) -> Fault:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    plain = re.sub(r"\s*\(at .*\)$", "", message)
    if any(word in message for word in _TWICE):
        return Fault(
            line, "", "TWICE", "คีย์หรือหัวข้อนี้เขียนไว้แล้วก่อนหน้า ลบออกหนึ่งแห่ง", f"a key or table stands twice: {plain}"
        )
    return Fault(
        line, "", "BAD_TOML", f"อ่านไม่ได้ที่ตัวอักษรที่ {column} ตรวจเครื่องหมายคำพูด วงเล็บ และเครื่องหมาย =", f"not TOML: {plain}"
    )


class _Reading:
    """One reading of one file; gathers faults and goes on."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.faults: list[Fault] = []

    def fault(self, path: tuple[str, ...], code: str, th: str, en: str) -> None:
        self.faults.append(Fault(self.lines.of(path), ".".join(path), code, th, en))

    def table(self, path: tuple[str, ...], value: Any, keys: Mapping[str, Key]) -> dict[str, Any]:
        """The values that are right, by key; what is wrong becomes a fault."""
        if not isinstance(value, dict):
            self.fault(path, "WRONG_TYPE", "ต้องเป็นหัวข้อที่มีคีย์อยู่ข้างใน", "must be a table")
            return {}
        found: dict[str, Any] = {}
        for name, inner in value.items():
            if name not in keys:
                self.fault((*path, name), *_stranger(name, keys))
                continue
            self.attempt((*path, name), found, name, keys[name].read, inner)
        for name, key in keys.items():
            if key.required and name not in value:
                self.fault((*path, name), "MISSING", f"ขาดคีย์ {name}", f"the key {name} is missing")
        return found

    def attempt(self, path: tuple[str, ...], into: dict[str, Any], name: str, read: schema.Reader, value: Any) -> None:
        """Read one value, or write its fault down."""
        try:
            into[name] = read(value)
        except Wrong as wrong:
            self.fault(path, wrong.code, wrong.th, wrong.en)

    def agreement(self, data: dict[str, Any], strict: bool) -> model.Agreement | None:
        top = self.table((), data, schema.TOP)
        head = self.table(("agreement",), top.get("agreement", {}), schema.AGREEMENT) if "agreement" in top else {}
        member = self.table(("membership",), top["membership"], schema.MEMBERSHIP) if "membership" in top else {}
        year = None
        if "member_year" in (caps := self.table(("caps",), top.get("caps", {}), schema.CAPS)):
            year = self.table(("caps", "member_year"), caps["member_year"], schema.MEMBER_YEAR)
        ratio = self.ratio(top["fund_ratio"]) if "fund_ratio" in top else None
        benefits = self.benefits(top.get("benefit", {})) if "benefit" in top else {}
        check_across(self.fault, head, member, year, ratio, benefits)
        if strict:
            check_meant(self.fault, benefits)
        if self.faults:
            return None
        return self.build(head, member, year, ratio, benefits)

    def ratio(self, value: Any) -> dict[str, Any]:
        found = self.table(("fund_ratio",), value, schema.FUND_RATIO)
        if "bands" in found:
            raw = found.pop("bands")
            self.attempt(
                ("fund_ratio", "bands"), found, "bands", lambda v: read_bands(v, _percent(100), ratio=True), raw
            )
        return found

    def benefits(self, value: Any) -> dict[str, dict[str, Any]]:
        if not isinstance(value, dict) or not value:
            self.fault(
                ("benefit",), "MISSING", "ต้องมีสวัสดิการอย่างน้อยหนึ่งอย่าง เช่น [benefit.hospital]", "there is no benefit"
            )
            return {}
        if len(value) > schema.MOST_LIST:
            most = schema.MOST_LIST
            self.fault(("benefit",), "TOO_LARGE", f"มีสวัสดิการได้ไม่เกิน {most} อย่าง", f"may hold {most} benefits at most")
        return {key: self.benefit(key, inner) for key, inner in value.items()}

    def benefit(self, key: str, value: Any) -> dict[str, Any]:
        path = ("benefit", key)
        self.attempt(path, {}, key, schema.code, key)
        found = self.table(path, value, schema.BENEFIT)
        if "amount" in found:
            found["amount"] = self.amount((*path, "amount"), found["amount"])
        if "exclude_until_years" in found:
            years = found.pop("exclude_until_years")
            if isinstance(years, dict):
                read: dict[str, int] = {}
                for flag, number in years.items():
                    self.attempt((*path, "exclude_until_years", flag), {}, flag, schema.code, flag)
                    self.attempt((*path, "exclude_until_years", flag), read, flag, schema.YEARS_OF_EXCLUSION, number)
                found["exclude_until_years"] = tuple(sorted(read.items()))
            else:
                self.fault(
                    (*path, "exclude_until_years"), "WRONG_TYPE", "ต้องเป็น { เหตุ = จำนวนปี }", "must be { flag = years }"
                )
        return found

    def amount(self, path: tuple[str, ...], value: Any) -> dict[str, Any]:
        found = self.table(path, value, schema.AMOUNT)
        most = 1000 if found.get("of") == "contributions_paid" else 100
        read_rate = _percent(most) if found.get("kind") == "percent" else schema.baht
        if "rate" in found:
            self.attempt((*path, "rate"), found, "rate", read_rate, found.pop("rate"))
        if "bands" in found:
            raw = found.pop("bands")
            self.attempt((*path, "bands"), found, "bands", lambda v: read_bands(v, read_rate), raw)
        if isinstance(value, dict):
            found["written"] = frozenset(value)
        return found

    def build(
        self, head: dict[str, Any], member: dict[str, Any], year: dict[str, Any] | None, ratio: dict[str, Any] | None,
        benefits: dict[str, dict[str, Any]],
    ) -> model.Agreement:  # fmt: skip
        """Turn the values of a faultless file into the model."""
        clause = self.lines.clauses
        if "contribution_per_day" in member:
            member["contribution_per_day_satang"] = member.pop("contribution_per_day")
        member.setdefault("clause", clause.get(("membership",), ""))
        head.pop("version_by", None)
        if year is not None:
            year = {
                "amount_satang": year["amount"], "excepted": year.get("except", ()), "th": year.get("th", ""),
                "clause": year.get("clause", clause.get(("caps", "member_year"), "")),
            }  # fmt: skip
        if ratio is not None:
            ratio = {
                "applies_to": ratio["applies_to"], "bands": ratio["bands"], "floor_satang": ratio.get("floor", 0),
                "clause": ratio.get("clause", clause.get(("fund_ratio",), "")),
            }  # fmt: skip
        return model.Agreement(
            **head,
            membership=model.Membership(**member),
            benefits=tuple(_benefit(key, b, clause.get(("benefit", key), "")) for key, b in benefits.items()),
            member_year=model.MemberYear(**year) if year is not None else None,
            fund_ratio=model.FundRatio(**ratio) if ratio is not None else None,
        )


def _percent(most: int) -> schema.Reader:
    return lambda value: schema.hundredths(value, most, "ร้อยละ")


def _benefit(key: str, found: dict[str, Any], clause: str) -> model.Benefit:
    amount = {name: value for name, value in found.pop("amount").items() if name != "written"}
    renamed = {"min": "least_satang", "max": "most_satang"}
    found["amount"] = model.Amount(**{renamed.get(name, name): value for name, value in amount.items()})
    found["per_household"] = found.pop("per", None) == "household_event"
    found["once_per_event"] = found.pop("once_per", None) == "event"
    for name in ("event_max", "year_max"):
        if name in found:
            found[f"{name}_satang"] = found.pop(name)
    found.setdefault("clause", clause)
    return model.Benefit(key=key, **found)


def _stranger(name: str, keys: Mapping[str, Key]) -> tuple[str, str, str]:
    """Code and sentences for a key that has no place here: it belongs elsewhere, or nowhere."""
    homes = [home for home, inner in schema.HOMES.items() if name in inner and inner is not keys]
    if homes:
        home = homes[0] or "บนสุดของแฟ้ม"
        return (
            "MISPLACED_KEY",
            f"คีย์ {name} อยู่ผิดที่ ย้ายไปไว้ใน {home}",
            f"the key {name} is misplaced; it belongs to {homes[0] or 'the top'}",
        )
    near = next(iter(difflib.get_close_matches(name, list(keys))), "")
    hint_th = f" หมายถึง {near} หรือไม่" if near else ""
    hint_en = f"; did you mean {near}?" if near else ""
    return "UNKNOWN_KEY", f"ไม่รู้จักคีย์ {name}{hint_th}", f"unknown key {name}{hint_en}"
