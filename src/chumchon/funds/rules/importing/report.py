"""The figures of an import: rows, who came in, who did not, and each code with its count."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from .rows import Judged


def report(judged: Iterable[Judged]) -> dict[str, Any]:
    """rows = accepted + rejected. by_code counts a rejected row under its first fault and an accepted one under each
    warning; warnings is the sum of those. already: rejected rows whose person the fund has with the same number;
    to_mend: the rejected rows without those, by code; fill: members of whom the file knows what the register does not."""
    codes: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    to_mend: Counter[str] = Counter()
    rows = accepted = already = fill = warnings = 0
    for row in judged:
        rows += 1
        already += row.already
        fill += row.fill is not None
        if row.faults:
            codes[row.faults[0].code] += 1
            to_mend[row.faults[0].code] += not row.already
            continue
        accepted += 1
        warnings += len(row.warnings)
        codes.update(row.warnings)
        notes.update(row.notes)
    return {
        "rows": rows, "accepted": accepted, "rejected": rows - accepted, "warnings": warnings,
        "by_code": dict(sorted(codes.items())), "already": already, "notes": dict(sorted(notes.items())),
        "to_mend": dict(sorted((+to_mend).items())), "fill": fill,
    }  # fmt: skip
