"""An import with the wrong columns is taken back as a whole: nobody of it is left anywhere, and the file comes in again."""

import io
import json
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from chumchon.access.models import AuditEvent
from chumchon.funds.actions import members as register
from chumchon.funds.actions.contributions import Payment, post_contributions
from chumchon.funds.actions.importing import import_book
from chumchon.funds.actions.importing_undo import undo_import
from chumchon.funds.models import FiscalYear, ImportBatch, ImportMapping, ImportRow, Member, MemberEvent
from chumchon.funds.queries.home import home_of
from chumchon.funds.queries.importing.reading import read_book
from chumchon.funds.queries.importing.undo import undoable
from chumchon.funds.queries.members import find
from chumchon.funds.queries.reports import histories
from chumchon.people.models import Household, Person
from chumchon.thai.errors import NotAllowed, Plain
from tests import factories
from tests.factories import NOW, TODAY
from tests.funds.importing_books import HEADERS, people, person, xlsx

pytestmark = pytest.mark.django_db
RIGHT = ["number", "name", "citizen_id", "birth", "house", "village", "joined", "paid_until", "legacy"]
ROWS = [*people(6, seed=10**6), person(7, ""), person(8, "1999900000000")]
WHY = "เลือกช่องผิด"


def bring(fund, treasurer, fields=RIGHT, rows=ROWS, **more) -> ImportBatch:
    """The rows through the real action, with these fields for the columns."""
    book = read_book(xlsx([HEADERS, *rows]))
    mapping = {field: column for column, field in enumerate(fields) if field}
    return import_book(fund, treasurer, book, mapping, "a.xlsx", "0" * 64, NOW, TODAY, **more).batch


def pay(fund, treasurer, member: Member) -> None:
    payment = Payment(member.pk, "due", 6000, date(2026, 10, 1), date(2026, 11, 30))
    post_contributions(fund, treasurer, None, TODAY, [payment], uuid.uuid4(), "เงินสมทบ", "test", "", NOW)


def refused(batch, actor, **more) -> Plain:
    with pytest.raises(Plain) as error:
        undo_import(batch, actor, more.pop("reason", WHY), NOW, TODAY, **more)
    return error.value


def test_after_wrong_columns_everything_is_taken_back_and_the_same_file_comes_in_right(fund, treasurer):
    wrong = bring(fund, treasurer, ["number", "name", "citizen_id", "birth", "", "", "joined", "paid_until", "legacy"])
    done = undo_import(wrong, treasurer, WHY, NOW, TODAY)
    assert (done.members, Member.objects.count(), home_of(fund, TODAY).active) == (7, 0, 0)
    again = bring(fund, treasurer)
    assert (again.report["added"], again.report["already"]) == (7, 0)
    assert sorted(Member.objects.values_list("number", flat=True))[0] == "0001"
    assert Member.objects.get(number="0003").person.household.house_no == "3/1"


def test_who_was_taken_back_is_in_no_list_search_count_or_report_of_any_day(fund, treasurer):
    stays = factories.make_member(fund, "อยู่ต่อ", number="0900")
    batch = bring(fund, treasurer)
    assert len(histories(fund)) == 8
    undo_import(batch, treasurer, WHY, NOW, TODAY)
    assert [h.member_id for h in histories(fund)] == [stays.pk]
    assert list(fund.members.all()) == [stays]
    for text in ("สมศรี", "0003", "3/1"):
        assert find(fund, text) == []


def test_no_personal_word_of_those_who_were_taken_back_is_left(fund, treasurer):
    batch = bring(fund, treasurer)
    assert ImportRow.objects.count() == 2
    undo_import(batch, treasurer, WHY, NOW, TODAY)
    gone = Member.with_undone.filter(fund=fund)
    assert {(m.status, m.salt, m.beneficiary, m.village, m.paid_until) for m in gone} == {
        ("undone", None, "", None, None)
    }
    left = Person.objects.filter(pk__in=gone.values("person"))
    assert {(p.first_name, p.surname, p.citizen_index, p.citizen_cipher, p.birth_day, p.household) for p in left} == {
        ("ยกเลิกการนำเข้า", "", None, None, None, None)
    }
    assert "สมศรี" not in "".join(p.search_text for p in left)
    assert not ImportRow.objects.exists() and not Household.objects.exists()
    stored = json.dumps(list(MemberEvent.objects.values_list("before", "after")), ensure_ascii=False)
    assert "สมศรี" not in stored and "3/1" not in stored


def test_what_happened_stays_in_the_history_and_on_the_trail(fund, treasurer):
    batch = bring(fund, treasurer)
    undo_import(batch, treasurer, WHY, NOW, TODAY)
    events = MemberEvent.objects.filter(batch=batch).order_by("id")
    assert [e.kind for e in events] == ["import"] * 7 + ["unimport"] * 7
    assert {(e.day, e.reason) for e in events if e.kind == "unimport"} == {(TODAY, WHY)}
    said = AuditEvent.objects.get(verb="members.undo_import")
    assert (said.detail["members"], said.detail["reason"]) == (7, WHY)
    batch.refresh_from_db()
    assert (batch.state, batch.report["undone"]) == ("undone", 7)


def test_wrong_columns_are_not_proposed_again(fund, treasurer):
    batch = bring(fund, treasurer, ["number", "name", "", "", "", "", "", "", ""])
    assert ImportMapping.objects.exists()
    undo_import(batch, treasurer, WHY, NOW, TODAY)
    assert not ImportMapping.objects.exists()


def test_members_with_money_are_named_and_nothing_is_touched(fund, treasurer):
    batch = bring(fund, treasurer)
    paid = Member.objects.get(number="0002")
    pay(fund, treasurer, paid)
    said = refused(batch, treasurer)
    assert said.code == "IN_USE" and "0002 (มีใบเสร็จแล้ว)" in said.th and "อีก 6 ราย" in said.th
    assert Member.objects.count() == 7


def test_the_others_may_be_taken_back_and_those_in_use_stay_as_they_are(fund, treasurer):
    batch = bring(fund, treasurer)
    paid = Member.objects.get(number="0002")
    pay(fund, treasurer, paid)
    done = undo_import(batch, treasurer, WHY, NOW, TODAY, others=True)
    assert (done.members, [one.number for one in done.kept.in_use]) == (6, ["0002"])
    batch.refresh_from_db()
    assert (batch.state, batch.report["undone"]) == ("done", 6)
    paid.refresh_from_db()
    assert (paid.status, paid.person.first_name, paid.paid_until) == ("active", "สมศรี", date(2026, 11, 30))
    assert refused(batch, treasurer, others=True).code == "NOTHING_TO_UNDO"
    again = bring(fund, treasurer)
    assert (again.report["added"], again.report["already"]) == (6, 1)


def test_a_later_change_or_step_of_a_member_stands_in_the_way(fund, treasurer):
    batch = bring(fund, treasurer)
    gone, moved = Member.objects.get(number="0001"), Member.objects.get(number="0004")
    register.leave(gone, treasurer, TODAY, "ย้ายไป", TODAY, NOW)
    register.leave(moved, treasurer, TODAY, "ย้ายไป", TODAY, NOW)
    assert {one.number: one.why for one in undoable(batch).in_use} == {
        "0001": ("แก้ข้อมูลหรือสถานะหลังนำเข้าแล้ว",), "0004": ("แก้ข้อมูลหรือสถานะหลังนำเข้าแล้ว",),
    }  # fmt: skip


def test_a_year_that_was_closed_over_the_import_keeps_its_members(fund, treasurer):
    batch = bring(fund, treasurer)
    FiscalYear.objects.create(
        fund=fund, year_be=2569, last_day=TODAY, head_hash="", closed_at=NOW,
        closed_by=factories.user(fund, "treasurer"), checker=factories.user(fund, "chair"),
    )  # fmt: skip
    assert refused(batch, treasurer).code == "YEAR_CLOSED"


def test_only_who_imports_takes_back_and_only_once_with_a_reason(fund, treasurer):
    batch = bring(fund, treasurer)
    with pytest.raises(NotAllowed):
        undo_import(batch, factories.actor(fund, "collector"), WHY, NOW, TODAY)
    assert refused(batch, treasurer, reason=" ").code == "NO_REASON"
    undo_import(batch, treasurer, WHY, NOW, TODAY)
    assert refused(batch, treasurer).code == "ALREADY_UNDONE"


def test_an_import_of_the_first_version_whose_events_name_no_file_is_taken_back_too(fund, treasurer):
    """Such events cannot be changed, so one is made as that version wrote it."""
    member = factories.make_member(fund)
    batch = ImportBatch.objects.create(
        fund=fund, file_name="a", sha256="0" * 64, state="done", report={"added": 1}, actor_id=treasurer.user_id, at=NOW
    )
    MemberEvent.objects.create(member=member, kind="import", day=TODAY, actor_id=treasurer.user_id, at=NOW)
    assert undo_import(batch, treasurer, WHY, NOW, TODAY).members == 1


def test_on_the_screen_the_import_is_taken_back_and_sent_again(client, fund):
    client.force_login(factories.user(fund, "treasurer"))
    data = xlsx([HEADERS, *ROWS])

    def send(**wrong: str) -> ImportBatch:
        client.post(reverse("imports", args=[fund.code]), {"file": SimpleUploadedFile("ทะเบียน.xlsx", data)})
        batch = ImportBatch.objects.latest("id")
        choice = {f"column_{i}": f for i, f in enumerate(RIGHT)} | wrong
        client.post(reverse("import_columns", args=[fund.code, batch.id]), choice)
        client.post(reverse("import_confirm", args=[fund.code, batch.id]))
        return batch

    batch = send(column_4="", column_5="")
    address = reverse("import_undo", args=[fund.code, batch.id])
    assert address in client.get(reverse("import_show", args=[fund.code, batch.id])).content.decode()
    html = client.get(address).content.decode()
    assert "สมาชิก 7 คนจากไฟล์นี้จะออกจากทะเบียน" in html
    assert client.post(address, {"reason": ""}).status_code == 422
    done = client.post(address, {"reason": "ลืมเลือกหมู่บ้าน"}, follow=True).content.decode()
    assert "ยกเลิกการนำเข้า 7 คนแล้ว" in done and "ยกเลิกแล้ว" in done
    shown = client.get(reverse("import_show", args=[fund.code, batch.id])).content.decode()
    assert "ลืมเลือกหมู่บ้าน" in shown and address not in shown
    send()
    assert Member.objects.filter(village__number=4).exists() and Member.objects.count() == 7


def test_on_the_screen_those_in_use_are_named_and_the_others_offered(client, fund, treasurer):
    client.force_login(factories.user(fund, "treasurer"))
    batch = bring(fund, treasurer)
    paid = Member.objects.get(number="0005")
    pay(fund, treasurer, paid)
    address = reverse("import_undo", args=[fund.code, batch.id])
    html = client.get(address).content.decode()
    assert reverse("member", args=[fund.code, paid.pk]) in html and "มีใบเสร็จแล้ว" in html and "ยกเลิกเฉพาะ 6 ราย" in html
    answer = client.post(address, {"reason": WHY})
    assert answer.status_code == 422 and Member.objects.count() == 7
    client.post(address, {"reason": WHY, "others": "1"})
    assert list(Member.objects.all()) == [paid]
    assert "คนที่เหลือยังอยู่ในทะเบียน" in client.get(reverse("import_show", args=[fund.code, batch.id])).content.decode()


def test_by_command_the_number_that_was_printed_takes_it_back(fund, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx([HEADERS, *ROWS]))

    def run(*words: str) -> dict:
        out = io.StringIO()
        call_command("import_members", *words, "--fund", fund.code, "--json", stdout=out)
        return json.loads(out.getvalue())

    batch = run(str(path))["batch"]
    assert run("--undo", str(batch), "--reason", "ทดสอบ") == {"batch": batch, "undone": 7, "emptied": 0, "kept": []}
    assert run(str(path))["added"] == 7
    for words, code in ((["--undo", str(batch)], "ALREADY_UNDONE"), (["--undo", "999999"], "NO_BATCH"), ([], "USAGE")):
        with pytest.raises(CommandError, match=code) as error:
            run(*words)
        assert error.value.returncode == 2
