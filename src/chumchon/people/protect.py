"""Citizen ids at rest: AES-GCM bound to the person's row, and a keyed index that finds a duplicate without the id."""

import hmac
import os
import secrets
import uuid
from functools import cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


@cache
def _key(name: str, folder: str) -> bytes:
    file = Path(folder) / "keys" / f"{name}.key"
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(secrets.token_bytes(32))
        except FileExistsError:
            pass  # another process made it between the look and the write
    return file.read_bytes()


def key(name: str) -> bytes:
    """The 32-byte key of that name from CHUMCHON_DATA/keys, made at first use, readable by the owner only."""
    return _key(name, str(settings.DATA_DIR))


def has_key(name: str) -> bool:
    """Does the key of that name lie in its place? None is made."""
    return (Path(settings.DATA_DIR) / "keys" / f"{name}.key").is_file()


def seal(uid: uuid.UUID, citizen_id: str) -> bytes:
    """Nonce and cipher of a 13-digit id; it opens only on the row of this uid."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key("citizen")).encrypt(nonce, citizen_id.encode(), uid.bytes)


def open_sealed(uid: uuid.UUID, sealed: bytes) -> str:
    """The 13 digits again. Errors: cryptography.exceptions.InvalidTag when the cipher was moved or changed."""
    raw = bytes(sealed)
    return AESGCM(key("citizen")).decrypt(raw[:12], raw[12:], uid.bytes).decode()


def index(citizen_id: str) -> str:
    """Keyed HMAC-SHA256 of the 13 digits in hex: equal ids give equal indexes, nobody without the key can try ids."""
    return hmac.new(key("citizen-index"), citizen_id.encode(), sha256).hexdigest()


def _history_key(salt: bytes) -> bytes:
    return hmac.new(key("history"), salt, sha256).digest()


def seal_text(salt: bytes, text: str) -> str:
    """Personal words for rows that are never changed: they open only while the salt is kept. Hex of nonce and cipher."""
    nonce = secrets.token_bytes(12)
    return (nonce + AESGCM(_history_key(salt)).encrypt(nonce, text.encode(), None)).hex()


def open_text(salt: bytes, sealed: str) -> str:
    """The words again. Errors: cryptography.exceptions.InvalidTag with another salt."""
    raw = bytes.fromhex(sealed)
    return AESGCM(_history_key(salt)).decrypt(raw[:12], raw[12:], None).decode()


def seal_with(name: str, bound_to: bytes, content: bytes) -> bytes:
    """Nonce and cipher under the key of that name; it opens only on the row that `bound_to` names."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(key(name)).encrypt(nonce, content, bound_to)


def open_with(name: str, bound_to: bytes, sealed: bytes) -> bytes:
    """The content again. Errors: cryptography.exceptions.InvalidTag when the cipher was moved or changed."""
    raw = bytes(sealed)
    return AESGCM(key(name)).decrypt(raw[:12], raw[12:], bound_to)
