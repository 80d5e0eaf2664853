"""Sealed files outside the web root: written once under a random name, opened only with the key and the row's own id."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from chumchon.people.protect import open_with, seal_with
from chumchon.thai.errors import Refused


def folder(name: str) -> Path:
    """Where the sealed files of that kind lie, under CHUMCHON_DATA; no web server points here."""
    return Path(settings.DATA_DIR) / name


def keep(name: str, key: str, bound_to: bytes, content: bytes) -> tuple[str, str]:
    """Seal and write; the file's name and the SHA-256 of the content. Should the transaction fail, what stays opens for nobody."""
    folder(name).mkdir(mode=0o700, parents=True, exist_ok=True)
    file_name = f"{secrets.token_hex(16)}.sealed"
    with os.fdopen(os.open(folder(name) / file_name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(seal_with(key, bound_to, content))
    return file_name, sha256(content).hexdigest()


def read(name: str, key: str, bound_to: bytes, file_name: str, digest: str) -> bytes:
    """The content again. Errors: NO_FILE, BROKEN_FILE."""
    file = folder(name) / file_name
    if not file_name or not file.exists():
        raise Refused("NO_FILE", "ไม่พบไฟล์นี้ ถามผู้ที่แนบไว้", "The file is not there.")
    content = open_with(key, bound_to, file.read_bytes())
    if sha256(content).hexdigest() != digest:
        raise Refused("BROKEN_FILE", "ไฟล์เสียหาย ให้แนบใหม่", "The file is damaged.")
    return content
