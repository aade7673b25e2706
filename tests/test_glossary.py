"""The glossary and the code say the same."""

import ast
import importlib
import re
from enum import StrEnum
from pathlib import Path

import pytest

from domain import base, codes
from domain.access.events import ACCESS_EVENT_TYPES
from domain.event_types import EVENT_TYPES

DOMAIN = Path(base.__file__).parent
ROW = re.compile(r"^\| `(?P<name>\w+)` \| (?P<swedish>[^|]+) \| (?P<meaning>[^|]+) \|$")
TERMS = re.compile(r"\(sv\. (?P<terms>\*.*?\*)\)", re.DOTALL)

CODE_MODULES = [
    importlib.import_module(".".join(path.relative_to(DOMAIN.parent).with_suffix("").parts))
    for path in sorted(DOMAIN.rglob("codes.py"))
]

LINES = (DOMAIN / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
ROWS = {match["name"]: match["swedish"] for line in LINES if (match := ROW.match(line))}
NODES = [node for path in DOMAIN.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
CLASSES = {node.name: node for node in NODES if isinstance(node, ast.ClassDef)}
FIELDS = {node.target.id for node in NODES if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)}


def swedish_terms(node):
    """The Swedish terms that a class docstring gives, in its order."""
    match = TERMS.search(ast.get_docstring(node) or "")
    return re.findall(r"\*(.+?)\*", match["terms"]) if match else []


def test_every_line_of_every_table_is_a_whole_row():
    tables = [line for line in LINES if line.startswith("|")]
    heads = [line for line in tables if line == "| Code name | Svenska | Meaning and source |"]
    rules = [line for line in tables if line == "|---|---|---|"]
    assert len(heads) == len(rules) == len([line for line in LINES if line.startswith("##")])
    assert len(tables) - len(heads) - len(rules) == len(ROWS), "a row is malformed, or a name has two rows"


@pytest.mark.parametrize("name", ROWS)
def test_every_name_in_the_glossary_exists_in_the_code(name):
    assert name in CLASSES or name in FIELDS


@pytest.mark.parametrize("kind", [*EVENT_TYPES.values(), *ACCESS_EVENT_TYPES.values()], ids=lambda kind: kind.__name__)
def test_every_event_type_is_in_the_glossary(kind):
    assert kind.__name__ in ROWS


@pytest.mark.parametrize("module", [base, *CODE_MODULES], ids=lambda module: module.__name__)
def test_every_list_of_coded_words_is_in_the_glossary(module):
    lists = [
        name
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and len(kind) and kind.__module__ == module.__name__
    ]
    assert lists and set(lists) <= ROWS.keys()


@pytest.mark.parametrize("name", sorted(ROWS.keys() & CLASSES.keys()))
def test_a_class_and_its_row_give_the_same_swedish_terms(name):
    assert ", ".join(swedish_terms(CLASSES[name])) == ROWS[name]


def test_every_coded_word_has_one_swedish_word_of_its_list():
    lists = [
        kind for module in CODE_MODULES for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, codes.Code) and len(kind)
    ]
    assert len(lists) > 16
    for kind in lists:
        words = [word.casefold() for word in kind.swedish_words()]
        assert len(set(words)) == len(words) == len(kind) and all(words)
        assert [kind.from_swedish(f" {word.upper()} ") for word in kind.swedish_words()] == list(kind)


def test_a_near_miss_is_no_coded_word():
    assert [codes.Gender.from_swedish(word) for word in ("okänd", "Kvinna.", "", "woman")] == [None] * 4
