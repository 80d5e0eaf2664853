"""What a phone sealed to the house: an entry that waits for a signal lies on the phone under a key that only the house has."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from json import loads
from typing import Any, Generic, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chumchon.people import protect
from chumchon.thai.errors import BadInput

from .phone import read_one, said_id

Read = TypeVar("Read")
POINT, NONCE = 65, 12
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


@dataclass(frozen=True)
class Said(Generic[Read]):
    """An entry with the id that it said. opened: its own words, where the phone had sealed them and they could be opened."""

    id: str
    entry: Read | BadInput
    opened: dict[str, Any] | None = None

    def told(self, status: str, code: str, th: str) -> dict[str, Any]:
        """The answer to it. What was sealed and not taken is read back to its writer, who alone can mend it."""
        answer: dict[str, Any] = {"id": self.id, "status": status, "code": code, "th": th}
        back = self.opened is not None and status in ("conflict", "rejected")
        return {**answer, "entry": self.opened} if back else answer


@dataclass(frozen=True)
class PhoneSeal:
    """A room's pair of keys for phones. key: its file in keys/; what: what is sealed, so that no room opens another's."""

    key: str
    what: str

    def _private(self) -> ec.EllipticCurvePrivateKey:
        """Always the same pair from the 32 bytes of the key, so that a phone that comes back late still opens."""
        wide = HKDF(SHA256(), 48, None, b"chumchon phone key").derive(protect.key(self.key))
        return ec.derive_private_key(int.from_bytes(wide) % (ORDER - 1) + 1, ec.SECP256R1())

    def public_key(self) -> str:
        """What the page gives the phone to seal with: a point of P-256 in base64. It opens nothing."""
        point = self._private().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return b64encode(point).decode()

    def opened(self, sealed: str) -> Any:
        """What web/js/vault.js sealed (toTheHouse), read again. Errors: ValueError (broken, or for another house or room)."""
        raw = b64decode(sealed, validate=True)
        point, nonce, cipher = raw[:POINT], raw[POINT : POINT + NONCE], raw[POINT + NONCE :]
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = self._private().exchange(ec.ECDH(), theirs)
        key = HKDF(SHA256(), 32, point, f"chumchon {self.what} 1".encode()).derive(shared)
        try:
            return loads(AESGCM(key).decrypt(nonce, cipher, None))
        except InvalidTag:
            raise ValueError("the seal does not open") from None

    def read(self, entry: Any, user_id: int, read: Callable[[dict[str, Any], str], Read], again_th: str) -> Said[Read]:
        """An entry, sealed or readable as older pages send it; a bad one spoils only itself. user_id: who is signed in, and
        must have written what is sealed; again_th: what to do with one that cannot be read."""
        if not isinstance(entry, dict) or "sealed" not in entry:
            return Said(*read_one(entry, read, again_th))
        said = said_id(entry)
        try:
            words = self.opened(entry["sealed"])
            writer, inner = words["user"], words["entry"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return Said(said, BadInput(
                "SEAL", "เปิดข้อมูลที่โทรศัพท์ปิดผนึกไว้ไม่ได้ ข้อมูลยังอยู่ในโทรศัพท์ แจ้งผู้ดูแลระบบ", "What the phone sealed does not open here."
            ))  # fmt: skip
        if writer != user_id:
            return Said(said, BadInput(
                "OTHER_USER", "รายการนี้เป็นของผู้ใช้อีกคน ให้คนนั้นเข้าสู่ระบบแล้วส่งเอง", "Another person wrote this; they sign in and send."
            ))  # fmt: skip
        named, known = read_one(inner, read, again_th)
        if named != said or not isinstance(inner, dict):
            return Said(said, BadInput("BAD_ENTRY", f"รายการนี้ไม่ครบหรืออ่านไม่ได้ {again_th}", "The id within is another."))
        return Said(said, known, inner)
