"""Thai names written in many ways are heard as one, and people who merely resemble each other stay two."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chumchon.checks.rules.duplicates import People, compare
from chumchon.checks.rules.names import WIDTH, distance, fold, sex, skeleton

BORN = date(1961, 3, 9).toordinal()
NAMES = st.text(st.sampled_from("กขคงจชดตทนบปพฟมยรลวสหอะาิุเแโไ"), min_size=1, max_size=WIDTH)


@pytest.mark.parametrize("one, other", [
    ("วรรณา", "วันนา"), ("ภัทร์", "พัท"), ("ไชยา", "ชัยยา"), ("บุญศรี", "บุนสี"), ("เพ็ญ", "เพน"), ("จันทร์", "จัน"), ("สม ศักดิ์", "สมศักดิ์"),
    ("ณัฐ", "นัท"), ("น้ำ", "นำ"), ("ใจ", "ไจ"),
])  # fmt: skip
def test_two_ways_to_write_one_name_sound_alike(one, other):
    assert fold(one) == fold(other)


def test_names_that_differ_to_the_ear_stay_apart_and_titles_say_the_sex():
    assert fold("สมชาย") != fold("สมชัย") and skeleton(fold("สมชาย")) == skeleton(fold("สมชัย"))
    assert [sex(t) for t in ("นาย", "น.ส.", "ด.ญ.", "นาง", "ดร.", "")] == [1, 2, 2, 2, 0, 0]


def plain(a, b):
    """Edits with swaps of neighbours, one by one."""
    table = [[max(i, j) if not i or not j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@settings(max_examples=60)
@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=6))
def test_all_rows_at_once_differ_by_as_many_letters_as_one_by_one(pairs):
    def letters(words):
        made = np.zeros((len(words), WIDTH), np.uint8)
        for i, word in enumerate(words):
            made[i, : len(word)] = [ord(ch) - 0x0E00 for ch in word]
        return made

    found = distance(letters([a for a, _ in pairs]), letters([b for _, b in pairs]))
    assert found.tolist() == [plain(a, b) for a, b in pairs]


def people(*rows):
    """Rows of (title, first, last, birth, known, house) among some hundred others."""
    others = [
        ("นาย", f"ประเสริฐ{chr(0x0E01 + i % 40)}", f"คำมูล{chr(0x0E01 + i // 40)}ดี", BORN - 3000 - 37 * i, 2, 500 + i)
        for i in range(200)
    ]
    every = [*rows, *others]
    title, first, last, birth, known, house = zip(*every, strict=True)
    houses = np.array(house, np.int64)
    return People(
        np.array(title),
        np.array(first),
        np.array(last),
        np.array(birth, np.int64),
        np.array(known, np.int64),
        houses,
        houses // 60 + 1,
    )


def score(one, other):
    found = compare(people(one, other))
    mine = (found.a == 0) & (found.b == 1)
    return int(found.score[mine][0]) if mine.any() else 0


ONE = ("นาง", "วรรณา", "แก้วมูล", BORN, 2, 1)


def test_one_person_written_twice_is_found_through_spelling_title_and_a_year_for_a_birthday():
    assert score(ONE, ("น.ส.", "วันนา", "แก้วมูน", BORN, 2, 1)) > 95
    year = date(1961, 1, 1).toordinal()
    assert score(ONE, ("นาง", "วรรณา", "แก้วมูล", year, 1, 1)) > 90
    assert score(ONE, ("นาง", "วรรณา", "แก้วมูล", BORN, 2, 400)) > 90, "moved house"


def test_twins_brothers_and_namesakes_are_two():
    assert score(ONE, ("นาง", "รัตนา", "แก้วมูล", BORN, 2, 1)) < 60, "twins"
    assert score(ONE, ("นาย", "วรรณ", "แก้วมูล", BORN + 800, 2, 1)) < 60, "brother"
    assert score(ONE, ("นาง", "วรรณา", "ใจดี", BORN + 4000, 2, 300)) < 60, "namesake"


def test_the_reasons_are_told_in_thai():
    found = compare(people(ONE, ("นาง", "วันนา", "แก้วมูล", BORN, 2, 1)))
    at = int(np.flatnonzero((found.a == 0) & (found.b == 1))[0])
    assert found.why(at) == "ชื่อเสียงเดียวกัน นามสกุลตรงกัน วันเกิดเดียวกัน บ้านเดียวกัน"
