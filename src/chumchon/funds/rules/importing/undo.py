"""May an import be taken back? What stands in the way, member by member, in words. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field

NEUTRAL = frozenset({"import", "fill", "unfill"})  # what files brought in goes with the member
REASONS: dict[str, str] = {
    "Contribution": "มีใบเสร็จแล้ว",
    "Taking": "รับเงินในใบเก็บเงินแล้ว",
    "Claim": "มีคำขอสวัสดิการ",
    "NonCashHelp": "มีบันทึกความช่วยเหลือ",
    "BenefitHistory": "มีสวัสดิการที่จ่ายมาแล้วในระบบ",
}
SIGNED = "อยู่ในใบยอดยกมาที่ลงชื่อแล้ว"
CHANGED = "แก้ข้อมูลหรือสถานะหลังนำเข้าแล้ว"
OTHER = "มีบันทึกอื่นที่อ้างถึง"
ELSEWHERE = "ข้อมูลที่เติมถูกแก้หลังจากนั้นแล้ว"


@dataclass(frozen=True)
class InUse:
    """A member whose import, or filled fields, cannot be taken back, and why in Thai."""

    member_id: int
    number: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Undoable:
    """What an import brought in and filled, as it may be taken back: ids of members, ids of fill events, who stands in the way."""

    members: tuple[int, ...] = ()
    fills: tuple[int, ...] = ()
    in_use: tuple[InUse, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Nobody stands in the way."""
        return not self.in_use

    @property
    def count(self) -> int:
        """How many members can be taken back or emptied again."""
        return len(self.members) + len(self.fills)


def reasons(tables: Collection[str], events: Collection[str]) -> tuple[str, ...]:
    """Why a member stays: names of the tables that speak of them, kinds of what happened since. Empty: nothing."""
    said = [REASONS.get(table, OTHER) for table in sorted(tables)]
    later = set(events) - NEUTRAL
    if "cut_off" in later:
        said.append(SIGNED)
    if later - {"cut_off"}:
        said.append(CHANGED)
    return tuple(dict.fromkeys(said))
