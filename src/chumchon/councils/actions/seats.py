"""Seats of a council: who is sent, who leaves, whose name is shown, who signs in."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chumchon.access.actions import grant, record
from chumchon.access.models import Grant
from chumchon.access.queries import in_force
from chumchon.access.rules import Actor
from chumchon.access.users import checked_names, new_user
from chumchon.people import protect
from chumchon.people.actions import PersonFacts, create_person
from chumchon.people.models import Person
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Council, Group, Seat, Term
from ..queries.councils import seat_of_person, term_on
from ..queries.settings import numbers_on
from ..rules.seats import SeatFacts, check, need_room
from .common import locked, reason_of, require_council


@transaction.atomic
def add_seat(council: Council, facts: SeatFacts, actor: Actor, now: datetime, day: date) -> Seat:
    """A member for the running term; the number is the line on the paper list.

    Errors: NOT_ALLOWED, those of rules.seats, NO_TERM, NOT_REGISTERED, NO_SENDER, IN_COUNCIL (sits in a council already).
    """
    require_council(actor, "councils.seats", council, day)
    council = locked(council)
    check(facts, council.is_local)
    term = _term(council, day)
    _need_sender(council, facts)
    key = protect.index(facts.citizen_id)
    _need_free(key, council, day)
    now_sitting = term.seats.filter(ended_on__isnull=True)
    sender = {"group_id": facts.group_id} if facts.kind == "representative" else {"sent_by_id": facts.sent_by_id}
    need_room(
        facts.kind, now_sitting.filter(kind="representative").count(), now_sitting.filter(kind="expert").count(),
        0 if facts.kind == "expert" else now_sitting.filter(**sender).count(), numbers_on(day),
    )  # fmt: skip
    seat = Seat.objects.create(
        term=term, number=(term.seats.aggregate(m=Max("number"))["m"] or 0) + 1, kind=facts.kind, person=_person(facts, key),
        person_key=key, group_id=facts.group_id, sent_by_id=facts.sent_by_id, expertise=facts.expertise.strip()[:120],
        show_name=facts.show_name, from_day=max(day, term.from_day),
    )  # fmt: skip
    detail = {"role": seat.kind, "number": seat.number}
    record(actor.user_id, "council.seat", council.organisation, f"council:{council.pk}", now, detail)
    return seat


def _term(council: Council, day: date) -> Term:
    term = term_on(council, day)
    if term is None:
        raise Refused("NO_TERM", "วาระของสภาหมดแล้ว เริ่มวาระใหม่ก่อน", "The term has ended; begin a new one first.")
    return term


def _need_sender(council: Council, facts: SeatFacts) -> None:
    if facts.kind == "representative":
        group = Group.objects.filter(council=council, pk=facts.group_id or 0).first()
        if group is None or group.state != "registered":
            raise Refused(
                "NOT_REGISTERED",
                "ส่งผู้แทนได้เฉพาะองค์กรที่จดแจ้งแล้วในสภานี้",
                "Only registered organisations send representatives.",
            )
    if facts.kind == "delegate" and not Council.objects.filter(pk=facts.sent_by_id or 0, state="founded").exists():
        raise Refused(
            "NO_SENDER", "เลือกสภาที่ส่งมา ต้องเป็นสภาที่จัดตั้งแล้ว", "Choose the founded council that sends the person."
        )


def _need_free(key: str, council: Council, day: date) -> None:
    """One council a person [d]. A seat whose term is over is closed first, so that it stands in nobody's way."""
    taken = seat_of_person(key, council.is_local, council)
    if taken is None:
        return
    if taken.term.until_day < day:
        taken.ended_on, taken.end_reason = taken.term.until_day, "ครบวาระ"
        taken.save(update_fields=["ended_on", "end_reason"])
        return
    where = taken.term.council.organisation.name_th
    raise Refused(
        "IN_COUNCIL", f"คนนี้เป็น{taken.get_kind_display()}ใน{where}อยู่แล้ว เป็นสองแห่งพร้อมกันไม่ได้ ให้ส่งคนอื่น หรือให้พ้นจากที่เดิมก่อน",
        "This person sits in a council already.",
    )  # fmt: skip


def _person(facts: SeatFacts, key: str) -> Person:
    """The person as the house knows them by their citizen id, else a new one."""
    known = Person.objects.filter(citizen_index=key).order_by("id").first()
    if known is not None and "".join(known.first_name.split()) == "".join(facts.first_name.split()):
        return known
    return create_person(
        PersonFacts(
            facts.first_name.strip(), facts.surname.strip(), facts.prefix.strip(), facts.citizen_id, phone=facts.phone
        ),
        None,
    )


@transaction.atomic
def end_seat(
    council: Council, seat_id: int, last_day: date, reason: str, actor: Actor, now: datetime, day: date
) -> Seat:  # fmt: skip
    """Somebody leaves before the term is over; the role that came with the seat ends too. Errors: NOT_ALLOWED, NO_SEAT, FUTURE_DATE, NO_REASON."""
    require_council(actor, "councils.seats", council, day)
    seat = _lock(council, seat_id)
    if last_day > day:
        raise BadInput("FUTURE_DATE", "วันพ้นตำแหน่งยังมาไม่ถึง ใส่วันนี้หรือก่อนหน้า", "The last day lies in the future.")
    leave(council, seat, last_day, reason_of(reason), day)
    detail = {"reason": seat.end_reason, "number": seat.number}
    record(actor.user_id, "council.seat_end", council.organisation, f"council:{council.pk}", now, detail)
    return seat


def leave(council: Council, seat: Seat, last_day: date, reason: str, day: date) -> None:
    """The seat ends, and with it the role that the person signs in with. Call inside a transaction."""
    seat.ended_on, seat.end_reason = last_day, reason[:200]
    seat.save(update_fields=["ended_on", "end_reason"])
    if seat.user_id is not None:
        end_roles(council, seat.user_id, day)


@transaction.atomic
def show_name(council: Council, seat_id: int, shown: bool, actor: Actor, now: datetime, day: date) -> Seat:
    """The person agrees, or no longer agrees, that the public page shows the name. Errors: NOT_ALLOWED, NO_SEAT."""
    require_council(actor, "councils.seats", council, day)
    seat = _lock(council, seat_id)
    seat.show_name = shown
    seat.save(update_fields=["show_name"])
    record(actor.user_id, "council.names", council.organisation, f"council:{council.pk}", now, {"number": seat.number})
    return seat


@transaction.atomic
def give_user(
    council: Council, seat_id: int, username: str, actor: Actor, now: datetime, day: date
) -> tuple[Seat, str]:  # fmt: skip
    """A sign-in for a member, with the role of the position. Returns the one-time password, which is kept nowhere.

    Errors: NOT_ALLOWED, NO_SEAT, HAS_USER, OWN_ROLE, BAD_USERNAME, USERNAME_TAKEN.
    """
    require_council(actor, "councils.seats", council, day)
    seat = _lock(council, seat_id)
    if seat.user_id is not None:
        raise Clash("HAS_USER", "สมาชิกคนนี้มีชื่อผู้ใช้แล้ว", "This member has a user name already.")
    username, name = checked_names(username, seat.person.name)
    user, password = new_user(username, name)
    seat.user = user
    seat.save(update_fields=["user"])
    give_role(council, seat, day)
    detail = {"role": seat.position, "number": seat.number}
    record(actor.user_id, "council.user", council.organisation, f"user:{user.pk}", now, detail)
    return seat, password


def give_role(council: Council, seat: Seat, day: date) -> None:
    """The role of the position for the member's sign-in; another role here ends."""
    if seat.user_id is None:
        return
    held = in_force(day).filter(user=seat.user_id, organisation=council.organisation)
    if held.filter(role=seat.position).exists():
        return
    end_roles(council, seat.user_id, day)
    grant(seat.user, seat.position, day, council.organisation, until_day=seat.term.until_day)  # type: ignore[arg-type]


def end_roles(council: Council, user_id: int, day: date) -> None:
    """Every role of the person in this council ends the day before."""
    for given in Grant.objects.filter(user=user_id, organisation=council.organisation):
        if given.until_day is None or given.until_day >= day:
            given.until_day = date.fromordinal(day.toordinal() - 1)
            given.save(update_fields=["until_day"])


def _lock(council: Council, seat_id: int) -> Seat:
    locked(council)
    rows = Seat.objects.select_for_update(of=("self",)).select_related("person", "term", "user")
    seat = rows.filter(term__council=council, pk=seat_id, ended_on__isnull=True).first()
    if seat is None:
        raise Refused("NO_SEAT", "สมาชิกคนนี้พ้นตำแหน่งแล้ว เปิดหน้าใหม่", "This seat has ended already.")
    return seat
