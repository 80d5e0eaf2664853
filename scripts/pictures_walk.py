"""What scripts/pictures.py looks at, in the order in which people do it."""

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from scripts.pictures_camera import DESK, PASSWORD, PHONE, PIN, Camera
from scripts.pictures_councils import councils
from scripts.pictures_homes import homes
from scripts.pictures_households import households
from scripts.pictures_leaders import leaders, sources
from scripts.pictures_officers import officers, tambons
from scripts.pictures_relief import relief
from scripts.pictures_welfare import agreement, claims

FUND = "/f/mae-raem"
NOTES = (100000, 50000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 25)


def walk(home: str, folder: Path, out: Path, only: list[str]) -> list[str]:
    """Every chapter, or only those named; one that fails is said and the next goes on. Returns what was skipped."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        camera = Camera(browser, home, out)
        chapters: tuple[Callable[[Camera, Path], None], ...] = (
            nation, people, opening, register, collection, receipts, other_money, bank, reports, agreement, claims, councils,
            leaders, sources, homes,
            households, officers, tambons, relief,
        )  # fmt: skip
        for chapter in chapters:
            if only and chapter.__name__ not in only:
                continue
            try:
                chapter(camera, folder)
            except Exception as stopped:  # one chapter must not cost the others their pictures
                camera.skipped.append(f"{chapter.__name__}: {str(stopped).splitlines()[0]}")
        browser.close()
    return camera.skipped


def nation(c: Camera, folder: Path) -> None:
    """The front door, open to everybody."""
    desk = c.page(size=DESK)
    c.shot("nation", desk, "/")
    c.shot("nation-funds", desk, "/nation/funds")
    c.shot("nation-rows", desk, "/nation/rows")
    c.shot("nation-books", desk, "/nation/books")


def people(c: Camera, folder: Path) -> None:
    """Signing in, the PIN, who may what."""
    c.shot("sign-in", c.page(), "/accounts/login/")
    c.shot("pin", c.page("treasurer"), "/me/pin")
    c.shot("home-phone", c.page("treasurer"), FUND + "/")
    c.shot("home", c.page("treasurer", DESK), FUND + "/")
    c.shot("settings", c.page("chair", DESK), FUND + "/settings")


def opening(c: Camera, folder: Path) -> None:
    """A second fund from nothing: opened, its register brought in, its cut-off sheet, its first year closed."""
    page = c.page("officer", DESK)
    page.goto("/funds/new")
    page.fill("#q", "ริมใต้")
    page.locator("form[role=search] button").click()
    c.shot("open-1-area", page)
    page.locator(".links a").first.click()
    _fill_fund(page)
    c.shot("open-2-fund", page)
    page.get_by_role("button", name="เปิดกองทุน").click()
    page.locator(".member .total").first.wait_for()
    c.shot("open-3-passwords", page)
    names = [words.split()[-1] for words in page.locator(".member-note").all_inner_texts()]
    passwords = dict(zip(names, page.locator(".member .total").all_inner_texts(), strict=True))
    fund = str(page.locator(".links a[href^='/f/']").first.get_attribute("href")).rstrip("/")
    c.shot("first-password", c.page("rt-chair", password=passwords["rt-chair"]), "/accounts/password/change/")
    for user, size in (("rt-chair", PHONE), ("rt-treasurer", DESK)):
        _choose(c.page(user, size, passwords[user]), passwords[user])
    maker = c.page("rt-treasurer", DESK)
    _import(c, maker, fund, folder)
    maker.goto(fund + "/cutoff")
    _day(maker, "day", 1, 10, 2568)
    _pieces(maker, "piece_", 437_500)
    for box in maker.locator("input[name^=amount_]").all()[:1]:
        box.fill("86400.50")
    maker.get_by_role("button", name="บันทึกร่าง").click()
    maker.locator("#witness").wait_for()
    c.shot("cutoff", maker)
    maker.fill("#witness", "rt-chair")
    maker.fill("#secret", PASSWORD)
    c.shot("cutoff-sign", maker, at="#sign")
    maker.get_by_role("button", name="ลงชื่อและลงบัญชี").click()
    maker.get_by_text("ลงชื่อแล้ว").first.wait_for()
    c.shot("year-close", maker, fund + "/reports/close/2569")


def _choose(page: Any, slip: str) -> None:
    """A password of one's own at the first sign-in."""
    for name, words in (("oldpassword", slip), ("password1", PASSWORD), ("password2", PASSWORD)):
        page.fill(f"[name={name}]", words)
    page.get_by_role("button", name="ใช้รหัสนี้").click()
    page.wait_for_url("**/me/pin")


def _fill_fund(page: Any) -> None:
    page.fill("#id_name_th", "กองทุนสวัสดิการชุมชนตำบลริมใต้")
    _day(page, "founded", 1, 10, 2566)
    page.fill("#id_villages", "8")
    seats = page.locator("fieldset.seat-row")
    for i, name, user in ((0, "นายสมาน ใจคำ", "rt-chair"), (2, "นางจันทร์ดี ปัญญา", "rt-treasurer")):
        seats.nth(i).locator("input[name$=person_name]").fill(name)
        seats.nth(i).locator("input[name$=username]").fill(user)
    bank = page.locator("fieldset.bank-row").first
    for part, words in (("bank", "ธ.ก.ส."), ("number", "0201234599"), ("name", "กองทุนสวัสดิการชุมชนตำบลริมใต้")):
        bank.locator(f"input[name$=-{part}]").fill(words)


def _day(page: Any, name: str, day: int, month: int, year: int) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        page.fill(f"#id_{name}_{part}", str(value))


def _pieces(page: Any, prefix: str, satang: int) -> None:
    """A sum in the fewest notes and coins."""
    for value in NOTES:
        pieces, satang = divmod(satang, value)
        if pieces:
            page.fill(f"[name='{prefix}{value}']", str(pieces))


def _import(c: Camera, page: Any, fund: str, folder: Path) -> None:
    """A small register of made-up people, three of whose rows need mending."""
    book = Workbook()
    book.active.title = "ทะเบียน"
    rows = [
        ["เลขสมาชิก", "ชื่อ-สกุล", "วันเกิด", "บ้านเลขที่", "หมู่", "วันที่สมัคร", "ส่งถึง", "โทร"],
        [1, "นางสาวดวงใจ ศรีวงค์", "4 พ.ค. 2520", "12", 1, "1/10/2566", "30 ก.ย. 2568", "0810000001"],
        [2, "นายคำ ศรีวงค์", "2515", "12", 1, "1/10/2566", "30 ก.ย. 2568", ""],
        [3, "", "12/3/2560", "12", 1, "1/10/2566", "30 ก.ย. 2568", ""],
        [4, "นางบุญปั๋น ใจมา", "31/2/2500", "15/2", 2, "1/10/2566", "30 ก.ย. 2568", ""],
        [5, "นายแก้ว ใจมา", "๒๔๙๙", "15/2", 2, "1/10/2566", "31 ส.ค. 2568", "0810000002"],
        [5, "นางจันทร์ คำมา", "8/8/2510", "20", 3, "15/1/2567", "30 ก.ย. 2568", ""],
        [6, "เด็กหญิงใบตอง คำมา", "9 ก.ย. 2562", "20", 3, "15/1/2567", "30 ก.ย. 2569", ""],
    ]
    for row in rows:
        book.active.append(row)
    book.save(folder / "ทะเบียนริมใต้.xlsx")
    page.goto(fund + "/import")
    c.shot("import-1-file", page)
    page.set_input_files("input[type=file]", folder / "ทะเบียนริมใต้.xlsx")
    page.get_by_role("button", name="ส่งไฟล์ไปตรวจ").click()
    page.wait_for_url("**/columns")
    c.shot("import-2-columns", page)
    page.get_by_role("button", name="ตรวจตามนี้").click()
    page.get_by_role("button", name=re.compile("นำเข้า .* คน")).wait_for()
    c.shot("import-3-check", page)
    page.get_by_role("button", name=re.compile("นำเข้า .* คน")).click()
    page.get_by_text("รับเข้าแล้ว").first.wait_for()
    c.shot("import-4-done", page)


def register(c: Camera, folder: Path) -> None:
    """The register, a member, the own passbook."""
    c.shot("members", c.page("treasurer", DESK), FUND + "/members")
    page = c.page("treasurer", DESK)
    page.goto(FUND + "/members")
    address = page.locator("a[href*='/members/']").evaluate_all(
        "all => all.map(a => a.getAttribute('href')).find(h => /members\\/\\d+$/.test(h))"
    )
    c.shot("member", page, address)
    c.shot("passbook", c.page("member"), "/me/passbook")


def collection(c: Camera, folder: Path) -> None:
    """A day from the first touch to the closed sheet, and money that came too late."""
    page = c.page("collector")
    c.shot("collect-1-sheets", page, FUND + "/sheets")
    sheet = str(page.locator(".links a[href*='/sheets/']").first.get_attribute("href"))
    page.goto(sheet)
    page.locator("button.take:not(.button-quiet)").first.click()
    page.locator("button.taken").first.wait_for()
    page.wait_for_timeout(500)
    c.shot("collect-2-touch", page)
    late = page.locator("button.take:not(.button-quiet)").nth(2)
    member, start, end, satang = _touch(str(late.get_attribute("value")))
    other = page.locator(".member:has(button.take) a.member-words").nth(4)
    other_address = str(other.get_attribute("href"))
    c.shot("collect-3-member", page, other_address)
    c.shot("collect-paper", c.page("collector", DESK), sheet + "/paper")
    page.goto(sheet)
    cash = round(float(re.sub(r"[^\d.]", "", page.inner_text("#cash .bar-sum"))) * 100)
    page.goto(sheet + "/close")
    _pieces(page, "n", cash)
    page.locator("#n50").blur()
    c.shot("close-1-count", page)
    page.fill("#witness", "treasurer")
    page.fill("#secret", PIN)
    c.shot("close-2-sign", page, at="form .card:nth-of-type(2)")
    page.get_by_role("button", name="ปิดยอดและออกใบเสร็จ").click()
    page.get_by_text("ปิดยอดแล้ว").first.wait_for()
    c.shot("close-3-closed", page)
    _late(page, c.home, sheet, {"member": member, "span": [start, end], "satang": satang})
    page.goto(FUND + "/sheets")
    page.select_option("select[name=village] >> nth=0", index=2)
    page.get_by_role("button", name="เปิดใบ").click()
    page.wait_for_url(re.compile(r"/sheets/\d+$"))
    c.shot("late", page, FUND + "/sheets/late")
    c.shot("counter", c.page("treasurer"), FUND + "/counter/" + other_address.rsplit("/", 1)[1])


def _touch(value: str) -> tuple[int, str, str, int]:
    """member, first and last day, satang of a button's value: member-turn-due-YYYYMMDD-YYYYMMDD-satang."""
    parts = value.split("-")
    start, end = (f"{d[:4]}-{d[4:6]}-{d[6:]}" for d in parts[-3:-1])
    return int(parts[0]), start, end, int(parts[-1])


def _late(page: Any, home: str, sheet: str, touch: dict[str, Any]) -> None:
    """A phone without signal sends what it kept, after the sheet was closed."""
    token = next(x["value"] for x in page.context.cookies() if x["name"] == "csrftoken")
    entry = {
        "id": "0d9a4f3e-6d4a-4c7c-9a53-1b0c2f6c1a11", "sheet": int(sheet.rsplit("/", 1)[1]), "kind": "due",
        "at": datetime.now(UTC).isoformat(), "device": "phone", **touch,
    }  # fmt: skip
    answer = page.context.request.post(
        f"{home}{FUND}/entries", data={"entries": [entry]}, headers={"X-CSRFToken": token, "Referer": page.url}
    )
    if not answer.ok or '"accepted"' not in answer.text():
        raise RuntimeError(f"late entry: {answer.status} {answer.text()[:300]}")


def receipts(c: Camera, folder: Path) -> None:
    """The list, one receipt, its paper, cancelling, and what a stranger sees."""
    page = c.page("treasurer", DESK)
    c.shot("receipts", page, FUND + "/receipts")
    one = str(page.locator("th a[href*='/receipts/']").first.get_attribute("href"))
    phone = c.page("treasurer")
    c.shot("receipt", phone, one)
    c.paper("receipt-paper", c.post_for_pdf(phone, one + "/print", {}), folder, 96)
    c.shot("receipt-cancel", phone, one + "/cancel")
    phone.goto(one)
    public = str(phone.get_by_role("link", name="หน้าตรวจสอบ").get_attribute("href"))
    c.shot("receipt-public", c.page(), "/r/" + public.rsplit("/r/", 1)[1])


def other_money(c: Camera, folder: Path) -> None:
    """An expense by two people, a deposit, the counting of the box."""
    page = c.page("treasurer", DESK)
    page.goto(FUND + "/book/drafts/new/expense")
    for name, words in (("satang", "450"), ("what", "ค่าเอกสารประชุมใหญ่"), ("party", "ร้านป้าแดง"), ("evidence", "12/34")):
        page.fill(f"#id_{name}", words)
    c.shot("draft-new", page)
    page.goto(FUND + "/book/drafts/new/transfer")
    page.fill("#id_satang", "2000")
    c.shot("deposit", page)
    chair = c.page("chair")
    chair.goto(FUND + "/book/drafts")
    draft = chair.locator("main a").evaluate_all(
        "all => all.map(a => a.getAttribute('href')).find(h => /drafts\\/\\d+$/.test(h))"
    )
    c.shot("draft-approve", chair, draft)
    c.shot("cash-count", page, FUND + "/book/counts/new")
    c.shot("journal", page, FUND + "/book")


def bank(c: Camera, folder: Path) -> None:
    """A statement of the bank beside the book: the last five lines, with interest that nobody posted yet."""
    page = c.page("treasurer", DESK)
    said = page.context.request.get(f"{c.home}{FUND}/book/accounts/1020?format=csv").text()
    rows = [r for r in csv.reader(io.StringIO(said)) if len(r) == 6 and re.match(r"\d", r[0])]
    lines = ["วันที่,รายการ,ถอน,ฝาก,คงเหลือ"]
    lines += [f"{r[0]},ฝากเงินสด,{r[4]},{r[3]},{r[5]}" for r in rows[-4:]]
    lines.append(f"31 ต.ค. {rows[-1][0].split()[-1]},ดอกเบี้ย,,325.40,{float(rows[-1][5]) + 325.40:.2f}")
    (folder / "statement.csv").write_text("\n".join(lines), encoding="utf-8")
    page.goto(FUND + "/book/bank")
    page.locator(".table-box a").first.click()
    page.get_by_role("link", name="นำเข้ารายการ").first.click()
    page.set_input_files("input[type=file]", folder / "statement.csv")
    page.get_by_role("button", name="นำเข้า").click()
    page.wait_for_url(re.compile(r"/bank/\d+$"))
    c.shot("bank", page)


def reports(c: Camera, folder: Path) -> None:
    """What the village board and the members' meeting get; the check of the book."""
    page = c.page("treasurer", DESK)
    c.shot("reports", page, FUND + "/reports")
    page.get_by_role("button", name="เปิดใบสรุป").click()
    page.wait_for_url(re.compile("/reports/month"))
    c.shot("report-month", page)
    c.shot("report-year", page, FUND + "/reports/year?year=2569")
    c.shot("book-check", c.page("treasurer"), FUND + "/book/check")
