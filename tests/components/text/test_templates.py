"""Templates of HTML: what is put in is text, whatever it looks like; what nobody hands in is an error."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from components.text.templates import environment


def rendered(folder: Path, template: str, **words: object) -> str:
    (folder / "page.html").write_text(template, encoding="utf-8")
    return environment(folder).get_template("page.html").render(words)


def test_a_name_is_no_tag_and_ends_no_attribute(tmp_path):
    shown = rendered(tmp_path, '<p title="{{ name }}">{{ name }}</p>', name='"><script>')
    assert shown == '<p title="&#34;&gt;&lt;script&gt;">&#34;&gt;&lt;script&gt;</p>'


def test_markup_of_our_own_stays_markup(tmp_path):
    assert rendered(tmp_path, "{{ style }}", style=Markup("font:'Segoe UI'")) == "font:'Segoe UI'"


def test_what_nobody_hands_in_is_an_error(tmp_path):
    with pytest.raises(UndefinedError, match="name"):
        rendered(tmp_path, "{{ name }}")
