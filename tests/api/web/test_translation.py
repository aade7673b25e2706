"""The English catalogue: every text that a page or a module of pages asks for has an entry, with the same places to fill in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from jinja2 import nodes

from api.web import texts
from api.web.pages import frame, helping, log_review, notices
from api.web.rendering import TEMPLATES, environment

WEB = Path(texts.__file__).parent
_PLACES = re.compile(r"{(\w*)}")


def catalogue() -> dict[str, str]:
    """The entries: Swedish to English."""
    with open(texts.FOLDER / "en.po", "rb") as file:
        return {each.id: each.string for each in read_po(file, locale="en") if each.id}


def literals_of_template(path: Path) -> Iterator[str]:
    """The texts that a template gives `_` and `plural`, as they stand in it."""
    for call in environment().parse(path.read_text("utf-8")).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "plural"):
            for argument in call.args[:2 if call.node.name == "plural" else 1]:
                if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                    yield argument.value


def literals_of_module(path: Path) -> Iterator[str]:
    """The texts that a module gives `_` and `plural`, as they stand in it."""
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "plural"):
            for argument in call.args[:2 if call.func.id == "plural" else 1]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def asked_for() -> dict[str, set[str]]:
    """Every text, and the files that it stands in."""
    found: dict[str, set[str]] = {}
    for path in (*TEMPLATES.rglob("*.html"), *WEB.rglob("*.py")):
        for text in literals_of_template(path) if path.suffix == ".html" else literals_of_module(path):
            found.setdefault(text, set()).add(path.relative_to(WEB).as_posix())
    return found


def named_in_tables() -> set[str]:
    """Texts that are given `_` by name: the parts of the service, the help's subjects and what has just been done."""
    places = {text for _, text, _ in frame._PLACES}
    return places | set(helping.TOPICS.values()) | set(notices._NOTICES.values()) | {text for _, text in log_review.PARTS}


def test_every_text_of_the_pages_has_its_english():
    known = catalogue()
    missing = {text: sorted(files) for text, files in asked_for().items() if not known.get(text)}
    assert missing == {}


def test_every_part_subject_and_notice_has_its_english():
    assert sorted(named_in_tables() - catalogue().keys()) == []


def test_every_entry_says_something_and_has_the_same_places_to_fill_in_as_its_swedish():
    other = {
        swedish: english for swedish, english in catalogue().items()
        if not english.strip() or set(_PLACES.findall(english)) != set(_PLACES.findall(swedish))
    }
    assert other == {}


def test_a_text_that_only_a_template_or_only_a_module_has_is_found(tmp_path):
    template, module = tmp_path / "a.html", tmp_path / "a.py"
    template.write_text('{{ _("Ett") }}{{ plural("{count} två", "{count} tre", 2) }}{{ _(name) }}', encoding="utf-8")
    module.write_text('_("Ett " "till"); _(known["kind"]); plural("en", "flera", 2)', encoding="utf-8")
    assert sorted(literals_of_template(template)) == ["Ett", "{count} tre", "{count} två"]
    assert list(literals_of_module(module)) == ["Ett till", "en", "flera"]
