"""What a family said rests under a key of its own: it opens only on the row that it belongs to."""

import hmac
from hashlib import sha256
from json import dumps, loads
from typing import Any
from uuid import UUID

from chumchon.people import protect

KEY = "household"


def seal(uid: UUID, said: dict[str, Any]) -> bytes:
    """Nonce and cipher of what was said, bound to the row of this uid."""
    return protect.seal_with(KEY, uid.bytes, dumps(said, ensure_ascii=False).encode())


def opened(uid: UUID, sealed: bytes | memoryview) -> dict[str, Any]:
    """What was said; nothing for a row whose words were taken back."""
    raw = bytes(sealed)
    found: dict[str, Any] = loads(protect.open_with(KEY, uid.bytes, raw)) if raw else {}
    return found


def digest(content: bytes) -> str:
    """Keyed, since the answers of a visit are few enough to be tried out against a plain hash."""
    return hmac.new(protect.key("household-digest"), content, sha256).hexdigest()
