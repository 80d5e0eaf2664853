"""The council of the demo's tambon: founded a year ago, meets, sends a resolution up with its neighbour, gets the answer."""

from datetime import date, time, timedelta

from chumchon.access.actions import create_user, grant
from chumchon.access.models import Organisation, User
from chumchon.access.story import Cast, at
from chumchon.areas.models import Subdistrict
from chumchon.thai import citizen

from .actions import councils, groups, matters, meetings, minutes, resolutions, seats
from .models import Council, Group, Matter, Meeting, Resolution, Seat
from .rules.councils import Votes
from .rules.groups import Figures, FounderFacts, GroupFacts
from .rules.seats import SeatFacts

TITLE = "สภาองค์กรชุมชน"
SIGN_INS = (
    ("council_chair", "ประธานสภาองค์กรชุมชน"), ("council_secretary", "เลขานุการสภาองค์กรชุมชน"), ("headman", "ผู้ใหญ่บ้าน (ยืนยันการจดแจ้ง)"),
)  # fmt: skip
FUND = "mae-raem"
PIN = "246810"  # the demo's, printed on the screen
# name, kind, members, baht, land and forest in square wa
GROUPS = (
    ("กองทุนสวัสดิการชุมชนตำบล", "welfare", 385, 1_180_000, 0, 0), ("กลุ่มออมทรัพย์บ้านใหม่", "savings", 124, 862_500, 0, 0),
    ("ป่าชุมชนดอยผาแดง", "forest", 210, 45_000, 0, 1_240_000), ("วิสาหกิจชุมชนผ้าทอมือ", "enterprise", 38, 215_000, 0, 0),
    ("ชมรมผู้สูงอายุร่มเย็น", "elders", 142, 61_200, 0, 0), ("กลุ่มผู้ใช้น้ำเหมืองหลวง", "water", 96, 38_400, 0, 0),
    ("กลุ่มที่ดินทำกินห้วยแห้ง", "land", 54, 0, 152_000, 0), ("เครือข่ายเกษตรปลอดภัย", "farming", 67, 128_000, 24_000, 0),
)  # fmt: skip
FIRST = ("สมพร", "บุญธรรม", "คำแปง", "จันทร์เพ็ญ", "สุดใจ", "มานพ", "ทองคำ", "อินถา", "เรือนคำ", "พรทิพย์", "ศรีวรรณ", "ดวงดี", "แก้วตา", "ปันแก้ว", "นวลจันทร์", "วิชัย")  # fmt: skip
LAST = ("ใจมา", "ตาคำ", "แก้วเมือง", "ปัญญาดี", "วงศ์ไชย", "ศรีทอง", "อินต๊ะ", "จันทร์แสง")
TEXT = (
    "ประธานเปิดประชุมและแจ้งเรื่องที่ได้รับจากอำเภอ ที่ประชุมรับรองรายงานครั้งก่อนโดยไม่มีการแก้ไข\n"
    "ผู้แทนแต่ละองค์กรเล่าความคืบหน้าของงาน ที่ประชุมอภิปรายเรื่องน้ำและป่าอย่างกว้างขวาง แล้วลงมติตามที่บันทึกไว้"
)


class _Stage(Cast):
    """Who acts, and how many people have been named."""

    def __init__(self) -> None:
        super().__init__(2551)
        self.people = 0


def told() -> bool:
    """Does the database hold the council?"""
    return Council.objects.filter(organisation__code=f"council-{_home().pk}").exists()


def _home() -> Subdistrict:
    rows = Subdistrict.objects.select_related("district__province")
    return rows.get(pk=Organisation.objects.get(code=FUND).subdistrict_id)


def tell(today: date) -> None:
    """Thirteen months: the register, the founding, four meetings, a resolution up to the nation and its answer."""
    stage, home = _Stage(), _home()
    start = today - timedelta(days=395)
    neighbour = (
        Subdistrict.objects.select_related("district__province")
        .filter(district=home.district, valid_to__isnull=True)
        .exclude(pk=home.pk)
        .order_by("code")[0]
    )
    _users(start, (home.pk, neighbour.pk))
    province = _open(stage, "province", home, start)
    nation = councils.open_council("nation", home, stage.actor("hq"), at(start), start)
    council = _found(stage, home, GROUPS, start)
    other = _found(stage, neighbour, GROUPS[1:4], start)
    _officers(council)
    fund = council.groups.get(kind="welfare")
    groups.link_book(council, fund.pk, FUND, stage.actor("officer"), at(start), start + timedelta(days=40))
    _meet(stage, council, today - timedelta(days=290), "ตั้งคณะทำงานป่าชุมชน", "ให้ตั้งคณะทำงานเดินแนวเขตป่าและทำแนวกันไฟก่อนเดือนมีนาคม", "คณะทำงานป่า")  # fmt: skip
    up = today - timedelta(days=200)
    weir = _meet(stage, council, up, "ขอซ่อมฝายเหมืองหลวง", "ฝายชำรุดสองจุด เกินกำลังของชุมชน ขอให้จังหวัดเสนอกรมชลประทานซ่อมก่อนฤดูฝน", "คณะทำงานน้ำ")  # fmt: skip
    canal = _meet(stage, other, up, "ขอขุดลอกลำเหมือง", "ลำเหมืองตื้นเขิน น้ำไม่ถึงนาท้ายน้ำ ขอให้ช่วยขุดลอกทั้งสาย", "กลุ่มผู้ใช้น้ำ")  # fmt: skip
    _travel(stage, [(council, weir), (other, canal)], province, nation, up)
    _meet(stage, council, today - timedelta(days=110), "ทำแผนรับมือภัยแล้ง", "ให้ทุกองค์กรส่งข้อมูลแหล่งน้ำ แล้วรวมเป็นแผนของตำบล", "เลขานุการสภา", 60)  # fmt: skip
    _meet(stage, council, today - timedelta(days=25), "ร่วมสมทบกองทุนสวัสดิการ", "ให้เสนอเทศบาลตั้งงบสมทบกองทุนสวัสดิการชุมชนปีหน้า", "ประธานสภา")  # fmt: skip
    soon = today + timedelta(days=9)
    _call(stage, council, "ordinary", soon, today)
    _register(stage, council, ("กลุ่มเยาวชนรักษ์น้ำ", "youth", 26, 4_500, 0, 0), today - timedelta(days=2), confirm=False)


def _users(start: date, tambons: tuple[str, ...]) -> None:
    """A headman over both tambons, with the demo's password and PIN."""
    user = create_user("headman", "นายสมบูรณ์ ใจมา", "x")
    for code in tambons:
        grant(user, "headman", start, None, code)
    _share_secrets(["headman"])


def _share_secrets(usernames: list[str]) -> None:
    """All share the demo's password and PIN: those of the fund's chair."""
    chair = User.objects.get(username="chair")
    User.objects.filter(username__in=usernames).update(
        password=chair.password, pin_hash=chair.pin_hash, must_choose_password=False
    )


def _open(stage: _Stage, kind: str, area: Subdistrict, day: date) -> Council:
    return councils.open_council(kind, area, stage.actor("officer"), at(day), day, village_count=6)


def _register(
    stage: _Stage, council: Council, row: tuple[str, str, int, int, int, int], day: date, confirm: bool = True
) -> Group:
    name, kind, members, baht, land, forest = row
    name += council.organisation.subdistrict.name_th if kind == "welfare" else ""
    people = tuple(FounderFacts(_name(stage), "กรรมการ") for _ in range(5))
    figures = Figures(members, baht * 100, land, forest)
    facts = GroupFacts(name, kind, "รวมกันดูแลงานของกลุ่มและช่วยเหลือคนในตำบล", date(2015, 5, 1), None, people, figures)
    group = groups.enter(council, facts, stage.actor("officer"), stage.key(), True, at(day), day)
    return groups.confirm(council, group.pk, stage.actor("headman"), at(day, 14), day) if confirm else group


def _name(stage: _Stage) -> str:
    return f"นาย{stage.rng.choice(FIRST)} {stage.rng.choice(LAST)}"


def _found(
    stage: _Stage, area: Subdistrict, rows: tuple[tuple[str, str, int, int, int, int], ...], start: date
) -> Council:
    """Register, representatives, the founding meeting with its votes, the officer's certificate."""
    council = _open(stage, "tambon", area, start)
    made = []
    for row in rows:
        group = _register(stage, council, row, start + timedelta(days=3))
        made += [_seat(stage, council, group, start + timedelta(days=10)) for _ in range(2)]
    day = start + timedelta(days=24)
    meeting = _call(stage, council, "founding", day, day - timedelta(days=7))
    _attend(stage, council, meeting)
    for position, first in (("chair", 0), ("deputy", 1), ("secretary", 2)):
        votes = {made[first].pk: len(made) // 2 + 1, made[first + 1].pk: 1}
        meetings.elect(council, meeting.pk, position, votes, stage.actor("officer"), at(day), day)
    own = len(rows) > 4
    names = ("council_chair", "council_secretary") if own else ("council_chair2", "council_secretary2")
    for position, username in zip(("chair", "secretary"), names, strict=True):
        seat = Seat.objects.get(term__council=council, position=position)
        seats.give_user(council, seat.pk, username, stage.actor("officer"), at(day), day)
    _share_secrets(list(names))
    _sign(stage, council, meeting)
    return councils.found(council, stage.actor("officer"), at(day + timedelta(days=5)), day + timedelta(days=5))


def _officers(council: Council) -> None:
    """The own council's people in office agreed that their names are shown."""
    Seat.objects.filter(term__council=council).exclude(position="committee").update(show_name=True)


def _seat(stage: _Stage, council: Council, group: Group, day: date) -> Seat:
    first, last = FIRST[stage.people % len(FIRST)], LAST[stage.people % len(LAST)]
    stage.people += 1
    person = citizen.synthetic(stage.rng)
    said = SeatFacts("representative", "นาย" if stage.people % 2 else "นาง", first, last, person, group_id=group.pk)
    return seats.add_seat(council, said, stage.actor("officer"), at(day), day)


def _call(stage: _Stage, council: Council, kind: str, on: date, day: date) -> Meeting:
    place = "ศาลาประชาคมตำบล" + council.organisation.subdistrict.name_th
    return meetings.call(council, kind, on, time(9, 30), place, stage.actor("officer"), stage.key(), at(day), day)


def _attend(stage: _Stage, council: Council, meeting: Meeting) -> None:
    """Most come; the list is typed from paper."""
    count = council.terms.latest("number").seats.filter(ended_on=None).count()
    came = sorted(stage.rng.sample(range(1, count + 1), max(count - 2, count // 2 + 2)))
    numbers = " ".join(map(str, came))
    guests = stage.rng.randint(2, 9)
    meetings.attend_from_paper(council, meeting.pk, numbers, "", guests, stage.actor("officer"), at(meeting.day), meeting.day)  # fmt: skip


def _sign(stage: _Stage, council: Council, meeting: Meeting) -> None:
    chair = Seat.objects.select_related("user").get(term__council=council, position="chair")
    username = chair.user.username if chair.user else ""
    minutes.sign(council, meeting.pk, TEXT, stage.actor("officer"), username, PIN, at(meeting.day, 15), meeting.day)


def _meet(
    stage: _Stage, council: Council, day: date, title: str, text: str, owner: str, due: int | None = None
) -> Resolution:
    """A quarterly meeting with a quorum and one resolution, minuted and signed."""
    meeting = _call(stage, council, "ordinary", day, day - timedelta(days=7))
    _attend(stage, council, meeting)
    votes = Votes(council.terms.latest("number").seats.count() // 2 + 1, 1)
    last = day + timedelta(days=due) if due else None
    facts = resolutions.ResolutionFacts(title, text, votes, owner, last)
    made = resolutions.resolve(council, meeting.pk, facts, stage.actor("officer"), stage.key(), at(day, 11), day)
    _sign(stage, council, meeting)
    return made


def _travel(
    stage: _Stage, asked: list[tuple[Council, Resolution]], province: Council, nation: Council, day: date
) -> None:
    """Up to the province, gathered into one, on to the nation, and the answer back to both tambons."""
    sent: list[Matter] = []
    for council, row in asked:
        sent_on = day + timedelta(days=6)
        sent.append(
            resolutions.send_up(council, row.pk, "ขอคำตอบก่อนฤดูฝน", stage.actor("officer"), at(sent_on), sent_on)[0]
        )
    third = day + timedelta(days=30)
    title, text = "น้ำเพื่อการเกษตรของลุ่มน้ำแม่ริม", "ขอให้ซ่อมฝายและขุดลอกลำเหมืองทั้งลุ่มในโครงการเดียวกัน"
    officer = stage.actor("officer")
    one = matters.merge(province, [m.pk for m in sent], title, text, officer, at(third), third)
    above, _ = matters.send_on(province, one.pk, "จังหวัดเห็นชอบ", officer, at(third, 14), third)
    last = day + timedelta(days=85)
    words = "กรมชลประทานรับซ่อมฝายในปีงบประมาณหน้า ส่วนการขุดลอกให้ท้องถิ่นตั้งงบร่วม"
    matters.answer(nation, above.pk, "partly", words, "กรมชลประทาน", stage.actor("hq"), at(last), last)
