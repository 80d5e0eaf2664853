"""What is typed of a training, an event and a story."""

import uuid
from typing import Any

from django import forms

from chumchon.forms.fields import ThaiDayField
from chumchon.thai.errors import BadInput

from ..models import Event, Story, Training
from ..models.story import KINDS
from ..queries.trainings import courses
from ..rules.events import EVENT_KINDS, EventFacts
from ..rules.stories import StoryFacts
from ..rules.trainings import DayFacts, TrainingFacts, day_line, days_from, days_of, minutes_of

WHOLE = {"inputmode": "numeric", "autocomplete": "off"}


def hour(label: str, **more: Any) -> forms.TimeField:
    """An hour of the day: 09:30 or 9.30."""
    widget = forms.TimeInput(format="%H:%M", attrs=WHOLE)
    return forms.TimeField(label=label, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], widget=widget, **more)


class Keyed(forms.Form):
    """A form with a key of its own: what is sent twice is kept once."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class TrainingForm(Keyed):
    """A course on some days in a row, all alike."""

    course = forms.ChoiceField(label="หลักสูตร")
    title = forms.CharField(label="ชื่อการอบรม", max_length=160, help_text="เช่น บัญชีกองทุน รุ่นที่ 2")
    place = forms.CharField(label="สถานที่", max_length=160)
    trainer = forms.CharField(label="วิทยากร", max_length=160)
    first = ThaiDayField(label="วันแรก", future_ok=True)
    count = forms.IntegerField(
        label="ติดกันกี่วัน",
        min_value=1,
        max_value=30,
        initial=1,
        widget=forms.TextInput(attrs=WHOLE),
        help_text="ถ้าวันไม่ติดกัน บันทึกแล้วแก้วันได้",
    )
    starts = hour("เวลาเริ่ม", initial="09:00")
    hours = forms.CharField(
        label="ชั่วโมงต่อวัน", max_length=12, initial="6", help_text="เช่น 6 หรือ 6.5", widget=forms.TextInput(attrs=WHOLE)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", "เลือกหลักสูตร"), *((c.pk, c.name_th) for c in courses())]  # type: ignore[attr-defined]

    def clean_hours(self) -> int:
        """Minutes. Errors: BAD_HOURS beside the field."""
        try:
            return minutes_of(self.cleaned_data["hours"])
        except BadInput as unread:
            raise forms.ValidationError(unread.th, code=unread.code) from None

    def facts(self) -> TrainingFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        days = days_from(said["first"], said["count"], said["starts"], said["hours"])
        return TrainingFacts(said["course"], said["title"], said["place"], said["trainer"], days)


class TrainingChangeForm(TrainingForm):
    """Another place, or days that do not follow each other."""

    days = forms.CharField(
        label="วันอบรม บรรทัดละวัน",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="วัน เวลาเริ่ม ชั่วโมง เช่น 24/11/2569 09:00 6",
    )
    key = first = count = starts = hours = None  # type: ignore[assignment]

    def clean_days(self) -> tuple[DayFacts, ...]:
        """Days. Errors: as sentences beside the field."""
        from django.utils import timezone

        try:
            return days_of(self.cleaned_data["days"], timezone.localdate())
        except BadInput as unread:
            raise forms.ValidationError(unread.th, code=unread.code) from None

    def facts(self) -> TrainingFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        return TrainingFacts(said["course"], said["title"], said["place"], said["trainer"], said["days"])


def said_of_training(training: Training) -> dict[str, Any]:
    """What the form shows of a training that is changed."""
    lines = [day_line(DayFacts(d.day, d.starts, d.minutes)) for d in training.days.all()]
    return {
        "course": training.course_id, "title": training.title, "place": training.place, "trainer": training.trainer,
        "days": "\n".join(lines),
    }  # fmt: skip


class EventForm(Keyed):
    """An event on the calendar."""

    kind = forms.ChoiceField(label="ชนิด", choices=EVENT_KINDS)
    title = forms.CharField(label="ชื่องาน", max_length=160)
    place = forms.CharField(label="สถานที่", max_length=160)
    day = ThaiDayField(label="วันแรก", future_ok=True)
    starts = hour("เวลาเริ่ม", initial="09:00")
    ends = hour("เวลาเลิก", required=False)
    until = ThaiDayField(label="วันสุดท้าย", required=False, future_ok=True, help_text="งานวันเดียวให้เว้นว่าง")
    about = forms.CharField(
        label="รายละเอียด",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="ใครมาได้ เอาอะไรมา ติดต่อใคร",
    )

    def facts(self) -> EventFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        return EventFacts(
            said["kind"],
            said["title"],
            said["place"],
            said["day"],
            said["starts"],
            said["until"],
            said["ends"],
            said["about"],
        )


def said_of_event(event: Event) -> dict[str, Any]:
    """What the form shows of an event that is changed."""
    names = ("kind", "title", "place", "day", "starts", "ends", "until", "about")
    return {"key": event.uid, **{name: getattr(event, name) for name in names}}


class StoryForm(Keyed):
    """A story or a good practice."""

    kind = forms.ChoiceField(label="เป็น", choices=KINDS, widget=forms.RadioSelect, initial="story")
    title = forms.CharField(label="ชื่อเรื่อง", max_length=160)
    text = forms.CharField(
        label="เล่าเรื่อง", max_length=8000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text="เกิดอะไรขึ้น ใครช่วยกันทำ ทำอย่างไร ได้ผลอะไร คนอื่นทำตามได้อย่างไร เว้นบรรทัดเมื่อขึ้นย่อหน้าใหม่ ไม่ใส่เลขบัตรหรือโทรศัพท์ของใคร",
    )  # fmt: skip

    def facts(self) -> StoryFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        return StoryFacts(said["kind"], said["title"], said["text"])


def said_of_story(story: Story) -> dict[str, Any]:
    """What the form shows of a story that is mended."""
    return {"key": story.uid, "kind": story.kind, "title": story.title, "text": story.text}
