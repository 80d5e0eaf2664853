"""Where a community lies: its outline is sound and in its province."""

import json

import pytest

from chumchon.areas.shapes import lies_in
from chumchon.homes.rules.outlines import check_point, read_outline
from chumchon.thai.errors import BadInput

SQUARE = [[98.98, 18.78], [98.99, 18.78], [98.99, 18.79], [98.98, 18.79], [98.98, 18.78]]


def _file(ring, kind="Polygon"):
    shape = {"type": kind, "coordinates": [ring] if kind == "Polygon" else [[ring]]}
    return json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": shape}]})


def _code(text, province="50"):
    with pytest.raises(BadInput) as refused:
        read_outline(text, province)
    return refused.value.code


@pytest.mark.parametrize(
    ("province", "place"),
    [("50", (98.98, 18.79)), ("10", (100.50, 13.75)), ("83", (98.35, 7.95)), ("90", (100.47, 7.00)), ("40", (102.83, 16.44)), ("96", (101.82, 6.42))],
)  # fmt: skip
def test_towns_lie_in_their_own_provinces_and_no_far_one(province, place):
    assert lies_in(province, place)
    assert [p for p in ("50", "10", "83", "90", "40", "96") if p != province and lies_in(p, place)] == []


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_a_square_of_a_kilometre_has_its_area(kind):
    outline = read_outline(_file(SQUARE, kind), "50")
    assert abs(outline.square_metres - 1_112 * 1_053) < 3_000
    assert len(outline.ring) == 4 and outline.geojson()["coordinates"][0][0] == outline.geojson()["coordinates"][0][-1]


def test_an_outline_that_crosses_itself_is_refused():
    assert _code(_file([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]])) == "CROSSES_ITSELF"
    spike = [*SQUARE[:2], [98.995, 18.78], SQUARE[1], *SQUARE[2:]]
    assert _code(_file(spike)) == "CROSSES_ITSELF"


def test_an_outline_of_another_province_or_with_its_degrees_turned_is_refused():
    assert _code(_file(SQUARE), "57") == "OTHER_PROVINCE"
    assert _code(_file([[y, x] for x, y in SQUARE])) in ("OTHER_PROVINCE", "NOT_GEOJSON")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"type": "Point", "coordinates": [98.9, 18.7]}', '{"type": "Polygon", "coordinates": [[[1, 2]]]}', b"\xff\xfe"]
)  # fmt: skip
def test_a_file_that_is_no_outline_is_refused_in_words(text):
    assert _code(text) == "NOT_GEOJSON"


def test_a_file_of_two_shapes_asks_for_one():
    two = {"type": "FeatureCollection", "features": [{}, {}]}
    assert _code(json.dumps(two)) == "MANY_SHAPES"


def test_a_place_outside_the_country_or_the_province_is_refused():
    check_point(98.98, 18.79, "50")
    for place, code in (((18.79, 98.98), "NOT_A_PLACE"), ((100.5, 13.75), "OTHER_PROVINCE")):
        with pytest.raises(BadInput) as refused:
            check_point(*place, "50")
        assert refused.value.code == code
