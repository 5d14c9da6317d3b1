"""Access that changes nothing: seats nobody uses, or no workflow redesigned before a renewal."""

BEFORE = {
    "period": "2025-Q4",
    "business_unit": "Retail",
    "tool": "Desk",
    "seats": 100,
    "active_users": 90,
    "workflows_redesigned": 3,
}
SEATS = BEFORE | {"period": "2026-Q1"}
LICENCES = {"business_unit": "Retail", "category": "licences", "tool": "desk "}


def paid(**amounts):
    return [LICENCES | {"period": period.replace("_", "-")[1:], "amount": amount} for period, amount in amounts.items()]


def test_34_of_100_seats_fires_and_35_does_not(book, found):
    few = SEATS | {"active_users": 34}
    enough = SEATS | {"active_users": 35, "tool": "Chat"}
    answers = found(book(adoption=[BEFORE, BEFORE | {"tool": "Chat"}, few, enough]), "spend_without_output")
    assert {tool: severity for tool, (severity, _, _) in answers.items()} == {"Desk": 2, "Chat": 0}


def test_users_above_the_seats_count_as_the_seats(book, found):
    ((severity, _, evidence),) = found(book(adoption=[SEATS | {"active_users": 140}]), "spend_without_output").values()
    assert severity == 0
    assert evidence.startswith("100 of 100 (100 %) seats used")


def test_no_redesigned_workflow_fires_only_with_a_renewal_within_six_months(book, found):
    renewing = {"Near": "2026-09-30", "Far": "2026-10-01", "Past": "2026-03-30"}
    rows = [SEATS | {"tool": tool, "renewal_on": day, "workflows_redesigned": 0} for tool, day in renewing.items()]
    answers = found(book(adoption=rows), "spend_without_output")
    assert {tool: severity for tool, (severity, _, _) in answers.items()} == {"Near": 2, "Far": 0, "Past": 0}


def test_only_the_quarters_that_were_so_are_exposed(book, found):
    rows = [BEFORE, SEATS | {"active_users": 20}]
    spend = paid(_2025_Q4=700, _2026_Q1=300)
    ((severity, exposed, _),) = found(book(adoption=rows, spend=spend), "spend_without_output").values()
    assert (severity, exposed) == (3, 300)


def test_a_tenth_of_the_units_spend_is_severe_and_less_is_not(book, found):
    rows = [SEATS | {"active_users": 20}]
    other = {"period": "2026-Q1", "business_unit": "Retail", "category": "data", "amount": 900}
    at = book(adoption=rows, spend=[*paid(_2026_Q1=100), other])
    assert found(at, "spend_without_output")["Desk"][:2] == (3, 100)
    below = book(adoption=rows, spend=[*paid(_2026_Q1=99.9), other])
    assert found(below, "spend_without_output")["Desk"][:2] == (2, 99.9)


def test_a_new_tool_is_not_judged_in_its_first_quarter(book, found):
    new = SEATS | {"tool": "New", "active_users": 1}
    severity, _, evidence = found(book(adoption=[BEFORE, SEATS, new]), "spend_without_output")["New"]
    assert severity is None
    assert "first 90 days" in evidence


def test_without_users_nothing_is_known(book, found):
    rows = [SEATS | {"active_users": None}, SEATS | {"tool": "Chat"}]
    assert found(book(adoption=rows), "spend_without_output")["Desk"] == (None, None, "Not known: active users")
