"""A housing programme as it is written in a file: read strictly, every fault told; ceilings by year."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chumchon.thai.errors import BadInput

WAYS = {"build": "สร้างทั้งชุมชน", "repair": "ซ่อมรายหลัง", "canal": "ริมคลอง", "path": "เส้นทางของคน", "urgent": "เร่งด่วน"}
UNITS = {"household": "ครัวเรือน", "person": "คน", "community": "ชุมชน", "tambon": "ตำบล", "centre": "ศูนย์"}
LEVELS = {"community": "ชุมชน", "city": "กรรมการเมือง/ตำบล", "region": "ภาค", "hq": "ส่วนกลาง"}
CEILING_KINDS = {
    "subsidy_infrastructure": "อุดหนุนสาธารณูปโภค", "subsidy_house": "อุดหนุนที่อยู่อาศัย", "loan": "สินเชื่อ",
    "aid": "เงินช่วยเหลือ", "temporary_home": "บ้านพักชั่วคราว",
}  # fmt: skip
TERMS = {
    "saved_bp": "ออมก่อนกู้ อย่างน้อยของวงเงิน", "rate_bp": "ดอกเบี้ยสถาบันต่อกลุ่ม ต่อปี", "margin_bp_most": "ส่วนต่างของกลุ่ม ต่อปี ไม่เกิน",
    "months_most": "ผ่อนไม่เกิน", "quotes_above_baht": "สามใบเสนอราคาเมื่อเกิน", "witnesses": "พยานชุมชน",
    "lease_years": "เช่าที่ดิน", "list_within_days": "ส่งรายชื่อภายใน", "repair_again_years": "ซ่อมบ้านเดิมซ้ำได้หลัง",
}  # fmt: skip
TERM_UNITS = {"months": "งวด", "baht": "บาท", "witnesses": "คน", "years": "ปี", "days": "วัน"}


DEFAULT = "default, to be confirmed"


MARKS = (
    (f"[d] {DEFAULT}", "ค่าตั้งต้น รอยืนยัน"),
    (DEFAULT, "ค่าตั้งต้น รอยืนยัน"),
    ("[d]", "(ค่าตั้งต้น รอยืนยัน)"),
    ("[a]", "สถาบันเผยแพร่:"),
)


def source_th(source: str) -> str:
    """Where a row is from, as a Thai screen says it: the files' own marks are put into words, everything else stands."""
    for mark, words in MARKS:
        source = source.replace(mark, words)
    return source.strip().removesuffix(":")


def term_words(key: str, value: int) -> str:
    """A figure of a programme's terms as people say it: 10 %, 2 %, 240 งวด, 50,000 บาท."""
    if key.endswith(("_bp", "_bp_most")):
        return f"{value / 100:g} %"
    return f"{value:,} {next((unit for end, unit in TERM_UNITS.items() if end in key), '')}".strip()


@dataclass(frozen=True)
class Step:
    """A step of a programme, in its order."""

    code: str
    name_th: str
    decides: str
    documents: tuple[str, ...] = ()
    result: bool = False


@dataclass(frozen=True)
class CeilingRow:
    """At most satang a unit, from a B.E. year on."""

    year_be: int
    kind: str
    satang: int
    source: str

    @property
    def kind_words(self) -> str:
        """The kind in Thai."""
        return CEILING_KINDS[self.kind]

    @property
    def source_th(self) -> str:
        """Where it is from, in Thai."""
        return source_th(self.source)


@dataclass(frozen=True)
class TargetRow:
    """Units until a B.E. year in an area."""

    year_be: int
    area: str
    units: int
    source: str


@dataclass(frozen=True)
class ProgrammeFile:
    """A programme as its file says it."""

    code: str
    name_th: str
    name_en: str
    way: str
    unit: str
    place_unit: str
    measure: str
    source: str
    steps: tuple[Step, ...]
    ceilings: tuple[CeilingRow, ...]
    targets: tuple[TargetRow, ...]
    terms: Mapping[str, int]
    terms_source: str


def read(text: str) -> list[ProgrammeFile]:
    """The programmes of a TOML file; `like` takes what is not said from one above. Errors: BAD_PROGRAMMES (the first fault)."""
    try:
        rows = tomllib.loads(text)["programme"]
    except (tomllib.TOMLDecodeError, KeyError) as unread:
        raise _bad("", str(unread)) from None
    known: dict[str, dict[str, Any]] = {}
    found = []
    for row in rows:
        code = str(row.get("code", ""))
        like = row.get("like")
        if like is not None and like not in known:
            raise _bad(code, f"like: no programme {like} above")
        known[code] = {**known.get(like, {}), **row} if like else row
        try:
            found.append(_programme(known[code]))
        except (KeyError, TypeError, ValueError) as fault:
            raise _bad(code, str(fault)) from None
    return found


def _bad(code: str, what: str) -> BadInput:
    return BadInput("BAD_PROGRAMMES", f"อ่านไฟล์โครงการไม่ได้ ({code}): {what}", f"Programme {code}: {what}")


def _among(value: str, words: Mapping[str, str]) -> str:
    if value not in words:
        raise ValueError(f"{value!r} is none of {', '.join(words)}")
    return value


def _programme(row: Mapping[str, Any]) -> ProgrammeFile:
    steps = tuple(
        Step(
            s["code"], s["name_th"], _among(s["decides"], LEVELS), tuple(s.get("documents", ())), bool(s.get("result"))
        )
        for s in row["steps"]
    )
    if not steps or len({s.code for s in steps}) < len(steps):
        raise ValueError("steps: none, or one code twice")
    if sum(s.result for s in steps) != 1:
        raise ValueError("steps: exactly one has result = true")
    terms = {_among(key, TERMS): int(value) for key, value in row.get("terms", {}).items()}
    unit = _among(row["unit"], UNITS)
    return ProgrammeFile(
        row["code"], row["name_th"], row["name_en"], _among(row["way"], WAYS), unit,
        _among(row.get("place_unit", "community"), UNITS), row["measure"], row["source"], steps,
        tuple(
            CeilingRow(c["year_be"], _among(c["kind"], CEILING_KINDS), int(c["baht"]) * 100, c["source"])
            for c in row.get("ceilings", ())
        ),
        tuple(TargetRow(t["year_be"], t["area"], t["units"], t["source"]) for t in row.get("targets", ())),
        terms, row.get("terms_source", "") if terms else "",
    )  # fmt: skip


def ceiling_of(rows: Iterable[CeilingRow], kind: str, year_be: int) -> CeilingRow | None:
    """The row that holds in a B.E. fiscal year: the newest of its kind that is not of a later year."""
    fit = [r for r in rows if r.kind == kind and r.year_be <= year_be]
    return max(fit, key=lambda r: r.year_be) if fit else None
