"""Who is in the journey of housing, what day it is, and what they all do on their pages: meet, attach, say their word."""

from datetime import date

from playwright.sync_api import expect

from chumchon.access.models import User
from chumchon.homes.actions import documents, projects
from chumchon.homes.models import Project
from chumchon.homes.queries import projects as project_queries
from tests.factories import NOW
from tests.homes import world
from tests.journeys.browser import DESK

PLACE = (98.98, 18.79)


class Clock:
    """The day that the pages take for today."""

    day = date(2025, 2, 10)

    def to(self, day: date) -> date:
        self.day = day
        return day


class Story:
    """One project, its people, and a page for each of them."""

    def __init__(self, open_page, clock) -> None:
        self.open_page, self.clock = open_page, clock
        self.project = world.make_project(units=3)
        self.code = self.project.code
        for role, area in (("officer_province", "50"), ("officer_region", "50"), ("officer_hq", "")):
            world.officer(role, area)
        self.pages = {}

    def page(self, who: str, size=DESK):
        """The page of a role of the project, or of an officer."""
        name = who if who.startswith("officer") else f"{who}-{self.code}"
        if (name, size) not in self.pages:
            page = self.open_page(size=size, user=User.objects.get(username=name))
            self.pages[name, size] = page
        return self.pages[name, size]

    def fresh(self) -> Project:
        self.project = Project.objects.select_related("organisation__subdistrict", "programme").get(pk=self.project.pk)
        return self.project


def type_day(page, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year + 543)):
        page.fill(f"#id_{name}_{part}", str(value))


def press(page, button: str, says: str) -> None:
    """Press it, and wait for the next page and for what it says."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).first.click()
    expect(page.locator("main")).to_contain_text(says)


def refused(page, button: str, says: str) -> None:
    """Press it: the form comes back and says why."""
    press(page, button, says)
    page.problems.clear()  # a browser says 422 of a form that comes back


def meet(story: Story, topic: str) -> None:
    page = story.page("secretary")
    page.goto(f"/h/{story.code}/meetings/new")
    type_day(page, "day", story.clock.day)
    page.fill("#id_place_th", "ศาลาชุมชน")
    page.fill("#id_topic", topic)
    for name, value in (("invited", 40), ("present", 34), ("in_favour", 33), ("against", 1)):
        page.fill(f"#id_{name}", str(value))
    page.fill("#id_resolution", "เห็นชอบ")
    press(page, "บันทึกการประชุม", "บันทึกการประชุมแล้ว")


def attach(story: Story, label: str, seed: int) -> None:
    page = story.page("secretary")
    page.goto(f"/h/{story.code}/")
    page.locator("summary", has_text="แนบเอกสาร").click()
    page.fill("#id_label", label)
    page.set_input_files("#id_paper", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": world.photo(seed)})
    press(page, "แนบเอกสาร", "แนบเอกสารแล้ว")


def say(story: Story, who: str, topic: str = "", wrong: str = "") -> None:
    """A level passes the step on its page."""
    page = story.page(who)
    page.goto(f"/h/{story.code}/")
    page.locator("summary", has_text="ให้ความเห็นขั้นนี้").click()
    page.locator("input[name=verdict][value=pass]").check()
    type_day(page, "decided_on", story.clock.day)
    if topic:
        page.locator("#id_meeting").select_option(label=f"{topic} (ประชุมชุมชน)")
    if wrong:
        refused(page, "บันทึกความเห็น", wrong)
    else:
        press(page, "บันทึกความเห็น", "บันทึกความเห็นแล้ว")


def skip_to(story: Story, step: str) -> None:
    """Steps that ask for nothing new of the screens pass through the same actions."""
    project, seed = story.fresh(), 500
    until = project.programme.steps.get(code=step).number
    secretary = world.actor(project, "secretary")
    while project.step_number < until:
        now = project.programme.steps.get(number=project.step_number)
        for label in project_queries.missing_papers(project, now):
            seed += 1
            documents.attach(project, secretary, label, world.photo(seed + now.number), NOW, story.clock.day)
        words = [("community", world.actor(project, "chair"))]
        words += [
            ("city", world.officer("officer_province", "50")),
            ("region", world.officer("officer_region", "50")),
            ("hq", world.officer()),
        ]
        for level, who in words:
            projects.say_word(project, who, "pass", "", story.clock.day, None, NOW, story.clock.day)
            if level == now.decides:
                break
        project = story.fresh()
