"""A leader is entered, agrees to be shown or not, and gets posts, honours and skills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation, User
from chumchon.access.rules import Actor
from chumchon.people import protect
from chumchon.people.actions import PersonFacts, create_person
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Consent, HeldSkill, Honour, HonourKind, Leader, Position, Skill
from ..queries import leaders as queries
from ..queries.places import area_of, leaders_of, villages_of
from .common import locked, reason_of, source_of


class SameName(Clash):
    """Leaders of that name are known here: a person looks and decides. near: their ids."""

    def __init__(self, near: Sequence[int]) -> None:
        super().__init__(
            "SAME_NAME",
            "มีผู้นำชื่อนี้ในตำบลแล้ว ดูก่อน ถ้าเป็นคนละคนจึงบันทึก",
            "A leader of that name is known here; look and decide.",
        )
        self.near = list(near)


@dataclass(frozen=True)
class LeaderFacts:
    """What is said of a leader. citizen_id: 13 digits or None."""

    first_name: str
    surname: str
    prefix: str = ""
    citizen_id: str | None = None
    phone: str = ""
    village_id: int | None = None
    about: str = ""


@transaction.atomic
def enter(body: Organisation, facts: LeaderFacts, actor: Actor, not_the_same: bool, now: datetime, day: date) -> Leader:
    """A new leader of the body's tambon.

    Errors: NOT_ALLOWED, BAD_NAME, NO_VILLAGE, KNOWN (that citizen id is a leader already), SameName.
    """
    require(actor, "leaders.write", body, day)
    locked(body)
    if not facts.first_name.strip() or not facts.surname.strip():
        raise BadInput("BAD_NAME", "ใส่ชื่อและนามสกุล", "Give first name and surname.")
    key = protect.index(facts.citizen_id) if facts.citizen_id else None
    if key is not None:
        before = Leader.objects.filter(person_key=key).select_related("subdistrict__district__province").first()
        if before is not None:
            raise _known(before, body)
    near = [] if not_the_same else queries.near(body, facts.first_name.strip(), facts.surname.strip())
    if near:
        raise SameName([n.pk for n in near])
    try:
        with transaction.atomic():
            made = _make(body, facts, key, actor, now)
    except IntegrityError:  # two bodies of two places entered the same citizen id at once
        raise _known(Leader.objects.get(person_key=key), body) from None
    record(actor.user_id, "leader.enter", body, f"leader:{made.pk}", now)
    return made


def _make(body: Organisation, facts: LeaderFacts, key: str | None, actor: Actor, now: datetime) -> Leader:
    village = facts.village_id
    if village is not None and not villages_of(body).filter(pk=village).exists():
        raise BadInput("NO_VILLAGE", "เลือกหมู่บ้านของตำบลนี้", "Choose a village of this tambon.")
    person = create_person(
        PersonFacts(facts.first_name.strip(), facts.surname.strip(), facts.prefix.strip(), facts.citizen_id, phone=facts.phone),
        None,
    )  # fmt: skip
    return Leader.objects.create(
        person=person, person_key=key, subdistrict_id=body.subdistrict_id, village_id=village, about=facts.about.strip()[:600],
        entered_by_id=actor.user_id, entered_at=now,
    )  # fmt: skip


def _known(before: Leader, body: Organisation) -> Clash:
    if before.subdistrict_id.startswith(area_of(body)):
        words = f"{before.person.name} อยู่ในทะเบียนผู้นำแล้ว ค้นจากรายชื่อ"
    else:  # whose name it is, the other tambon says
        words = f"เลขบัตรนี้เป็นผู้นำของ {before.subdistrict.label} อยู่แล้ว คนหนึ่งมีชื่อในทะเบียนเดียว ติดต่อตำบลนั้น"
    return Clash("KNOWN", words, "This person is in a register of leaders already.")


def lock_leader(body: Organisation, leader_id: int) -> Leader:
    """A leader of the body's area, locked. Errors: NO_LEADER."""
    row = leaders_of(body).select_for_update(of=("self",)).filter(pk=leader_id).first()
    if row is None:
        raise Refused("NO_LEADER", "ไม่พบคนนี้ในทะเบียนผู้นำ เลือกจากรายชื่อ", "There is no such leader here.")
    return row


@transaction.atomic
def consent_on_paper(
    body: Organisation, leader_id: int, given: bool, note: str, actor: Actor, now: datetime, day: date
) -> Leader:
    """What was signed on paper, or the wish to be hidden. Who signs in decides alone; hiding is always open.

    Errors: NOT_ALLOWED, NO_LEADER, OWN_CONSENT, NO_SOURCE.
    """
    require(actor, "leaders.write", body, day)
    leader = lock_leader(body, leader_id)
    if given and leader.user_id is not None and leader.user_id != actor.user_id:
        raise Refused(
            "OWN_CONSENT",
            "คนนี้เข้าสู่ระบบได้เอง ให้เจ้าตัวกดยินยอมที่หน้าของตนเอง",
            "This person signs in; they agree on their own page.",
        )
    words = source_of(note) if given else note.strip()[:200]
    return _consent(leader, given, "paper", words, actor, now, body)


@transaction.atomic
def consent_of_own(given: bool, about: str, actor: Actor, now: datetime) -> Leader:
    """A leader decides about the own page. Errors: NOT_A_LEADER."""
    leader = Leader.objects.select_for_update(of=("self",)).filter(user_id=actor.user_id).first()
    if leader is None:
        raise Refused(
            "NOT_A_LEADER", "ชื่อนี้ยังไม่ได้ผูกกับทะเบียนผู้นำ ให้เลขานุการผูกชื่อผู้ใช้ให้ก่อน", "This sign-in belongs to no leader yet."
        )
    leader.about = about.strip()[:600]
    leader.save(update_fields=["about"])
    if leader.is_public != given:
        return _consent(leader, given, "self", "", actor, now, None)
    return leader


def _consent(
    leader: Leader, given: bool, how: str, note: str, actor: Actor, now: datetime, body: Organisation | None
) -> Leader:
    Consent.objects.create(leader=leader, given=given, how=how, note=note, by_id=actor.user_id, at=now)
    leader.is_public = given
    leader.save(update_fields=["is_public"])
    record(actor.user_id, "leader.show" if given else "leader.hide", body, f"leader:{leader.pk}", now)
    return leader


@transaction.atomic
def link_user(body: Organisation, leader_id: int, username: str, actor: Actor, now: datetime, day: date) -> Leader:
    """The leader's own sign-in, which must hold a role in a body of the place. Errors: NOT_ALLOWED, NO_LEADER, NO_USER, TAKEN."""
    require(actor, "leaders.write", body, day)
    leader = lock_leader(body, leader_id)
    user = User.objects.filter(username__iexact=username.strip(), is_active=True).first()
    here = user is not None and user.grants.filter(organisation__subdistrict_id=leader.subdistrict_id).exists()
    if user is None or not here:
        raise Refused(
            "NO_USER", "ไม่พบชื่อผู้ใช้นี้ในองค์กรของตำบล ตรวจตัวสะกด", "No such user holds a role in a body of this tambon."
        )
    if Leader.objects.filter(user=user).exclude(pk=leader.pk).exists():
        raise Clash("TAKEN", "ชื่อผู้ใช้นี้เป็นของผู้นำอีกคนแล้ว ตรวจอีกครั้ง", "This user belongs to another leader.")
    leader.user = user
    leader.save(update_fields=["user"])
    record(actor.user_id, "leader.user", body, f"leader:{leader.pk}", now)
    return leader


@transaction.atomic
def add_position(
    body: Organisation, leader_id: int, title: str, where: str, from_day: date, until_day: date | None, source: str,
    actor: Actor, now: datetime, day: date,
) -> Position:  # fmt: skip
    """A post that no record of the house knows. Errors: NOT_ALLOWED, NO_LEADER, BAD_TITLE, BAD_SPAN, NO_SOURCE, TWICE."""
    require(actor, "leaders.write", body, day)
    leader = lock_leader(body, leader_id)
    title, where = " ".join(title.split())[:120], " ".join(where.split())[:160]
    if not title or not where:
        raise BadInput("BAD_TITLE", "ใส่ตำแหน่งและชื่อองค์กร", "Give the post and the body.")
    if until_day is not None and until_day < from_day:
        raise BadInput("BAD_SPAN", "วันพ้นตำแหน่งต้องไม่ก่อนวันเริ่ม", "The last day lies before the first.")
    if leader.positions.filter(title=title, body=where, from_day=from_day).exists():
        raise Clash("TWICE", "ตำแหน่งนี้บันทึกไว้แล้ว", "This post is recorded already.")
    made = Position.objects.create(
        leader=leader, title=title, body=where, from_day=from_day, until_day=until_day, source=source_of(source),
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    record(actor.user_id, "leader.position", body, f"leader:{leader.pk}", now)
    return made


@transaction.atomic
def give_honour(
    body: Organisation, leader_id: int, kind: str, year_be: int, for_what: str, source: str, actor: Actor, now: datetime,
    day: date,
) -> Honour:  # fmt: skip
    """An honour of a B.E. year. Errors: NOT_ALLOWED, NO_LEADER, NO_KIND, BAD_YEAR, NO_REASON, NO_SOURCE, TWICE."""
    require(actor, "leaders.write", body, day)
    leader = lock_leader(body, leader_id)
    if not HonourKind.objects.filter(pk=kind, is_on=True).exists():
        raise BadInput("NO_KIND", "เลือกเกียรติคุณจากรายการ", "Choose an honour.")
    if not 2480 <= year_be <= day.year + 543:
        raise BadInput("BAD_YEAR", "ปี พ.ศ. ของเกียรติคุณไม่ถูก ตรวจอีกครั้ง", "The year cannot be right.")
    if leader.honours.filter(kind_id=kind, year_be=year_be, struck_at__isnull=True).exists():
        raise Clash("TWICE", f"คนนี้ได้เกียรติคุณนี้ของปี {year_be} แล้ว", "This honour of that year is recorded already.")
    made = Honour.objects.create(
        leader=leader, kind_id=kind, year_be=year_be, for_what=reason_of(for_what), source=source_of(source),
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    record(actor.user_id, "leader.honour", body, f"leader:{leader.pk}", now, {"number": str(year_be)})
    return made


@transaction.atomic
def strike_honour(
    body: Organisation, leader_id: int, honour_id: int, reason: str, actor: Actor, now: datetime, day: date
) -> None:
    """It was recorded wrongly: it stays, struck, with a reason. Errors: NOT_ALLOWED, NO_LEADER, NO_HONOUR, NO_REASON."""
    require(actor, "leaders.write", body, day)
    leader = lock_leader(body, leader_id)
    row = leader.honours.filter(pk=honour_id, struck_at__isnull=True).first()
    if row is None:
        raise Refused("NO_HONOUR", "เกียรติคุณนี้ยกเลิกไปแล้ว เปิดหน้าใหม่", "This honour was struck already.")
    row.struck_at, row.struck_by_id, row.struck_reason = now, actor.user_id, reason_of(reason)
    row.save(update_fields=["struck_at", "struck_by", "struck_reason"])
    record(actor.user_id, "leader.honour_struck", body, f"leader:{leader.pk}", now, {"reason": row.struck_reason})


@transaction.atomic
def say_skill(
    body: Organisation, leader_id: int, skill: str, note: str, actor: Actor, now: datetime, day: date
) -> HeldSkill:
    """Somebody saw the leader do it (note). Said twice is one. Errors: NOT_ALLOWED, NO_LEADER, NO_SKILL, NO_SOURCE."""
    require(actor, "leaders.write", body, day)
    leader = lock_leader(body, leader_id)
    if not Skill.objects.filter(pk=skill, is_on=True).exists():
        raise BadInput("NO_SKILL", "เลือกทักษะจากรายการ", "Choose a skill.")
    row, made = HeldSkill.objects.get_or_create(
        leader=leader, skill_id=skill, defaults={"note": source_of(note), "by_id": actor.user_id, "at": now}
    )
    if made:
        record(actor.user_id, "leader.skill", body, f"leader:{leader.pk}", now)
    return row


@transaction.atomic
def drop_skill(body: Organisation, leader_id: int, skill: str, actor: Actor, now: datetime, day: date) -> None:
    """A skill that was only said is taken back; one by certificate goes with the certificate.

    Errors: NOT_ALLOWED, NO_LEADER, BY_CERTIFICATE.
    """
    require(actor, "leaders.write", body, day)
    leader = lock_leader(body, leader_id)
    row = leader.skills.filter(skill_id=skill).first()
    if row is not None and row.certificate_id is not None:
        raise Refused("BY_CERTIFICATE", "ทักษะนี้มาจากใบรับรอง ถ้าผิดให้ยกเลิกใบรับรอง", "This skill comes from a certificate.")
    if row is not None:
        row.delete()
        record(actor.user_id, "leader.skill_dropped", body, f"leader:{leader.pk}", now)
