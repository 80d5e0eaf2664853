"""When a draft may become the fund's agreement: the meeting's quorum and vote, and from which day it holds. Pure."""

from dataclasses import dataclass
from datetime import date

from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Clash, Plain, Refused

MOST_PEOPLE = 100_000
MOST_AHEAD_YEARS = 2
"""A day further ahead than this is a typing error."""


@dataclass(frozen=True)
class Resolution:
    """What the members' meeting resolved. day is C.E.; entitled members, those present, and the votes are people."""

    meeting_th: str
    day: date
    entitled: int
    present: int
    votes_for: int
    votes_against: int
    resolution_th: str = ""

    @property
    def silent(self) -> int:
        """Present, and voted neither way."""
        return self.present - self.votes_for - self.votes_against

    @property
    def words(self) -> str:
        """What the agreement says of where it comes from: at most 300 letters."""
        said = f"มติ{self.meeting_th} วันที่ {long_th(self.day)}"
        return (f"{said} {self.resolution_th}" if self.resolution_th else said)[:300]


def quorum(entitled: int) -> int:
    """How many must be present: half of those entitled, a half person counted whole (as a council's quorum [d])."""
    return (entitled + 1) // 2


def check_resolution(said: Resolution, today: date) -> Plain | None:
    """Why a resolution does not carry an agreement; None where it does. The code names what to mend."""
    if not said.meeting_th.strip():
        return BadInput("NO_MEETING", "บอกชื่อการประชุมก่อน เช่น ที่ประชุมสมาชิกสามัญประจำปี 2569", "Name the meeting.")
    if said.day > today:
        return BadInput("FUTURE_DATE", "วันประชุมยังมาไม่ถึง ลงมติหลังวันประชุม", "The meeting lies in the future.")
    counts = (said.entitled, said.present, said.votes_for, said.votes_against)
    if min(counts) < 0 or max(counts) > MOST_PEOPLE or said.entitled == 0:
        return BadInput("BAD_COUNT", "จำนวนคนไม่ถูก ตรวจตัวเลขอีกครั้ง", "A number of people cannot be right.")
    if said.present > said.entitled:
        return BadInput(
            "TOO_MANY_PRESENT", f"ผู้มาประชุม {said.present:,} คน มากกว่าผู้มีสิทธิ {said.entitled:,} คน ตรวจตัวเลข",
            "More people were present than entitled.",
        )  # fmt: skip
    if said.present < quorum(said.entitled):
        return Refused(
            "NO_QUORUM",
            f"ไม่ครบองค์ประชุม ต้องมาอย่างน้อย {quorum(said.entitled):,} คน (กึ่งหนึ่งของ {said.entitled:,} คน) ให้เรียกประชุมใหม่",
            f"No quorum: {quorum(said.entitled)} of {said.entitled} must be present.",
        )
    if said.silent < 0:
        return BadInput(
            "TOO_MANY_VOTES", f"เสียงรวมกัน {said.votes_for + said.votes_against:,} มากกว่าผู้มาประชุม {said.present:,} คน ตรวจตัวเลข",
            "More votes than people present.",
        )  # fmt: skip
    if said.votes_for <= said.votes_against or said.votes_for * 2 <= said.present:
        need = said.present // 2 + 1
        return Refused(
            "NOT_CARRIED", f"เสียงเห็นชอบไม่เกินกึ่งหนึ่งของผู้มาประชุม (ต้อง {need:,} เสียงขึ้นไป) ร่างยังใช้ไม่ได้",
            f"Not carried: {need} votes are needed.",
        )  # fmt: skip
    return None


@dataclass(frozen=True)
class Standing:
    """What a new version must fit: days taken by versions in force, and the last event's day that was decided (or None)."""

    taken: frozenset[date]
    decided_through: date | None


def check_day(starts: date, said: Resolution, standing: Standing, today: date) -> Plain | None:
    """Why a version cannot hold from that day; None where it can."""
    if starts < said.day:
        return Refused(
            "BEFORE_MEETING", f"มีผลก่อนวันประชุม {long_th(said.day)} ไม่ได้ เปลี่ยนวันเริ่มใช้ในร่าง",
            "An agreement does not hold before it was resolved.",
        )  # fmt: skip
    if starts.year > today.year + MOST_AHEAD_YEARS:
        return BadInput("TOO_FAR", "วันเริ่มใช้ล่วงหน้าเกิน 2 ปี ตรวจปี พ.ศ.", "The day lies too far ahead.")
    if starts in standing.taken:
        return Clash(
            "DAY_TAKEN", f"มีฉบับที่เริ่มใช้วันที่ {long_th(starts)} อยู่แล้ว เลือกวันอื่น", "A version holds from that day already."
        )
    if standing.decided_through is not None and starts <= standing.decided_through:
        return Clash(
            "DAY_DECIDED",
            f"ตัดสินคำขอของเหตุถึงวันที่ {long_th(standing.decided_through)} ไปแล้ว เริ่มใช้ได้ตั้งแต่วันถัดไป",
            "Claims of events on or after that day were decided already.",
        )
    return None
