"""Citizen ids: thirteen digits and their check."""

import random

from hypothesis import given
from hypothesis import strategies as st

from chumchon.thai import citizen


@given(st.integers(min_value=0, max_value=10**9))
def test_a_made_up_id_is_right_and_one_wrong_digit_makes_it_wrong(seed):
    rng = random.Random(seed)
    made = citizen.synthetic(rng)
    assert made[1:5] == "9999" and citizen.normalise(made) == made
    place = rng.randrange(13)
    wrong = made[:place] + str((int(made[place]) + rng.randrange(1, 10)) % 10) + made[place + 1 :]
    assert not citizen.is_valid(wrong) or place in (0, 1, 2) or _same_weight(made, wrong)


def _same_weight(made: str, wrong: str) -> bool:
    # The check is modulo 11 folded to ten digits: 10 and 0 both write 0, 11 and 1 both write 1.
    return citizen.check_digit(made[:12]) == citizen.check_digit(wrong[:12])


def test_people_without_registered_status_begin_with_zero():
    body = "099990000001"
    whole = body + citizen.check_digit(body)
    assert citizen.normalise(whole) == whole
    assert citizen.normalise(int(whole)) == whole  # the number cell lost the zero
    assert citizen.normalise(str(int(whole))) is None  # twelve digits in a text cell are wrong
    assert citizen.normalise(float(int(whole))) == whole


def test_the_mask_shows_no_middle():
    assert citizen.mask("3500712345123") == "3-5007-XXXXX-12-3"
    assert citizen.normalise("๓-๙๙๙๙-๐๐๐๐๐-๐๐-" + citizen.check_digit("399990000000")) is not None
