"""A fault that the doctor found, and the words for each."""

from dataclasses import dataclass

STOP, WARN = "stop", "warn"
_WORDS: dict[str, tuple[str, str, str]] = {
    "SECRET_WEAK": (
        STOP, "กุญแจลับของระบบสั้นหรือเดาได้ ลบ CHUMCHON_SECRET_KEY แล้วให้ระบบสร้างเองในโฟลเดอร์ข้อมูล",
        "The secret key is short or guessable; leave CHUMCHON_SECRET_KEY away and the house makes one in its data folder.",
    ),
    "DEBUG": (STOP, "เปิดโหมดพัฒนาอยู่ ปิด CHUMCHON_DEBUG", "Debugging is on: pages would show code and data. Switch CHUMCHON_DEBUG off."),
    "PLAIN_HTTP": (
        STOP, "ระบบยอมให้ใช้โดยไม่เข้ารหัส ปิด CHUMCHON_PLAIN_HTTP และใช้ใบรับรอง HTTPS",
        "The house answers without encryption; leave CHUMCHON_PLAIN_HTTP away and use a certificate.",
    ),
    "COOKIES": (STOP, "คุกกี้เข้าสู่ระบบไม่ได้จำกัดไว้ที่ HTTPS", "The cookies of sign-in are not kept to HTTPS."),
    "HOSTS_ANY": (STOP, "CHUMCHON_HOSTS เป็น * ใส่ชื่อเว็บจริง", "CHUMCHON_HOSTS is *; name the site."),
    "HOSTS_DEFAULT": (
        WARN, "ยังไม่ได้ตั้ง CHUMCHON_HOSTS เปิดได้จากเครื่องนี้เท่านั้น", "CHUMCHON_HOSTS is not set: only this machine can open the site.",
    ),
    "ORIGIN_PLAIN": (
        STOP, "CHUMCHON_ORIGIN ไม่ใช่ https:// คิวอาร์บนกระดาษจะพาไปที่ไม่ปลอดภัย",
        "CHUMCHON_ORIGIN is not https://; the QR on papers would lead to an unsafe address.",
    ),
    "ORIGIN_NONE": (
        WARN, "ยังไม่ได้ตั้ง CHUMCHON_ORIGIN คิวอาร์บนกระดาษจะใช้ที่อยู่ของผู้พิมพ์", "CHUMCHON_ORIGIN is not set: a QR on paper carries whatever address the printer used.",
    ),
    "TIME_ZONE": (STOP, "เขตเวลาไม่ใช่เวลาไทย วันในสมุดจะคลาด", "The time zone is not Asia/Bangkok; days in books would be off."),
    "CLOCK": (
        STOP, "นาฬิกาของเครื่องผิด ({what}) ตั้งเวลาให้ตรงก่อน", "The machine's clock is wrong ({what}); set it first.",
    ),
    "OPEN_TO_OTHERS": (
        STOP, "ผู้ใช้อื่นของเครื่องอ่าน {what} ได้ สั่ง chmod go-rwx", "Other users of the machine may read {what}; run chmod go-rwx on it.",
    ),
    "NO_KEYS": (
        STOP, "มีเลขประชาชนที่ผนึกไว้แต่ไม่พบกุญแจ {what} กู้จากสำเนาก่อนเปิดระบบ",
        "Citizen ids are sealed, but the key {what} is not there; restore it from the backup before opening.",
    ),
    "NO_BACKUP_LIST": (
        STOP, "ไม่พบ backup.list ในโฟลเดอร์ข้อมูล เขียนรายการที่สำรอง ดู docs/operations.md ข้อ 5",
        "There is no backup.list in the data folder; write what the backup takes (docs/operations.md, 5).",
    ),
    "NOT_IN_BACKUP": (STOP, "{what} ไม่อยู่ใน backup.list เพิ่มแล้วสำรองใหม่", "{what} is not in backup.list; add it and back up again."),
    "NO_FONTS": (STOP, "ไม่พบตัวอักษร {what} ติดตั้งโปรแกรมใหม่", "The font {what} is missing; install the program anew."),
    "NO_STATIC": (STOP, "ไม่พบไฟล์หน้าเว็บ {what} ติดตั้งโปรแกรมใหม่", "The static file {what} is missing; install the program anew."),
    "NO_PAPER": (STOP, "พิมพ์เอกสาร PDF ไม่ได้ ({what})", "Papers cannot be typeset ({what})."),
    "DISK_FULL": (WARN, "เนื้อที่ดิสก์เหลือ {what}", "Free disk space is {what}."),
    "NO_DATABASE": (STOP, "ต่อฐานข้อมูลไม่ได้: {what}", "The database cannot be reached: {what}"),
    "WEAK_DATABASE": (STOP, "{what}", "{what}"),
    "NOT_MIGRATED": (
        STOP, "ฐานข้อมูลเป็นของรุ่นเก่า ({what}) สั่ง chumchon migrate ด้วยเจ้าของฐานข้อมูล",
        "Migrations wait ({what}); run chumchon migrate as the owner.",
    ),
    "NO_GUARD": (
        STOP, "ตาราง {what} ไม่มีตัวกันแก้ไขหรือถูกปิด กู้จากสำเนาแล้วสั่ง verify-book",
        "The guards of {what} are missing or switched off; restore and run verify-book.",
    ),
    "OLD_POSTGRES": (STOP, "PostgreSQL รุ่น {what} เก่าไป ใช้รุ่น 15 ขึ้นไป", "PostgreSQL {what} is too old; use 15 or later."),
    "ROLE_SUPER": (STOP, "ผู้ใช้ฐานข้อมูล {what} เป็น superuser ใช้ผู้ใช้ของแอป", "The database role {what} is a superuser; use the application's."),
    "ROLE_BYPASS": (STOP, "ผู้ใช้ฐานข้อมูล {what} ข้ามกำแพงชั้นที่สองได้ (BYPASSRLS)", "The role {what} bypasses row-level security."),
    "ROLE_OWNER": (
        STOP, "ผู้ใช้ฐานข้อมูล {what} เป็นเจ้าของตาราง ถอดตัวกันแก้ไขได้", "The role {what} owns the tables and could drop their guards.",
    ),
    "ROLE_CHANGES": (
        STOP, "ผู้ใช้ฐานข้อมูลแก้หรือลบ {what} ได้ สั่ง rights.sql ด้วยเจ้าของ", "The role may change or empty {what}; run rights.sql as the owner.",
    ),
    "WALL_OFF": (
        STOP, "กำแพงชั้นที่สองปิดอยู่ที่ {what} สั่ง rights.sql ด้วยเจ้าของ หรือประกาศ CHUMCHON_WALL=off ถ้าตั้งใจ",
        "Row-level security is off on {what}; run rights.sql as the owner, or declare CHUMCHON_WALL=off if that is meant.",
    ),
    "WALL_DECLARED_OFF": (WARN, "กำแพงชั้นที่สองปิดโดยตั้งใจ (CHUMCHON_WALL=off)", "Row-level security is off by declaration (CHUMCHON_WALL=off)."),
    "NO_TLS": (WARN, "ต่อฐานข้อมูลที่ {what} โดยไม่บังคับเข้ารหัส เพิ่ม sslmode=verify-full", "The database at {what} is reached without required TLS; add sslmode=verify-full."),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One fault: its code, "stop" (do not open) or "warn", and two sentences that say what to do."""

    code: str
    severity: str
    th: str
    en: str


def finding(code: str, what: str = "", what_en: str = "") -> Finding:
    """A fault with its words filled in."""
    severity, th, en = _WORDS[code]
    return Finding(code, severity, th.format(what=what), en.format(what=what_en or what))
