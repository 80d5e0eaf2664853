"""The screens of an amended plan: who may opens them, what they say adds up, files hold exactly what is shown."""

import csv
import io

import pytest

from chumchon.access.models import User
from chumchon.homes.models import PlanAmendment
from chumchon.homes.queries import amendments as queries
from tests.homes import amending, planning, world
from tests.homes.planning import instalment

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db):
    return planning.passed(planning.make())


@pytest.fixture
def chair(client, project):
    client.force_login(User.objects.get(username=f"chair-{project.code}"))
    return client


def _to(project, *parts):
    return "/".join([f"/h/{project.code}/plan", *parts])


def _one(project, *parts):
    return _to(project, "amendments/1", *parts)


def _draft(project, **more):
    found = PlanAmendment.objects.get()
    said = {"edits": found.edits, "reason": found.reason, "units": found.units, "what": "", "words": "", "satang": ""}
    said |= {f"line-{i}": str(x.satang // 100) for i, x in enumerate(queries.draft_lines(found))}
    return {**said, **more}


def _rows(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_plan_page_offers_an_amendment_once_it_passed_and_tells_of_an_open_one(chair, project):
    page = chair.get(_to(project)).content.decode()
    assert "ขอแก้แผน" in page and "แผนฉบับที่ 1" in page and "แก้ไม่ได้แล้ว" not in page
    answer = chair.post(_to(project, "amendments/new"), {"reason": "ราคาปูนขึ้น"})
    assert answer.status_code == 302 and answer.url == _one(project, "edit")
    for path in (_to(project), f"/h/{project.code}/"):
        page = chair.get(path).content.decode()
        assert "มีการขอแก้แผนครั้งที่ 1" in page and "ราคาปูนขึ้น" in page
    assert f'href="{_to(project, "amendments/new")}"' not in chair.get(_to(project)).content.decode()
    again = chair.post(_to(project, "amendments/new"), {"reason": "อีกเรื่อง"})
    assert again.status_code == 422 and "อยู่แล้ว" in again.content.decode()


def test_without_a_reason_no_amendment_begins(chair, project):
    answer = chair.post(_to(project, "amendments/new"), {"reason": " "})
    assert answer.status_code == 422 and not PlanAmendment.objects.exists()


def test_the_draft_is_kept_line_by_line_with_a_new_one_and_its_instalments(chair, project):
    row = instalment(project, 20_000_000)
    amending.ask(project)
    typed = {
        "line-3": "550,000",
        f"part-{row.pk}": "๑๕๐,๐๐๐",
        "what": "source:savings",
        "words": "เงินออม",
        "satang": "50000",
    }
    answer = chair.post(_one(project, "edit"), _draft(project, **typed), follow=True)
    page = answer.content.decode()
    assert "บันทึกร่างแล้ว" in page and "ยังต่างกัน" not in page
    found = PlanAmendment.objects.get()
    assert [x[3] for x in found.lines] == [50_000_000, 30_000_000, 100_000_000, 55_000_000, 130_000_000, 5_000_000]
    assert [x[5] for x in found.instalments] == [15_000_000]
    page = chair.get(_one(project, "edit")).content.decode()
    assert 'value="150,000"' in page and 'value="550,000"' in page
    wrong = chair.post(_one(project, "edit"), _draft(project, **{"line-0": "แพง", f"part-{row.pk}": "-5"}))
    assert wrong.status_code == 422 and wrong.content.decode().count("wrong small") == 2
    half = chair.post(_one(project, "edit"), _draft(project, words="ไม่มีเงิน"))
    assert half.status_code == 422 and "ต้องมีทั้งประเภท" in half.content.decode()
    old = chair.post(_one(project, "edit"), _draft(project, edits=0))
    assert old.status_code == 422 and "มีคนแก้ร่างนี้" in old.content.decode()
    apart = chair.post(
        _one(project, "edit"), _draft(project, **{"line-3": "", f"part-{row.pk}": "200000", "more": "1"}), follow=True
    )
    assert "ยังต่างกัน 550,000.00 บาท" in apart.content.decode() and "รายการใหม่" in apart.content.decode()
    assert PlanAmendment.objects.get().instalments == []


def test_a_draft_that_may_not_go_up_says_why_and_stays_a_draft(chair, project):
    amending.ask(project)
    answer = chair.post(_one(project, "send"))
    assert answer.status_code == 422 and "เหมือนแผนเดิมทุกอย่าง" in answer.content.decode()
    assert PlanAmendment.objects.get().state == "draft"


def test_every_row_and_only_the_changed_ones_with_exactly_their_sums_on_the_page_and_in_the_file(chair, project):
    row = instalment(project, 20_000_000)
    amending.ask(project)
    amending.draft(
        project, sums={"use:houses": 120_000_000, "use:infrastructure": 60_000_000}, instalments={row.pk: 10_000_000}
    )
    for show, lines in (("", 5), ("changed", 2)):
        answer = chair.get(_one(project) + f"?show={show}")
        rows, page = answer.context["rows"], answer.content.decode()
        assert len(rows.rows) == lines and f"รวม {len(rows.uses)} รายการที่แสดง" in page
        cells = _rows(chair.get(_one(project) + f"?show={show}&format=csv"))
        shown = [c for c in cells[1:] if c[0] == "ใช้เงิน" and c[1] != "รวม"]
        total = next(c for c in cells if c[:2] == ["ใช้เงิน", "รวม"])
        for column in (3, 4, 5):
            assert float(total[column]) == sum(float(c[column]) for c in shown)
        assert cells[-1][0] == "งวดที่ 1" and cells[-1][3:] == ["200000.00", "100000.00", "-100000.00"]
    page = chair.get(_one(project)).content.decode()
    assert "-100,000.00" in page and "รวม 1 งวดที่เปลี่ยน" in page


def test_the_word_form_speaks_for_the_level_and_a_stale_one_is_told(client, project):
    amending.ask(project)
    amending.draft(project, sums={"use:houses": 120_000_000, "use:infrastructure": 60_000_000})
    amending.send(project)
    client.force_login(User.objects.get(username=f"committee-{project.code}"))
    day = {"decided_on_day": "30", "decided_on_month": "11", "decided_on_year": "2569"}
    said = {"verdict": "pass", "meeting": "", "note": "", "read": "1", **day}
    assert client.post(_one(project, "word"), said).status_code == 422
    client.force_login(User.objects.get(username=f"chair-{project.code}"))
    answer = client.post(_one(project, "word"), {**said, "read": "2"})
    assert answer.status_code == 422 and "ฉบับใหม่หลังจากที่คุณอ่าน" in answer.content.decode()
    page = client.get(_one(project)).content.decode()
    assert "รอชุมชนให้ความเห็น" in page and "เรียกกลับมาแก้" in page
    assert client.get(_one(project, "edit")).url == _one(project)


def test_what_was_returned_and_every_plan_stay_readable(chair, project):
    amending.ask(project)
    amending.draft(project, sums={"use:houses": 120_000_000, "use:infrastructure": 60_000_000})
    amending.send(project)
    amending.say(project, "chair", "return", "ขอใบเสนอราคา")
    amending.draft(project, sums={"use:houses": 125_000_000, "use:infrastructure": 55_000_000})
    page = chair.get(_one(project) + "?sent=1").content.decode()
    assert "กำลังอ่านที่ส่งครั้งที่ 1" in page and "1,200,000.00" in page and "ขอใบเสนอราคา" in page
    assert "1,250,000.00" in chair.get(_one(project)).content.decode()
    amending.send(project)
    amending.pass_all(project)
    plan = chair.get(_to(project))
    assert "1,250,000.00" in plan.content.decode() and [p.number for p in plan.context["versions"]] == [2, 1]
    for number, houses, standing in ((1, "1,300,000.00", "was"), (2, "1,250,000.00", "holds")):
        answer = chair.get(_to(project, f"versions/{number}"))
        assert houses in answer.content.decode() and answer.context["standing"] == standing
        cells = _rows(chair.get(_to(project, f"versions/{number}") + "?format=csv"))
        assert sum(float(c[3]) for c in cells[1:] if c[0] == "ใช้เงิน") == 1_800_000
    assert [c[3] for c in _rows(chair.get(_to(project) + "?format=csv"))[1:]].count("1250000.00") == 1
    for path in (_to(project, "versions/3"), _to(project, "amendments/2"), _to(project, "amendments/2/edit")):
        assert chair.get(path).status_code == 404


def test_dropping_asks_why_and_taking_back_is_a_button(chair, project):
    amending.ask(project)
    amending.draft(project, sums={"use:houses": 120_000_000, "use:infrastructure": 60_000_000})
    assert chair.post(_one(project, "send")).status_code == 302
    assert chair.post(_one(project, "recall")).status_code == 302
    assert PlanAmendment.objects.get().state == "draft"
    assert chair.post(_one(project, "drop"), {"reason": ""}).status_code == 422
    page = chair.post(_one(project, "drop"), {"reason": "ราคาลงแล้ว"}, follow=True).content.decode()
    assert "เลิกขอแก้ แผนเดิมใช้ต่อ" in page and "ราคาลงแล้ว" in page
    wrong = chair.post(_one(project, "recall"))
    assert wrong.status_code == 422 and "ขอแก้ครั้งใหม่" in wrong.content.decode()


def test_an_officer_reads_and_writes_nothing(client, project):
    world.officer("officer_region", "50")
    amending.ask(project)
    client.force_login(User.objects.get(username="officer_region-50"))
    page = client.get(_one(project)).content.decode()
    assert "ส่งขออนุมัติ</button>" not in page and "แก้ร่าง" not in page
    for part in ("edit", "send", "recall", "drop"):
        assert client.post(_one(project, part)).status_code in (403, 404)


def test_officers_find_the_projects_whose_amendment_waits_for_a_word(client, project):
    world.make_project("other")
    world.officer("officer_region", "50")
    client.force_login(User.objects.get(username="officer_region-50"))

    def listed(state):
        answer = client.get(f"/homes/?state={state}")
        return [p.code for p in answer.context["rows"]], answer.content.decode().count("รออนุมัติการแก้แผน</span>")

    amending.ask(project)
    assert listed("amending") == ([], 0) and len(listed("")[0]) == 2
    amending.dearer(project)
    amending.send(project)
    assert listed("amending") == ([project.code], 1) and listed("")[1] == 1 and len(listed("running")[0]) == 2
    assert len(_rows(client.get("/homes/?state=amending&format=csv"))) == 2
    amending.pass_all(project)
    assert listed("amending") == ([], 0)
