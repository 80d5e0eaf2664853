"""A phone for tests: seals an entry as web/js/vault.js does."""

import json
import secrets
from base64 import b64decode, b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chumchon.forms.sealed import PhoneSeal


def sealed_by_phone(house: PhoneSeal, user: Any, entry: dict[str, Any]) -> str:
    """As vault.js seals (toTheHouse): an own pair of keys for this one, P-256, HKDF, AES-GCM."""
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b64decode(house.public_key()))
    pair = ec.generate_private_key(ec.SECP256R1())
    own = pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key = HKDF(SHA256(), 32, own, f"chumchon {house.what} 1".encode()).derive(pair.exchange(ec.ECDH(), point))
    nonce = secrets.token_bytes(12)
    said = json.dumps({"user": user.pk, "entry": entry}).encode()
    return b64encode(own + nonce + AESGCM(key).encrypt(nonce, said, None)).decode()
