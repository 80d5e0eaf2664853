"""What stands in the history of a member: the state whose changes are kept, and events opened for reading."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from chumchon.people import protect
from chumchon.thai.dates import short_th

from ..models import Member, MemberEvent
from ..models.member import EVENT_KINDS, MEMBER_KINDS, STATUSES
from ..rules.membership import Happening

OPEN_FIELDS = ("number", "kind", "village", "joined_on", "status", "paid_until")
PERSONAL_FIELDS = (
    "prefix", "first_name", "surname", "birth_day", "birth_precision", "phone", "house_no", "beneficiary", "citizen",
    "died_on", "user",
)  # fmt: skip
SEALED = "sealed"
State = dict[str, object]
Salt = bytes | memoryview | None  # as the two databases give it


def state_of(member: Member) -> State:
    """Every field whose history is kept, as JSON holds it. citizen is the masked text: the id itself stands nowhere."""
    house = member.person.household.house_no if member.person.household else ""
    return first_state(member, house, member.user.username if member.user else "")


def first_state(member: Member, house_no: str, username: str = "") -> State:
    """state_of a member whose house and user are at hand: importers write many without asking for them again."""
    person = member.person
    return {
        "number": member.number,
        "kind": member.kind,
        "village": member.village_id,
        "joined_on": _iso(member.joined_on),
        "status": member.status,
        "paid_until": _iso(member.paid_until),
        "prefix": person.prefix,
        "first_name": person.first_name,
        "surname": person.surname,
        "birth_day": _iso(person.birth_day),
        "birth_precision": person.birth_precision,
        "phone": person.phone,
        "house_no": house_no,
        "beneficiary": member.beneficiary,
        "citizen": person.citizen_masked,
        "died_on": _iso(person.died_on),
        "user": username,
    }


def unpack(salt: Salt, fields: State) -> State:
    """What the event says, opened; personal words are not there any more once the salt is gone."""
    plain = {f: v for f, v in fields.items() if f != SEALED}
    sealed = fields.get(SEALED)
    if salt is not None and isinstance(sealed, str):
        plain.update(json.loads(protect.open_text(bytes(salt), sealed)))
    return plain


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


LABELS = {
    "number": "เลขที่", "kind": "ประเภท", "village": "หมู่บ้าน", "joined_on": "วันสมัคร", "status": "สถานะ", "paid_until": "จ่ายถึง",
    "prefix": "คำนำหน้า", "first_name": "ชื่อ", "surname": "นามสกุล", "birth_day": "วันเกิด", "phone": "เบอร์โทร", "house_no": "บ้านเลขที่",
    "beneficiary": "ผู้รับประโยชน์", "citizen": "เลขบัตรประชาชน", "died_on": "วันที่เสียชีวิต", "user": "ชื่อผู้ใช้",
}  # fmt: skip
_WORDS = {**dict(MEMBER_KINDS), **dict(STATUSES)}
_KINDS = dict(EVENT_KINDS)


@dataclass(frozen=True)
class Change:
    """One field of an event in words; "" where nothing stood or stands."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """An event as the page tells it. hidden: it had personal words that were erased."""

    id: int
    kind: str
    kind_th: str
    day: date
    reason: str
    who: str
    at: datetime
    changes: tuple[Change, ...]
    hidden: bool


def happenings(member: Member) -> list[Happening]:
    """The events of a membership, oldest first, opened as far as the salt still allows; one query."""
    salt = member.salt
    return [
        Happening(e.kind, e.day, unpack(salt, e.before), unpack(salt, e.after)) for e in member.events.order_by("id")
    ]


def told(member: Member, villages: dict[int, str]) -> list[Told]:
    """The history for the page, newest first; villages: id to label. One query."""
    return [_tell(member.salt, e, villages) for e in member.events.select_related("actor").order_by("-id")]


def _tell(salt: Salt, event: MemberEvent, villages: dict[int, str]) -> Told:
    before, after = unpack(salt, event.before), unpack(salt, event.after)
    first = event.kind in ("join", "import")
    changes = tuple(
        Change(LABELS[f], _say(f, before.get(f), villages), _say(f, after.get(f), villages))
        for f in LABELS
        if f in after and not (first and not after[f]) and before.get(f) != after[f]
    )
    return Told(
        event.id, event.kind, _KINDS.get(event.kind, event.kind), event.day, event.reason, str(event.actor), event.at,
        () if first else changes, salt is None and (SEALED in event.before or SEALED in event.after),
    )  # fmt: skip


def _say(field: str, value: object, villages: dict[int, str]) -> str:
    if value in (None, ""):
        return ""
    if field == "village":
        return villages.get(value, "") if isinstance(value, int) else ""
    if field in ("joined_on", "paid_until", "birth_day", "died_on"):
        return short_th(date.fromisoformat(str(value)))
    return _WORDS.get(str(value), str(value)) if field in ("kind", "status") else str(value)
