"""The words for people: every picture and link of README and docs leads somewhere, the guides are in Thai alone."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINKS = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|<img src=\"([^\"]+)\"")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_is_there(page):
    found = ["".join(pair) for pair in LINKS.findall(page.read_text(encoding="utf-8"))]
    missing = [link for link in found if "://" not in link and not (page.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("page", sorted((ROOT / "docs").glob("*.th.md")), ids=lambda page: page.name)
def test_a_guide_for_villagers_has_no_english_word(page):
    text = page.read_text(encoding="utf-8")
    said = re.sub(r"\]\([^)]*\)|<img [^>]*alt=|\[[a-z]+\.md", "", text)
    assert not re.findall(r"[A-Za-z]{2,}", said)


def test_the_pictures_are_small_and_each_is_shown_somewhere():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*.png"))
    words = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert pictures and all(p.stat().st_size < 80_000 for p in pictures)
    assert sum(p.stat().st_size for p in pictures) < 5_000_000
    assert [p.name for p in pictures if p.name not in words] == []


def test_each_decision_has_a_number_of_its_own():
    numbers = [p.name[:4] for p in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{i:04d}" for i in range(1, len(numbers) + 1)]
