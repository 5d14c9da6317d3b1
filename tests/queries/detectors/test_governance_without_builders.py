"""AI that is owned at the top and built by nobody."""

PEOPLE = {
    "period": "2026-Q1",
    "business_unit": "Legal",
    "function": "Law",
    "headcount": 90,
    "ai_leaders": 3,
    "ai_builders": 0,
}
PILOT = {
    "reporting_on": "2026-03-31",
    "business_unit": "Legal",
    "initiative_id": "L1",
    "name": "Clauses",
    "stage": "production",
}
COST = [{"period": "2026-Q1", "business_unit": "Legal", "category": "leadership", "amount": 70}]


def test_leaders_without_builders_fire_where_nothing_shipped_for_two_quarters(book, found):
    pilot = PILOT | {"production_on": "2025-09-30"}
    severity, exposed, evidence = found(
        book(people=[PEOPLE], pilots=[pilot], spend=COST), "governance_without_builders"
    )["Legal"]
    assert (severity, exposed) == (3, 70)
    assert evidence == "3 leaders, 0 builders; last went into production on 30 September 2025"


def test_something_shipped_within_two_quarters_is_enough(book, found):
    pilot = PILOT | {"production_on": "2025-10-01"}
    assert found(book(people=[PEOPLE], pilots=[pilot]), "governance_without_builders")["Legal"][0] == 0


def test_one_builder_is_enough(book, found):
    people = PEOPLE | {"ai_builders": 1}
    assert (
        found(book(people=[people], pilots=[PILOT | {"stage": "pilot"}]), "governance_without_builders")["Legal"][0]
        == 0
    )


def test_neither_leaders_nor_governance_spend_is_no_governance(book, found):
    people = PEOPLE | {"ai_leaders": 0}
    pilot = PILOT | {"stage": "pilot"}
    assert found(book(people=[people], pilots=[pilot]), "governance_without_builders")["Legal"][0] == 0


def test_governance_spend_is_governance(book, found):
    people = PEOPLE | {"ai_leaders": 0}
    pilot = PILOT | {"stage": "pilot"}
    assert found(book(people=[people], pilots=[pilot], spend=COST), "governance_without_builders")["Legal"][0] == 3


def test_without_any_list_what_shipped_is_not_known(book, found):
    other = PILOT | {"business_unit": "HR"}
    assert found(book(people=[PEOPLE], pilots=[other]), "governance_without_builders")["Legal"][0] is None


def test_a_unit_of_four_people_stays_hidden(book, found):
    people = PEOPLE | {"headcount": 4}
    answers = found(book(people=[people], pilots=[PILOT | {"stage": "pilot"}]), "governance_without_builders")
    assert answers["Legal"] == (None, None, "Hidden: too few people")
