#!/usr/bin/env python3
"""Draw the house mark as PNG files from mark.svg, with Debian's chromium: python scripts/icons.py."""

from pathlib import Path

from playwright.sync_api import sync_playwright

ICONS = Path(__file__).resolve().parent.parent / "src/chumchon/web/static/web/icons"
# file, side in pixels, share of the side that the mark takes (a maskable icon may lose its rim)
FILES = (("mark-180", 180, 1.0), ("mark-192", 192, 1.0), ("mark-512", 512, 1.0), ("mark-maskable-512", 512, 0.8))


def main() -> None:
    """Write every file anew."""
    svg = (ICONS / "mark.svg").read_text()
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        for name, side, share in FILES:
            page = browser.new_page(viewport={"width": side, "height": side})
            ground = "#06403d" if share < 1 else "transparent"
            page.set_content(
                f"<style>body{{margin:0;display:grid;place-items:center;height:100vh;background:{ground}}}"
                f"svg{{width:{share:.0%}}}</style>{svg}"
            )
            page.screenshot(path=ICONS / f"{name}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
