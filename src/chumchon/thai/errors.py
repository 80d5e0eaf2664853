"""The one family of errors that people read: a Thai and an English sentence that say what to do next."""


class Plain(Exception):
    """An error told in plain words.

    code: a short stable name in capitals, for machines and tests.
    th, en: one sentence each that says what is wrong and what the person does next.
    """

    def __init__(self, code: str, th: str, en: str) -> None:
        super().__init__(f"{code}: {en}")
        self.code = code
        self.th = th
        self.en = en


class Refused(Plain):
    """A rule of the house says no: what was asked is not done and nothing was written."""


class NotAllowed(Plain):
    """The person has no right to this; somebody else may."""


class Clash(Plain):
    """Somebody else was quicker, or the same thing was said before with another content."""


class BadInput(Plain):
    """What was typed or sent in a file cannot be read as what it should be."""


def raise_any(refused: Plain | None) -> None:
    """Go on where a rule found nothing to refuse; else raise what it found."""
    if refused is not None:
        raise refused
