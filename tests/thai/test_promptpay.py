"""The QR that pays the fund: the text that every bank's application reads, to the last digit of its checksum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.thai.errors import BadInput
from chumchon.thai.promptpay import checksum, payload


def fields(text: str) -> dict[str, str]:
    """The fields of a payload, read as a bank's application reads them."""
    found = {}
    while text:
        length = int(text[2:4])
        found[text[:2]], text = text[4 : 4 + length], text[4 + length :]
        assert len(found) < 99
    return found


def test_the_checksum_is_the_one_of_the_standard():
    assert checksum("123456789") == "29B1"


@pytest.mark.parametrize(
    ("to", "satang", "text"),
    [
        ("0899999999", 0, "00020101021129370016A000000677010111011300668999999995802TH53037646304FE29"),
        ("089-999-9999", 42000, "00020101021229370016A000000677010111011300668999999995802TH53037645406420.006304CF9E"),
        ("+66-89-123-4567", 0, "00020101021129370016A000000677010111011300668912345675802TH5303764630429C1"),
        ("1-1111-11111-11-1", 0, "00020101021129370016A000000677010111021311111111111115802TH530376463047B5A"),
        ("0123456789012", 0, "00020101021129370016A000000677010111021301234567890125802TH530376463040CBD"),
        ("๐๘๙๙๙๙๙๙๙๙", 0, "00020101021129370016A000000677010111011300668999999995802TH53037646304FE29"),
    ],
)
def test_numbers_as_people_write_them_give_the_text_that_other_programs_give(to, satang, text):
    assert payload(to, satang) == text


@given(st.integers(1, 10**12), st.from_regex(r"0[0-9]{9}", fullmatch=True))
def test_the_amount_and_the_receiver_are_read_back_to_the_satang(satang, to):
    text = payload(to, satang)
    read = fields(text)
    baht, part = read["54"].split(".")
    assert int(baht) * 100 + int(part) == satang and read["01"] == "12" and read["53"] == "764"
    assert fields(read["29"])["01"] == "0066" + to[1:]
    assert read["63"] == checksum(text[:-4])


@pytest.mark.parametrize("to", ["", "12345", "0812345678x", "1712345678", "12345678901234"])
def test_a_number_that_is_no_promptpay_is_answered_with_what_to_do(to):
    with pytest.raises(BadInput, match="BAD_PROMPTPAY") as bad:
        payload(to)
    assert "10 หลัก" in bad.value.th


@pytest.mark.parametrize("satang", [-1, 10**12 + 1])
def test_an_amount_out_of_bounds_makes_no_qr(satang):
    with pytest.raises(BadInput, match="BAD_AMOUNT"):
        payload("0899999999", satang)
