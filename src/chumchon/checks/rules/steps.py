"""Which step leads a finding where. Pure."""

NEXT: dict[str, str] = {
    "ask": "asked", "answer": "answered", "note": "", "confirm": "confirmed", "resolve": "resolved", "dismiss": "dismissed",
}  # fmt: skip
"""The state after a step; "" leaves it as it is."""
DECISIONS = ("confirm", "resolve", "dismiss")


def needs_words(kind: str) -> bool:
    """Every step says something; only confirming speaks for itself."""
    return kind != "confirm"
