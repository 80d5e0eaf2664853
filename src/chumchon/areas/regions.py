"""The institute's five regions and which provinces lie in each, as the defaults that an operator edits."""

SOURCE = "ค่าเริ่มต้น รอการยืนยันจากสถาบัน"  # [d] of the field's notes: five regional offices, the grouping to be confirmed

REGIONS = (
    ("R1", "เหนือ", "North"),
    ("R2", "ตะวันออกเฉียงเหนือ", "Northeast"),
    ("R3", "กลางและตะวันตก", "Central and West"),
    ("R4", "กรุงเทพฯ ปริมณฑล ตะวันออก", "Bangkok, vicinity and East"),
    ("R5", "ใต้", "South"),
)
_BANGKOK_AND_EAST = frozenset({"10", "11", "12", "13", *(str(n) for n in range(20, 28))})


def region_of(province_code: str) -> str:
    """The region's code of a province's two digits."""
    if province_code in _BANGKOK_AND_EAST:
        return "R4"
    return {"3": "R2", "4": "R2", "5": "R1", "6": "R1", "8": "R5", "9": "R5"}.get(province_code[0], "R3")
