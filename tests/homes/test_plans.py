"""The plan's money: voted, equal to the satang, within ceilings; instalments against proof, once; purchases by three prices."""

import io
import uuid

import pytest

from chumchon.homes.actions import building, plans, projects
from chumchon.homes.models import Project
from chumchon.homes.queries import plans as queries
from chumchon.homes.queries.projects import book_of
from chumchon.homes.rules.plans import Quote
from chumchon.ledger.institute import institute_book
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain, Refused
from tests.factories import NOW, TODAY
from tests.homes import planning, world
from tests.homes.planning import HERE
from tests.homes.planning import instalment as _instalment
from tests.homes.planning import line as _line
from tests.homes.planning import money as _money
from tests.homes.planning import send as _send
from tests.homes.planning import sheet as _sheet
from tests.together import all_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db):
    return planning.make()


def test_sources_that_do_not_meet_uses_by_one_satang_are_refused_with_the_difference(project):
    _money(project)
    extra = _line(project, "use", "design", 1)
    with pytest.raises(Refused) as refused:
        _send(project)
    assert refused.value.code == "NOT_EQUAL" and "แหล่งเงินขาด 0.01" in refused.value.th
    plans.drop_line(project, world.actor(project, "secretary"), extra.pk, NOW, TODAY)
    assert _send(project).satang == 180_000_000
    assert _send(project).number == 1


@pytest.mark.parametrize(
    ("sums", "code"),
    [
        ({"infrastructure": 4_500_000 * 20 + 100}, "OVER_CEILING"), ({"houses": 2_500_000 * 20 + 100}, "OVER_CEILING"),
        ({"loan": 36_000_000 * 20 + 100}, "OVER_CEILING"),
    ],
)  # fmt: skip
def test_a_source_above_its_ceiling_a_household_is_refused(project, sums, code):
    _money(project, **sums)
    with pytest.raises(Refused) as refused:
        _send(project)
    assert refused.value.code == code


def test_a_programme_without_loans_gives_none():
    repair = world.make_project("repair", "por-piang")
    _line(repair, "source", "loan", 100)
    _line(repair, "use", "houses", 100)
    with pytest.raises(Refused) as refused:
        _send(repair)
    assert refused.value.code == "NO_CEILING"


def test_the_step_of_the_plan_needs_a_plan_that_was_sent_up(project):
    Project.objects.filter(pk=project.pk).update(step_number=6)
    from chumchon.homes.actions.documents import attach

    attach(project, world.actor(project, "secretary"), "โครงการและงบประมาณ", world.photo(), NOW, TODAY)
    with pytest.raises(Refused) as refused:
        projects.say_word(project, world.actor(project, "chair"), "pass", "", TODAY, None, NOW, TODAY)
    assert refused.value.code == "NO_PLAN"
    _money(project)
    _send(project)
    projects.say_word(project, world.actor(project, "chair"), "pass", "", TODAY, None, NOW, TODAY)


def test_the_option_with_most_votes_is_chosen_and_a_tie_votes_again(project):
    secretary = world.actor(project, "secretary")
    meeting = projects.add_meeting(project, secretary, world.meeting(), uuid.uuid4(), NOW, TODAY)
    a, b = (plans.add_option(project, secretary, "house", n, 30_000_000, NOW, TODAY) for n in ("บ้านแถว", "บ้านแฝด"))
    for votes, code in (({a.pk: 15, b.pk: 15}, "TIE"), ({a.pk: 20, b.pk: 11}, "VOTES")):
        with pytest.raises(Plain) as refused:
            plans.count_votes(project, secretary, meeting.pk, votes, NOW, TODAY)
        assert refused.value.code == code
    plans.count_votes(project, secretary, meeting.pk, {a.pk: 18, b.pk: 12}, NOW, TODAY)
    assert [o.name_th for o in project.options.filter(chosen=True)] == ["บ้านแถว"]


def test_a_bill_of_quantities_comes_in_line_by_line(project):
    rows = [
        ["ประมาณราคา"], ["หมวด", "รายการ", "จำนวน", "ราคาต่อหน่วย"], ["สาธารณูปโภค", "ท่อระบายน้ำ", 120, 450.25],
        ["", "เสาเข็ม", 80, 1200], ["", "รวม", "", ""],
    ]  # fmt: skip
    lines = plans.read_boq(_sheet(rows))
    assert [(x.kind, x.satang) for x in lines] == [("infrastructure", 5_403_000), ("houses", 9_600_000)]
    assert plans.add_boq(project, world.actor(project, "secretary"), lines, NOW, TODAY) == 2
    for raw in (b"", _sheet([["a"]]), _sheet([["รายการ", "รวม"], ["x", "แพง"]])):
        with pytest.raises(BadInput):
            plans.read_boq(raw)


@pytest.fixture
def agreed(project):
    return planning.passed(project)


def _prove(project, row, seed=1):
    building.add_photo(project, world.actor(project, "secretary"), row.pk, world.photo(seed, HERE), NOW, TODAY)
    for role in ("committee", "chair"):
        building.vouch(project, world.actor(project, role), row.pk, NOW, TODAY)
    building.vouch(project, world.actor(project, "architect"), row.pk, NOW, TODAY)


def _release(project, row, who=None):
    return building.release(project, who or world.officer(), row.pk, NOW, TODAY)


def test_an_instalment_is_paid_only_when_photographs_two_witnesses_and_the_architect_say_so(agreed):
    row = _instalment(agreed)
    with pytest.raises(Refused) as refused:
        _release(agreed, row)
    assert refused.value.code == "NO_PROOF" and "พยานชุมชนอีก 2 คน" in refused.value.th
    _prove(agreed, row)
    _release(agreed, row)
    ours, theirs = balances(book_of(agreed)), balances(institute_book(NOW))
    assert ours["1020"] == -ours["4210"] == theirs["5410"] == 25_000_000
    for book in (book_of(agreed), institute_book(NOW)):
        assert verify_book(book).ok
    with pytest.raises(Clash) as clash:
        _release(agreed, row)
    assert clash.value.code == "RELEASED"
    assert balances(institute_book(NOW))["5410"] == 25_000_000


@pytest.mark.django_db(transaction=True)
def test_eight_officers_release_one_instalment_at_once_and_it_is_paid_once(agreed):
    row = _instalment(agreed, proof=False)
    areas = ("", "50", "5007", "500705")
    officers = [world.officer(area=area) for area in areas] + [world.officer() for _ in areas]
    answers = all_at_once(lambda who: _release(agreed, row, who).pk, [(who,) for who in officers])
    assert sorted(answers, key=str) == [row.pk, *["RELEASED"] * 7]
    assert balances(book_of(agreed))["1020"] == balances(institute_book(NOW))["5410"] == 25_000_000
    assert verify_book(book_of(agreed)).ok and verify_book(institute_book(NOW)).ok


def test_the_first_instalment_may_go_out_on_the_contract_and_the_next_waits_for_it(agreed):
    first, second = _instalment(agreed, proof=False), _instalment(agreed)
    _prove(agreed, second)
    with pytest.raises(Refused) as refused:
        _release(agreed, second)
    assert refused.value.code == "BEFORE"
    _release(agreed, first)
    _release(agreed, second)
    with pytest.raises(Refused) as refused:
        _instalment(agreed, 100)
    assert refused.value.code == "OVER_PLAN"


def test_who_set_an_instalment_does_not_release_it_and_a_community_never_does(agreed):
    row = _instalment(agreed, proof=False)
    with pytest.raises(Refused):
        _release(agreed, row, world.officer("officer_region", "50"))
    with pytest.raises(NotAllowed):
        _release(agreed, row, world.actor(agreed, "chair"))
    with pytest.raises(NotAllowed):
        _release(agreed, row, world.officer("officer_region", "10"))


@pytest.mark.parametrize(
    ("photo", "code"),
    [
        ({"place": (98.98, 18.2)}, "OTHER_PLACE"), ({"place": None}, "NO_MARKS"), ({"place": HERE, "taken": "2019:01:01 08:00:00"}, "OTHER_DAY"),
        ({"place": HERE, "taken": "x"}, "NO_MARKS"),
    ],
)  # fmt: skip
def test_a_photograph_from_elsewhere_or_without_its_marks_is_refused(agreed, photo, code):
    row = _instalment(agreed)
    with pytest.raises(Refused) as refused:
        building.add_photo(agreed, world.actor(agreed, "secretary"), row.pk, world.photo(1, **photo), NOW, TODAY)
    assert refused.value.code == code and not row.proofs.exists()


def test_the_same_photograph_in_another_size_proves_nothing_twice(agreed):
    from PIL import Image

    first, second = _instalment(agreed), _instalment(agreed)
    raw = world.photo(7, HERE, size=(320, 240))
    secretary = world.actor(agreed, "secretary")
    building.add_photo(agreed, secretary, first.pk, raw, NOW, TODAY)
    out = io.BytesIO()
    picture = Image.open(io.BytesIO(raw))
    picture.resize((200, 150)).save(out, "JPEG", quality=60, exif=picture.getexif())
    with pytest.raises(Refused) as refused:
        building.add_photo(agreed, secretary, second.pk, out.getvalue(), NOW, TODAY)
    assert refused.value.code == "USED_TWICE"


def test_one_person_vouches_once(agreed):
    row = _instalment(agreed)
    building.vouch(agreed, world.actor(agreed, "chair"), row.pk, NOW, TODAY)
    with pytest.raises(Clash):
        building.vouch(agreed, world.actor(agreed, "chair"), row.pk, NOW, TODAY)
    assert queries.instalments(agreed)[0].missing == ["รูปถ่ายหน้างาน", "พยานชุมชนอีก 1 คน", "สถาปนิกรับรอง"]


def _buy(project, satang, quotes=(), supplier="ร้านก", uid=None):
    return building.ask_purchase(
        project,
        world.actor(project, "secretary"),
        "ปูน",
        "infrastructure",
        supplier,
        satang,
        quotes,
        TODAY,
        uid or uuid.uuid4(),
        NOW,
        TODAY,
    )


def test_a_large_purchase_needs_three_prices_and_takes_the_lowest(agreed):
    three = [Quote("ร้านก", 6_000_000), Quote("ร้านข", 6_100_000), Quote("ร้านค", 6_200_000)]
    for quotes, supplier, code in ((three[:2], "ร้านก", "THREE_QUOTES"), (three, "ร้านข", "NOT_LOWEST")):
        with pytest.raises(Refused) as refused:
            _buy(agreed, 6_000_000, quotes, supplier)
        assert refused.value.code == code
    uid = uuid.uuid4()
    made = _buy(agreed, 6_000_000, three, uid=uid)
    assert _buy(agreed, 6_000_000, three, uid=uid) == made
    assert _buy(agreed, 4_000_000).pk


def test_a_purchase_is_paid_by_another_person_once_and_never_beyond_the_bank(agreed):
    made = _buy(agreed, 4_000_000)
    chair = world.actor(agreed, "chair")
    with pytest.raises(Refused) as refused:
        building.pay_purchase(agreed, chair, made.pk, "1020", NOW, TODAY)
    assert refused.value.code == "NO_CASH"
    _release(agreed, _instalment(agreed, proof=False))
    with pytest.raises(Refused) as refused:
        building.pay_purchase(agreed, world.actor(agreed, "secretary"), made.pk, "1020", NOW, TODAY)
    assert refused.value.code == "SAME_PERSON"
    building.pay_purchase(agreed, chair, made.pk, "1020", NOW, TODAY)
    with pytest.raises(Clash):
        building.pay_purchase(agreed, chair, made.pk, "1020", NOW, TODAY)
    come, gone = queries.money(agreed)
    assert [(g.satang) for g in come] == [25_000_000] and [g.satang for g in gone] == [4_000_000]
    assert verify_book(book_of(agreed)).ok
