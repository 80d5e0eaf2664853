"""Why a file is not read: one Thai and one English sentence each, which say what to do next."""

from chumchon.thai.errors import BadInput

_SENTENCES: dict[str, tuple[str, str]] = {
    "EMPTY_FILE": ("ไฟล์นี้ว่างเปล่า เลือกไฟล์ที่มีรายชื่อสมาชิก", "The file is empty."),
    "FILE_TOO_BIG": ("ไฟล์ใหญ่เกิน 30 ล้านไบต์ แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์", "The file is larger than 30 MB; split it."),
    "ZIP_BOMB": (
        "ไฟล์นี้คลายออกแล้วใหญ่เกินกว่าจะเป็นทะเบียนสมาชิก คัดลอกเฉพาะรายชื่อไปไฟล์ใหม่แล้วลองอีกครั้ง",
        "Unpacked, the file is far too large for a register; copy the names into a new workbook.",
    ),
    "HAS_MACROS": (
        "ไฟล์นี้มีมาโคร ซึ่งอาจเป็นอันตราย บันทึกใหม่เป็น Excel Workbook (.xlsx) แล้วลองอีกครั้ง",
        "The file carries macros; save it as a plain .xlsx workbook.",
    ),
    "ENCRYPTED": (
        "ไฟล์นี้ใส่รหัสผ่านไว้ เปิดใน Excel เอารหัสผ่านออก บันทึก แล้วลองอีกครั้ง",
        "The file is locked with a password; remove it.",
    ),
    "BROKEN_FILE": (
        "ไฟล์นี้เสียหรือมาไม่ครบ เปิดใน Excel บันทึกเป็น .xlsx ใหม่ แล้วลองอีกครั้ง",
        "The file is damaged or cut short; open it in a spreadsheet and save it again as .xlsx.",
    ),
    "NOT_A_BOOK": (
        "ไฟล์นี้ไม่ใช่ตาราง ใช้ไฟล์ .xlsx .xls .ods หรือ .csv ถ้าเป็นไฟล์จากระบบอื่นให้เปิดใน Excel แล้วบันทึกเป็น .xlsx",
        "This is no spreadsheet; use .xlsx, .xls, .ods or .csv.",
    ),
    "BAD_ENCODING": (
        "อ่านตัวอักษรในไฟล์ไม่ได้ เปิดใน Excel แล้วบันทึกเป็น .xlsx หรือ CSV UTF-8",
        "The letters of the file cannot be read; save it as .xlsx or as CSV UTF-8.",
    ),
    "TOO_MANY_ROWS": ("มีเกิน 100,000 แถว แบ่งเป็นหลายไฟล์แล้วนำเข้าทีละไฟล์", "More than 100,000 rows; split the file."),
    "TOO_MANY_COLUMNS": (
        "มีเกิน 300 คอลัมน์ ลบคอลัมน์ที่ไม่ใช้ทางขวา หรือคัดลอกเฉพาะรายชื่อไปไฟล์ใหม่",
        "More than 300 columns; remove the unused ones.",
    ),
    "TOO_HEAVY": (
        "ไฟล์นี้ใช้เวลาหรือหน่วยความจำมากเกินไป คัดลอกเฉพาะรายชื่อไปไฟล์ใหม่แล้วลองอีกครั้ง",
        "Reading the file takes too much time or memory; copy the names into a new workbook.",
    ),
    "EMPTY_SHEET": ("ไม่มีข้อมูลในไฟล์นี้ เลือกไฟล์ที่มีรายชื่อสมาชิก", "There is nothing in the file."),
    "NO_SHEET": ("ไม่มีแผ่นงานชื่อนี้ในไฟล์ เลือกแผ่นงานจากรายการ", "The file has no sheet of that name."),
    "NO_HEADER": (
        "หาหัวตารางไม่พบ ต้องมีแถวที่บอกชื่อคอลัมน์ เช่น เลขสมาชิก ชื่อ-สกุล เลขบัตรประชาชน วันเกิด",
        "No header row was found; name the columns.",
    ),
    "NO_NAME_COLUMN": (
        "ยังไม่ได้บอกว่าคอลัมน์ไหนเป็นชื่อ เลือกคอลัมน์ของชื่อสมาชิกก่อน",
        "No column is said to be the name; choose it.",
    ),
    "NO_ROWS": ("มีหัวตารางแต่ไม่มีรายชื่อใต้หัวตาราง ตรวจแผ่นงานที่เลือก", "There are no people below the header."),
}


def refusal(code: str) -> BadInput:
    """The error of a code."""
    th, en = _SENTENCES[code]
    return BadInput(code, th, en)
