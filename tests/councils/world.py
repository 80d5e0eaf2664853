"""A made-up tambon that registers its organisations, founds a council and meets. Citizen ids carry office 9999."""

import random
import uuid
from datetime import UTC, date, datetime, time

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.areas.models import Subdistrict
from chumchon.councils.actions import councils, groups, meetings, minutes, resolutions, seats
from chumchon.councils.models import Council, Group, Matter, Meeting, Resolution, Seat
from chumchon.councils.queries.meetings import seats_at
from chumchon.councils.rules.councils import Votes
from chumchon.councils.rules.groups import Figures, FounderFacts, GroupFacts
from chumchon.councils.rules.seats import SeatFacts
from chumchon.thai import citizen

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
START = date(2010, 1, 1)
NAMES = ("กลุ่มออมทรัพย์บ้านแม่แรม", "ป่าชุมชนดอยสูง", "วิสาหกิจผ้าทอมือ", "ชมรมผู้สูงอายุร่มเย็น", "กลุ่มผู้ใช้น้ำเหมืองหลวง", "กลุ่มสตรีจักสาน")
KINDS = ("savings", "forest", "enterprise", "elders", "water", "women")
PEOPLE = (
    "สมศรี",
    "บุญมี",
    "คำปัน",
    "จันทร์ดี",
    "สุข",
    "มาลี",
    "ทองใบ",
    "อินทร",
    "เรือนแก้ว",
    "พรหม",
    "ศรีนวล",
    "ดวงตา",
    "แก้วมา",
    "ปันทา",
)


def officer(area: str = "50", role: str = "officer_province") -> Actor:
    """An officer over an area, or a headman of a tambon; made at the first call."""
    name = f"{role}-{area or 'nation'}"
    user = User.objects.filter(username=name).first()
    if user is None:
        user = create_user(name, f"นาย{name}", "chumchon-officer", pin="123456")
        grant(user, role, START, None, area)
    return actor_of_user(user)


def headman(area: str = "500705") -> Actor:
    return officer(area, "headman")


def opened(code: str = "500705", kind: str = "tambon", day: date = TODAY) -> Council:
    """A council that prepares itself."""
    area = Subdistrict.objects.select_related("district__province").get(code=code)
    return councils.open_council(kind, area, officer(""  if kind == "nation" else code[:2], "officer_hq" if kind == "nation" else "officer_province"), NOW, day, village_count=7)  # fmt: skip


def facts(name: str = NAMES[0], kind: str = "savings", founders: int = 5, **more) -> GroupFacts:
    people = tuple(FounderFacts(f"นาง{PEOPLE[i]} ใจดี", "กรรมการ", "0812345678") for i in range(founders))
    return GroupFacts(name, kind, "ออมเงินและช่วยเหลือกันในหมู่บ้าน", date(2015, 1, 1), more.pop("village_id", None), people, more.pop("figures", Figures(40, 1_250_000, 800, 0)))  # fmt: skip


def entered(council: Council, name: str = NAMES[0], kind: str = "savings", not_the_same: bool = False, **more) -> Group:
    return groups.enter(
        council, facts(name, kind, **more), officer(council.province_id), uuid.uuid4(), not_the_same, NOW, TODAY
    )


def registered(council: Council, name: str = NAMES[0], kind: str = "savings", day: date = TODAY) -> Group:
    """Entered by the officer, confirmed by the headman."""
    group = entered(council, name, kind, True)
    return groups.confirm(council, group.pk, headman(council.organisation.subdistrict_id), NOW, day)


def person(number: int) -> str:
    """A made-up citizen id, the same for the same number."""
    return citizen.synthetic(random.Random(1000 + number))


def seat(council: Council, number: int, group: Group | None = None, kind: str = "representative", **more) -> Seat:
    name = PEOPLE[number % len(PEOPLE)]
    said = SeatFacts(
        kind, "นาง", name, "ใจดี", more.pop("citizen_id", person(number)), "0812345678", group.pk if group else None,
        more.pop("sent_by", None), more.pop("expertise", ""), more.pop("show_name", False),
    )  # fmt: skip
    return seats.add_seat(council, said, officer(council.province_id), NOW, more.pop("day", TODAY))


def filled(council: Council, count: int = 8, first: int = 0) -> list[Seat]:
    """Organisations and their representatives, two each."""
    made = []
    for i in range(count):
        if i % 2 == 0:
            group = registered(council, NAMES[i // 2], KINDS[i // 2])
        made.append(seat(council, first + i, group))
    return made


def called(council: Council, kind: str = "ordinary", day: date = TODAY) -> Meeting:
    return meetings.call(
        council, kind, day, time(9, 30), "ศาลาประชาคม", officer(council.province_id), uuid.uuid4(), NOW, day
    )


def attended(council: Council, meeting: Meeting, count: int | None = None) -> int:
    """So many of the list came."""
    numbers = [s.number for s in seats_at(meeting)]
    came = " ".join(map(str, numbers[: len(numbers) if count is None else count]))
    return meetings.attend_from_paper(council, meeting.pk, came, "", 3, officer(council.province_id), NOW, meeting.day)


def chair_of(council: Council) -> User:
    """The chair's sign-in, made at the first call; the password is "chumchon-chair"."""
    found = Seat.objects.get(term__council=council, position="chair", ended_on=None)
    if found.user is None:
        name = f"chair-{council.code}"
        found, _ = seats.give_user(council, found.pk, name, officer(council.province_id), NOW, TODAY)
        found.user.set_password("chumchon-chair")
        found.user.must_choose_password = False
        found.user.save()
    return found.user


def signed(council: Council, meeting: Meeting, text: str = "ที่ประชุมพิจารณาตามระเบียบวาระและมีมติตามที่บันทึกไว้"):
    user = chair_of(council)
    return minutes.sign(
        council, meeting.pk, text, officer(council.province_id), user.username, "chumchon-chair", NOW, TODAY
    )


def founded(code: str = "500705", kind: str = "tambon", count: int = 8, first: int = 0) -> Council:
    """From the register to the certificate."""
    council = opened(code, kind)
    people = filled(council, count, first)
    meeting = called(council, "founding")
    attended(council, meeting)
    meetings.elect(
        council, meeting.pk, "chair", {people[0].pk: count - 1, people[1].pk: 1}, officer(code[:2]), NOW, TODAY
    )
    signed(council, meeting)
    made = councils.found(council, officer(code[:2]), NOW, TODAY)
    made.organisation.refresh_from_db()
    return made


def resolved(council: Council, title: str = "ขอซ่อมฝายน้ำล้น", sign: bool = True) -> Resolution:
    """A meeting with a quorum that decided, minuted and signed."""
    meeting = called(council)
    attended(council, meeting)
    said = resolutions.ResolutionFacts(title, f"ให้เสนอเรื่อง{title}ต่อจังหวัด", Votes(3, 1), "คณะทำงานน้ำ", date(2027, 3, 31))
    made = resolutions.resolve(council, meeting.pk, said, officer(council.province_id), uuid.uuid4(), NOW, TODAY)
    if sign:
        signed(council, meeting)
        made.refresh_from_db()
    return made


def sent(council: Council, resolution: Resolution) -> Matter:
    return resolutions.send_up(council, resolution.pk, "", officer(council.province_id), NOW, TODAY)[0]
