"""Commands: agreement-check, agreement-explain, agreement-evaluate. Exit codes: 0 right, 1 faults found, 2 wrong use."""

import argparse
import json
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import TextIO

from chumchon.thai.errors import Plain

from . import cases, load, shelf
from .decide import Decision, decide
from .explain import agreement_th
from .faults import Fault, Faulty
from .model import Agreement


def run(argv: Sequence[str], out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Run one command; argv[0] is its name. Returns the exit code."""
    out, err = out or sys.stdout, err or sys.stderr
    for stream in (out, err):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        arguments = _parser().parse_args(list(argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return int(arguments.run(arguments, out, err))
    except BrokenPipeError:  # the reader, such as `head`, has seen enough; whether all was right it has not
        return 0 if arguments.run is _explain else 1
    except OSError as error:
        err.write(f"เปิดแฟ้มไม่ได้: {error.filename}\nCannot open {error.filename}: {error.strerror}\n")
    except Plain as error:
        err.write(f"{error.th}\n{error.en}\n")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="chumchon", description="A fund's agreement (ข้อตกลง) as data.")
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("agreement-check", help="Tell every fault of a file, with its line.")
    check.add_argument("file", type=Path)
    check.add_argument("--json", action="store_true", help="faults as JSON")
    check.set_defaults(run=_check)
    explain = commands.add_parser("agreement-explain", help="Read a file out in Thai, clause by clause.")
    explain.add_argument("file", type=Path)
    explain.set_defaults(run=_explain)
    evaluate = commands.add_parser("agreement-evaluate", help="Decide every claim of a table.")
    evaluate.add_argument("cases", type=Path)
    evaluate.add_argument("--agreements", type=Path, required=True, metavar="DIR", help="folder with *.toml")
    evaluate.add_argument("--out", type=Path, required=True, metavar="OUT.csv")
    evaluate.set_defaults(run=_evaluate)
    return parser


def _read(path: Path) -> Agreement | tuple[Fault, ...]:
    try:
        return load.read_file(path)
    except Faulty as error:
        return error.faults


def _check(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    found = _read(arguments.file)
    faults = () if isinstance(found, Agreement) else found
    meant = load.check_file(arguments.file) if isinstance(found, Agreement) else ()
    if arguments.json:
        told = {"file": arguments.file.name, "ok": not faults, "faults": [fault._asdict() for fault in faults]}
        if meant:
            told["notices"] = [fault._asdict() for fault in meant]
        out.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif isinstance(found, Agreement):
        out.write(f"ใช้ได้: {found.name_th} ฉบับที่ {found.version} สวัสดิการ {len(found.benefits)} อย่าง\n")
        if meant:
            err.write("อ่านได้ แต่ประกาศใช้เป็นฉบับใหม่ไม่ได้จนกว่าจะแก้:\n")
            _lines(err, meant)
    else:
        _tell(err, arguments.file, faults)
    return 1 if faults else 0


def _tell(err: TextIO, path: Path, faults: Sequence[Fault]) -> None:
    err.write(f"{path.name}: ใช้ไม่ได้ พบ {len(faults)} แห่ง แก้ให้ครบแล้วตรวจใหม่\n")
    _lines(err, faults)


def _lines(err: TextIO, faults: Sequence[Fault]) -> None:
    for fault in faults:
        err.write(f"  {fault.line_th}\n    (line {fault.line}: {fault.en})\n")


def _explain(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    found = _read(arguments.file)
    if not isinstance(found, Agreement):
        _tell(err, arguments.file, found)
        return 1
    for section in agreement_th(found):
        out.write((f"ข้อ {section.clause}  " if section.clause else "") + f"{section.title}\n")
        for sentence in section.sentences:
            out.write(f"   - {sentence}\n" if not sentence[0].isdigit() else f"   {sentence}\n")
        out.write("\n")
    return 0


def _write(path: Path, results: Sequence[tuple[str, Decision | Plain]]) -> None:
    """All of it or nothing: a file of an earlier run stays until the new one is whole."""
    special = path.exists() and not path.is_file()  # a pipe, or /dev/stdout
    made = path if special else path.with_name(f".{path.name}.new")
    with made.open("w", encoding="utf-8", newline="") as file:
        cases.write_rows(file, results)
    if not special:
        made.replace(path)


def _evaluate(arguments: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    if not arguments.agreements.is_dir():
        err.write(f"ไม่พบโฟลเดอร์ {arguments.agreements}\nThere is no folder {arguments.agreements}.\n")
        return 2
    if arguments.out.exists() and arguments.out.samefile(arguments.cases):
        err.write(
            "แฟ้มผล (--out) เป็นแฟ้มเดียวกับตารางที่จะตัดสิน ตั้งชื่ออื่น\nThe answers would overwrite the table: name another file.\n"
        )
        return 2
    versions, faulty = shelf.read_folder(arguments.agreements)
    for path, faults in faulty:
        _tell(err, path, faults)
    if faulty:
        return 1
    if not versions:
        err.write(f"ไม่มีแฟ้มข้อตกลง (.toml) ใน {arguments.agreements}\nThere is no agreement in {arguments.agreements}.\n")
        return 2
    results: list[tuple[str, Decision | Plain]] = []
    wrong, told = 0, StringIO()
    first: dict[str, int] = {}
    own = frozenset(flag for found in versions.values() for one in found for flag in one.flags)
    for row in cases.read_rows(cases.text_of(arguments.cases.read_bytes()), own):
        if first.setdefault(row.case_id, row.line) != row.line:
            told.write(
                f"แถวที่ {row.line}: case_id “{row.case_id}” ซ้ำกับแถวที่ {first[row.case_id]} ตัดสินทั้งสองแถว\n"
                f"  (row {row.line}: the case_id of row {first[row.case_id]} again)\n"
            )
        if isinstance(row.facts, Plain):
            wrong += 1
            told.write(f"แถวที่ {row.line} ({row.case_id}): {row.facts.th}\n  (row {row.line}: {row.facts.en})\n")
            results.append((row.case_id, row.facts))
        else:
            results.append((row.case_id, decide(versions.get(row.fund, ()), row.facts)))
    _write(arguments.out, results)
    err.write(told.getvalue())  # after the answers: whoever reads only the first lines has them all the same
    out.write(
        f"ตัดสินแล้ว {len(results) - wrong} รายการ" + (f" อ่านไม่ได้ {wrong} แถว" if wrong else "") + f" → {arguments.out}\n"
    )
    return 1 if wrong else 0
