"""Ladders of bands in a file: [[from, value], ...], rising from zero; those of the fund ratio fall to zero."""

from decimal import Decimal
from typing import Any

from .faults import Wrong
from .model import Band
from .schema import MOST_LIST, MOST_YEARS, Reader


def read_bands(value: Any, read_value: Reader, *, ratio: bool = False) -> tuple[Band, ...]:
    """Bands in the order of the file. Errors: Wrong for the first thing that is not right."""
    if not isinstance(value, list) or not value:
        raise Wrong("WRONG_TYPE", "ต้องเป็นรายการ [[ตั้งแต่, ค่า], …]", "must be a list of [from, value]")
    if len(value) > MOST_LIST:
        raise Wrong("TOO_LARGE", f"มีขั้นได้ไม่เกิน {MOST_LIST} ขั้น", f"may hold {MOST_LIST} bands at most")
    bands = tuple(_read_band(pair, read_value, ratio) for pair in value)
    starts = [band.at for band in bands]
    if len(set(starts)) < len(starts):
        again = next(pair[0] for place, pair in enumerate(value) if bands[place].at in starts[:place])
        raise Wrong(
            "BANDS_OVERLAP", f"ขั้นซ้อนกัน: มีขั้นที่เริ่มตั้งแต่ {again} มากกว่าหนึ่งขั้น", f"bands overlap: two start at {again}"
        )
    if starts != sorted(starts, reverse=ratio):
        way_th, way_en = ("มากไปน้อย", "fall") if ratio else ("น้อยไปมาก", "rise")
        raise Wrong("BANDS_UNSORTED", f"เรียงขั้นจาก{way_th}", f"bands are not sorted: they must {way_en}")
    if min(starts) != 0:
        last = "ขั้นสุดท้าย" if ratio else "ขั้นแรก"
        raise Wrong("BANDS_GAP", f"{last}ต้องเริ่มที่ 0 ไม่เช่นนั้นบางคนจะไม่อยู่ในขั้นใด", "the bands leave a gap at zero")
    return bands


def _read_band(pair: Any, read_value: Reader, ratio: bool) -> Band:
    if not isinstance(pair, list) or len(pair) != 2:
        raise Wrong("WRONG_TYPE", f"แต่ละขั้นต้องเป็น [ตั้งแต่, ค่า] แต่พบ {_short(pair)}", "each band must be [from, value]")
    start = pair[0]
    if isinstance(start, bool) or not isinstance(start, int | Decimal) or not Decimal(start).is_finite():
        raise Wrong("WRONG_TYPE", f"จุดเริ่มของขั้นต้องเป็นตัวเลข แต่พบ {_short(start)}", "where a band starts must be a number")
    if start < 0:
        raise Wrong("NEGATIVE", f"จุดเริ่มของขั้นต้องไม่ติดลบ ({start})", "where a band starts must not be negative")
    if ratio:
        if start > 100 or Decimal(start) * 10_000 % 1:
            raise Wrong(
                "TOO_FINE",
                f"อัตรา {start} ต้องไม่เกิน 100 เท่า ทศนิยมไม่เกินสี่ตำแหน่ง",
                "a ratio has four decimals and is 100 at most",
            )
        return Band(int(Decimal(start) * 10_000), read_value(pair[1]))
    if not isinstance(start, int) or start > MOST_YEARS:
        raise Wrong(
            "WRONG_TYPE", f"ขั้นต้องเริ่มที่จำนวนปีเต็ม ไม่เกิน {MOST_YEARS} ปี แต่พบ {start}", "a band starts at whole years"
        )
    return Band(start, read_value(pair[1]))


def _short(value: Any) -> str:
    shown = str(value)
    return shown if len(shown) <= 30 else shown[:29] + "…"
