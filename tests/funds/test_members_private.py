"""A member as a person: forgetting by request while the chain still verifies, the sealed history, a sign-in of their own."""

import json
import uuid
from datetime import date

import pytest

from chumchon.access.models import AuditEvent, User
from chumchon.access.queries import actor_of_user
from chumchon.funds.actions import members as actions
from chumchon.funds.actions import members_private as private
from chumchon.funds.actions.contributions import Payment, post_contributions
from chumchon.funds.models import Contribution, MemberEvent
from chumchon.funds.queries import members as queries
from chumchon.funds.queries.members_history import happenings, told
from chumchon.funds.rules.membership import FundMemberFacts
from chumchon.ledger.models import Book
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Plain
from tests import factories

pytestmark = pytest.mark.django_db
TODAY, NOW = factories.TODAY, factories.NOW


@pytest.fixture
def secretary(fund):
    return factories.actor(fund, "secretary")


@pytest.fixture
def former(fund, secretary):
    """A former member with a receipt, whose name was changed once."""
    facts = FundMemberFacts(
        "จันทร์หอม", date(2026, 9, 1), "นาง", "ลับมาก", phone="0812345678", beneficiary="นายใกล้ชิด ลับมาก"
    )
    member = actions.enrol(fund, secretary, facts, TODAY, NOW)
    span = date(2026, 9, 1), date(2026, 9, 30)
    post_contributions(
        fund, factories.actor(fund, "treasurer"), None, TODAY, [Payment(member.id, "due", 3000, *span)], uuid.uuid4(),
        "รับเงินสมทบ", "counter", "", NOW,
    )  # fmt: skip
    actions.change_member(member, secretary, FundMemberFacts("จันทร์หอม", date(2026, 9, 1), "นาง", "ลับสุด"), TODAY, NOW)
    return actions.leave(member, secretary, date(2026, 11, 1), "ย้ายบ้าน", TODAY, NOW)


def everything_said():
    events = json.dumps([[e.before, e.after, e.reason] for e in MemberEvent.objects.all()], ensure_ascii=False)
    return events + json.dumps([[a.verb, a.subject, a.detail] for a in AuditEvent.objects.all()], ensure_ascii=False)


def test_personal_words_stand_sealed_in_the_history_and_open_while_the_salt_is_kept(fund, former):
    for word in ("จันทร์หอม", "ลับมาก", "ลับสุด", "0812345678", "ใกล้ชิด"):
        assert word not in everything_said()
    first, change = happenings(former)[:2]
    assert first.after["beneficiary"] == "นายใกล้ชิด ลับมาก"
    assert (change.before["surname"], change.after["surname"]) == ("ลับมาก", "ลับสุด")


def test_an_erased_person_is_nowhere_any_more_and_the_chain_verifies_as_before(fund, secretary, former):
    book = Book.objects.get(organisation=fund.organisation)
    head, paid = book.head_hash, Contribution.objects.get(member=former)
    assert verify_book(book).ok
    erased = private.erase(former, secretary, "เจ้าของข้อมูลขอให้ลบ", TODAY, NOW)
    erased.refresh_from_db()
    erased.person.refresh_from_db()
    person = erased.person
    assert (person.name, person.phone, person.household, erased.salt) == ("ลบข้อมูลตามคำขอ", "", None, None)
    assert person.citizen_index is None and person.citizen_cipher is None and erased.beneficiary == ""
    book.refresh_from_db()
    assert book.head_hash == head and verify_book(book).ok
    assert Contribution.objects.get(member=former).member_commitment == paid.member_commitment
    history = told(erased, {})
    assert [e.kind for e in history] == ["erase", "leave", "change", "join"]
    assert history[2].hidden and not any("ลับ" in c.after + c.before for e in history for c in e.changes)
    assert queries.find(fund, "จันทร์หอม") == []
    with pytest.raises(Plain, match="ERASED"):
        actions.rejoin(erased, secretary, TODAY, "กลับมา", TODAY, NOW)
    with pytest.raises(Plain, match="ERASED"):
        private.erase(erased, secretary, "อีกครั้ง", TODAY, NOW)


def test_only_a_former_member_is_erased_and_only_by_who_may(fund, secretary):
    member = factories.make_member(fund)
    with pytest.raises(Plain, match="STILL_MEMBER"):
        private.erase(member, secretary, "ขอลบ", TODAY, NOW)
    left = factories.make_member(fund, status="left")
    with pytest.raises(Plain, match="NO_REASON"):
        private.erase(left, secretary, " ", TODAY, NOW)
    with pytest.raises(Plain, match="NOT_ALLOWED"):
        private.erase(left, factories.actor(fund, "chair"), "ขอลบ", TODAY, NOW)


def test_erasing_in_one_fund_leaves_the_person_of_another_fund(fund, secretary):
    other = factories.make_fund("other", "500701")
    theirs = factories.make_member(other)
    ours = factories.make_member(fund, status="left")
    ours.person = theirs.person
    ours.save()
    private.erase(ours, secretary, "ขอลบ", TODAY, NOW)
    theirs.person.refresh_from_db()
    assert theirs.person.first_name == "สมศรี"


def test_a_full_citizen_id_is_read_only_by_who_may_and_each_time_on_the_trail(fund, secretary):
    member = factories.make_member(fund)
    digits = private.read_citizen_id(member, secretary, TODAY, NOW)
    assert len(digits) == 13 and digits not in everything_said()
    assert AuditEvent.objects.filter(verb="member.read_id").count() == 1
    with pytest.raises(Plain, match="NOT_ALLOWED"):
        private.read_citizen_id(member, factories.actor(fund, "collector"), TODAY, NOW)


def test_the_secretary_gives_a_member_a_sign_in_that_opens_nothing_of_the_fund(fund, secretary, client):
    member = factories.make_member(fund)
    linked, password = private.give_sign_in(member, secretary, "somsri", TODAY, NOW)
    assert linked.user.check_password(password)
    client.force_login(linked.user)
    assert (
        client.get("/f/mae-raem/members").url == "/accounts/password/change/"
    )  # the password of a slip is changed first
    User.objects.filter(pk=linked.user_id).update(must_choose_password=False)
    assert client.get("/f/mae-raem/members").status_code == 403
    with pytest.raises(Plain, match="USER_LINKED"):
        private.link_user(factories.make_member(fund, "คนอื่น"), secretary, "somsri", TODAY, NOW)
    with pytest.raises(Plain, match="NO_USER"):
        private.link_user(member, secretary, "nobody", TODAY, NOW)
    assert private.unlink_user(linked, secretary, TODAY, NOW).user is None


def test_who_has_no_settings_of_the_fund_gives_no_sign_in(fund):
    member = factories.make_member(fund)
    for act in (private.give_sign_in, private.link_user):
        with pytest.raises(Plain, match="NOT_ALLOWED"):
            act(member, factories.actor(fund, "treasurer"), "somsri", TODAY, NOW)
    assert not User.objects.filter(username="somsri").exists()


def test_a_treasurer_who_is_a_member_keeps_one_role_and_gets_a_passbook(fund, secretary):
    user = factories.user(fund, "treasurer")
    private.link_user(factories.make_member(fund), secretary, user.username, TODAY, NOW)
    assert [g.role for g in actor_of_user(user).grants] == ["treasurer"]
