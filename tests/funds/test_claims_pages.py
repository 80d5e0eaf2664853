"""Claims on the screen: who sees what, what is asked, papers made harmless, the voucher and its public check."""

import io
import uuid
from datetime import date

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image

from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent
from chumchon.funds.actions import evidence
from chumchon.funds.models import Claim, ClaimEvidence, ClaimPayment, NonCashHelp
from chumchon.funds.queries.claims import last_decision
from chumchon.funds.rules.evidence import MOST_BYTES, clean
from chumchon.thai.errors import BadInput
from tests.factories import make_member, user
from tests.funds.claims_world import PAID, approve, at, claims_day, claims_fund, enter, pay, sign_in, stay

TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _a_day(monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


def photo(side=64, **more):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "กล้องของป้า"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (side, side // 2), "navy").save(out, "JPEG", exif=exif, **more)
    return out.getvalue()


def stay_typed(key=None, **more):
    typed = {
        "key": key or str(uuid.uuid4()), "benefit": "hospital", "start": "2/11/2569", "end": "5/11/2569",
        "receiver": "นางสมศรี ตั้งใจดี", "seen": ["ใบรับรองแพทย์ระบุวันนอน"],
    }  # fmt: skip
    return typed | more


def test_the_decision_shows_with_its_reason_before_anything_is_written(client, fund, member):
    sign_in(client, fund, "secretary")
    page = client.post(at("claim_enter", fund, member.pk), stay_typed(look="1")).content.decode()
    assert "จะได้" in page and "450.00" in page and "ทำไม" in page and "กรรมการ 2 คน" in page
    assert not Claim.objects.exists()
    part = client.post(
        at("claim_enter", fund, member.pk), stay_typed(), headers={"HX-Request": "true"}
    ).content.decode()
    assert "450.00" in part and "<html" not in part
    assert (
        "ยังรอหลักฐาน" in client.post(at("claim_enter", fund, member.pk), stay_typed(seen=[], look="1")).content.decode()
    )


def test_what_waits_for_papers_never_says_that_they_are_complete(client, fund, member):
    sign_in(client, fund, "secretary")
    page = client.post(at("claim_enter", fund, member.pk), stay_typed(seen=[], look="1")).content.decode()
    assert "450.00" in page and "รอหลักฐานให้ครบ: ใบรับรองแพทย์ระบุวันนอน" in page and "หลักฐานครบ:" not in page


def test_a_look_while_typing_hands_nothing_in_though_it_names_the_button(client, fund, member):
    sign_in(client, fund, "secretary")
    answer = client.post(at("claim_enter", fund, member.pk), stay_typed(submit="1"), headers={"HX-Request": "true"})
    assert answer.status_code == 200 and not Claim.objects.exists()


def test_a_second_sending_of_one_form_keeps_its_papers_once(client, fund, member):
    sign_in(client, fund, "secretary")
    typed = stay_typed(seen=[], submit="1")
    assert client.post(at("claim_enter", fund, member.pk), typed).status_code == 302
    assert Claim.objects.get().state == "pending_evidence"
    for _ in range(2):
        again = dict(typed)
        again["paper-0"] = io.BytesIO(photo())
        again["paper-0"].name = "IMG_1.jpg"
        assert client.post(at("claim_enter", fund, member.pk), again).status_code == 302
    claim = Claim.objects.get()
    assert claim.state == "waiting" and ClaimEvidence.objects.filter(claim=claim).count() == 1


def test_the_form_asks_only_what_the_benefit_counts_by(client, fund, member):
    sign_in(client, fund, "secretary")
    first = client.get(at("claim_enter", fund, member.pk)).content.decode()
    assert "นอนโรงพยาบาล" in first and "เสียชีวิต" in first and 'name="start_day"' not in first
    birth = client.get(at("claim_enter", fund, member.pk) + "?benefit=birth").content.decode()
    assert 'name="children"' in birth and 'name="end_day"' not in birth and "วันคลอด" in birth
    flood = client.get(at("claim_enter", fund, member.pk) + "?benefit=disaster").content.decode()
    assert 'name="damage"' in flood and "ทำให้ทุกคนในบ้าน" in flood
    death = client.get(at("claim_enter", fund, member.pk) + "?benefit=death").content.decode()
    assert "วันที่เสียชีวิต" in death and "ฆ่าตัวตาย" in death and "ศัลยกรรม" not in death


def test_a_claim_with_a_photograph_is_handed_in_and_read_by_the_committee_alone(client, fund, member):
    sign_in(client, fund, "secretary")
    typed = stay_typed(seen=[], submit="1")
    typed["paper-0"] = io.BytesIO(photo(4000))
    typed["paper-0"].name = "IMG_1.jpg"
    answer = client.post(at("claim_enter", fund, member.pk), typed)
    claim = Claim.objects.get()
    assert answer.status_code == 302 and claim.state == "waiting"
    row = ClaimEvidence.objects.get()
    kept = (evidence.folder() / row.file_name).read_bytes()
    assert row.label == "ใบรับรองแพทย์ระบุวันนอน" and b"JFIF" not in kept and row.mime == "image/jpeg"
    got = client.get(at("claim_paper", fund, claim.pk, row.pk))
    picture = Image.open(io.BytesIO(got.content))
    assert max(picture.size) == 2000 and not picture.getexif() and "กล้อง".encode() not in got.content
    assert got["X-Content-Type-Options"] == "nosniff" and "sandbox" in got["Content-Security-Policy"]
    assert AuditEvent.objects.filter(verb="claim.read_evidence").count() == 1
    for nobody in ("collector", "auditor"):
        assert sign_in(client, fund, nobody).get(at("claim_paper", fund, claim.pk, row.pk)).status_code == 403


def test_bad_files_are_told_in_a_sentence_and_write_nothing(client, fund, member):
    sign_in(client, fund, "secretary")
    for raw, words in ((b"MZ not a picture", "ไม่ใช่รูปถ่าย"), (b"\0\0\0 ftypheic" + b"\0" * 40, "HEIC")):
        typed = stay_typed(seen=[], submit="1")
        typed["paper-0"] = io.BytesIO(raw)
        typed["paper-0"].name = "a.jpg"
        answer = client.post(at("claim_enter", fund, member.pk), typed)
        assert answer.status_code == 422 and words in answer.content.decode() and not Claim.objects.exists()


def test_papers_that_could_harm_are_refused_or_disarmed():
    with pytest.raises(BadInput, match="EMPTY_FILE"):
        clean(b"")
    with pytest.raises(BadInput, match="TOO_LARGE"):
        clean(b"x" * (MOST_BYTES + 1))
    bomb = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(bomb, "PNG")
    with pytest.raises(BadInput, match="TOO_LARGE"):
        clean(bomb.getvalue())
    with pytest.raises(BadInput, match="NOT_A_PAPER"):
        clean(photo()[:300])
    with pytest.raises(BadInput, match="NOT_A_PAPER"):
        clean(b"%PDF-1.7 nothing more")
    armed = pikepdf.new()
    armed.add_blank_page()
    armed.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    armed.attachments["a.exe"] = b"MZ"
    armed.docinfo["/Author"] = "หมอ"
    out = io.BytesIO()
    armed.save(out)
    paper = clean(out.getvalue())
    with pikepdf.open(io.BytesIO(paper.content)) as kept:
        assert "/OpenAction" not in kept.Root and "/Names" not in kept.Root and "/Info" not in kept.trailer
        assert len(kept.pages) == paper.pages == 1
    assert b"app.alert" not in paper.content and b"MZ" not in paper.content
    locked = io.BytesIO()
    armed.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))
    with pytest.raises(BadInput, match="LOCKED_PDF"):
        clean(locked.getvalue())
    many = pikepdf.new()
    for _ in range(21):
        many.add_blank_page()
    long = io.BytesIO()
    many.save(long)
    with pytest.raises(BadInput, match="TOO_MANY_PAGES"):
        clean(long.getvalue())


def test_from_the_answer_of_two_to_the_voucher_that_anybody_may_check(client, fund, member):
    claim = enter(fund, member, stay(3))
    for who in ("chair", "treasurer"):
        sign_in(client, fund, who).post(
            at("claim_verdict", fund, claim.pk), {"verdict": "approve", "decision": last_decision(claim).pk}
        )
    page = client.get(at("claim_pay", fund, claim.pk)).content.decode()
    assert "สี่ร้อยห้าสิบบาทถ้วน" in page and "เงินสดในมือ" in page
    answer = client.post(
        at("claim_pay", fund, claim.pk), {"key": str(uuid.uuid4()), "account": "1010", "receiver": "นางสมศรี"}
    )
    paid = ClaimPayment.objects.get()
    assert answer.status_code == 302 and paid.satang == 45000
    paper = client.get(at("claim_voucher", fund, claim.pk, paid.pk))
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    client.logout()
    seen = client.get(reverse("public_voucher", args=[paid.public_code])).content.decode()
    assert (
        "450.00" in seen
        and paid.label in seen
        and "สมศรี" not in seen
        and "โรงพยาบาล" not in seen
        and "เจ็บป่วย" not in seen
    )
    assert client.get(reverse("public_voucher", args=["0" * 26])).status_code == 404


def test_what_happened_is_seen_by_those_who_decide_and_each_reading_is_written_down(client, fund, member):
    claim = enter(fund, member, stay(3))
    assert "โรงพยาบาล" in sign_in(client, fund, "chair").get(at("claim", fund, claim.pk)).content.decode()
    reading = AuditEvent.objects.get(verb="claim.read")
    assert reading.subject == f"claim:{claim.pk}" and reading.actor_id == user(fund, "chair").pk
    auditor = sign_in(client, fund, "auditor").get(at("claim", fund, claim.pk)).content.decode()
    assert "โรงพยาบาล" not in auditor and "คืน" not in auditor.split("<main")[1].split("หลักฐาน")[0]
    assert sign_in(client, fund, "collector").get(at("claim", fund, claim.pk)).status_code == 404
    mine = enter(fund, make_member(fund, "คำ", house="8", paid_until=PAID), stay(2), by="collector")
    assert "โรงพยาบาล" in sign_in(client, fund, "collector").get(at("claim", fund, mine.pk)).content.decode()
    assert f"คำขอ {claim.label}" not in client.get(at("claims", fund)).content.decode()


def test_the_enterer_is_told_to_let_others_approve(client, fund, member):
    claim = enter(fund, member, stay(3), by="treasurer")
    page = sign_in(client, fund, "treasurer").get(at("claim", fund, claim.pk)).content.decode()
    assert "ให้กรรมการคนอื่นอนุมัติ" in page and 'value="approve"' not in page
    answer = client.post(
        at("claim_verdict", fund, claim.pk), {"verdict": "approve", "decision": last_decision(claim).pk}
    )
    assert answer.status_code == 422


def test_the_list_shows_the_oldest_first_with_days_and_no_kind(client, fund, member):
    claim = enter(fund, member, stay(3))
    Claim.objects.filter(pk=claim.pk).update(claim_day=date(2026, 11, 3))
    page = sign_in(client, fund, "chair").get(at("claims", fund)).content.decode()
    assert "รอมา 21 วัน" in page and "โรงพยาบาล" not in page
    file = client.get(at("claims", fund) + "?format=csv").content.decode()
    assert "1/2570" in file and "โรงพยาบาล" not in file


def test_the_board_counts_people_and_baht_in_the_kinds_of_the_form(client, fund, member):
    pay(fund, approve(fund, enter(fund, member, stay(3))))
    pay(fund, approve(fund, enter(fund, member, stay(1, date(2026, 11, 10)))))
    page = sign_in(client, fund, "chair").get(at("claims_board", fund)).content.decode()
    file = client.get(at("claims_board", fund) + "?format=csv").content.decode()
    assert "5102,เจ็บป่วย,2,1,600.00" in file and "โควิด-19" in page and "600.00" in page


def test_the_board_offers_only_years_that_the_book_has(client, fund):
    sign_in(client, fund, "chair")
    for asked in ("", "?year=2571", "?year=2560", "?year=๒๕๖๙"):
        page = client.get(at("claims_board", fund) + asked).content.decode()
        assert "ภาพรวมสวัสดิการ ปี 2570" in page and "ปี 2571" not in page and '?year=2569"' in page
    assert "ภาพรวมสวัสดิการ ปี 2569" in client.get(at("claims_board", fund) + "?year=2569").content.decode()


def test_help_that_is_no_money_is_written_down_and_sealed(client, fund, member):
    sign_in(client, fund, "secretary")
    typed = {"key": str(uuid.uuid4()), "member_number": member.number, "kind": "sickness", "words": "เยี่ยมไข้ ข้าวสาร", "value": "300",
             "day": "20/11/2569"}  # fmt: skip
    assert client.post(at("claims_help", fund), typed).status_code == 302
    assert client.post(at("claims_help", fund), typed).status_code == 302
    row = NonCashHelp.objects.get()
    assert row.value_satang == 30000 and "เยี่ยม".encode() not in bytes(row.sealed)
    assert "เยี่ยมไข้ ข้าวสาร" in client.get(at("claims_board", fund)).content.decode()
    assert client.post(at("claims_help", fund), typed | {"member_number": "99999"}).status_code == 422


def test_a_member_reads_their_rights_and_benefits_in_their_own_passbook(client, fund, member):
    pay(fund, approve(fund, enter(fund, member, stay(4))))
    page = sign_in(client, fund, "chair").get(at("member", fund, member.pk)).content.decode()
    assert "เหลือ 6 คืนในปีนี้" in page.replace(" ในปีนี้", "ในปีนี้")
    office = client.get(at("passbook", fund, member.pk)).content.decode()
    assert "สวัสดิการ คำขอ 1/2570" in office and "โรงพยาบาล" not in office
    from chumchon.access.actions import create_user

    member.user = create_user("somsri", "นางสมศรี", "x" * 12)
    member.save()
    client.force_login(member.user)
    own = client.get(reverse("my_passbook_of", args=[member.uid])).content.decode()
    assert "นอนโรงพยาบาล คำขอ 1/2570" in own and "เหลือ 6 คืน" in own


def test_a_returned_claim_opens_with_what_was_said_and_goes_back(client, fund, member):
    claim = enter(fund, member, stay(3))
    sign_in(client, fund, "chair").post(
        at("claim_verdict", fund, claim.pk),
        {"verdict": "return", "reason": "วันออกผิด", "decision": last_decision(claim).pk},
    )
    page = sign_in(client, fund, "secretary").get(at("claim_change", fund, claim.pk)).content.decode()
    assert "วันออกผิด" in page and 'value="2569"' in page
    typed = stay_typed(end="4/11/2569", submit="1", seen=[])
    assert client.post(at("claim_change", fund, claim.pk), typed).status_code == 302
    claim.refresh_from_db()
    assert claim.state == "waiting" and last_decision(claim).amount_satang == 30000


def test_the_first_page_says_what_waits_for_whom(client, fund, member):
    claim = enter(fund, member, stay(3))
    assert "รออนุมัติ 1 คำขอ" in sign_in(client, fund, "chair").get(at("fund_home", fund)).content.decode()
    assert "รออนุมัติ 1 คำขอ" not in sign_in(client, fund, "collector").get(at("fund_home", fund)).content.decode()
    approve(fund, claim)
    page = sign_in(client, fund, "treasurer").get(at("fund_home", fund)).content.decode()
    assert "รอจ่ายสวัสดิการ 1 คำขอ" in page and "รออนุมัติ" not in page


def test_what_a_member_used_is_read_by_those_who_decide_and_the_reading_is_written_down(client, fund, member):
    pay(fund, approve(fund, enter(fund, member, stay(3))))
    at_member = reverse("member", args=[fund.code, member.pk])
    for who in ("registrar", "collector", "auditor"):
        if who == "registrar":
            made = create_user("registrar-x", "นายทะเบียน", "x" * 12)
            grant(made, "registrar", date(2010, 1, 1), fund.organisation)
            client.force_login(made)
        else:
            sign_in(client, fund, who)
        page = client.get(at_member).content.decode()
        assert "ใช้แล้ว 3 จาก" not in page
    assert not AuditEvent.objects.filter(verb="claim.read_rights").exists()
    page = sign_in(client, fund, "chair").get(at_member).content.decode()
    assert "ใช้แล้ว 3 จาก 10" in page and AuditEvent.objects.filter(verb="claim.read_rights").count() == 1


def test_the_kind_stands_on_the_voucher_for_those_who_decide_alone(client, fund, member):
    payment = pay(fund, approve(fund, enter(fund, member, stay(3))))
    said = {}
    for who in ("chair", "auditor"):
        paper = sign_in(client, fund, who).get(at("claim_voucher", fund, payment.claim_id, payment.pk))
        with pikepdf.open(io.BytesIO(paper.content)) as pdf:
            assert len(pdf.pages) == 1
        said[who] = len(paper.content)
    assert said["chair"] != said["auditor"]
    assert AuditEvent.objects.filter(verb="claim.read_voucher").count() == 2


def test_a_payment_is_undone_by_two_who_sign_and_by_nobody_alone(client, fund, member):
    claim = approve(fund, enter(fund, member, stay(3)))
    pay(fund, claim)
    chair = sign_in(client, fund, "chair")
    there = at("claim_reverse", fund, claim.pk)
    alone = chair.post(there, {"reason": "จ่ายผิดคน"})
    assert alone.status_code == 422 and "ให้กรรมการอีกคนใส่ชื่อผู้ใช้" in alone.content.decode()
    said = {"reason": "จ่ายผิดคน เงินคืนแล้ว", "witness": "secretary-mae-raem"}
    wrong = chair.post(there, said | {"secret": "000000"})
    assert wrong.status_code == 422 and "จ่ายผิดคน เงินคืนแล้ว" in wrong.content.decode()
    assert chair.post(there, said | {"witness": "chair-mae-raem", "secret": "123456"}).status_code == 422
    claim.refresh_from_db()
    assert claim.state == "paid"
    done = chair.post(there, said | {"secret": "123456"})
    assert done.status_code == 302
    claim.refresh_from_db()
    assert claim.state == "reversed"
