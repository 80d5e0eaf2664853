"""A database of its own for benches: the house's settings on a fresh folder, and a fund of made-up members."""

import os
import tempfile
from datetime import date


def settle() -> None:
    """Settings, tables and areas on CHUMCHON_DATABASE_URL, or on SQLite in a new folder."""
    os.environ["CHUMCHON_DATA"] = tempfile.mkdtemp(prefix="chumchon-bench-")
    os.environ["CHUMCHON_PLAIN_HTTP"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "chumchon.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def members(fund, count: int, village: int, houses: int = 0, paid_until: date = date(2026, 10, 31)) -> list:
    """Members in bulk: `houses` households (0: none), spread evenly."""
    from chumchon.funds.models import Member
    from chumchon.people.models import Household, Person
    from chumchon.thai.collate import sort_key

    first, last = ("สมชาย", "คำปัน", "บัวผัน", "ศรีนวล", "อุ่นเรือน"), ("ใจดี", "แก้วมา", "คำมูล", "ปัญญา", "ศรีวิชัย")
    place = fund.organisation.subdistrict.villages.get(number=village)
    homes = Household.objects.bulk_create([Household(village=place, house_no=str(i + 1)) for i in range(houses)])
    names = [(first[i % 5], f"{last[i // 5 % 5]}{i}") for i in range(count)]
    people = Person.objects.bulk_create(
        Person(
            prefix="นาง", first_name=a, surname=b, sort_key=sort_key(f"{a} {b}"),
            household=homes[i * houses // count] if homes else None,
        )
        for i, (a, b) in enumerate(names)
    )  # fmt: skip
    return Member.objects.bulk_create(
        Member(
            fund=fund,
            person=p,
            number=f"{village}{i:05d}",
            village=place,
            joined_on=date(2015, 1, 1),
            paid_until=paid_until,
        )
        for i, p in enumerate(people)
    )
