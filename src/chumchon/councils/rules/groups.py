"""What a registration must say, and areas of land as Thai people write them: 12-2-50 is rai, ngan, square wa."""

import re
from dataclasses import dataclass
from datetime import date

from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput

WAH_A_RAI, WAH_A_NGAN = 400, 100
MOST_WAH = 100_000_000 * WAH_A_RAI


@dataclass(frozen=True)
class Figures:
    """Community capital: members; money in satang; land and forest in square wa."""

    member_count: int = 0
    money_satang: int = 0
    land_wah: int = 0
    forest_wah: int = 0


@dataclass(frozen=True)
class FounderFacts:
    """A founder as on the form."""

    name: str
    duty: str = ""
    phone: str = ""


@dataclass(frozen=True)
class GroupFacts:
    """What a registration says. village_id None: the whole tambon."""

    name_th: str
    kind: str
    purpose: str
    founded_on: date | None
    village_id: int | None
    founders: tuple[FounderFacts, ...]
    figures: Figures = Figures()


def check(facts: GroupFacts, least_founders: int, day: date) -> None:
    """Errors: BAD_NAME, BAD_PURPOSE, FUTURE_DATE, FEW_FOUNDERS, SAME_FOUNDER, BAD_FIGURES."""
    if not 4 <= len(facts.name_th.strip()) <= 160:
        raise BadInput("BAD_NAME", "ใส่ชื่อองค์กรให้ครบ อย่างน้อย 4 ตัวอักษร", "Give the organisation's name.")
    if not 10 <= len(facts.purpose.strip()) <= 600:
        raise BadInput(
            "BAD_PURPOSE", "เขียนวัตถุประสงค์สั้น ๆ ว่าองค์กรทำอะไร อย่างน้อย 10 ตัวอักษร", "Say what the organisation is for."
        )
    if facts.founded_on is not None and facts.founded_on > day:
        raise BadInput("FUTURE_DATE", "วันก่อตั้งยังมาไม่ถึง แก้วันให้ถูก", "The day of founding lies in the future.")
    names = ["".join(f.name.split()) for f in facts.founders if f.name.strip()]
    if len(set(names)) < len(names):
        raise BadInput("SAME_FOUNDER", "มีชื่อผู้ก่อตั้งซ้ำกัน แก้ให้เป็นคนละคน", "A founder stands twice.")
    if len(names) < least_founders:
        raise BadInput(
            "FEW_FOUNDERS",
            f"ต้องมีผู้ก่อตั้งอย่างน้อย {least_founders} คน ใส่แล้ว {len(names)} คน",
            f"{least_founders} founders are needed.",
        )
    check_figures(facts.figures)


def check_figures(figures: Figures) -> None:
    """Errors: BAD_FIGURES."""
    most = (10_000_000, 10**15, MOST_WAH, MOST_WAH)
    values = (figures.member_count, figures.money_satang, figures.land_wah, figures.forest_wah)
    if any(not 0 <= value <= limit for value, limit in zip(values, most, strict=True)):
        raise BadInput("BAD_FIGURES", "ตัวเลขสมาชิก เงิน หรือที่ดินไม่ถูก ตรวจอีกครั้ง", "The figures cannot be right.")


def founders_of(lines: str) -> tuple[FounderFacts, ...]:
    """Founders typed a line each: "นางคำ ใจดี, ประธาน, 0812345678"; duty and phone may be left out."""
    found = []
    for line in lines.splitlines():
        name, *rest = (" ".join(p.split()) for p in re.split(r"[,\t]", line))
        if name:
            phone = next((arabic(p) for p in rest if re.fullmatch(r"[\d\s-]{9,15}", arabic(p))), "")
            duty = next((p for p in rest if p and arabic(p) != phone), "")
            found.append(FounderFacts(re.sub(r"^[\d๐-๙]+[.)]\s*", "", name)[:160], duty[:80], phone[:20]))
    return tuple(found)


def parse_land(text: str) -> int:
    """Square wa of "12-2-50", "12 ไร่ 2 งาน 50", "12.5" (rai) or "". Errors: BAD_LAND."""
    plain = arabic(text).replace(",", "").strip()
    if not plain:
        return 0
    parts = re.fullmatch(r"(\d{1,8})(?:\s*ไร่)?(?:\s*[-\s]\s*(\d{1,2})(?:\s*งาน)?)?(?:\s*[-\s]\s*(\d{1,3})(?:\s*(?:ตารางวา|ตร\.?\s*ว\.?|วา))?)?", plain)  # fmt: skip
    if parts:
        rai, ngan, wah = (int(p or 0) for p in parts.groups())
        if ngan < 4 and wah < WAH_A_NGAN:
            return rai * WAH_A_RAI + ngan * WAH_A_NGAN + wah
    decimal = re.fullmatch(r"(\d{1,8})\.(\d{1,4})(?:\s*ไร่)?", plain)
    if decimal:
        return int(decimal[1]) * WAH_A_RAI + int(decimal[2].ljust(4, "0")) * WAH_A_RAI // 10_000
    raise BadInput(
        "BAD_LAND", f"อ่านเนื้อที่ “{text}” ไม่ได้ พิมพ์เช่น 12-2-50 (ไร่-งาน-ตารางวา) หรือ 12.5", f"Cannot read the area {text!r}."
    )


def land_words(wah: int) -> str:
    """12 ไร่ 2 งาน 50 ตร.ว.; nothing is "0 ไร่"."""
    rai, rest = divmod(wah, WAH_A_RAI)
    ngan, left = divmod(rest, WAH_A_NGAN)
    words = [f"{rai:,} ไร่"] if rai or not wah else []
    words += [f"{ngan} งาน"] if ngan else []
    words += [f"{left} ตร.ว."] if left else []
    return " ".join(words)


def land_short(wah: int) -> str:
    """12-2-50, as it is typed."""
    return f"{wah // WAH_A_RAI}-{wah % WAH_A_RAI // WAH_A_NGAN}-{wah % WAH_A_NGAN}" if wah else ""
