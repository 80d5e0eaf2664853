"""On which line of a TOML text each key stands, and which clause the comment behind a table's head names.

tomllib gives values without lines. This reads only as much of TOML as that needs, after tomllib has accepted the text.
"""

import re
from dataclasses import dataclass, field

Path = tuple[str, ...]

_HEAD = re.compile(r"\s*\[\[?\s*([^\]#]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_CLAUSE = re.compile(r"#\s*ข้อ\s*([0-9๐-๙]+(?:\s*[–./-]\s*[0-9๐-๙]+)*)")
_QUOTES = re.compile(r'''"""|\'\'\'|"(?:\\.|[^"\\])*"|'[^']*'|[#\[\]{}]''')


@dataclass
class Lines:
    """Lines by path, from 1, and clauses by table."""

    at: dict[Path, int] = field(default_factory=dict)
    clauses: dict[Path, str] = field(default_factory=dict)

    def of(self, path: Path) -> int:
        """The line of a path, or of the nearest path above it that stands in the text."""
        while path and path not in self.at:
            path = path[:-1]
        return self.at.get(path, 1)


def clause_number(text: str) -> str:
    """ "6–9" from "# ข้อ 6–9 สมาชิก", or nothing."""
    found = _CLAUSE.search(text)
    return re.sub(r"\s*", "", found[1]).replace("-", "–") if found else ""


def scan(text: str) -> Lines:
    """Walk through the text line by line; what lies inside brackets or long strings begins no key."""
    lines, depth, quote = Lines(), 0, ""
    table: Path = ()
    for number, line in enumerate(text.split("\n"), 1):
        if not depth and not quote:
            head, key = _HEAD.match(line), _KEY.match(line)
            if head:
                table = _parts(head[1])
                lines.at.setdefault(table, number)
                if clause := clause_number(head[2] or ""):
                    lines.clauses[table] = clause
                continue
            if key:
                path = table + _parts(key[1])
                for size in range(len(table), len(path)):
                    lines.at.setdefault(path[: size + 1], number)
                line = line[key.end() :]
        depth, quote = _walk(line, depth, quote)
    return lines


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _walk(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Brackets still open and the long quotation still open at the end of the line."""
    at = 0
    while True:
        if quote:
            end = line.find(quote, at)
            if end < 0:
                return depth, quote
            at, quote = end + 3, ""
            continue
        found = _QUOTES.search(line, at)
        if found is None or found[0] == "#":
            break
        if found[0] in ('"""', "'''"):
            quote = found[0]
        elif found[0] in "[{":
            depth += 1
        elif found[0] in "]}":
            depth -= 1
        at = found.end()
    return depth, quote
