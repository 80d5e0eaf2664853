"""Thai names folded to how they sound: spelling variants, tone marks, silent letters and titles fall together.

fold("วรรณา") is fold("วันนา"), fold("ภัทร์") is fold("พัท"), fold("บุญศรี") is fold("บุนสี"); the skeleton keeps consonants only, for blocks.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

WIDTH = 16
"""Letters of a folded name that are compared; longer ones are cut."""
_SOUND = str.maketrans(
    {
        "ศ": "ส", "ษ": "ส", "ซ": "ส", "ณ": "น", "ญ": "ย", "ฬ": "ล", "ธ": "ท", "ฑ": "ท", "ฒ": "ท", "ฐ": "ท", "ถ": "ท",
        "ฎ": "ด", "ฏ": "ต", "ภ": "พ", "ผ": "พ", "ฝ": "ฟ", "ฆ": "ค", "ข": "ค", "ฅ": "ค", "ฃ": "ค", "ฉ": "ช", "ฌ": "ช",
        "ฮ": "ห", "ี": "ิ", "ื": "ึ", "ู": "ุ", "ใ": "ไ", "ๅ": "า",
    }
)  # fmt: skip
_GONE = re.compile("[\u0e48-\u0e4b\u0e47\u0e4d\u0e4e\u0e46\u0e2f\u0e3a\u200b-\u200d\ufeff\\s.\\-_'\"()]")
_SILENT = re.compile("(?<=น)ทร์|(?<=ส)ตร์|ษณ์|[ก-ฮ][ิีุู]?์")
_YO_YING = re.compile("ญ(?![ะาิีึืุูัำ])")  # at the end of a syllable it is heard as น
_AI = re.compile("ไ([ก-ฮ])ย")
_TWICE = re.compile("([ก-ฮ])\\1")
_LETTERS = "กขคงจชดตทนบปพฟมยรลวสหอะาิึุเแโไัำฤ"
_CODE = {letter: number for number, letter in enumerate(_LETTERS, 1)}
_CONSONANT = re.compile("[ก-ฮ]")
_MALE = ("นาย", "ด.ช", "ดช", "เด็กชาย", "พระ", "สามเณร", "Mr", "พลฯ")
_FEMALE = ("นาง", "น.ส", "นส", "ด.ญ", "ดญ", "เด็กหญิง", "แม่ชี", "Mrs", "Miss", "Ms", "พญ")


def fold(name: str) -> str:
    """How a name sounds, in few letters; "" where nothing is left."""
    text = unicodedata.normalize("NFC", name).replace("ํา", "ำ").replace("เเ", "แ")
    text = _SILENT.sub("", _GONE.sub("", text))
    text = _YO_YING.sub("น", text.replace("รร", "ั").replace("ฤ", "ริ").replace("ทร", "ท").replace("ศร", "ส"))
    text = text.translate(_SOUND)
    text = _AI.sub(r"\1ัย", text)
    return _TWICE.sub(r"\1", _TWICE.sub(r"\1", text))


def skeleton(folded: str) -> str:
    """The consonants of a folded name; ร and ล are heard alike, a silent ห before another falls away."""
    return "".join(_CONSONANT.findall(folded)).replace("ร", "ล")[:6]


def sex(title: str) -> int:
    """1 male, 2 female by the title, 0 unknown."""
    text = title.strip()
    return 2 if text.startswith(_FEMALE) else 1 if text.startswith(_MALE) else 0


class Names:
    """A column of names: each distinct one folded once. code and bone number folded names and skeletons, 0 is "no name"."""

    def __init__(self, column: NDArray[np.str_]) -> None:
        distinct, place = np.unique(column, return_inverse=True)
        folded = [fold(str(name)) for name in distinct]
        self.raw = place.astype(np.int64)
        self.code = _numbers(folded)[place]
        self.bone = _numbers([skeleton(f) for f in folded])[place]
        self.count = np.bincount(self.code)
        table = np.zeros((len(distinct), WIDTH), np.uint8)
        for i, text in enumerate(folded):
            letters = [_CODE.get(ch, 255) for ch in text[:WIDTH]]
            table[i, : len(letters)] = letters
        self._letters, self._place = table, place
        self.length = (table > 0).sum(1).astype(np.uint8)[place]

    def distance(self, a: NDArray[np.intp], b: NDArray[np.intp]) -> NDArray[np.uint8]:
        """Letters that differ between the folded names of rows a and b; neighbours that changed places count one."""
        left, right = self._place[a].astype(np.int64), self._place[b].astype(np.int64)
        low, high = np.minimum(left, right), np.maximum(left, right)
        pairs, place = np.unique(low * len(self._letters) + high, return_inverse=True)
        found = distance(self._letters[pairs // len(self._letters)], self._letters[pairs % len(self._letters)])
        return found[place]


def _numbers(words: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {"": 0}
    return np.array([known.setdefault(word, len(known)) for word in words], np.int64)


def distance(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Edits between rows of letters (zeros pad the end), as of optimal string alignment; all rows at once, in chunks."""
    out = np.zeros(len(a), np.uint8)
    for start in range(0, len(a), 50_000):
        part = slice(start, start + 50_000)
        out[part] = _distance(np.ascontiguousarray(a[part].T), np.ascontiguousarray(b[part].T))
    return out


def _distance(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> Any:
    width, size = a.shape
    lengths_a, lengths_b = (a > 0).sum(0), (b > 0).sum(0)
    rows = [np.tile(np.arange(width + 1, dtype=np.uint8)[:, None], (1, size))]
    for i in range(1, width + 1):
        row = np.empty((width + 1, size), np.uint8)
        row[0] = i
        for j in range(1, width + 1):
            cost = (a[i - 1] != b[j - 1]).astype(np.uint8)
            best = np.minimum(np.minimum(rows[-1][j], row[j - 1]) + 1, rows[-1][j - 1] + cost)
            if i > 1 and j > 1:
                swap = (a[i - 1] == b[j - 2]) & (a[i - 2] == b[j - 1])
                best = np.where(swap, np.minimum(best, rows[-2][j - 2] + 1), best)
            row[j] = best
        rows.append(row)
    table = np.stack(rows)
    return table[lengths_a, lengths_b, np.arange(size)]
