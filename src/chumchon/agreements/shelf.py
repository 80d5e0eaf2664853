"""A folder of agreements: every version of every fund, never two of one fund from one day."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from .faults import Fault, Faulty
from .load import read_file
from .model import Agreement

Shelf = dict[str, tuple[Agreement, ...]]
"""Versions by fund, the oldest first."""


class FileFaults(NamedTuple):
    """The faults of one file."""

    path: Path
    faults: tuple[Fault, ...]


def gather(agreements: Iterable[Agreement]) -> Shelf:
    """Agreements by fund in the order of their days. Errors: Faulty where two versions meet on one day."""
    funds: dict[str, list[Agreement]] = {}
    for one in agreements:
        funds.setdefault(one.fund, []).append(one)
    several = [versions for versions in funds.values() if versions[1:]]
    faults = [fault for versions in several for one in versions for fault in clashes(one, versions)]
    if faults:
        raise Faulty(faults)
    return {fund: tuple(sorted(versions, key=lambda a: a.effective_from)) for fund, versions in funds.items()}


def clashes(one: Agreement, versions: Iterable[Agreement]) -> list[Fault]:
    """Why a version cannot stand beside the others of its fund."""
    faults = []
    for other in versions:
        if other is one or other.fund != one.fund:
            continue
        if other.effective_from == one.effective_from:
            faults.append(
                Fault(
                    1, "agreement.effective_from", "TWO_VERSIONS",
                    f"กองทุน {one.fund} มีสองฉบับที่มีผลวันเดียวกัน ({one.effective_from.isoformat()}) ให้เหลือฉบับเดียว",
                    f"{one.fund} has two versions in force from {one.effective_from.isoformat()}",
                )
            )  # fmt: skip
        if other.version == one.version:
            faults.append(
                Fault(
                    1, "agreement.version", "TWO_VERSIONS", f"กองทุน {one.fund} มีฉบับที่ {one.version} สองแฟ้ม ให้เลขฉบับต่างกัน",
                    f"{one.fund} has version {one.version} twice",
                )
            )  # fmt: skip
    return faults


def read_folder(folder: Path) -> tuple[Shelf, list[FileFaults]]:
    """Every *.toml of a folder. Where any file is refused, the shelf is empty and all faults are told."""
    read: dict[Path, Agreement] = {}
    faulty: list[FileFaults] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            read[path] = read_file(path)
        except Faulty as error:
            faulty.append(FileFaults(path, error.faults))
        except OSError as error:
            faulty.append(
                FileFaults(path, (Fault(1, "", "UNREADABLE", "เปิดแฟ้มไม่ได้", f"cannot be opened: {error.strerror}"),))
            )
    for path, one in read.items():
        if found := clashes(one, read.values()):
            faulty.append(FileFaults(path, tuple(found)))
    return ({} if faulty else gather(read.values())), faulty
