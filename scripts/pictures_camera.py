"""The camera of scripts/pictures.py: a browser at the two sizes, one person at a time, small PNG files."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

from PIL import Image

PHONE, DESK = (390, 844), (1280, 900)
COLOURS = 32
PASSWORD, PIN = "chumchon-demo", "246810"


class Camera:
    """page(who, size) is a signed-in page; shot(name, page) keeps what it shows; skipped gathers what went wrong."""

    colours = COLOURS  # a chapter whose colours mean something takes more

    def __init__(self, browser: Any, home: str, out: Path) -> None:
        self.browser, self.home, self.out = browser, home, out
        self.skipped: list[str] = []
        self._people: dict[tuple[str, tuple[int, int]], Any] = {}
        out.mkdir(parents=True, exist_ok=True)

    def page(self, who: str = "", size: tuple[int, int] = PHONE, password: str = PASSWORD) -> Any:
        """A page of this person; the empty name is a passer-by."""
        if (who, size) not in self._people:
            context = self.browser.new_context(
                viewport={"width": size[0], "height": size[1]}, base_url=self.home, locale="th-TH",
                timezone_id="Asia/Bangkok", device_scale_factor=1.5 if size == PHONE else 1, reduced_motion="reduce",
            )  # fmt: skip
            context.set_default_timeout(60_000)
            page = context.new_page()
            if who:
                page.goto("/accounts/login/")
                page.fill("[name=login]", who)
                page.fill("[name=password]", password)
                page.locator("main form button[type=submit]").first.click()
                page.wait_for_url(lambda url: "/login" not in url)
            self._people[who, size] = page
        return self._people[who, size]

    def shot(self, name: str, page: Any, address: str = "", at: str = "") -> None:
        """The window as it stands, at the top or with the element `at` in sight; address: go there first."""
        if address:
            answer = page.goto(address)
            if answer is None or answer.status != 200:
                self.skipped.append(f"{name}: {address} answered {answer.status if answer else 'nothing'}")
                return
        page.evaluate("document.fonts.ready")
        page.evaluate("at => at ? document.querySelector(at).scrollIntoView({block: 'start'}) : scrollTo(0, 0)", at)
        page.wait_for_timeout(150)
        self.keep(name, page.screenshot(animations="disabled", caret="hide"))

    def keep(self, name: str, png: bytes) -> None:
        """The picture with few colours: these screens are flat."""
        picture = Image.open(io.BytesIO(png)).convert("RGB")
        small = picture.quantize(self.colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(self.out / f"{name}.png", optimize=True)

    def paper(self, name: str, pdf: bytes, folder: Path, dots: int = 80) -> None:
        """The first page of a PDF as a picture."""
        if not shutil.which("pdftoppm") or not pdf.startswith(b"%PDF"):
            self.skipped.append(f"{name}: no pdftoppm, or no PDF came")
            return
        (folder / "paper.pdf").write_bytes(pdf)
        command = ["pdftoppm", "-png", "-singlefile", "-r", str(dots), str(folder / "paper.pdf"), str(folder / "paper")]
        subprocess.run(command, check=True)
        self.keep(name, (folder / "paper.png").read_bytes())

    def post_for_pdf(self, page: Any, address: str, form: dict[str, str]) -> bytes:
        """What a print button sends, fetched."""
        token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
        answer = page.context.request.post(
            self.home + address, form={"csrfmiddlewaretoken": token, **form}, headers={"Referer": page.url}
        )
        return answer.body()
