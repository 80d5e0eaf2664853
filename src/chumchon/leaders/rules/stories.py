"""What a story must say before another person is asked to read it."""

from dataclasses import dataclass

from chumchon.thai.errors import BadInput

LEAST_TEXT, MOST_TEXT, MOST_PICTURES = 80, 8000, 8


@dataclass(frozen=True)
class StoryFacts:
    """What was written."""

    kind: str
    title: str
    text: str


def check(facts: StoryFacts, kinds: frozenset[str]) -> None:
    """Errors: BAD_KIND, BAD_TITLE, BAD_TEXT."""
    if facts.kind not in kinds:
        raise BadInput("BAD_KIND", "เลือกว่าเป็นเรื่องเล่าหรือบทเรียน", "Choose a kind.")
    if not 6 <= len(facts.title.strip()) <= 160:
        raise BadInput("BAD_TITLE", "ตั้งชื่อเรื่องอย่างน้อย 6 ตัวอักษร", "Give the story a title.")
    if not LEAST_TEXT <= len(facts.text.strip()) <= MOST_TEXT:
        raise BadInput(
            "BAD_TEXT",
            f"เล่าเรื่องอย่างน้อย {LEAST_TEXT} ตัวอักษร ไม่เกิน {MOST_TEXT:,} ตัวอักษร ตอนนี้มี {len(facts.text.strip()):,}",
            f"Between {LEAST_TEXT} and {MOST_TEXT} letters.",
        )
