"""Doors of the demo's tambon: one call won and nearly finished, one that waits, one refused, others that fit or do not."""

from datetime import date, timedelta

from chumchon.access.models import Organisation
from chumchon.access.story import Cast, at
from chumchon.councils.models import Group

from .actions import applications, calls, results
from .models import Application, Call
from .queries.papers import make
from .rules.calls import AskFacts, CallFacts

TITLE = "แหล่งทุน"
SIGN_INS: tuple[tuple[str, str], ...] = ()
FUND = "mae-raem"
BAHT = 100
TWO_PARTS = (
    ("money", 10, 60, "งวดแรก"),
    ("report", 90, 0, "รายงานครึ่งทาง"),
    ("money", 100, 40, "งวดสุดท้าย"),
    ("report", 170, 0, "รายงานปิดโครงการ"),
)
ONE_PART = (("money", 20, 100, "เงินทั้งหมด"), ("report", 120, 0, "รายงานการใช้เงิน"))


def told() -> bool:
    """Does the database hold the chapter?"""
    return Call.objects.exists()


class _Stage(Cast):
    """Who acts where."""

    def __init__(self, today: date) -> None:
        super().__init__(2579)
        self.today = today
        bodies = Organisation.objects.select_related("subdistrict__district__province")
        self.fund = bodies.get(code=FUND)
        self.council = bodies.get(code=f"council-{self.fund.subdistrict_id}")
        self.province = self.fund.subdistrict_id[:2]

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


def tell(today: date) -> None:
    """Eight months of looking for money."""
    stage = _Stage(today)
    water = _call(stage, 230, 170, "ทุนซ่อมแหล่งน้ำชุมชน", "กองทุนน้ำจังหวัด", 60_000, 300_000,
                  "ให้ชุมชนซ่อมฝาย เหมือง และบ่อน้ำด้วยแรงของตนเอง", (("kind", "in", ("council", "group")), ("has_council", "is", True)),
                  ("council_certificate", "minutes"), TWO_PARTS)  # fmt: skip
    _won(stage, water)
    poor = _call(stage, 90, 30, "ทุนบ้านปลอดภัยผู้สูงอายุ", "มูลนิธิเพื่อผู้สูงอายุภาคเหนือ", 40_000, 80_000,
                 "ปรับทางลาด ราวจับ และห้องน้ำให้ผู้สูงอายุที่อยู่คนเดียว", (("members", "at_least", 10),), (), ONE_PART)  # fmt: skip
    _refused(stage, poor)
    forest = _call(stage, 20, -25, "ทุนดูแลป่าชุมชนและแนวกันไฟ", "กองทุนสิ่งแวดล้อม", 50_000, 500_000,
                   "ทำแนวกันไฟ ลาดตระเวน และปลูกเสริมในป่าชุมชนที่ดูแลอยู่แล้ว",
                   (("kind", "in", ("group",)), ("registered", "is", True), ("members", "at_least", 50)), ("group_certificate",), TWO_PARTS)  # fmt: skip
    _waiting(stage, forest)
    _call(stage, 10, -40, "ทุนกองทุนสวัสดิการเข้มแข็ง", "สถาบันพัฒนาองค์กรชุมชน", 100_000, 2_000_000,
          "เสริมระบบบัญชีและอบรมกรรมการของกองทุนที่ปิดบัญชีครบ", (("kind", "in", ("fund",)), ("closed_years", "at_least", 1), ("late_reports", "at_most", 0)),
          ("year_report",), ONE_PART)  # fmt: skip
    _call(stage, 5, -60, "เงินกู้ดอกเบี้ยต่ำเพื่ออาชีพ", "ธนาคารเพื่อชุมชน", 300_000, 3_000_000,
          "ทุนหมุนเวียนกลุ่มอาชีพและวิสาหกิจชุมชน", (("age", "at_least", 10), ("members", "at_least", 500), ("money", "at_most", 500_000 * BAHT)), (), ONE_PART, "loan")  # fmt: skip
    _call(stage, -7, -75, "พี่เลี้ยงทำแผนชุมชน", "มหาวิทยาลัยในจังหวัด", 20_000, 200_000,
          "นักวิชาการมาอยู่กับชุมชนสามเดือนเพื่อทำแผนจากข้อมูล", (("meetings", "at_least", 4),), ("minutes",), ONE_PART, "training")  # fmt: skip


def _call(
    stage: _Stage, opened: int, closes: int, title: str, giver: str, most: int, budget: int, purpose: str,
    conditions: tuple[tuple[str, str, object], ...], papers: tuple[str, ...],
    schedule: tuple[tuple[str, int, int, str], ...], kind: str = "grant",
) -> Call:  # fmt: skip
    """A call of the province, opened so many days ago (or in so many)."""
    written = stage.ago(max(opened, 0) + 3)
    facts = CallFacts(
        title, giver, kind, purpose, stage.province, 5_000 * BAHT, most * BAHT, budget * BAHT, stage.ago(opened),
        stage.ago(closes), conditions, papers, schedule, "ตัวอย่าง ข้อมูลสมมติ", "สำนักงานพัฒนาสังคมจังหวัด",
    )  # fmt: skip
    officer = stage.actor("officer")
    row = calls.write(facts, officer, stage.key(), at(written), written)
    return calls.open_call(row.pk, officer, at(written, 14), written)


def _ask(
    stage: _Stage, call: Call, body: Organisation, who: str, said: AskFacts, day: date, group: Group | None = None
) -> Application:
    """Written and sent on a day."""
    actor = stage.actor(who)
    group_id = group.pk if group else None
    row = applications.write(body, call.pk, group_id, said, actor, stage.key(), at(day), day)
    papers = make(call.papers, body, group, "", day)
    return applications.send(body, row.pk, papers, actor, at(day, 13), day)


def _won(stage: _Stage, call: Call) -> None:
    """The council won; its first money and its first report came, the last are still to come."""
    text = "ฝายเหมืองหลวงชำรุดสองจุด คนในตำบลลงแรงวันอาทิตย์ ซื้อปูน เหล็ก และเช่ารถขุดสามวัน เสร็จก่อนฤดูฝน กลุ่มผู้ใช้น้ำดูแลต่อ"
    said = AskFacts("ซ่อมฝายเหมืองหลวงด้วยแรงชุมชน", text, 58_500 * BAHT, 320)
    row = _ask(stage, call, stage.council, "council_secretary", said, stage.ago(200))
    day = stage.ago(150)
    results.win(row.pk, 52_000 * BAHT, "มีแผนและมติสภาชัดเจน ลดค่าเช่ารถลงหนึ่งวัน", stage.actor("officer"), at(day), day)
    first, report, *_ = row.dues.order_by("day", "position")
    for due, ago, words in ((first, 138, "เงินเข้าบัญชีสภา ดูสมุดธนาคารแล้ว"), (report, 62, "ส่งรายงานพร้อมรูปที่สำนักงานจังหวัด")):
        on = stage.ago(ago)
        results.say_done(stage.council, due.pk, on, words, stage.actor("council_secretary"), at(on), on)


def _refused(stage: _Stage, call: Call) -> None:
    """The fund asked and was not given, with a reason that helps next time."""
    text = "สำรวจแล้วมีผู้สูงอายุอยู่คนเดียวสิบสองหลัง ขอค่าวัสดุทำราวจับและทางลาด ช่างชุมชนลงแรง"
    said = AskFacts("ราวจับและทางลาดสิบสองหลัง", text, 38_000 * BAHT, 12)
    row = _ask(stage, call, stage.fund, "secretary", said, stage.ago(60))
    day = stage.ago(25)
    words = "ปีนี้วงเงินเต็ม รายชื่อบ้านดีมาก ปีหน้าแนบรูปก่อนซ่อมทุกหลังแล้วยื่นใหม่"
    results.refuse(row.pk, words, stage.actor("officer"), at(day), day)


def _waiting(stage: _Stage, call: Call) -> None:
    """The council asks for the forest's organisation; the result is still to come."""
    group = Group.objects.get(council__organisation=stage.council, kind="forest", state="registered")
    text = "ทำแนวกันไฟหกกิโลเมตรก่อนเดือนมีนาคม เวรลาดตระเวนสิบสองชุด และปลูกเสริมสองร้อยไร่ที่ไฟไหม้ปีก่อน"
    said = AskFacts("แนวกันไฟดอยผาแดง", text, 45_000 * BAHT, 210)
    _ask(stage, call, stage.council, "council_secretary", said, stage.ago(6), group)
