"""Leaders and knowledge of the demo's tambon: trainings with certificates, a waiting list, the calendar, stories with pictures."""

import io
import random
from datetime import date, time, timedelta

from PIL import Image, ImageDraw

from chumchon.access.models import Organisation
from chumchon.access.story import Cast, at

from .actions import certificates, events, leaders, settings, stories, trainings
from .models import Leader, Training
from .rules.events import EventFacts
from .rules.stories import StoryFacts
from .rules.trainings import TrainingFacts, days_from

TITLE = "ผู้นำและความรู้"
SIGN_INS: tuple[tuple[str, str], ...] = ()
FUND = "mae-raem"
PEOPLE = (
    "นางคำแปง ใจมา, หมู่ 1\nนายบุญธรรม ตาคำ, หมู่ 1\nนางจันทร์เพ็ญ แก้วเมือง, หมู่ 2\nนายมานพ ปัญญาดี, หมู่ 2\nนางเรือนคำ วงศ์ไชย, หมู่ 3\n"
    "นายทองคำ ศรีทอง, หมู่ 3\nนางสาวพรทิพย์ อินต๊ะ, หมู่ 4\nนายอินถา จันทร์แสง, หมู่ 4\nนางศรีวรรณ ใจมา, หมู่ 5\nนายวิชัย ตาคำ, หมู่ 5"
)
YOUNG = "นางสาวนวลจันทร์ แก้วเมือง, หมู่ 2\nนายปันแก้ว ปัญญาดี, หมู่ 6\nนางสาวพรทิพย์ อินต๊ะ, หมู่ 4\nนายดวงดี วงศ์ไชย, หมู่ 1"
WEIR = (
    "ทุกปีพอฝนแรกมา ฝายเก่าที่ใช้ไม้กับกระสอบก็พังและน้ำไม่ถึงท้ายนา เราจึงชวนกันเดินสำรวจทั้งลำน้ำสองวัน จดจุดที่ตลิ่งพังลงแผนที่กระดาษแผ่นใหญ่\n\n"
    "ในที่ประชุมสภา ทุกหมู่เลือกจุดร่วมกันสามจุด ใครมีแรงออกแรง ใครมีรถขนหิน กลุ่มสตรีทำข้าวกลางวัน ลงแขกวันอาทิตย์ติดกันหกครั้ง "
    "ใช้เงินค่าปูนกับเหล็กจากกองทุนป่าเพียงเล็กน้อย\n\nปีแรกน้ำถึงท้ายนาครบทุกแปลง คนที่เคยทะเลาะกันเรื่องน้ำกลับมานั่งเฝ้าฝายด้วยกัน "
    "ถ้าชุมชนอื่นจะทำ ให้เริ่มจากเดินสำรวจด้วยกันก่อน อย่าเริ่มจากเงิน"
)
BOOK = (
    "เมื่อก่อนสมุดกองทุนอยู่กับเหรัญญิกคนเดียว คนอื่นไม่กล้าถามเพราะอ่านไม่ออก พอมีอบรมบัญชีกองทุน เราพิมพ์ใบสรุปประจำเดือนติดไว้ที่ศาลา "
    "แล้วผลัดกันอ่านให้เพื่อนบ้านฟังหลังเก็บเงิน\n\nผ่านไปสามเดือน มีคนทักว่าใบเสร็จหนึ่งใบลงผิดวัน เราแก้ในวันนั้นเลย ทุกคนเห็นว่าถามแล้วไม่มีใครโกรธ "
    "สมาชิกที่ค้างก็กลับมาส่งเงินเพราะเชื่อว่าเงินอยู่ครบ"
)


def told() -> bool:
    """Does the database hold the chapter?"""
    return Training.objects.exists()


def _council() -> Organisation:
    area = Organisation.objects.get(code=FUND).subdistrict_id
    return Organisation.objects.select_related("subdistrict__district__province").get(code=f"council-{area}")


class _Stage(Cast):
    """Who acts for the council."""

    def __init__(self, today: date) -> None:
        super().__init__(2565)
        self.today, self.body = today, _council()
        self.writer, self.signer = self.actor("council_secretary"), self.actor("council_chair")

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


def tell(today: date) -> None:
    """Ten months of learning in the council's tambon."""
    stage = _Stage(today)
    _train(
        stage, ("fund-accounts", "บัญชีกองทุน รุ่นที่ 1", "นางสาวสุภาพร จากเครือข่ายกองทุนจังหวัด"), 280, PEOPLE, ("1-10", "1-7 9")
    )
    _train(stage, ("disaster-ready", "ชุมชนรับมือน้ำหลาก", "อาสากู้ภัยอำเภอ"), 120, PEOPLE, ("1-4 6 8", "1-4 6"))
    _train(stage, ("storyteller", "นักสื่อสารชุมชนรุ่นเยาว์", "สื่อชุมชนภาคเหนือ"), 40, YOUNG, ("1-4",))
    _train(
        stage,
        ("community-plan", "แผนชุมชนและการเขียนโครงการ", "นักวิชาการมหาวิทยาลัยในจังหวัด"),
        6,
        PEOPLE,
        ("1-6", "1-6", "1-5"),
        sign=False,
    )
    coming = TrainingFacts(
        "household-data", "สำรวจครัวเรือนด้วยสมุดพก", "ศาลาประชาคม", "เจ้าหน้าที่พัฒนาสังคมจังหวัด",
        days_from(today + timedelta(days=16), 2, time(9), 360),
    )  # fmt: skip
    row = trainings.set_training(stage.body, coming, stage.writer, stage.key(), at(stage.ago(3)), stage.ago(3))
    trainings.enlist(stage.body, row.pk, [], YOUNG, stage.writer, at(stage.ago(2)), stage.ago(2))
    _people(stage)
    _calendar(stage)
    _stories(stage)


def _train(
    stage: _Stage, said: tuple[str, str, str], ago: int, names: str, came: tuple[str, ...], sign: bool = True
) -> None:
    """A training from its call to its certificates; without `sign` it waits for the chair."""
    first = stage.ago(ago)
    last = first + timedelta(days=len(came) - 1)
    course, title, trainer = said
    facts = TrainingFacts(course, title, "ศาลาประชาคมตำบล", trainer, days_from(first, len(came), time(9), 360))
    row = trainings.set_training(stage.body, facts, stage.writer, stage.key(), at(first), first)
    trainings.enlist(stage.body, row.pk, [], names, stage.writer, at(first), first)
    for day, numbers in zip(row.days.all(), came, strict=True):
        trainings.from_paper(stage.body, row.pk, day.pk, numbers, stage.writer, at(day.day, 16), day.day)
    trainings.close_list(stage.body, row.pk, stage.writer, at(last, 17), last)
    if sign:
        certificates.issue(stage.body, row.pk, stage.signer, at(last, 18), last)


def _people(stage: _Stage) -> None:
    """Posts, honours, skills that somebody saw, and who agreed to be shown."""
    body, by, day = stage.body, stage.writer, stage.ago(30)
    found = {
        p.person.first_name: p for p in Leader.objects.filter(subdistrict=body.subdistrict).select_related("person")
    }
    chair = leaders.enter(
        body,
        leaders.LeaderFacts("สมพร", "ใจมา", "นาง", about="เริ่มจากกลุ่มออมทรัพย์เล็ก ๆ เจ็ดคน เชื่อว่าคนในหมู่บ้านทำบัญชีเองได้"),
        by,
        True,
        at(day),
        day,
    )
    leaders.link_user(body, chair.pk, "council_chair", by, at(day), day)
    leaders.consent_of_own(True, chair.about, stage.signer, at(day))
    since = date(2012, 6, 1)
    leaders.add_position(
        body, chair.pk, "ประธาน", "กลุ่มออมทรัพย์บ้านใหม่", since, date(2020, 5, 31), "สมุดทะเบียนกลุ่ม", by, at(day), day
    )
    leaders.give_honour(
        body,
        chair.pk,
        "khon-dee-codi",
        day.year + 542,
        "ทำงานสวัสดิการและสภาต่อเนื่องสิบปี",
        "ใบประกาศที่เห็นตัวจริง",
        by,
        at(day),
        day,
    )
    first = found["คำแปง"]
    leaders.consent_on_paper(body, first.pk, True, "แฟ้มความยินยอม สำนักงานสภา", by, at(day), day)
    leaders.give_honour(
        body, first.pk, "wisdom", day.year + 543, "สอนทอผ้าย้อมสีธรรมชาติ", "ประกาศของสภา", by, at(day), day
    )
    seen = (
        ("คำแปง", "enterprise", "ทำและขายผ้าทอมาสิบปี"),
        ("มานพ", "forest", "นำเดินแนวเขตป่าทุกปี"),
        ("ทองคำ", "building", "ซ่อมบ้านพอเพียงมาแล้วหกหลัง"),
    )
    for name, skill, note in seen:
        leaders.say_skill(body, found[name].pk, skill, note, by, at(day), day)
    settings.say_need(body, "building", 4, "มติสภา มีบ้านรอซ่อมมาก", by, at(day), day)


def _calendar(stage: _Stage) -> None:
    """What comes, and one that was called off."""
    day, today = stage.today, stage.today
    for kind, title, place, ahead, more in (
        ("market", "ตลาดผ้าทอและของป่า", "ลานหน้าเทศบาล", 5, {"ends": time(14), "about": "ทุกกลุ่มออกร้านได้ ไม่เก็บค่าที่"}),
        ("work", "ลงแขกทำแนวกันไฟ", "ป่าชุมชนดอยผาแดง จุดนัดศาลาป่า", 12, {"about": "เอามีดกับน้ำมาเอง ข้าวกลางวันมีให้"}),
        ("culture", "งานบุญทานข้าวใหม่", "วัดประจำตำบล", 31, {"until": day + timedelta(days=33)}),
    ):
        facts = EventFacts(kind, title, place, day + timedelta(days=ahead), time(8, 30), **more)
        events.put(stage.body, facts, stage.writer, stage.key(), at(stage.ago(1)), today)
    off = EventFacts("learning", "ดูงานกองทุนตำบลข้างเคียง", "ออกรถที่ศาลาประชาคม", day + timedelta(days=8), time(7))
    row = events.put(stage.body, off, stage.writer, stage.key(), at(stage.ago(1)), today)
    events.cancel(stage.body, row.pk, "รถไม่ว่าง เลื่อนไปเดือนหน้า", stage.writer, at(today), today)


def _stories(stage: _Stage) -> None:
    """Two that anybody reads, one that waits for the chair."""
    for ago, kind, title, text, captions in (
        (90, "practice", "ฝายที่ทั้งตำบลทำเอง", WEIR, ("ลำน้ำหลังทำฝายเสร็จ", "วันลงแขกครั้งที่สาม")),
        (35, "story", "วันที่ทุกคนอ่านสมุดกองทุนออก", BOOK, ("ใบสรุปประจำเดือนที่ศาลา",)),
    ):
        row = _write(stage, stage.ago(ago), kind, title, text, captions)
        day = stage.ago(ago - 2)
        stories.publish(stage.body, row, stories.mark_of(stories.Story.objects.get(pk=row)), stage.signer, at(day), day)
    _write(stage, stage.ago(2), "story", "เด็กแปดคนถ่ายภาพแม่น้ำของตน", BOOK[:400], ("แม่น้ำยามเช้า",))


def _write(stage: _Stage, day: date, kind: str, title: str, text: str, captions: tuple[str, ...]) -> int:
    row = stories.write(stage.body, StoryFacts(kind, title, text), stage.writer, stage.key(), at(day), day)
    for caption in captions:
        paper = stories.drawn_anew(_picture(stage.rng))
        stories.add_pictures(stage.body, row.pk, [paper], caption, True, stage.writer, at(day), day)
    stories.send(stage.body, row.pk, stage.writer, at(day, 12), day)
    return row.pk


def _picture(rng: random.Random) -> bytes:
    """Hills, a river and a sun: a drawing, so that nobody's face stands in the demo."""
    picture, out = Image.new("RGB", (960, 640), "#f4e3c1"), io.BytesIO()
    draw = ImageDraw.Draw(picture)
    x = rng.randint(160, 800)
    draw.ellipse((x - 60, 70, x + 60, 190), fill="#ffcf75")
    for shade, base in (("#b7d7cc", 250), ("#3e9080", 340), ("#0b5d57", 430)):
        points = [(i, base + rng.randint(-60, 60)) for i in range(0, 1041, 80)]
        draw.polygon([(0, 640), *points, (1040, 640)], fill=shade)
    bend = rng.randint(300, 660)
    draw.polygon([(bend, 430), (bend + 30, 430), (760, 640), (200, 640)], fill="#dcebe8")
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()
