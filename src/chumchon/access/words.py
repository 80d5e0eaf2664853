"""Thai words for the verbs, subjects and details of the audit trail."""

from typing import Any

from .rules import ROLES

VERBS: dict[str, str] = {
    "user.add": "เพิ่มผู้ใช้",
    "grant.add": "ให้บทบาท",
    "grant.end": "สิ้นสุดบทบาท",
    "pin.set": "ตั้งรหัสลงชื่อ",
    "pin.wrong_password": "ตั้งรหัสลงชื่อ รหัสผ่านไม่ถูก",
    "contributions.post": "ลงบัญชีเงินของสมาชิก",
    "receipt.cancel": "ยกเลิกใบเสร็จ",
    "receipt.print": "พิมพ์ใบเสร็จ",
    "year.close": "ปิดปี",
    "sheet.open": "เปิดใบเก็บเงิน",
    "sheet.close": "ปิดยอดใบเก็บเงิน",
    "taking.add": "รับเงินในใบเก็บเงิน",
    "taking.void": "ยกเลิกการรับเงินก่อนปิดยอด",
    "taking.move": "ย้ายรายการที่มาช้าไปใบใหม่",
    "member.enrol": "รับสมาชิกใหม่",
    "member.change": "แก้ข้อมูลสมาชิก",
    "member.leave": "สมาชิกลาออก",
    "member.lapse": "สมาชิกพ้นสภาพ",
    "member.die": "สมาชิกเสียชีวิต",
    "member.rejoin": "สมาชิกสมัครใหม่",
    "member.undo": "ยกเลิกรายการสมาชิก",
    "member.move": "ย้ายบ้านสมาชิก",
    "member.erase": "ลบข้อมูลบุคคลตามคำขอ",
    "member.read_id": "เปิดดูเลขบัตรประชาชน",
    "member.link_user": "ให้สมาชิกเข้าดูสมุดของตน",
    "member.unlink_user": "เลิกให้สมาชิกเข้าดูสมุด",
    "signature.wrong": "ลงชื่อคนที่สองไม่สำเร็จ",
    "fund.open": "เปิดกองทุน",
    "region.move": "ย้ายจังหวัดไปอยู่อีกภาค",
    "area.replace": "บันทึกตำบลที่เปลี่ยนรหัสหรือรวม",
    "area.move": "ย้ายองค์กรตามตำบลที่เปลี่ยนรหัส",
    "governments.load": "นำเข้าองค์กรปกครองส่วนท้องถิ่น",
    "network.open": "เปิดเครือข่ายกองทุน",
    "network.chair": "ตั้งประธานเครือข่าย",
    "network.join": "กองทุนเข้าเครือข่าย",
    "network.leave": "กองทุนออกจากเครือข่าย",
    "institute.open": "เปิดสมุดบัญชีของสถาบัน",
    "seat.add": "ตั้งกรรมการ",
    "seat.end": "สิ้นสุดวาระกรรมการ",
    "draft.make": "ทำรายการรอตรวจ",
    "draft.approve": "อนุมัติและลงบัญชี",
    "draft.refuse": "ไม่อนุมัติรายการ",
    "draft.withdraw": "ผู้ทำถอนรายการคืน",
    "cash.count": "ตรวจนับเงินสด",
    "members.import": "นำเข้าทะเบียนสมาชิก",
    "members.upload": "ส่งไฟล์ทะเบียน",
    "members.columns": "เลือกช่องของไฟล์ทะเบียน",
    "members.discard": "ลบไฟล์ที่ยังไม่ได้นำเข้า",
    "members.rejects": "เปิดแถวที่ไม่รับ (มีเลขบัตรประชาชน)",
    "agreement.draft": "ทำร่างข้อตกลง",
    "agreement.save": "บันทึกร่างข้อตกลง",
    "agreement.discard": "ลบร่างข้อตกลง",
    "agreement.force": "ประกาศใช้ข้อตกลงตามมติที่ประชุม",
    "agreement.withdraw": "ถอนข้อตกลงที่ยังไม่ได้ใช้",
    "benefits.upload": "ส่งไฟล์สวัสดิการที่จ่ายมาแล้ว",
    "benefits.import": "นำเข้าสวัสดิการที่จ่ายมาแล้ว",
    "benefits.check": "ตรวจไฟล์สวัสดิการที่จ่ายมาแล้ว",
    "benefits.discard": "ลบไฟล์สวัสดิการที่ยังไม่ได้นำเข้า",
    "bank.import": "นำเข้ารายการธนาคาร",
    "bank.match": "จับคู่รายการธนาคาร",
    "bank.unmatch": "เลิกจับคู่รายการธนาคาร",
    "bank.add": "เพิ่มบัญชีธนาคาร",
    "plan.change": "เปลี่ยนอัตราเงินสมทบ",
    "promptpay.set": "ตั้งหมายเลขพร้อมเพย์",
    "cut_off.save": "บันทึกร่างใบยอดยกมา",
    "cut_off.members": "แก้วันส่งถึงในใบยอดยกมา",
    "cut_off.sign": "ลงชื่อใบยอดยกมา",
    "claim.enter": "ยื่นคำขอสวัสดิการ",
    "claim.change": "แก้คำขอสวัสดิการ",
    "claim.evidence": "แนบหลักฐานคำขอ",
    "claim.withdraw": "ถอนคำขอสวัสดิการ",
    "claim.approve": "กรรมการอนุมัติคำขอ",
    "claim.return": "กรรมการส่งคืนคำขอ",
    "claim.refuse": "กรรมการไม่อนุมัติคำขอ",
    "claim.approved": "คำขออนุมัติครบแล้ว",
    "claim.pay": "จ่ายสวัสดิการ",
    "claim.reverse": "ยกเลิกการจ่ายสวัสดิการ",
    "claim.read": "เปิดดูข้อมูลสุขภาพในคำขอ",
    "claim.read_evidence": "เปิดดูหลักฐานคำขอ",
    "claim.help": "บันทึกความช่วยเหลือที่ไม่ใช่เงิน",
    "finding.ask": "ถามกองทุนเรื่องข้อค้นพบ",
    "finding.answer": "กองทุนตอบข้อค้นพบ",
    "finding.note": "บันทึกข้อค้นพบ",
    "finding.confirm": "ยืนยันว่าข้อค้นพบผิดจริง",
    "finding.resolve": "ปิดข้อค้นพบว่าเรียบร้อย",
    "finding.dismiss": "ตัดสินว่าไม่ใช่ข้อผิด",
    "check.change": "แก้ข้อตรวจ",
    "fund.verify": "ตรวจกองทุนทุกข้อ",
}
SUBJECTS: dict[str, str] = {
    "claim": "คำขอสวัสดิการ", "help": "ความช่วยเหลือ",
    "user": "ผู้ใช้", "member": "สมาชิก", "sheet": "ใบเก็บเงิน", "taking": "รายการรับเงิน", "receipt": "ใบเสร็จ",
    "entry": "รายการบัญชี", "draft": "รายการรอตรวจ", "fund": "กองทุน", "year": "ปีบัญชี", "batch": "การนำเข้า",
    "import": "การนำเข้า", "bank": "บัญชีธนาคาร", "bank_account": "บัญชีธนาคาร", "bank_line": "รายการธนาคาร",
    "count": "การตรวจนับเงินสด", "cash_count": "การตรวจนับเงินสด", "household": "ครัวเรือน", "person": "บุคคล",
    "book": "สมุดบัญชี", "seat": "ตำแหน่งกรรมการ", "organisation": "องค์กร",
    "agreement": "ข้อตกลง", "finding": "ข้อค้นพบ", "check": "ข้อตรวจ",
}  # fmt: skip
DETAILS: dict[str, str] = {
    "reason": "เหตุผล", "role": "บทบาท", "number": "เลขที่", "rows": "แถว", "accepted": "รับเข้า", "rejected": "ไม่รับ",
}  # fmt: skip


def verb_words(verb: str) -> str:
    """What was done, in Thai; a verb nobody named yet is "รายการอื่น"."""
    return VERBS.get(verb, "รายการอื่น")


def subject_words(subject: str) -> str:
    """On what it was done: "member:12" is "สมาชิก ลำดับ 12"."""
    kind, _, number = subject.partition(":")
    name = SUBJECTS.get(kind, "")
    return f"{name} ลำดับ {number}" if name and number.isdigit() else name


def detail_words(detail: dict[str, Any]) -> str:
    """The details that have a Thai name; the rest stands in the file for auditors."""
    said = []
    for key, label in DETAILS.items():
        if detail.get(key) not in (None, "", {}, []):
            said.append(f"{label} {ROLES.get(str(detail[key]), detail[key])}")
    return " · ".join(said)
