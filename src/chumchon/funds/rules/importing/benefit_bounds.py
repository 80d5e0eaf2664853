"""What no row of an old book of benefits can be: too long ago, too many nights or children, an end that is still to come. Pure."""

from datetime import date

MOST_NIGHTS, MOST_CHILDREN, OLDEST_YEARS = 366, 10, 50
FAULTS = {
    "LONG_AGO": f"นานเกิน {OLDEST_YEARS} ปี ตรวจปี พ.ศ. อีกครั้ง",
    "MANY_NIGHTS": f"เหตุเดียวนานเกิน {MOST_NIGHTS} คืน ตรวจจำนวนคืนและวันที่ หรือแยกเป็นหลายแถว",
    "MANY_CHILDREN": f"เด็กเกิน {MOST_CHILDREN} คนในเหตุเดียว ตรวจจำนวนคน",
    "ENDS_LATER": "นับจำนวนคืนแล้ววันออกยังมาไม่ถึง ตรวจวันเข้าและจำนวนคืน",
}


def out_of_bounds(
    start: date | None, end: date | None, units: int, unit: str | None, today: date, end_said: bool
) -> list[tuple[str, str]]:
    """Codes with the field of each; end_said: the row names its last day, which was compared with today already."""
    found = []
    if start is not None and start.year < today.year - OLDEST_YEARS:
        found.append(("LONG_AGO", "start"))
    if unit == "child" and units > MOST_CHILDREN:
        found.append(("MANY_CHILDREN", "units"))
    if unit == "night" and units > MOST_NIGHTS:
        found.append(("MANY_NIGHTS", "units"))
    elif end is not None and end > today and not end_said:
        found.append(("ENDS_LATER", "units"))
    return found
