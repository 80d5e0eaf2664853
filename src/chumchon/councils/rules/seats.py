"""Who may take a seat, as facts in and a refusal out."""

from dataclasses import dataclass

from chumchon.thai.errors import BadInput, Refused

from .councils import Numbers, most_experts


@dataclass(frozen=True)
class SeatFacts:
    """What is said of a new member. group_id of a representative, sent_by of a delegate, expertise of an expert."""

    kind: str
    prefix: str
    first_name: str
    surname: str
    citizen_id: str
    phone: str = ""
    group_id: int | None = None
    sent_by_id: int | None = None
    expertise: str = ""
    show_name: bool = False


def check(facts: SeatFacts, is_local: bool) -> None:
    """Errors: BAD_SEAT, BAD_NAME, NO_EXPERTISE."""
    if (facts.kind == "delegate") == is_local:
        raise BadInput("BAD_SEAT", "เลือกประเภทสมาชิกให้ตรงกับสภานี้", "This kind of seat is of another kind of council.")
    if len(facts.first_name.strip()) < 2 or len(facts.surname.strip()) < 2:
        raise BadInput("BAD_NAME", "ใส่ชื่อและนามสกุล", "Give the person's name and surname.")
    if facts.kind == "expert" and len(facts.expertise.strip()) < 3:
        raise BadInput("NO_EXPERTISE", "บอกความเชี่ยวชาญของผู้ทรงคุณวุฒิ", "Say what the expert knows.")


def need_room(kind: str, representatives: int, experts: int, of_sender: int, numbers: Numbers) -> None:
    """Counts are of seats before the new one. Errors: EXPERTS_FULL, SENT_ENOUGH."""
    if kind == "expert" and experts >= most_experts(representatives, numbers):
        num, den = numbers.experts
        raise Refused(
            "EXPERTS_FULL",
            f"ผู้ทรงคุณวุฒิมีได้ไม่เกิน {num} ใน {den} ของสมาชิกทั้งหมด ผู้แทน {representatives} คน มีผู้ทรงคุณวุฒิได้ {most_experts(representatives, numbers)} คน",
            f"Experts are at most {num}/{den} of all members.",
        )
    if kind != "expert" and of_sender >= numbers.most_sent:
        raise Refused(
            "SENT_ENOUGH",
            f"ส่งผู้แทนได้ไม่เกิน {numbers.most_sent} คน และส่งครบแล้ว",
            f"At most {numbers.most_sent} are sent by each.",
        )
