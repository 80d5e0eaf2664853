"""The demo's chapter of housing."""

import pytest

from chumchon.homes import demo
from chumchon.homes.models import Loan, Project, SavingsGroup
from chumchon.homes.queries.houses import building
from chumchon.homes.queries.incomes import meets
from chumchon.homes.queries.loans import lines
from chumchon.homes.queries.results import results
from chumchon.homes.queries.stock import stock
from chumchon.ledger.models import Book
from chumchon.ledger.verify import verify_book
from tests.factories import TODAY


@pytest.mark.django_db
def test_one_community_stands_in_every_stage_and_one_of_each_programme_on_its_way():
    assert not demo.told()
    demo.tell(TODAY)
    assert demo.told()
    urban = Project.objects.filter(programme__code="mankong-urban").values_list("step_number", flat=True)
    assert set(urban) == set(range(1, 13))
    assert set(Project.objects.values_list("programme__code", flat=True)) >= {
        "mankong-urban", "mankong-rural", "por-piang", "canal", "homeless", "urgent", "mae-kha", "andaman", "railway", "samrong",
    }  # fmt: skip
    group = SavingsGroup.objects.get()
    assert Loan.objects.filter(state="lent").count() == 4
    assert [row.standing.late_rows > 0 for row in lines(group, TODAY)].count(True) >= 1
    main = Project.objects.select_related("organisation").get(organisation__code=demo.MAIN)
    found, money = building(main, TODAY), meets(main)
    assert found.accepted == 8 and found.pace.behind > 0 and money.meets and money.received > money.spent > 0
    assert [s.left > 0 for s in stock(main)] == [True] * 3 and group.years.count() >= 1
    assert sum(r.units for r in results() if r.programme == "mankong-urban") == 8
    for book in Book.objects.all():
        assert verify_book(book).ok
