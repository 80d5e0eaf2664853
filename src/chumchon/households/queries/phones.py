"""What a phone sealed to the house: a visit that waits for a signal lies on the phone under a key that only the house has."""

from base64 import b64decode, b64encode
from json import loads
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chumchon.people import protect

KEY, POINT, NONCE = "household-phone", 65, 12
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


def _private() -> ec.EllipticCurvePrivateKey:
    """Always the same pair from the 32 bytes of keys/household-phone.key, so that a phone that comes back late still opens."""
    wide = HKDF(SHA256(), 48, None, b"chumchon phone key").derive(protect.key(KEY))
    return ec.derive_private_key(int.from_bytes(wide) % (ORDER - 1) + 1, ec.SECP256R1())


def public_key() -> str:
    """What the page gives the phone to seal with: a point of P-256 in base64. It opens nothing."""
    return b64encode(_private().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)).decode()


def opened_from_phone(sealed: str) -> Any:
    """What static/households/js/vault.js sealed (toTheHouse), read again. Errors: ValueError (broken, or for another house)."""
    raw = b64decode(sealed, validate=True)
    point, nonce, cipher = raw[:POINT], raw[POINT : POINT + NONCE], raw[POINT + NONCE :]
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    shared = _private().exchange(ec.ECDH(), theirs)
    key = HKDF(SHA256(), 32, point, b"chumchon visit 1").derive(shared)
    try:
        return loads(AESGCM(key).decrypt(nonce, cipher, None))
    except InvalidTag:
        raise ValueError("the seal does not open") from None
