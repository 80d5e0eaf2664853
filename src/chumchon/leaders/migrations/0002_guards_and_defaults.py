"""Rows that are only ever added, and the defaults of skills, courses and honours; each says that it is a default."""

from typing import Any

from django.db import migrations

from chumchon.access.append_only import append_only

DEFAULT = "ค่าเริ่มต้น รอสถาบันยืนยัน"
ARTICLE = "บทความงาน 22 ปี พอช."
SKILLS = (
    ("accounts", "ทำบัญชีกองทุนและกลุ่ม", "สมุดที่คนอื่นอ่านได้คือที่มาของความไว้ใจ", 3),
    ("meeting", "จัดประชุมและเขียนรายงาน", "มติที่มีองค์ประชุมจึงนำไปใช้ได้", 2),
    ("survey", "สำรวจครัวเรือนและข้อมูลตำบล", "แผนที่ดีเริ่มจากข้อมูลที่ถูก", 3),
    ("plan", "ทำแผนชุมชนและเขียนโครงการ", "แหล่งทุนหลายแห่งขอแผนก่อน", 2),
    ("savings", "ตั้งและดูแลกลุ่มออมทรัพย์", "ออมก่อนกู้ ทำให้หนี้ไม่ล้น", 2),
    ("building", "ช่างและคุมงานก่อสร้างชุมชน", "ซ่อมบ้านได้เอง ประหยัดและไว", 2),
    ("disaster", "รับมือภัยพิบัติและปฐมพยาบาล", "ชั่วโมงแรกมีแต่เพื่อนบ้าน", 4),
    ("forest", "ดูแลป่าชุมชนและน้ำ", "ป่าและน้ำเป็นทุนของทั้งตำบล", 2),
    ("enterprise", "ทำและขายสินค้าชุมชน", "อาชีพที่ไม่เบียดเบียนใคร", 2),
    ("media", "ถ่ายภาพ เล่าเรื่อง และสื่อชุมชน", "งานดีที่ไม่มีใครเล่าก็ไม่มีใครทำตาม", 1),
    ("digital", "ใช้โทรศัพท์และคอมพิวเตอร์ทำงาน", "ข้อมูลเข้าระบบจากในหมู่บ้าน", 3),
    ("mediation", "ไกล่เกลี่ยข้อพิพาท", "เรื่องเล็กจบในหมู่บ้าน", 1),
)
COURSES = (
    ("fund-accounts", "บัญชีกองทุนสวัสดิการชุมชน", "รับ จ่าย ปิดยอด อ่านงบ และตรวจกันเอง", 720, "accounts"),
    ("council-work", "สภาองค์กรชุมชนทำงานได้จริง", "จดแจ้ง จัดประชุม ลงมติ และติดตามมติ", 720, "meeting"),
    ("household-data", "สำรวจครัวเรือนด้วยสมุดพก", "ถามอย่างเคารพ บันทึก และเลือกเป้าหมายกับครอบครัว", 720, "survey"),
    ("community-plan", "แผนชุมชนและการเขียนโครงการ", "จากข้อมูลเป็นแผน จากแผนเป็นโครงการที่แหล่งทุนอ่านเข้าใจ", 1080, "plan"),
    ("savings-group", "กลุ่มออมทรัพย์เพื่อที่อยู่อาศัย", "หุ้น เงินกู้ ระเบียบ และการติดตามหนี้", 720, "savings"),
    ("home-builder", "ช่างชุมชนซ่อมบ้าน", "สำรวจ ประมาณราคา ซ่อม และตรวจรับงาน", 1440, "building"),
    ("disaster-ready", "ชุมชนรับมือภัยพิบัติ", "แผน เตือนภัย ปฐมพยาบาล และส่งของถึงบ้าน", 720, "disaster"),
    ("storyteller", "นักสื่อสารชุมชน", "ถ่ายภาพ เขียน ขออนุญาตคนในภาพ และเผยแพร่", 360, "media"),
    ("leader", "ผู้นำการเปลี่ยนแปลง", "ฟัง ชวนคิด ชวนทำ และดูแลทีม", 1080, None),
)
HONOURS = (
    ("khon-dee-codi", "คนดี ศรี พอช.", "รัฐมนตรีว่าการกระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์", ARTICLE),
    ("good-council", "ผู้นำสภาองค์กรชุมชนดีเด่น", "การประชุมสภาองค์กรชุมชนระดับจังหวัด", DEFAULT),
    ("good-fund", "คนทำกองทุนสวัสดิการดีเด่น", "เครือข่ายกองทุนสวัสดิการชุมชน", DEFAULT),
    ("wisdom", "ปราชญ์ชุมชน", "สภาองค์กรชุมชนตำบล", DEFAULT),
    ("volunteer", "อาสาสมัครดีเด่น", "หน่วยงานของรัฐ", DEFAULT),
    ("other", "เกียรติคุณอื่น", "ผู้มอบตามที่บันทึก", DEFAULT),
)
GUARDED = ("leaders_consent", "leaders_skillneed", "leaders_certificatestep", "leaders_storystep")


def fill(apps: Any, editor: Any) -> None:
    skill, course, honour = (apps.get_model("leaders", name) for name in ("Skill", "Course", "HonourKind"))
    skill.objects.bulk_create(
        skill(code=code, position=i, name_th=name, why_th=why, least=least, source=DEFAULT)
        for i, (code, name, why, least) in enumerate(SKILLS, 1)
    )
    course.objects.bulk_create(
        course(code=code, position=i, name_th=name, about_th=about, minutes=minutes, skill_id=given, source=DEFAULT)
        for i, (code, name, about, minutes, given) in enumerate(COURSES, 1)
    )
    honour.objects.bulk_create(
        honour(code=code, position=i, name_th=name, giver_th=giver, source=source)
        for i, (code, name, giver, source) in enumerate(HONOURS, 1)
    )


def empty(apps: Any, editor: Any) -> None:
    for name in ("Course", "Skill", "HonourKind"):
        apps.get_model("leaders", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("leaders", "0001_leaders")]

    operations = [migrations.RunPython(fill, empty), *(append_only(table) for table in GUARDED)]
