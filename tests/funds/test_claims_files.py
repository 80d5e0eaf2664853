"""Files that were chosen stay with the claim's form when it comes back with an error, with script and without."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chumchon.funds.actions import evidence
from chumchon.funds.models import Claim, ClaimEvidence
from chumchon.funds.queries.claims import evidence_of, waiting_papers
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.claims_world import PAID, claims_day, claims_fund, enter, refused, say, stay
from tests.funds.test_claims_pages import photo

LABEL = "ใบรับรองแพทย์ระบุวันนอน"


@pytest.fixture(autouse=True)
def _a_day(monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


@pytest.fixture
def form(client, fund, member):
    """Hands the form in; the key is the form's own."""
    key = str(uuid.uuid4())
    client.force_login(user(fund, "secretary"))

    def send(who=None, **more):
        if who:
            client.force_login(user(fund, who))
        typed = {"key": key, "benefit": "hospital", "start": "2/11/2569", "end": "5/11/2569", "receiver": "นางสมศรี"}
        return client.post(reverse("claim_enter", args=[fund.code, member.pk]), typed | more)

    send.key = uuid.UUID(key)
    return send


def file(content=None, name="a.jpg"):
    return SimpleUploadedFile(name, content if content is not None else photo(), "image/jpeg")


def on_disk():
    return sorted(f.name for f in evidence.folder().iterdir()) if evidence.folder().exists() else []


def test_a_photograph_outlives_a_form_with_an_error_and_becomes_the_claims(form, fund):
    wrong = form(receiver="", submit="1", **{"paper-0": file()})
    assert wrong.status_code == 422 and "แนบไว้แล้ว" in wrong.content.decode() and not Claim.objects.exists()
    assert len(on_disk()) == 1 and b"JFIF" not in (evidence.folder() / on_disk()[0]).read_bytes()
    assert form(submit="1").status_code == 302
    claim = Claim.objects.get()
    assert claim.state == "waiting"
    (paper,) = evidence_of(claim)
    assert (paper.label, paper.form_key) == (LABEL, None) and len(on_disk()) == 1
    assert evidence.read_paper(paper, actor(fund, "chair"), NOW, TODAY).startswith(b"\xff\xd8")


def test_looking_first_without_script_keeps_the_file_and_counts_it_as_shown(form):
    page = form(look="1", **{"paper-0": file()}).content.decode()
    assert "แนบไว้แล้ว" in page and "ยังรอหลักฐาน" not in page
    assert form(submit="1").status_code == 302 and Claim.objects.get().state == "waiting"


def test_a_bad_file_is_told_and_the_good_one_beside_it_is_kept(form):
    page = form(submit="1", **{"paper-0": file(), "paper-more": file(b"no paper")})
    assert page.status_code == 422 and "ไม่ใช่รูปถ่ายหรือ PDF" in page.content.decode()
    assert not Claim.objects.exists() and len(on_disk()) == 1
    assert form(submit="1").status_code == 302 and len(evidence_of(Claim.objects.get())) == 1


def test_a_kept_file_can_be_taken_away_again(form, django_capture_on_commit_callbacks):
    form(look="1", **{"paper-0": file()})
    row = ClaimEvidence.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        page = form(look="1", drop=[row.pk]).content.decode()
    assert "แนบไว้แล้ว" not in page and on_disk() == [] and not ClaimEvidence.objects.exists()


def test_what_one_person_chose_waits_for_nobody_else_and_on_no_other_form(form, fund):
    form(look="1", **{"paper-0": file()})
    other = form(who="treasurer", look="1", drop=[ClaimEvidence.objects.get().pk]).content.decode()
    assert "แนบไว้แล้ว" not in other and len(on_disk()) == 1
    assert waiting_papers(uuid.uuid4(), user(fund, "secretary").pk) == []
    with refused("NOT_ALLOWED"):
        evidence.keep_waiting(fund, form.key, actor(fund, "auditor"), [], [], NOW, TODAY)


def test_files_of_forms_that_nobody_handed_in_go_after_two_days(fund, django_capture_on_commit_callbacks):
    by, key, late = actor(fund, "secretary"), uuid.uuid4(), NOW + timedelta(days=3)
    evidence.keep_waiting(fund, key, by, [(LABEL, photo())], [], NOW, TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        evidence.keep_waiting(fund, uuid.uuid4(), by, [(LABEL, photo())], [], late, TODAY)
    assert waiting_papers(key, by.user_id) == [] and len(on_disk()) == ClaimEvidence.objects.count() == 1


def test_there_is_an_end_to_how_many_files_a_form_keeps(fund, monkeypatch):
    monkeypatch.setattr(evidence, "MOST_PAPERS", 2)
    wrong = evidence.keep_waiting(fund, uuid.uuid4(), actor(fund, "secretary"), [(LABEL, photo())] * 3, [], NOW, TODAY)
    assert wrong.code == "TOO_MANY" and ClaimEvidence.objects.count() == 2


def test_a_returned_claim_takes_the_files_of_its_form_along(client, fund, member):
    claim = enter(fund, member, stay(3, date(2026, 11, 2)))
    say(fund, claim, "chair", "return", "ขอใบรับรองที่ชัดกว่านี้")
    client.force_login(user(fund, "secretary"))
    at, key = reverse("claim_change", args=[fund.code, claim.pk]), str(uuid.uuid4())
    typed = {"key": key, "benefit": "hospital", "start": "2/11/2569", "end": "5/11/2569", "receiver": ""}
    assert "แนบไว้แล้ว" in client.post(at, typed | {"submit": "1", "paper-0": file()}).content.decode()
    assert client.post(at, typed | {"submit": "1", "receiver": "นางสมศรี"}).status_code == 302
    assert [bool(p.file_name) for p in evidence_of(claim)] == [False, True]
