"""The three commands, and the folder of agreements."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chumchon.agreements import cases, cli, load, shelf
from chumchon.agreements.faults import Faulty
from tests.agreements.world import DATA, example

EXAMPLES = Path(__file__).parents[2] / "examples" / "agreements"
V2 = DATA / "agreement_example_v2.toml"
HEAD = ",".join(cases.COLUMNS)
ROW = "1,jaidee,2016-01-10,2026-12-31,1960-05-01,death,2025-06-05,2025-06-05,,,1,1,0,0,0,0,0,0,0,3000000,300000,,2025-06-15,1"


def run(*argv):
    out, err = io.StringIO(), io.StringIO()
    return cli.run([str(word) for word in argv], out, err), out.getvalue(), err.getvalue()


def test_a_right_file_is_told_so_with_its_name_and_version():
    code, out, err = run("agreement-check", V2)
    assert (code, err) == (0, "")
    assert "กองทุนสวัสดิการชุมชนตำบลใจดี (ตัวอย่าง) ฉบับที่ 2 สวัสดิการ 5 อย่าง" in out


def test_a_faulty_file_gives_exit_code_1_with_every_line(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(
        V2.read_text(encoding="utf-8").replace("year_units", "year_unit").replace("floor = 3000", "floor = -1"),
        encoding="utf-8",
    )
    code, out, err = run("agreement-check", path)
    assert (code, out) == (1, "")
    assert "พบ 2 แห่ง" in err
    assert "บรรทัด 29: fund_ratio.floor: ต้องไม่ติดลบ" in err
    assert "(line 40: unknown key year_unit; did you mean year_units?)" in err
    code, out, err = run("agreement-explain", path)
    assert (code, out) == (1, "")
    assert "บรรทัด 29" in err


def test_faults_as_json(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text("schema = 1\n", encoding="utf-8")
    code, out, _ = run("agreement-check", path, "--json")
    told = json.loads(out)
    assert (code, told["ok"], told["file"]) == (1, False, "a.toml")
    assert {(f["key"], f["code"], f["line"]) for f in told["faults"]} == {
        (key, "MISSING", 1) for key in ("agreement", "membership", "benefit")
    }
    assert all(f["th"] and f["en"] for f in told["faults"])
    assert "ขาดคีย์" in out
    code, out, _ = run("agreement-check", V2, "--json")
    assert (code, json.loads(out)) == (0, {"file": "agreement_example_v2.toml", "ok": True, "faults": []})


def test_the_agreement_is_read_out_clause_by_clause():
    code, out, err = run("agreement-explain", V2)
    assert (code, err) == (0, "")
    assert "ข้อ 12  เสียชีวิต\n   - อายุสมาชิก ไม่ถึง 1 ปี: 3,000 บาท\n" in out
    assert "\n   13. ดูเงินสดที่มี\n" in out
    assert out.startswith("กองทุนสวัสดิการชุมชนตำบลใจดี (ตัวอย่าง)\n   - ข้อตกลงฉบับที่ 2")


@pytest.mark.parametrize("argv", [("agreement-check",), ("agreement-what", "x"), (), ("agreement-evaluate", "x.csv")])
def test_a_command_used_wrongly_gives_exit_code_2(argv):
    assert run(*argv)[0] == 2


def test_a_file_that_is_not_there_is_told_without_a_stack_trace(tmp_path):
    for name in ("agreement-check", "agreement-explain"):
        code, _, err = run(name, tmp_path / "none.toml")
        assert code == 2
        assert "เปิดแฟ้มไม่ได้" in err
        assert "none.toml" in err
    assert run("agreement-evaluate", tmp_path / "x.csv", "--agreements", DATA, "--out", tmp_path / "o.csv")[0] == 2
    code, _, err = run(
        "agreement-evaluate", DATA / "cases.csv", "--agreements", tmp_path / "no", "--out", tmp_path / "o.csv"
    )
    assert code == 2
    assert "ไม่พบโฟลเดอร์" in err


def test_a_folder_without_an_agreement_decides_nothing(tmp_path):
    (tmp_path / "none").mkdir()
    code, rows, _, err = evaluated(tmp_path, ROW, folder=tmp_path / "none")
    assert (code, rows) == (2, [])
    assert "ไม่มีแฟ้มข้อตกลง" in err


def test_the_answers_never_take_the_place_of_the_table(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    code, _, err = run("agreement-evaluate", path, "--agreements", DATA, "--out", tmp_path / "." / "in.csv")
    assert code == 2
    assert "ตั้งชื่ออื่น" in err
    assert path.read_text(encoding="utf-8") == f"{HEAD}\n{ROW}\n"


def test_a_number_of_a_case_that_comes_again_is_told_and_decided(tmp_path):
    code, rows, _, err = evaluated(tmp_path, ROW, ROW)
    assert code == 0
    assert len(rows) == 2
    assert "แถวที่ 3: case_id “1” ซ้ำกับแถวที่ 2" in err
    assert evaluated(tmp_path, ROW, ROW.replace("1,jaidee", "2,jaidee"))[3] == ""


class Gone(io.StringIO):
    """A reader that has gone, as `head` does."""

    def write(self, text):
        raise BrokenPipeError


def test_the_answers_stand_although_nobody_reads_what_was_wrong(tmp_path):
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(f"{HEAD}\n{ROW}\n{ROW.replace('3000000', 'many')}\n", encoding="utf-8")
    words = ["agreement-evaluate", str(path), "--agreements", str(DATA), "--out", str(out)]
    assert cli.run(words, Gone(), Gone()) == 1
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.csv", "out.csv"]
    assert cli.run(["agreement-explain", str(V2)], Gone(), Gone()) == 0


def test_the_answers_may_go_to_a_pipe_that_stays_one(tmp_path):
    path, pipe = tmp_path / "in.csv", tmp_path / "pipe"
    path.write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, encoding="utf-8")
    assert run("agreement-evaluate", path, "--agreements", DATA, "--out", pipe)[0] == 0
    assert pipe.is_fifo() and "1,12000,0,OK" in reader.communicate(timeout=60)[0]


def evaluated(tmp_path, *rows, head=HEAD, folder=DATA):
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8-sig")
    code, told, err = run("agreement-evaluate", path, "--agreements", folder, "--out", out)
    found = list(csv.DictReader(out.open(encoding="utf-8", newline=""))) if out.exists() else []
    return code, found, told, err


def test_a_case_is_decided_and_written_in_baht_without_idle_zeros(tmp_path):
    half = ROW.replace("3000000", "2000.50")
    code, rows, told, _ = evaluated(tmp_path, ROW, half, ROW.replace("3000000", "0.05"))
    assert code == 0
    assert "ตัดสินแล้ว 3 รายการ →" in told
    assert [(r["amount"], r["deferred"], r["code"]) for r in rows] == [
        ("12000", "0", "OK"), ("2000.5", "999.5", "PARTIAL_CASH"), ("0.05", "2999.95", "PARTIAL_CASH"),
    ]  # fmt: skip


def test_empty_cells_are_no_trouble(tmp_path):
    empty = "e,jaidee,2016-01-10,2026-12-31,,death,2025-06-05,,,,,,,,,,,,,3000000,,,,1"
    nobody = "n,jaidee,,,,death,2025-06-05" + "," * 17
    code, rows, _, err = evaluated(tmp_path, empty, nobody)
    assert (code, err) == (0, "")
    assert [(r["amount"], r["code"]) for r in rows] == [("12000", "OK"), ("0", "NOT_MEMBER")]


def test_an_unknown_fund_or_benefit_or_an_early_day_has_its_code(tmp_path):
    _, rows, _, _ = evaluated(
        tmp_path,
        ROW.replace("jaidee", "other"),
        ROW.replace("death", "wedding"),
        ROW.replace("2025-06-05", "2021-06-05"),
    )
    assert [r["code"] for r in rows] == ["NO_AGREEMENT", "NO_BENEFIT", "NO_AGREEMENT"]


BAD_ROWS = [
    (("2025-06-05,2025-06-05", "05/06/2568,2025-06-05"), "start"), (("2025-06-05,2025-06-05", ",2025-06-05"), "start"),
    (("2016-01-10", "2016-02-30"), "join"), (("2025-06-05,2025-06-05", "2025-06-05,2025-06-04"), "วันสิ้นสุด"), (("3000000", "-1"), "cash_satang"),
    (("3000000", "many"), "cash"), (("1,1,0", "1,2,0"), "ลำดับคนในบ้าน"), (("1,1,0", "1.5,1,0"), "household_n"), (("2025-06-15,1", "2025-06-15,maybe"), "evidence_ok"),
    (("2025-06-15,1", "2568-06-15,1"), "ถ้าเป็น พ.ศ. ให้เขียน 2025"), (("2025-06-05,2025-06-05", "20250605,2025-06-05"), "start"), (("2025-06-05,2025-06-05", "2025-W23-4,2025-06-05"), "start"), (("2025-06-15,1", "2025-06-15,1,extra"), "หัวตาราง"), (("1,1,0,", "1,1,-3,"), "prior_units_y1"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "named"), BAD_ROWS)
def test_a_bad_row_is_named_and_the_others_are_decided(tmp_path, change, named):
    code, rows, told, err = evaluated(
        tmp_path, ROW.replace("1,jaidee", "good,jaidee"), ROW.replace("1,jaidee", "bad,jaidee").replace(*change, 1)
    )
    assert code == 1
    assert [(r["case_id"], r["amount"], r["code"]) for r in rows] == [("good", "12000", "OK"), ("bad", "", "BAD_ROW")]
    assert "แถวที่ 3 (bad)" in err
    assert named in err
    assert rows[1]["reason_th"]
    assert "ตัดสินแล้ว 1 รายการ อ่านไม่ได้ 1 แถว" in told


def test_missing_columns_are_named(tmp_path):
    code, rows, _, err = evaluated(tmp_path, ROW, head=HEAD.replace("cash,", "money,"))
    assert (code, rows) == (2, [])
    assert "ขาดคอลัมน์ cash" in err


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ((f"{HEAD},หมายเหตุ\n" + ROW.replace("1,jaidee", "ราย 1,jaidee") + ",ดี\n").encode("cp874"), 0),
        (f"{HEAD}\n{ROW}\n".encode("utf-16"), 2),
        (b"PK\x03\x04\0\0\xff\xfe", 2),
        (f'{HEAD}\n"{"x" * 200_000}"\n'.encode(), 2),
    ],
    ids=["Windows Thai", "UTF-16", "a workbook", "a cell without end"],
)
def test_a_table_in_other_letters_is_read_or_told_in_a_sentence(tmp_path, data, code):
    table = tmp_path / "cases.csv"
    table.write_bytes(data)
    found, _, err = run("agreement-evaluate", table, "--agreements", DATA, "--out", tmp_path / "out.csv")
    assert found == code and "Traceback" not in err and bool(err) == bool(code)


def test_more_columns_than_asked_and_numbers_as_spreadsheets_write_them(tmp_path):
    code, rows, _, _ = evaluated(
        tmp_path,
        'x,"3,000,000.00",' + ROW.replace(",3000000,", ",").replace("1,1,0", "1.0,1.0,0.0"),
        head="note,cash," + HEAD.replace(",cash,", ","),
    )
    assert (code, rows[0]["amount"]) == (0, "12000")


@pytest.mark.parametrize(("cell", "code"), [("1", "OK"), ("true", "OK"), ("Yes", "OK"), ("1.0", "OK"), ("0", "PENDING_EVIDENCE"),
                                           ("FALSE", "PENDING_EVIDENCE"), ("no", "PENDING_EVIDENCE"), ("0.0", "PENDING_EVIDENCE"), ("", "PENDING_EVIDENCE")])  # fmt: skip
def test_yes_and_no_may_be_written_in_words(tmp_path, cell, code):
    assert evaluated(tmp_path, ROW.removesuffix("1") + cell)[1][0]["code"] == code


def test_help_names_the_command_and_is_no_fault(capsys):
    assert run("--help")[0] == 0
    assert capsys.readouterr().out.startswith("usage: chumchon ")


def test_what_a_member_paid_in_may_stand_in_a_column_of_its_own(tmp_path):
    text = V2.read_text(encoding="utf-8").replace(
        '{ kind = "fixed", rate = 200 }', '{ kind = "percent", of = "contributions_paid", rate = 50 }'
    )
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements" / "a.toml").write_text(text, encoding="utf-8")
    row = ROW.replace("death", "elderly")
    _, rows, _, _ = evaluated(
        tmp_path, row + ",1001", row + ",", head=HEAD + ",contributions_paid", folder=tmp_path / "agreements"
    )
    assert [r["amount"] for r in rows] == ["500", "2004"]


def test_two_versions_from_one_day_are_refused(tmp_path):
    for name, version in (("a", "version = 2"), ("b", "version = 3")):
        (tmp_path / f"{name}.toml").write_text(
            V2.read_text(encoding="utf-8").replace("version = 2", version), encoding="utf-8"
        )
    code, rows, _, err = evaluated(tmp_path, ROW, folder=tmp_path)
    assert (code, rows) == (1, [])
    assert err.count("สองฉบับที่มีผลวันเดียวกัน (2025-04-01)") == 2
    with pytest.raises(Faulty):
        shelf.gather([example("v2"), load.parse((tmp_path / "b.toml").read_text(encoding="utf-8"))])


def test_two_files_with_one_version_number_are_refused(tmp_path):
    for name, day in (("a", "2025-04-01"), ("b", "2025-05-01")):
        (tmp_path / f"{name}.toml").write_text(
            V2.read_text(encoding="utf-8").replace("2025-04-01", day), encoding="utf-8"
        )
    read, faulty = shelf.read_folder(tmp_path)
    assert read == {}
    assert [f.code for one in faulty for f in one.faults] == ["TWO_VERSIONS", "TWO_VERSIONS"]


def test_one_faulty_file_of_a_folder_stops_the_evaluation(tmp_path):
    (tmp_path / "a.toml").write_bytes(V2.read_bytes())
    (tmp_path / "b.toml").write_text("schema = 1", encoding="utf-8")
    (tmp_path / "c.txt").write_text("not an agreement", encoding="utf-8")
    (tmp_path / "d.toml").mkdir()
    code, rows, _, err = evaluated(tmp_path, ROW, folder=tmp_path)
    assert (code, rows) == (1, [])
    assert "b.toml: ใช้ไม่ได้" in err
    assert "a.toml" not in err
    assert "c.txt" not in err
    assert "เปิดแฟ้มไม่ได้" in err


def test_versions_stand_in_the_order_of_their_days():
    assert [v.version for v in shelf.gather([example("v2"), example("b"), example("v1")])["jaidee"]] == [1, 2]


def test_the_examples_of_the_house_are_right():
    files = sorted(EXAMPLES.glob("*.toml"))
    assert len(files) >= 3
    for file in files:
        assert run("agreement-check", file)[0] == 0


def test_the_commands_run_without_django():
    code = "import sys; from chumchon.agreements import cli, columns, expected; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_command_runs_from_the_shell(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "chumchon", "agreement-check", str(V2)], capture_output=True, check=False
    )
    assert done.returncode == 0
    assert "ใช้ได้" in done.stdout.decode("utf-8")


def test_baht_in_a_file_have_no_idle_zeros():
    assert [cases.baht(n) for n in (0, 100, 150_000, 166_650, 5, 100_001, 1_000)] == [
        "0",
        "1",
        "1500",
        "1666.5",
        "0.05",
        "1000.01",
        "10",
    ]


@pytest.mark.parametrize("missing", ["--agreements", "--out"])
def test_a_table_is_not_decided_without_the_folder_and_the_place_for_the_answers(missing, tmp_path, capsys):
    words = {"--agreements": DATA, "--out": tmp_path / "out.csv"}
    del words[missing]
    code, _out, _err = run(
        "agreement-evaluate", tmp_path / "cases.csv", *(word for pair in words.items() for word in pair)
    )
    assert code == 2 and missing in capsys.readouterr().err
