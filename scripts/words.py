#!/usr/bin/env python3
"""Compile the words of the shell, web/locale/*/LC_MESSAGES/django.po to django.mo; no gettext needed.

The Thai sentence itself is the key of ours, so `en` has all of them; `th` only mends what Django and allauth say.
tests/web/test_words.py says what is missing or stale.
"""

import ast
import struct
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "src/chumchon/web/locale"
FILES = {language: LOCALE / language / "LC_MESSAGES/django.po" for language in ("en", "th")}


def read_po(text: str) -> dict[str, str]:
    """The msgid and msgstr pairs of a .po file without contexts; a plural, of which Thai has none, gives one text."""
    pairs: dict[str, str] = {}
    part, key, value = "", "", ""
    for line in [*text.splitlines(), 'msgid ""']:
        if line.startswith("msgid "):
            if part == "msgstr":
                pairs[key] = value
            part, key, value = "msgid", ast.literal_eval(line[6:]), ""
        elif line.startswith("msgid_plural "):
            key += "\0" + ast.literal_eval(line[13:])
        elif line.startswith(("msgstr ", "msgstr[0] ")):
            part, value = "msgstr", ast.literal_eval(line.split(" ", 1)[1])
        elif line.startswith('"'):
            key, value = (
                (key + ast.literal_eval(line), value) if part == "msgid" else (key, value + ast.literal_eval(line))
            )
    return pairs


def as_mo(pairs: dict[str, str]) -> bytes:
    """The pairs as GNU .mo: magic, tables of lengths and offsets, then the texts ending in NUL."""
    rows = sorted((k.encode(), v.encode()) for k, v in pairs.items())
    start = 28 + 16 * len(rows)
    blob, tables = b"", ([], [])
    for column in (0, 1):
        for row in rows:
            tables[column].extend((len(row[column]), start + len(blob)))
            blob += row[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, 0)
    return head + struct.pack(f"<{4 * len(rows)}I", *tables[0], *tables[1]) + blob


if __name__ == "__main__":
    for po in FILES.values():
        po.with_suffix(".mo").write_bytes(as_mo(read_po(po.read_text(encoding="utf-8"))))
