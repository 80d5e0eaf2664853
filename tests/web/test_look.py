"""The look as numbers: weight, contrast, nothing inline, every picture drawn."""

import gzip
import re
from itertools import chain
from pathlib import Path

import pytest
from django.template import Context, Template

import chumchon
from chumchon.forms.templatetags.icons import PATHS

HOUSE = Path(chumchon.__file__).parent
STATIC = HOUSE / "web/static/web"
CSS = sorted((STATIC / "css").glob("*.css"))
TEMPLATES = sorted(chain(HOUSE.glob("*/templates/**/*.html"), HOUSE.glob("*/templates/**/*.svg")))
LEAST_CONTRAST = 6.8


def colours() -> dict[str, str]:
    """The tokens that are colours."""
    text = (STATIC / "css/tokens.css").read_text()
    return {
        n: v if len(v) == 7 else "#" + "".join(c * 2 for c in v[1:])
        for n, v in re.findall(r"--([\w-]+): (#\w{3,6});", text)
    }


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours written #rrggbb."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((t, g) for t in ("ink", "teal-700", "teal-900") for g in ("paper", "card", "teal-50")), ("ink", "line-2"),
        *((t, g) for t in ("ink-2",) for g in ("paper", "card", "teal-50")),
        ("teal-900", "teal-100"), ("teal-900", "teal-300"), ("teal-900", "gold"), ("card", "teal-700"),
        ("card", "teal-900"), ("on-teal-2", "teal-900"), ("amber-700", "card"), ("amber-900", "amber-50"),
        ("red-700", "card"), ("red-800", "red-50"), ("card", "red-700"), ("card", "red-800"), ("gold", "teal-900"),
    ],
)  # fmt: skip
def test_words_stand_out_from_their_ground(text, ground):
    known = colours()
    assert contrast(known[text], known[ground]) >= LEAST_CONTRAST


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_the_own_styles_weigh_at_most_15_kb_packed():
    assert len(gzip.compress(b"".join(f.read_bytes() for f in CSS))) <= 15 * 1024


@pytest.mark.django_db
def test_a_page_with_everything_it_loads_weighs_under_100_kb_without_fonts(client):
    page = client.get("/about")
    total = len(gzip.compress(page.content))
    loaded = re.findall(r'(?:src|href)="/static/([^"]+\.(?:css|js|svg|png))"', page.content.decode())
    assert len(loaded) >= 7
    from django.contrib.staticfiles import finders

    total += sum(len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in loaded)
    assert total < 100 * 1024


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: str(f.relative_to(HOUSE)))
def test_nothing_is_inline_so_that_the_strict_policy_holds(file):
    text = re.sub(r"{%.*?%}|{{.*?}}", "", file.read_text(encoding="utf-8"))
    assert not re.search(r"<[^>]*\sstyle\s*=", text), "a style attribute"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", text), "an event attribute"
    assert not re.search(r"<style|javascript:|hx-on", text)
    for attributes in re.findall(r"<script([^>]*)>", text):
        assert "src=" in attributes or 'type="application/json"' in attributes, "an inline script"


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client):
    policy = client.get("/about").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy and "unsafe" not in policy


@pytest.mark.parametrize("name", sorted(PATHS))
def test_every_picture_is_drawn_inside_its_square(name):
    svg = Template("{% load icons %}{% icon name %}").render(Context({"name": name}))
    assert svg.startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">') and "&" not in svg
    for command, numbers in re.findall(r"([MLHV])([\d.\s,-]*)", PATHS[name]):
        assert command and all(0 <= float(n) <= 24 for n in re.findall(r"\d+\.?\d*|\.\d+", numbers))
