"""The Upload page says, while no file waits, who is late, what is missing for which figure, and what to fill in first."""

import datetime as dt

from queries.scope import Quarter


def last_quarters(today: dt.date) -> tuple[Quarter, Quarter]:
    """The quarter that has finished last, and the one before it."""
    first = dt.date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    ends = [first - dt.timedelta(days=1)]
    ends.append(dt.date(ends[0].year, ends[0].month - 2, 1) - dt.timedelta(days=1))
    last, before = (Quarter(f"{end.year}-Q{end.month // 3}", dt.date(end.year, end.month - 2, 1), end) for end in ends)
    return last, before


def test_who_is_late_is_the_finding_and_every_unit_is_in_the_table(open_page, stored):
    last, before = last_quarters(dt.date.today())
    row = {"category": "licences", "amount": 100.0}
    path = stored(
        spend=[
            row | {"business_unit": "Claims", "period": last.label},
            row | {"business_unit": "Claims", "period": before.label},
            row | {"business_unit": "*HR* [x](http://a.example)", "period": before.label},
        ]
    )
    app = open_page("upload", store=path)
    name = f"Q{last.label[-1]} {last.label[:4]}"
    finding = next(element.value for element in app.subheader if "not sent" in element.value)
    assert "the Pilots sheet of all 2 units would unlock up to" in finding
    assert f"has not sent {name}" in finding.replace("\u00a0", " ")
    assert "[x](" not in finding  # a name from a sheet is no link
    sent = next(element.value for element in app.dataframe if "Unit" in element.value.columns)
    assert sent["Unit"].tolist() == ["*HR* [x](http://a.example)", "Claims"]
    assert sent["Spend"].tolist()[1] == "sent"
    assert sent["Spend"].tolist()[0].startswith("late, ")
    assert any("No unit has ever sent" in element.value and "adoption" in element.value for element in app.caption)


def test_where_nothing_stands_nothing_is_judged(open_page, emptied):
    app = open_page("upload", store=emptied)
    assert not any("unlock" in element.value for element in app.subheader)
