"""JSON is read where it is a list of objects; hostile JSON is refused in words."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.problems import UnreadableFile
from data.reading import read_file
from data.reading.look import kind_of
from data.reading.nested import listed, read_json


def lists(written: object, name: str = "export.json") -> dict[str, list[tuple]]:
    """Each list as its sheet would be shown: the names, then the rows."""
    content = written if isinstance(written, bytes) else json.dumps(written).encode()
    grids, _ = read_json(content, name, lambda rows: None)
    return {
        grid.sheet: [
            listed(grid).headers,
            *zip(*([grid.values[code] for code in codes] for codes in listed(grid).codes), strict=True),
        ]
        for grid in grids
    }


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refusal:
        read_json(content, "export.json", lambda rows: None)
    assert refusal.value.problem.remedy
    return refusal.value.problem.says


def test_a_list_of_objects_is_a_table_named_like_the_file():
    assert lists([{"a": 1, "b": "x"}, {"b": "y", "c": True}]) == {
        "export": [("a", "b", "c"), (1.0, "x", None), (None, "y", True)]
    }


@given(
    st.lists(
        st.dictionaries(
            st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8),
            st.none()
            | st.booleans()
            | st.text(st.characters(categories=["L", "N", "P"]))
            | st.floats(allow_nan=False, allow_infinity=False)
            | st.integers(-(2**53), 2**53),
            min_size=1,
        ),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_list_of_flat_objects_reads_back_as_it_was_written(objects):
    (names, *rows) = lists(objects)["export"]
    assert [{name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows] == [
        {name: value for name, value in record.items() if value not in (None, "")} for record in objects
    ]


def test_objects_in_objects_have_dotted_names_and_plain_lists_are_one_cell():
    assert lists([{"assignee": {"login": "mona", "team": {"id": 7}}, "tags": ["a", "b"]}]) == {
        "export": [("assignee.login", "assignee.team.id", "tags"), ("mona", 7.0, "a; b")]
    }


def test_what_stands_beside_a_list_is_repeated_in_its_rows_but_its_own_names_come_first():
    written = {"report_end_day": "2026-03-03", "id": "all", "day_totals": [{"day": "2026-03-01", "id": "one"}]}
    assert lists(written) == {"day_totals": [("day", "id", "report_end_day"), ("2026-03-01", "one", "2026-03-03")]}


def test_days_or_pages_that_hold_one_list_each_are_unfolded():
    written = {
        "data": [
            {"day": 1, "results": [{"n": 1}, {"n": 2}]},
            {"day": 2, "results": []},
            {"day": 3, "results": [{"n": 4}]},
        ]
    }
    assert lists(written) == {"data.results": [("n", "day"), (1.0, 1.0), (2.0, 1.0), (4.0, 3.0)]}


def test_several_lists_inside_objects_are_left_out_and_said():
    grids, notes = read_json(b'[{"day": 1, "by_ide": [{"n": 1}], "by_model": [{"n": 2}]}]', "a.json", lambda rows: None)
    assert [listed(grid).headers for grid in grids] == [("day",)]
    assert [(note.cell, '"by_ide", "by_model"' in note.says) for note in notes] == [("a!A1", True)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_json_lines_are_one_list(end):
    written = end.join(['{"a": 1}', '{"a": 2}', ""]).encode()
    assert lists(written) == {"export": [("a",), (1.0,), (2.0,)]}


def test_a_row_called_total_is_a_row_and_an_address_is_a_name():
    assert lists([{"a@b.org": "Total", "n": 3}, {"a@b.org": "", "n": 3}])["export"][1:] == [("Total", 3.0), (None, 3.0)]


def test_an_id_too_long_for_a_float_keeps_every_digit():
    assert lists(b'[{"id": 8692590815123456789, "n": 9007199254740992}]')["export"][1] == (
        "8692590815123456789",
        9007199254740992.0,
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'[{"a": ' * 200_000, "nested too deep"),
        (b'{"a":' * 30 + b'[{"b": 1}]' + b"}" * 30, "nested more than 20 deep"),
        (b'[{"a": ' + b'{"b":' * 30 + b"1" + b"}" * 30 + b"}]", "nested more than 20 deep"),
        (b'[{"a": ' * 30 + b"1" + b"}]" * 30, "nested more than 20 deep"),
        (b'[{"a": ' + b"9" * 41 + b"}]", "more than 40 digits"),
        (b'[{"a": 1e999}]', "too large"),
        (b'[{"a": 1, "a": 2}]', "same name twice"),
        (b'[{"a": "\xff"}]', "Byte 9 is not UTF-8"),
        (b'[{"a": 1}, {"a":', "line 1, character 17"),
        (b'{"a": 1}\n{"a": }\n', "line 2, character 7"),
        (b'{"a": 1}', "no list of objects"),
        (b'["a", 1]', "no list of objects"),
        (b"[{}, {}]", "no list of objects"),
    ],
)
def test_what_is_no_honest_list_is_refused_in_words(content, says):
    assert says in refused(content)


def test_a_list_that_holds_objects_in_one_record_and_plain_values_in_another_is_left_out_and_the_rest_is_read():
    for other in (b"[1, 2]", b'[{"x": 2}, 3]'):
        content = b'[{"a": 1, "of": [{"x": 1}]}, {"a": 2, "of": ' + other + b"}]"
        assert [row[0] for row in lists(content)["export"]] == ["a", 1.0, 2.0]


def test_halves_of_characters_do_not_break_the_reading():
    assert lists(b'[{"a": "x\\ud800y", "b\\ud83d": 1}]') == {"export": [("a", "b?"), ("x?y", 1.0)]}


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("a.json", b"[1]", "json"),
        ("a.JSONL", b'{"a": 1}', "json"),
        ("a.txt", b' {"a": 1}', "json"),
        ("a", b'[ {"a": 1}]', "json"),
        ("a.json", b"a,b\n1,2\n", "text"),
        ("a.csv", b"[x],{y}\n1,2\n", "text"),
        ("a.csv", b'{x},"y"\n1,2\n', "text"),
    ],
)
def test_json_is_known_by_its_name_and_first_mark_or_by_how_only_json_begins(name, start, kind):
    assert kind_of(start, name) == kind


def test_utf_16_with_its_mark_is_read():
    assert lists('[{"a": "é"}]'.encode("utf-16"))["export"][1] == ("é",)


def test_the_reading_process_hands_lists_back_with_addresses_as_a_sheet_would_show_them():
    source = read_file(
        b'{"day": "2026-03-01", "seats": [{"who": {"login": "mona"}}, {"who": {"login": "hu"}}]}', "seats.json"
    )
    (table,) = source.tables
    assert (table.sheet, table.header_row, list(table.rows)) == ("seats", 1, [2, 3])
    assert [(column.letter, column.header, list(column.values)) for column in table.columns] == [
        ("A", "who.login", ["mona", "hu"]),
        ("B", "day", ["2026-03-01", "2026-03-01"]),
    ]
    assert table.address(table.columns[0], 1) == "seats!A3"


def test_a_deep_file_is_refused_by_the_reading_process_too():
    with pytest.raises(UnreadableFile) as refusal:
        read_file(b"[" * 1_000_000, "deep.json")
    assert refusal.value.problem.rule == "broken_json"


def test_the_real_json_exports_are_read(real_files):
    folder = real_files / "github_copilot"
    sizes = {}
    for name in ("enterprise_seats_response_sample.json", "enterprise-28-day-report.json"):
        (table,) = read_file((folder / name).read_bytes(), name).tables
        sizes[table.sheet] = len(table)
    report = json.loads((folder / "enterprise-28-day-report.json").read_text())
    assert sizes == {"seats": {"made": 6, "real": 8}[real_files.name], "day_totals": len(report["day_totals"])}
