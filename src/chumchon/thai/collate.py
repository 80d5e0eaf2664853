"""Thai order as a stored sort key: plain text comparison of keys gives the order of the dictionary on any database."""

import re
import unicodedata

_LEADING = re.compile("([เแโใไ])([ก-ฮ])")
_MARKS = re.compile("[\u0e47-\u0e4e]")


def sort_key(text: str) -> str:
    """Consonant before its leading vowel; tone marks count only between equal words."""
    plain = unicodedata.normalize("NFC", text).strip().lower()
    primary = _LEADING.sub(r"\2\1", _MARKS.sub("", plain))
    marks = "".join(_MARKS.findall(plain))
    return f"{primary}\u0001{marks}" if marks else primary
