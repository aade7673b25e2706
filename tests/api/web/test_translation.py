"""The English catalogues: every text that a page asks for, and every word that the record is kept in, is there in English.

The places to fill in are the same in both languages.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

import domain
import projections
from adapters.indicator_files import shipped_definitions
from api.bound_labels import BOUND_GROUPS, BOUND_LABELS
from api.member_labels import MEMBER_LABELS
from api.web import texts
from api.web.forms.fields import every_field, fields_of
from api.web.pages import frame, helping, log_review, notices
from api.web.rendering import TEMPLATES, environment
from api.writes.table import WRITES
from domain.codes import Code
from domain.completeness.shipped import shipped_rules
from domain.instruments.change import CHANGE_WORDS
from domain.instruments.shipped import shipped_instruments
from projections import basis_words
from projections.alerts import ADVICE, MEANINGS
from projections.rule_families import FAMILIES
from projections.words import FIELD_LABELS, HEADINGS, TEXT_LABELS

WEB = Path(texts.__file__).parent
_PLACES = re.compile(r"{(\w*)}")


def catalogue() -> dict[str, str]:
    """The entries: Swedish to English."""
    return dict(texts.read_catalogue(texts.FOLDER / "en.po"))


def words() -> dict[str, str]:
    """The entries for what the record is kept in."""
    return dict(texts.read_catalogue(texts.FOLDER / "words" / "en.po"))


def refusals() -> dict[str, str]:
    """The entries for what is refused."""
    return dict(texts.read_catalogue(texts.FOLDER / "refusals" / "en.po"))


@pytest.fixture
def in_english() -> Iterator[None]:
    """The page that is being made is in English."""
    before = texts.LANGUAGE.set("en")
    yield
    texts.LANGUAGE.reset(before)


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


def coded_words() -> set[str]:
    """The Swedish words of every list of coded words, wherever in the code it is."""
    for package in (domain, projections):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
    left, known = [Code], set()
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        known |= {each.swedish for each in kind}
    return known


def asked_in_forms() -> set[str]:
    """What the forms of the writes say: their titles, their fields' labels and the hints that the writes give."""
    fields = [field for write in WRITES for field in every_field(fields_of(write.path))]
    return {write.summary for write in WRITES} | {text for each in fields for text in (each.label, each.hint) if text}


def shipped() -> set[str]:
    """What the definitions that come with the service say: of rules, indicators and instruments."""
    rules, indicators = shipped_rules(), shipped_definitions()
    found = {text for each in rules for text in (each.name, each.meaning, each.to_do, each.data, each.waits_for)}
    found |= {text for each in indicators for text in (each.indicator.name, each.indicator.meaning, each.indicator.missing)}
    return {text for text in found | {each.meaning for each in shipped_instruments()} if text}


def lacking(known: set[str]) -> list[str]:
    """Those of some words that would be shown in Swedish."""
    return sorted(text for text in known if texts.word(text).startswith("<span"))


@pytest.mark.usefixtures("in_english")
def test_every_coded_word_has_its_english():
    assert lacking(coded_words()) == []


@pytest.mark.usefixtures("in_english")
def test_every_title_label_and_hint_of_a_form_has_its_english():
    assert lacking(asked_in_forms() | {*MEMBER_LABELS.values(), *BOUND_LABELS.values(), *BOUND_GROUPS}) == []


@pytest.mark.usefixtures("in_english")
def test_every_heading_and_label_of_what_is_recorded_has_its_english():
    assert lacking({*HEADINGS.values(), *TEXT_LABELS.values(), *FIELD_LABELS.values()}) == []


@pytest.mark.usefixtures("in_english")
def test_every_rule_indicator_and_instrument_that_comes_with_the_service_has_its_english():
    assert lacking(shipped()) == []


@pytest.mark.usefixtures("in_english")
def test_what_alerts_changes_and_findings_are_called_has_its_english():
    basis = {word for words_of_kind in basis_words.WORDS.values() for word in words_of_kind.values()}
    assert lacking({*ADVICE.values(), *MEANINGS.values(), *CHANGE_WORDS.values(), *FAMILIES.values()} | basis) == []


@pytest.mark.usefixtures("in_english")
def test_coded_words_in_a_row_are_each_in_english_also_those_that_have_commas():
    assert texts.words("vem som gör vad, dag, orsak och vad som gjordes") == "who does what, day, reason and what was done"


@pytest.mark.usefixtures("in_english")
def test_a_word_that_got_a_capital_is_found_and_one_that_only_swedish_has_is_marked_as_swedish():
    assert texts.word("kvinna") == "woman" and texts.word("Kvinna") == "Woman"
    assert texts.word("Skrivet <av> någon") == '<span lang="sv">Skrivet &lt;av&gt; någon</span>'


def test_a_word_is_as_it_was_written_on_a_page_in_swedish():
    assert texts.word("Skrivet <av> någon") == "Skrivet <av> någon" and not hasattr(texts.word("kvinna"), "__html__")


def test_every_text_of_the_pages_has_its_english():
    known = {**words(), **catalogue()}
    missing = {text: sorted(files) for text, files in asked_for().items() if not known.get(text)}
    assert missing == {}


def test_every_part_subject_and_notice_has_its_english():
    assert sorted(named_in_tables() - {**words(), **catalogue()}.keys()) == []


def test_every_entry_says_something_and_has_the_same_places_to_fill_in_as_its_swedish():
    other = {
        swedish: english for swedish, english in (*catalogue().items(), *words().items(), *refusals().items())
        if not english.strip() or set(_PLACES.findall(english)) != set(_PLACES.findall(swedish))
    }
    assert other == {}


def test_a_text_that_only_a_template_or_only_a_module_has_is_found(tmp_path):
    template, module = tmp_path / "a.html", tmp_path / "a.py"
    template.write_text('{{ _("Ett") }}{{ plural("{count} två", "{count} tre", 2) }}{{ _(name) }}', encoding="utf-8")
    module.write_text('_("Ett " "till"); _(known["kind"]); plural("en", "flera", 2)', encoding="utf-8")
    assert sorted(literals_of_template(template)) == ["Ett", "{count} tre", "{count} två"]
    assert list(literals_of_module(module)) == ["Ett till", "en", "flera"]
