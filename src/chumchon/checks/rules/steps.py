"""Which step leads a finding where. Pure."""

NEXT: dict[str, str] = {
    "ask": "asked", "answer": "answered", "note": "", "confirm": "confirmed", "resolve": "resolved", "dismiss": "dismissed",
}  # fmt: skip
"""The state after a step; "" leaves it as it is."""
DECISIONS = ("confirm", "resolve", "dismiss")
