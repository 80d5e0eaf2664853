"""A file that knows more than the register fills what is empty there, on a word of its own, and writes nothing over."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chumchon.funds.actions import members as register
from chumchon.funds.actions.importing_undo import undo_import
from chumchon.funds.models import ImportBatch, Member
from chumchon.funds.queries.members_history import happenings, state_of
from chumchon.funds.rules.membership import replay
from chumchon.people.queries import full_citizen_id
from tests import factories
from tests.factories import NOW, TODAY
from tests.funds.importing_books import HEADERS, people, person, xlsx
from tests.funds.test_import_undo import WHY, bring

pytestmark = pytest.mark.django_db
FULL = people(4, seed=10**6)  # ids that no member of the factories has
EMPTY = {"เลขประจำตัวประชาชน": "", "วันเกิด": "", "บ้านเลขที่": "", "หมู่ที่": ""}


def poor(number: int) -> list[object]:
    """The person of that number with a name and a number only."""
    return person(number, "", **EMPTY)


@pytest.fixture
def known(fund, treasurer):
    """Four members of whom the register knows little."""
    bring(fund, treasurer, rows=[poor(n) for n in range(1, 5)])
    return fund


def fill(fund, treasurer, rows=FULL) -> ImportBatch:
    return bring(fund, treasurer, rows=rows, fill=True)


def test_without_being_asked_nothing_is_filled_and_the_offer_is_counted(known, treasurer):
    said = bring(known, treasurer, rows=FULL).report
    assert (said["added"], said["already"], said["fill"], said["filled"]) == (0, 4, 4, 0)
    assert not Member.objects.exclude(person__birth_day=None).exists()


def test_empty_fields_are_filled_from_the_file(known, treasurer):
    said = fill(known, treasurer).report
    assert (said["added"], said["fill"], said["filled"]) == (0, 4, 4)
    member = Member.objects.select_related("person__household", "village").get(number="0003")
    assert full_citizen_id(member.person) == FULL[2][2]
    assert (member.person.birth_day, member.village.number, member.person.household.house_no) == (
        date(1967, 1, 5),
        4,
        "3/1",
    )
    assert bring(known, treasurer, rows=FULL).report["fill"] == 0


def test_the_history_of_a_filled_member_says_what_the_register_shows(known, treasurer):
    fill(known, treasurer)
    member = Member.objects.select_related("person__household", "user").get(number="0002")
    said, shown = replay(happenings(member)), state_of(member)
    assert {f: said.get(f) for f in shown} == shown


def test_what_the_register_has_is_never_written_over(fund, treasurer):
    factories.make_member(
        fund, "สมศรี", number="0001", village=3, house="99", beneficiary="นายเดิม"
    )  # another surname: another person
    bring(fund, treasurer, rows=[person(2, FULL[1][2], วันเกิด="7/7/2500", บ้านเลขที่="", หมู่ที่=5)])
    said = fill(fund, treasurer, FULL[:2]).report
    assert (said["to_mend"], said["filled"]) == ({"DUPLICATE_MEMBER_NO": 1}, 0)
    member = Member.objects.select_related("person").get(number="0002")
    assert (member.person.birth_day, member.village.number, member.person.household) == (date(1957, 7, 7), 5, None)


def test_the_same_number_and_name_with_another_birth_day_is_another_person(fund, treasurer):
    bring(fund, treasurer, rows=[person(1, "", วันเกิด="7/7/2500")])
    said = fill(fund, treasurer, FULL[:1]).report
    assert (said["already"], said["filled"], said["to_mend"]) == (0, 0, {"DUPLICATE_MEMBER_NO": 1})


def test_an_id_that_another_member_has_fills_nobody(fund, treasurer):
    bring(fund, treasurer, rows=[poor(1), person(2, FULL[0][2], **{"ชื่อ-สกุล": "นายอื่น คนละคน"})])
    said = fill(fund, treasurer, FULL[:1]).report
    assert (said["filled"], Member.objects.get(number="0001").person.citizen_index) == (0, None)


def test_of_two_rows_for_one_member_the_first_fills(known, treasurer):
    other = person(1, "", วันเกิด="1/1/2499")
    assert fill(known, treasurer, [FULL[0], other]).report["filled"] == 1
    assert Member.objects.get(number="0001").person.birth_day == date(1967, 1, 5)


def test_a_member_without_a_number_in_the_file_is_known_by_name_and_birth_day(fund, treasurer):
    bring(fund, treasurer, rows=[person(1, "")])
    row = ["", *FULL[0][1:]]
    said = fill(fund, treasurer, [row]).report
    assert (said["added"], said["filled"], Member.objects.count()) == (0, 1, 1)


def test_taking_the_file_back_empties_what_it_filled_and_nothing_else(known, treasurer):
    batch = fill(known, treasurer, [*FULL, person(9, "")])
    done = undo_import(batch, treasurer, WHY, NOW, TODAY)
    assert (done.members, done.fills) == (1, 4)
    member = Member.objects.select_related("person").get(number="0003")
    person_now = member.person
    assert (person_now.first_name, person_now.birth_day, person_now.citizen_index, person_now.household_id, member.village_id) == (
        "สมศรี", None, None, None, None,
    )  # fmt: skip
    assert fill(known, treasurer).report["filled"] == 4


def test_a_filled_field_that_was_changed_since_stays(known, treasurer):
    batch = fill(known, treasurer)
    member = Member.objects.get(number="0001")
    facts = register.FundMemberFacts(
        first_name="สมศรี", surname="ใจดี1", joined_on=member.joined_on, birth_day=date(1960, 1, 1), birth_precision="day"
    )
    register.change_member(member, treasurer, facts, TODAY, NOW)
    done = undo_import(batch, treasurer, WHY, NOW, TODAY, others=True)
    assert (done.fills, [one.number for one in done.kept.in_use]) == (3, ["0001"])
    assert Member.objects.get(number="0001").person.birth_day == date(1960, 1, 1)


def test_on_the_screen_filling_has_its_own_confirmation(client, known, treasurer):
    client.force_login(factories.user(known, "treasurer"))
    data = xlsx([HEADERS, *FULL, *people(9, seed=3)[8:]])
    client.post(reverse("imports", args=[known.code]), {"file": SimpleUploadedFile("ก.xlsx", data)})
    batch = ImportBatch.objects.latest("id")
    html = client.get(reverse("import_show", args=[known.code, batch.id])).content.decode()
    assert "เติมข้อมูล 4 ราย" in html and 'name="fill" value="1">' in html and "5 ม.ค." in html
    assert FULL[0][2] not in html, "an id is shown masked"
    said = client.post(
        reverse("import_confirm", args=[known.code, batch.id]), {"fill": "1"}, follow=True
    ).content.decode()
    assert "นำเข้าสมาชิก 1 คนแล้ว · เติมข้อมูล 4 รายแล้ว" in said
