"""Days and hours of a training, and who earned the certificate."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from chumchon.thai.dates import parse_day
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput

MOST_DAYS, MOST_TRAINEES = 30, 500


@dataclass(frozen=True)
class DayFacts:
    """A day of a training: C.E. day, the hour it begins, minutes of teaching."""

    day: date
    starts: time
    minutes: int


@dataclass(frozen=True)
class TrainingFacts:
    """What is said of a training."""

    course: str
    title: str
    place: str
    trainer: str
    days: tuple[DayFacts, ...]


def check(facts: TrainingFacts) -> None:
    """Errors: BAD_TITLE, BAD_PLACE, BAD_TRAINER, NO_DAYS, SAME_DAY, BAD_HOURS."""
    if not 4 <= len(facts.title.strip()) <= 160:
        raise BadInput("BAD_TITLE", "ใส่ชื่อการอบรมอย่างน้อย 4 ตัวอักษร", "Give the training's name.")
    if not facts.place.strip():
        raise BadInput("BAD_PLACE", "บอกสถานที่อบรม", "Say where it is.")
    if not facts.trainer.strip():
        raise BadInput("BAD_TRAINER", "บอกชื่อวิทยากรหรือหน่วยงานที่สอน", "Say who teaches.")
    days = [d.day for d in facts.days]
    if not 1 <= len(days) <= MOST_DAYS:
        raise BadInput("NO_DAYS", f"ใส่วันอบรมอย่างน้อยหนึ่งวัน ไม่เกิน {MOST_DAYS} วัน", "Give the days of the training.")
    if len(set(days)) < len(days):
        raise BadInput("SAME_DAY", "มีวันซ้ำกัน แก้ให้เป็นคนละวัน", "A day stands twice.")
    if any(not 30 <= d.minutes <= 12 * 60 for d in facts.days):
        raise BadInput(
            "BAD_HOURS", "ชั่วโมงอบรมต่อวันต้องอยู่ระหว่างครึ่งชั่วโมงถึง 12 ชั่วโมง", "Between half an hour and twelve hours a day."
        )
    if (max(days) - min(days)).days > 366:
        raise BadInput("NO_DAYS", "วันอบรมห่างกันเกินหนึ่งปี แยกเป็นสองครั้ง", "The days lie more than a year apart.")


def days_from(first: date, count: int, starts: time, minutes: int) -> tuple[DayFacts, ...]:
    """So many days in a row, all alike."""
    return tuple(DayFacts(first + timedelta(days=i), starts, minutes) for i in range(count))


_DAY_LINE = re.compile(r"^(.+?)[\s,]+(\d{1,2})[:.](\d{2})\s*(?:น\.?)?[\s,]+([\d.:]+)\s*(?:ชม\.?|ชั่วโมง)?$")


def days_of(lines: str, today: date) -> tuple[DayFacts, ...]:
    """Days a line each: "24/11/2569 09:00 6" is a day, the hour it begins, hours of teaching. Errors: BAD_DAYS, BAD_DATE, BAD_HOURS."""
    found = []
    for line in lines.splitlines():
        plain = arabic(line).strip()
        if not plain:
            continue
        parts = _DAY_LINE.match(plain)
        if parts is None or int(parts[2]) > 23 or int(parts[3]) > 59:
            raise BadInput(
                "BAD_DAYS",
                f"อ่านบรรทัด “{plain[:40]}” ไม่ได้ พิมพ์ วัน เวลาเริ่ม ชั่วโมง เช่น 24/11/2569 09:00 6",
                f"Cannot read {plain[:40]!r}.",
            )
        day = parse_day(parts[1], today, future_ok=True).day
        found.append(DayFacts(day, time(int(parts[2]), int(parts[3])), minutes_of(parts[4])))
    return tuple(found)


def day_line(day: DayFacts) -> str:
    """As `days_of` reads it."""
    d, hours = day.day, f"{day.minutes / 60:.2f}".rstrip("0").rstrip(".")
    return f"{d.day}/{d.month}/{d.year + 543} {day.starts:%H:%M} {hours}"


def minutes_of(text: str) -> int:
    """Minutes of "6", "6.5", "6 ชั่วโมง 30 นาที" or "6:30". Errors: BAD_HOURS."""
    plain = arabic(text).strip()
    parts = re.fullmatch(r"(\d{1,2})\s*(?::|ชั่วโมง|ชม\.?)\s*(\d{1,2})?\s*(?:นาที|น\.)?", plain)
    if parts and int(parts[2] or 0) < 60:
        return int(parts[1]) * 60 + int(parts[2] or 0)
    decimal = re.fullmatch(r"(\d{1,2})(?:\.(\d{1,2}))?", plain)
    if decimal:
        return int(decimal[1]) * 60 + round(int((decimal[2] or "0").ljust(2, "0")) * 0.6)
    raise BadInput("BAD_HOURS", f"อ่านชั่วโมง “{text}” ไม่ได้ พิมพ์เช่น 6 หรือ 6.5", f"Cannot read the hours {text!r}.")


def hours_words(minutes: int) -> str:
    """6 ชั่วโมง; 6 ชั่วโมง 30 นาที; 45 นาที."""
    hours, rest = divmod(minutes, 60)
    words = [f"{hours:,} ชั่วโมง"] if hours or not rest else []
    return " ".join(words + ([f"{rest} นาที"] if rest else []))


@dataclass(frozen=True)
class Outcome:
    """What a trainee earned: minutes there, of how many, and whether that is enough."""

    minutes: int
    of_minutes: int
    passed: bool

    @property
    def percent(self) -> int:
        """Rounded down, so that 79.9 % is not shown as the 80 that were needed."""
        return self.minutes * 100 // self.of_minutes if self.of_minutes else 0


def outcomes(
    days: Mapping[int, int], there: Mapping[int, Sequence[int]], trainees: Sequence[int], least_percent: int
) -> dict[int, Outcome]:
    """Each trainee's outcome. days: id to minutes; there: trainee to ids of the days on which they were there."""
    whole = sum(days.values())
    made = {}
    for trainee in trainees:
        minutes = sum(days[d] for d in set(there.get(trainee, ())) & days.keys())
        made[trainee] = Outcome(minutes, whole, whole > 0 and minutes * 100 >= whole * least_percent)
    return made


@dataclass(frozen=True)
class Name:
    """A name typed as one line: "นางคำ ใจดี, หมู่ 3, 0812345678"; village None where none was said."""

    prefix: str
    first_name: str
    surname: str
    village: int | None = None
    phone: str = ""


_PREFIXES = ("นางสาว", "น.ส.", "นาง", "นาย", "ด.ช.", "ด.ญ.", "พระ", "ดร.")


def names_of(lines: str) -> list[Name]:
    """Names from a paper list, a line each, with or without the line's number. Errors: BAD_NAMES, TOO_MANY, SAME_NAME."""
    found: list[Name] = []
    for line in lines.splitlines():
        plain = re.sub(r"^\s*[\d๐-๙]+\s*[.)]?\s+", "", line).strip()
        if not plain:
            continue
        name, *rest = (" ".join(p.split()) for p in re.split(r"[,\t]", plain))
        prefix = next((p for p in _PREFIXES if name.startswith(p)), "")
        first, _, surname = name.removeprefix(prefix).strip().partition(" ")
        if not first or not surname:
            raise BadInput(
                "BAD_NAMES", f"บรรทัด “{plain[:60]}” ต้องมีชื่อและนามสกุล คั่นด้วยเว้นวรรค", f"No surname in {plain[:60]!r}."
            )
        phone = next((arabic(p).replace(" ", "") for p in rest if re.fullmatch(r"[\d\s-]{9,15}", arabic(p))), "")
        village = next((re.sub(r"\D", "", arabic(p)) for p in rest if p.startswith(("ม.", "หมู่"))), "")
        found.append(Name(prefix, first[:80], surname[:80], int(village) if village else None, phone[:20]))
    if len(found) > MOST_TRAINEES:
        raise BadInput("TOO_MANY", f"พิมพ์ได้ครั้งละไม่เกิน {MOST_TRAINEES} คน", "Too many names at once.")
    seen: set[tuple[str, str]] = set()
    for n in found:
        if (n.first_name, n.surname) in seen:
            raise BadInput(
                "SAME_NAME",
                f"{n.first_name} {n.surname} อยู่ในรายชื่อสองบรรทัด ลบออกหนึ่งบรรทัด",
                f"{n.first_name} stands twice.",
            )
        seen.add((n.first_name, n.surname))
    return found
