"""Make examples/mae-raem-register.xlsx: a made-up register as a fund keeps it, from one seed. No real person is in it."""

import random
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from chumchon.thai import citizen
from chumchon.thai.dates import SHORT

OUT = Path(__file__).parent.parent / "examples" / "mae-raem-register.xlsx"
DAY = date(2024, 9, 30)
MEN = [
    "บุญมี",
    "สมชาย",
    "ประเสริฐ",
    "วิชัย",
    "อุดม",
    "คำแสน",
    "ปั๋น",
    "อินตา",
    "สุรพล",
    "ธนากร",
    "ณรงค์",
    "ชัยวัฒน์",
    "บุญส่ง",
    "ทองดี",
    "แก้ว",
    "จันทร์",
    "ศรีวรรณ",
    "มานพ",
    "สมบูรณ์",
    "พิชิต",
]
WOMEN = [
    "สมศรี",
    "คำปัน",
    "บัวจันทร์",
    "แสงดา",
    "อรทัย",
    "พิมพา",
    "จันทร์เพ็ญ",
    "ศรีพรรณ",
    "วันเพ็ญ",
    "ลำดวน",
    "บุญเรือน",
    "มาลี",
    "สุพรรณี",
    "กัลยา",
    "นงเยาว์",
    "เรือนแก้ว",
    "อำพร",
    "ทองใบ",
    "ปิ่นมณี",
    "ดวงใจ",
]
FAMILIES = [
    "ตั้งใจดี",
    "ศรีวิชัยวงศ์สกุล",
    "ใจดี",
    "คำมูล",
    "อินต๊ะวงค์",
    "ปัญญาดี",
    "แสนสุข",
    "บุญเรือง",
    "ทาแกง",
    "จันทร์ตา",
    "กันทะวงศ์",
    "มณีรัตน์",
    "ไชยวงค์",
    "ธรรมขันธ์",
    "เตจ๊ะ",
    "สุวรรณ",
    "ดวงแก้ว",
    "พรหมมา",
    "ยอดคำ",
    "ชมภู",
    "ศรีบุญเรือง",
    "วงศ์คำ",
    "แก้วมา",
    "สิงห์คำ",
    "ใจมา",
    "อุ่นเรือน",
]
VILLAGES = {1: 44, 2: 38, 3: 46, 4: 41, 5: 50, 6: 42, 7: 43}


def thai_day(day: date, rng: random.Random) -> object:
    """A day in one of the hands that write such books."""
    return rng.choice([
        f"{day.day}/{day.month}/{day.year + 543}", f"{day.day} {SHORT[day.month - 1]} {(day.year + 543) % 100:02d}",
        f"{day.day} {SHORT[day.month - 1]} {day.year + 543}",
    ])  # fmt: skip


def person(rng: random.Random, born: date) -> tuple[str, str]:
    """Prefix and first name that fit the age."""
    age, woman = (DAY - born).days // 365, rng.random() < 0.56
    prefix = ("ด.ญ." if woman else "ด.ช.") if age < 15 else (("น.ส." if age < 26 else "นาง") if woman else "นาย")
    return prefix, rng.choice(WOMEN if woman else MEN)


def rows(rng: random.Random) -> list[list[object]]:
    """One row a member, house by house; one member of six came within the last year, some owe a month or more."""
    made: list[list[object]] = []
    for village, count in VILLAGES.items():
        house, left, family = 0, 0, ""
        for _ in range(count):
            if left == 0:
                house, left, family = house + rng.randrange(1, 4), rng.choice([1, 2, 2, 3, 4]), rng.choice(FAMILIES)
            left -= 1
            born = DAY - timedelta(
                days=rng.choice([rng.randrange(2, 15), rng.randrange(20, 60), rng.randrange(45, 88)]) * 365
                + rng.randrange(365)
            )
            joined = max(date(2010, 10, 1) + timedelta(days=rng.randrange(0, 4900)), born + timedelta(days=30))
            prefix, name = person(rng, born)
            age = (DAY - born).days // 365
            kind = (
                "เด็กและเยาวชน" if age < 15 else "ผู้สูงอายุ" if age >= 60 else "คนพิการ" if rng.random() < 0.03 else "ทั่วไป"
            )
            paid = date(2024, 9, 30) if rng.random() < 0.86 else date(2024, rng.choice([6, 7, 8]), 30)
            if joined >= paid:
                joined = date(2024, 1, 1) - timedelta(days=rng.randrange(200))
                joined = max(joined, born + timedelta(days=1))
            number = len(made) + 1
            id13 = citizen.synthetic(rng)
            shown = f"{id13[0]}-{id13[1:5]}-{id13[5:10]}-{id13[10:12]}-{id13[12]}" if rng.random() < 0.5 else id13
            slash = f"/{rng.randrange(1, 4)}" if rng.random() < 0.2 else ""
            made.append([number, f"{prefix}{name} {family}", shown, thai_day(born, rng), f"{house}{slash}", village, kind,
                         thai_day(joined, rng), thai_day(paid, rng), rng.choice(["", f"08{rng.randrange(10**8):08d}"])])  # fmt: skip
    return made


def main() -> None:
    """Write the workbook with a title, a two-line heading and a total row, as people keep it."""
    rng = random.Random(2567)
    book = Workbook()
    sheet = book.active
    sheet.title = "ทะเบียนสมาชิก"
    sheet["A1"] = "ทะเบียนสมาชิกกองทุนสวัสดิการชุมชนตำบลแม่แรม (ข้อมูลสมมติ)"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:J1")
    sheet["A2"] = "ณ วันที่ 30 กันยายน 2567"
    sheet.merge_cells("A2:J2")
    for cell in ("A1", "A2"):
        sheet[cell].alignment = Alignment(horizontal="center")
    sheet.append([])
    sheet.append(
        ["เลขที่สมาชิก", "ชื่อ-สกุล", "เลขบัตรประชาชน", "วันเกิด", "บ้านเลขที่", "หมู่ที่", "ประเภท", "วันที่สมัคร", "ส่งเงินถึง", "โทรศัพท์"]
    )
    members = rows(rng)
    for row in members:
        sheet.append(row)
    sheet.append(["รวม", f"{len(members)} คน"])
    for letter, width in zip("ABCDEFGHIJ", (12, 34, 22, 16, 12, 8, 16, 16, 16, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    OUT.parent.mkdir(exist_ok=True)
    book.save(OUT)
    print(f"{OUT.name}: {len(members)} members")


if __name__ == "__main__":
    main()
