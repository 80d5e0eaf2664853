"""What is frozen when minutes are signed, and the number that tells one version from another."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from chumchon.thai.errors import BadInput

LEAST, MOST = 20, 20_000


def check_text(text: str) -> str:
    """The text as it is kept. Errors: SHORT_MINUTES, LONG_MINUTES."""
    plain = text.replace("\r\n", "\n").strip()
    if len(plain) < LEAST:
        raise BadInput("SHORT_MINUTES", "เขียนรายงานการประชุมก่อน อย่างน้อยหนึ่งย่อหน้า", "Write the minutes first.")
    if len(plain) > MOST:
        raise BadInput("LONG_MINUTES", "รายงานยาวเกินไป ย่อให้สั้นลง", "The minutes are too long.")
    return plain


def digest(text: str, frozen: Mapping[str, Any]) -> str:
    """SHA-256 over the text and all that was frozen with it: another word gives another number."""
    whole = json.dumps({"text": text, "frozen": frozen}, ensure_ascii=False, sort_keys=True)
    return sha256(whole.encode()).hexdigest()
