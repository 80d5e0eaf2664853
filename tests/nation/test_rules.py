"""The pace to a target is honest."""

from chumchon.nation import rules


def test_the_pace_says_what_the_years_that_are_left_ask_for():
    pace = rules.pace(242_674, 1_050_000, 2546, 2565, 2579)
    assert round(pace.percent, 1) == 23.1
    assert round(pace.yearly_so_far) == 12_772 and round(pace.yearly_needed) == 57_666
    assert not pace.reaches
    assert rules.pace(100, 100, 2546, 2579, 2579).yearly_needed == 0


def test_a_limit_belongs_to_the_band_above_it():
    assert [rules.band(v, (50, 65)) for v in (0, 49.9, 50, 65, 100)] == [0, 0, 1, 2, 2]


def test_a_row_is_summed_for_everything_above_it_once():
    assert rules.parents("500705", "R1") == ["5007", "50", "R1", ""]
    assert rules.parents("50", "R1") == ["50", "R1", ""]
    assert rules.parents("", "") == [""]
