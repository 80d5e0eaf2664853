"""Thai words of the room's kinds and states."""

DISASTERS = {"flood": "น้ำท่วม", "fire": "ไฟไหม้", "storm": "พายุ", "epidemic": "โรคระบาด"}
DISASTER_STATES = {"open": "กำลังช่วยกัน", "closed": "ปิดแล้ว"}
ITEM_KINDS = {"goods": "ของ", "labour": "แรงงาน", "money": "เงิน"}
LIST_WORDS = {
    "counts": "นับแล้ว", "adds": "นับเพิ่ม", "replaces": "ใช้แทนรายการก่อน", "double": "จดซ้ำ รอตัดสิน", "late": "มาช้า รอตัดสิน",
    "dropped": "ซ้ำ ไม่นับ",
}  # fmt: skip
WAITING = ("double", "late")
"""Words of a list that nobody has decided on: kept, and counted nowhere."""
DECISIONS = {"adds": "ขาดเพิ่มจริง นับรวมกัน", "replaces": "ใช้รายการนี้แทนของเดิม", "dropped": "เป็นรายการเดิม ไม่นับซ้ำ"}
PLEDGE_STATES = {"waiting": "รอเห็นชอบ", "open": "ให้คำมั่นแล้ว", "refused": "ไม่เห็นชอบ"}
PLEDGE_STEPS = {"made": "ให้คำมั่น", "approved": "เห็นชอบ", "refused": "ไม่เห็นชอบ", "released": "ถอนคืนบางส่วน"}
LOAD_KINDS = {"truck": "รถขนของ", "money": "โอนหรือส่งเงิน"}
LOAD_STATES = {"preparing": "กำลังจัด", "sent": "อยู่ระหว่างทาง", "done": "ถึงแล้ว", "cancelled": "ยกเลิก"}
RECEIVERS = {
    "head": "เจ้าของบ้าน", "family": "คนในบ้าน", "neighbour": "เพื่อนบ้านรับแทน", "keeper": "ผู้ดูแลจุดรับของ",
    "treasurer": "เหรัญญิกของผู้รับ",
}  # fmt: skip
"""Who took it, as a relation and never as a name: rows of a delivery stay for ever."""
NEED_STATES = {"missing": "ยังขาด", "way": "อยู่ระหว่างทาง", "done": "ได้ครบ"}
