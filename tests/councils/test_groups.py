"""จดแจ้ง: entered by one, confirmed by another, numbered without gaps, near-duplicates shown, ended with a reason."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from chumchon.access.models import AuditEvent
from chumchon.access.queries import in_force
from chumchon.councils.actions import group_papers, groups, seats
from chumchon.councils.models import Group, GroupPaper, GroupYear
from chumchon.councils.queries.groups import Filters, listing, sums
from chumchon.councils.rules.groups import Figures, founders_of, land_short, land_words, parse_land
from chumchon.thai.errors import BadInput, NotAllowed, Plain, Refused
from tests.councils import world
from tests.councils.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(db):
    return world.opened()


def test_an_organisation_gets_its_number_when_the_headman_confirms_it(council):
    group = world.entered(council)
    assert (group.state, group.label) == ("waiting", "")
    groups.confirm(council, group.pk, world.headman(), NOW, TODAY)
    group.refresh_from_db()
    assert (group.state, group.label, group.registered_on) == ("registered", "1/2569", TODAY)
    assert GroupYear.objects.get(group=group).member_count == 40
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {"group.enter", "group.confirm"}


def test_whoever_entered_it_may_not_confirm_it(council):
    group = world.entered(council)
    with pytest.raises(Refused) as refused:
        groups.confirm(council, group.pk, world.officer(), NOW, TODAY)
    assert refused.value.code == "SAME_PERSON"


def test_a_headman_of_another_tambon_confirms_nothing_here(council):
    group = world.entered(council)
    with pytest.raises(NotAllowed):
        groups.confirm(council, group.pk, world.headman("500706"), NOW, TODAY)


def test_numbers_have_no_gaps_and_begin_anew_each_year(council):
    names = ["กลุ่มออมทรัพย์บ้านแม่แรม", "ป่าชุมชนดอยสูง", "วิสาหกิจผ้าทอมือ"]
    first, second = (world.registered(council, name) for name in names[:2])
    returned = world.entered(council, "ชมรมผู้สูงอายุร่มเย็น", "elders")
    groups.give_back(council, returned.pk, "ขาดสำเนา", world.headman(), NOW, TODAY)
    third = world.registered(council, names[2], day=date(2027, 1, 5))
    assert [g.label for g in (first, second, third)] == ["1/2569", "2/2569", "1/2570"]


def test_the_same_form_sent_twice_is_one_organisation(council):
    key = uuid.uuid4()
    made = [groups.enter(council, world.facts(), world.officer(), key, False, NOW, TODAY) for _ in range(2)]
    assert made[0].pk == made[1].pk and Group.objects.count() == 1


def test_a_near_duplicate_is_shown_before_saving_and_a_person_decides(council):
    first = world.registered(council, "กลุ่มออมทรัพย์บ้านแม่แรม")
    with pytest.raises(groups.Near) as shown:
        world.entered(council, "ออมทรัพย์ แม่แรม")
    assert shown.value.near == [first.pk] and Group.objects.count() == 1
    second = world.entered(council, "ออมทรัพย์ แม่แรม", not_the_same=True)
    assert second.pk != first.pk
    assert AuditEvent.objects.filter(verb="group.enter").latest("id").detail["not_the_same"] is True


def test_a_form_with_too_few_founders_says_how_many_are_needed(council):
    with pytest.raises(BadInput) as refused:
        world.entered(council, founders=4)
    assert refused.value.code == "FEW_FOUNDERS" and "5 คน" in refused.value.th


@pytest.mark.parametrize(
    ("more", "code"),
    [({"name": "กก"}, "BAD_NAME"), ({"figures": Figures(-1)}, "BAD_FIGURES"), ({"village_id": 999_999}, "NO_VILLAGE"), ({"kind": "no"}, "NO_KIND")],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_a_sentence(council, more, code):
    with pytest.raises(Plain) as refused:
        world.entered(council, **more)
    assert refused.value.code == code and refused.value.th


def test_one_that_was_sent_back_is_mended_and_waits_again(council):
    group = world.entered(council)
    groups.give_back(council, group.pk, "ขาดชื่อผู้ก่อตั้ง", world.headman(), NOW, TODAY)
    groups.change(council, group.pk, world.facts(founders=6), world.officer(), False, NOW, TODAY)
    group.refresh_from_db()
    assert group.state == "waiting" and group.founders.count() == 6
    groups.confirm(council, group.pk, world.headman(), NOW, TODAY)
    with pytest.raises(Refused) as refused:
        groups.change(council, group.pk, world.facts(), world.officer(), False, NOW, TODAY)
    assert refused.value.code == "ALREADY"


def test_the_yearly_confirmation_keeps_every_year_and_the_newest_counts(council):
    group = world.registered(council)
    groups.say_year(
        council, group.pk, 2570, Figures(55, 2_000_000, 800, 40_000), "", world.officer(), NOW, date(2027, 2, 1)
    )
    groups.say_year(
        council, group.pk, 2569, Figures(41, 1_300_000, 800, 0), "แก้ปีก่อน", world.officer(), NOW, date(2027, 2, 1)
    )
    group.refresh_from_db()
    assert (group.member_count, group.confirmed_year_be, group.years.count()) == (55, 2570, 3)
    with pytest.raises(BadInput):
        groups.say_year(council, group.pk, 2571, Figures(1), "", world.officer(), NOW, date(2027, 2, 1))


def test_a_year_that_was_said_is_never_changed_in_the_database(council):
    world.registered(council)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        GroupYear.objects.update(member_count=1)
    with connection.cursor() as cursor, pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        cursor.execute("DELETE FROM councils_groupyear")


def test_an_organisation_that_ends_takes_its_representatives_out_of_the_council(council):
    group = world.registered(council)
    sitting = world.seat(council, 1, group)
    sitting, _ = seats.give_user(council, sitting.pk, "one.of.them", world.officer(), NOW, TODAY)
    with pytest.raises(BadInput):
        groups.end(council, group.pk, TODAY, "", world.headman(), NOW, TODAY)
    groups.end(council, group.pk, TODAY, "สมาชิกย้ายออก", world.headman(), NOW, TODAY)
    sitting.refresh_from_db()
    assert sitting.ended_on == TODAY
    assert not in_force(TODAY).filter(user=sitting.user).exists(), "nor does the sign-in keep its role"
    assert not listing(Filters(state="registered"), council).exists()


def test_evidence_is_sealed_on_disk_and_read_only_with_the_key(council, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    group = world.entered(council)
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (30, 30), "white").save(out, "PNG")
    group_papers.add_papers(
        council, group.pk, group_papers.cleaned([("แบบจดแจ้ง", out.getvalue())]), world.officer(), NOW, TODAY
    )
    paper = GroupPaper.objects.get()
    resting = (tmp_path / "councils" / paper.file_name).read_bytes()
    content = group_papers.read_paper(council, paper, world.officer(), NOW, TODAY)
    assert content.startswith(b"\xff\xd8") and content not in resting
    with pytest.raises(BadInput):
        group_papers.cleaned([("x", b"not a picture")])


def test_a_list_is_narrowed_by_words_kind_and_area_and_its_sums_are_of_its_rows(council):
    world.registered(council, "กลุ่มออมทรัพย์บ้านแม่แรม", "savings")
    world.registered(council, "ป่าชุมชนดอยสูง", "forest")
    assert listing(Filters(text="ออมทรัพย์")).count() == 1
    place = council.organisation.subdistrict.name_th
    assert listing(Filters(text=place, kind="forest")).count() == 1
    assert listing(Filters(area="51")).count() == 0
    assert sums(listing(Filters(area="50"))).members == 80


def test_areas_of_land_are_read_and_written_as_thai_people_do():
    assert [parse_land(t) for t in ("12-2-50", "๑๒ ไร่ 2 งาน 50", "12.5", "", "3")] == [5050, 5050, 5000, 0, 1200]
    assert (land_words(5050), land_short(5050), land_words(0)) == ("12 ไร่ 2 งาน 50 ตร.ว.", "12-2-50", "0 ไร่")
    for wrong in ("12-4-0", "สิบไร่", "1-1-100"):
        with pytest.raises(BadInput):
            parse_land(wrong)


def test_founders_are_typed_a_line_each():
    read = founders_of("1. นางคำ ใจดี, ประธาน, 081-234-5678\n\nนายมี สุขใจ")
    assert [(f.name, f.duty, f.phone) for f in read] == [("นางคำ ใจดี", "ประธาน", "081-234-5678"), ("นายมี สุขใจ", "", "")]


def test_a_welfare_fund_in_the_register_is_the_fund_that_keeps_its_book_here(council, fund):
    first, second = world.registered(council), world.registered(council, "กองทุนอื่นของตำบล", "welfare")
    groups.link_book(council, first.pk, fund.code, world.officer(), NOW, TODAY)
    assert Group.objects.get(pk=first.pk).organisation_id == fund.organisation_id
    for code, refusal in (("nobody", "NO_BODY"), (council.code, "NO_BODY"), (fund.code, "TAKEN")):
        with pytest.raises(Plain) as refused:
            groups.link_book(council, second.pk, code, world.officer(), NOW, TODAY)
        assert refused.value.code == refusal
    groups.link_book(council, first.pk, "", world.officer(), NOW, TODAY)
    groups.link_book(council, second.pk, fund.code, world.officer(), NOW, TODAY)
