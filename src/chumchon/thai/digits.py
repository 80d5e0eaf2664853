"""Thai digits and Arabic digits."""

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def arabic(text: str) -> str:
    """The same text with Arabic digits."""
    return text.translate(_TO_ARABIC)
