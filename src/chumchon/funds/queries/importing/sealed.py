"""Rows and files of a book that rest with us: they carry citizen ids, so that they are sealed with a key of their own."""

import base64
import json
import secrets
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from chumchon.people import protect
from chumchon.thai.errors import Refused

from ...rules.importing.cells import Cell

KEY = "import"


def seal(data: bytes, bound_to: str) -> bytes:
    """Nonce and cipher; it opens only for the same `bound_to`."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(protect.key(KEY)).encrypt(nonce, data, bound_to.encode())


def unseal(raw: bytes, bound_to: str) -> bytes:
    """The data again. Errors: cryptography.exceptions.InvalidTag."""
    return AESGCM(protect.key(KEY)).decrypt(raw[:12], raw[12:], bound_to.encode())


def seal_cells(cells: list[Cell], batch_id: int, row_number: int) -> dict[str, str]:
    """The cells of a row as they go into ImportRow.cells: {"sealed": base64}."""
    said = [{"d": c.isoformat()[:10]} if isinstance(c, date) else c for c in cells]
    raw = seal(json.dumps(said, ensure_ascii=False).encode(), f"{batch_id}:{row_number}")
    return {"sealed": base64.b64encode(raw).decode()}


def open_cells(stored: dict[str, Any], batch_id: int, row_number: int) -> list[Cell]:
    """The cells of an ImportRow."""
    said = json.loads(unseal(base64.b64decode(stored["sealed"]), f"{batch_id}:{row_number}"))
    return [date.fromisoformat(c["d"]) if isinstance(c, dict) else c for c in said]


def file_path(fund_id: int, sha256: str) -> Path:
    """Where an uploaded file waits for its confirmation."""
    return Path(settings.DATA_DIR) / "imports" / f"{fund_id}-{sha256}.sealed"


def open_file(fund_id: int, sha256: str) -> bytes:
    """The bytes of a waiting file. Errors: FILE_GONE."""
    try:
        return unseal(file_path(fund_id, sha256).read_bytes(), f"{fund_id}:{sha256}")
    except (FileNotFoundError, InvalidTag):
        raise Refused(
            "FILE_GONE", "ไฟล์ที่ส่งไว้ถูกลบไปแล้ว ส่งไฟล์อีกครั้ง", "The uploaded file is no longer here; upload it again."
        ) from None
