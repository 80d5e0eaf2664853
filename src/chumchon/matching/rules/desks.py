"""The way of a request: fund, province, region, headquarters, money. Which state waits for whom, and what a verdict makes of it."""

from dataclasses import dataclass

from chumchon.thai.errors import BadInput, Clash

STATES: dict[str, str] = {
    "drafted": "ร่าง รอลงชื่อ",
    "signed": "รอคณะกรรมการจังหวัด",
    "province": "รอเจ้าหน้าที่ภาค",
    "region": "รอส่วนกลาง",
    "hq": "ผ่านครบ รอจัดสรร",
    "settled": "จัดสรรแล้ว รอโอนเงิน",
    "paid": "โอนเงินแล้ว",
    "nothing": "จัดสรรแล้ว ไม่มีเงินโอน",
    "returned": "ส่งคืนให้แก้",
    "refused": "ไม่อนุมัติ",
}
STATE_CHOICES = list(STATES.items())
WAITING = ("signed", "province", "region")  # at a desk: a round is not settled before these are decided
EDITABLE = ("drafted", "returned")
UNDER_WAY = ("signed", "province", "region", "hq", "settled")  # waits for somebody or for its money
READY = ("hq", "settled", "paid", "nothing")  # passed every desk: what a settlement reads
VERDICTS: dict[str, str] = {"pass": "ผ่าน", "return": "ส่งคืนให้แก้", "refuse": "ไม่อนุมัติ"}
COMMITTEE_SIGNATURES = 4  # beside the chair [f]
POSITIONS: dict[str, str] = {"chair": "ประธาน", "committee": "กรรมการ", "local_head": "ผู้บริหารท้องถิ่น"}


@dataclass(frozen=True)
class Desk:
    """A desk: the permission of who sits there, the state that waits for it, the state after it passed."""

    key: str
    th: str
    permission: str
    waits: str
    passed: str


DESKS: tuple[Desk, ...] = (
    Desk("province", "คณะกรรมการจังหวัด", "match.province", "signed", "province"),
    Desk("region", "เจ้าหน้าที่ภาค", "match.region", "province", "region"),
    Desk("hq", "ส่วนกลาง", "match.hq", "region", "hq"),
)
BY_KEY = {desk.key: desk for desk in DESKS}


def desk_of(state: str) -> Desk | None:
    """The desk that a request in this state waits for."""
    return next((desk for desk in DESKS if desk.waits == state), None)


def after(state: str, desk: str, verdict: str, reason: str) -> str:
    """The state after a verdict. Errors: NO_VERDICT, NO_REASON (to return or refuse), DECIDED (another was quicker)."""
    if verdict not in VERDICTS or desk not in BY_KEY:
        raise BadInput("NO_VERDICT", "เลือกว่าผ่าน ส่งคืน หรือไม่อนุมัติ", "Choose pass, return or refuse.")
    if BY_KEY[desk].waits != state:
        raise Clash(
            "DECIDED", f"คำขอนี้ไม่ได้รออยู่ที่โต๊ะนี้แล้ว ตอนนี้{STATES[state]} เปิดหน้าคำขอใหม่เพื่อดูผล",
            f"This request no longer waits at this desk; it is {state}. Reload it.",
        )  # fmt: skip
    if verdict != "pass" and not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลให้กองทุนรู้ว่าต้องแก้อะไร", "Say why, so that the fund knows what to mend.")
    return {"pass": BY_KEY[desk].passed, "return": "returned", "refuse": "refused"}[verdict]
