"""A write's body from the shell (sv. *formulär i kommandoraden*): from words that are given, a file, and answers to questions.

What the questions are follows from the write's own body, so the shell asks for what the service asks for, and nothing else.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from api.member_labels import label_of
from api.problems import UsageError
from domain.base import Occurred
from domain.codes import Code
from domain.lex_sarah.codes import DocumentKind

LookUp = Callable[[str, str], str]
"""The id that somebody means by a name or a number, by the member of the body that it is for."""
Ask = Callable[[str], str]

_YES, _NO = frozenset({"ja", "j", "yes", "true"}), frozenset({"nej", "n", "no", "false"})
_DEFAULT_MEDIA_TYPE = "application/octet-stream"


def given_members(model: type[BaseModel], words: Sequence[str], look_up: LookUp) -> dict[str, Any]:
    """The members of a body that are given as `name=value`.

    Raises:
        UsageError: A word is not of that form, its name is no member, or its value cannot be read.
    """
    found: dict[str, Any] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or name not in model.model_fields:
            raise UsageError(f"Ange --set namn=värde; namnen är {', '.join(model.model_fields)}.")
        found[name] = value_of(name, model.model_fields[name].annotation, text, look_up)
    return found


def asked_members(model: type[BaseModel], known: Mapping[str, Any], ask: Ask, look_up: LookUp) -> dict[str, Any]:
    """The members that the write needs and that are not known, each asked for until the answer can be read."""
    found = dict(known)
    for name, field in model.model_fields.items():
        if name not in found and _is_asked(name, field, found):
            found[name] = _answered(name, field.annotation, ask, look_up)
    return found


def value_of(name: str, annotation: Any, text: str, look_up: LookUp) -> Any:
    """A member's value as JSON, from what somebody wrote.

    A list is written with commas between; what begins with [ or { is JSON.

    Raises:
        UsageError: It cannot be read as what the member is.
    """
    text = text.strip()
    if text[:1] in ("[", "{"):
        return _json(name, text)
    kinds = _kinds(annotation)
    if not text and type(None) in kinds:
        return None
    kind = next(each for each in kinds if each is not type(None))
    if get_origin(kind) is tuple:
        each_kind = get_args(kind)[0]
        return [value_of(name, each_kind, each, look_up) for each in text.split(",") if each.strip()]
    return _single(name, kind, text, look_up)


def document_of(word: str) -> dict[str, str]:
    """A document to keep, from `kind=file`.

    Raises:
        UsageError: There is no such kind, or the file cannot be read.
    """
    kind, equals, path = word.partition("=")
    if not equals:
        raise UsageError("Ange --document SLAG=FIL, till exempel notification=anmalan.pdf.")
    coded = _code("documents", DocumentKind, kind)
    try:
        content = Path(path).read_bytes()
    except OSError:
        raise UsageError("Filen i --document går inte att läsa. Kontrollera sökvägen.") from None
    return {
        "document_kind": coded, "document_title": DocumentKind(coded).swedish.capitalize(),
        "media_type": mimetypes.guess_type(path)[0] or _DEFAULT_MEDIA_TYPE, "content": base64.b64encode(content).decode(),
    }


_HINTS = {
    "unit": " (namn)", "case_ids": " (nummer, med komma emellan)", "record_entry_id": " (uppgiftens uuid i akten)",
}
"""How what is looked up is given here."""


def _is_asked(name: str, field: FieldInfo, found: Mapping[str, Any]) -> bool:
    if name == "case_ids":
        return found.get("affected") != "unknown"
    return field.is_required()


def _answered(name: str, annotation: Any, ask: Ask, look_up: LookUp) -> Any:
    [kind, *_] = [each for each in _kinds(annotation) if each is not type(None)]
    item = get_args(kind)[0] if get_origin(kind) is tuple else None
    if isinstance(item, type) and issubclass(item, BaseModel):
        return list(_answered_values(name, item, ask, look_up))
    question = f"{label_of(name)}{_HINTS.get(name, '')}{_hint(annotation)}: "
    said = ""
    while True:
        try:
            return value_of(name, annotation, ask(said + question), look_up)
        except UsageError as error:
            said = f"{error}\n"


def _answered_values(name: str, item: type[BaseModel], ask: Ask, look_up: LookUp) -> Iterator[dict[str, Any]]:
    """Values of several members: one for each word of the coded list that the first member is."""
    members = dict(item.model_fields)
    first = next(iter(members))
    coded = members.pop(first).annotation
    if not (isinstance(coded, type) and issubclass(coded, Code)):
        raise UsageError(f"{label_of(name)} anges med --set {name}=JSON eller --body FIL.")
    for each in coded:
        ask_of = _prefixed(ask, each.swedish.capitalize())
        yield {first: each.value, **{
            member: _answered(member, field.annotation, ask_of, look_up) for member, field in members.items()
        }}


def _prefixed(ask: Ask, what: str) -> Ask:
    return lambda question: ask(f"{what}. {question}")


def _hint(annotation: Any) -> str:
    kinds = _kinds(annotation)
    kind = next(each for each in kinds if each is not type(None))
    kind = get_args(kind)[0] if get_origin(kind) is tuple else kind
    if isinstance(kind, type) and issubclass(kind, Code):
        return f" ({'; '.join(each.swedish for each in kind)})"
    if kind is bool:
        return " (ja/nej)"
    return " (dag, dag och klockslag, eller månad)" if kind is Occurred else ""


def _single(name: str, kind: Any, text: str, look_up: LookUp) -> Any:
    if kind is bool:
        return _yes_or_no(name, text)
    if kind is int:
        if not (text.isascii() and text.isdecimal()):
            raise UsageError(f"{label_of(name)} ska vara ett heltal.")
        return int(text)
    if kind is UUID:
        return look_up(name, text)
    if kind is Occurred:
        return _occurred(text)
    if isinstance(kind, type) and issubclass(kind, Code):
        return _code(name, kind, text)
    return text


def _yes_or_no(name: str, text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise UsageError(f"{label_of(name)}: svara ja eller nej.")
    return word in _YES


def _code(name: str, kind: type[Code], text: str) -> str:
    word = text.strip().casefold()
    found = next((each for each in kind if word in (each.value, each.swedish.casefold())), None)
    if found is None:
        raise UsageError(f"{label_of(name)}: välj bland {'; '.join(each.swedish for each in kind)}.")
    return found.value


def _occurred(text: str) -> dict[str, str]:
    day, _, clock = text.replace("T", " ").partition(" ")
    if clock:
        return {"on": day, "at": clock if clock.count(":") > 1 else f"{clock}:00", "precision": "minute"}
    return {"on": f"{day}-01", "precision": "month"} if len(day) == len("2026-04") else {"on": day}


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise UsageError(f"{label_of(name)} börjar som JSON men går inte att läsa som det.") from None


def _kinds(annotation: Any) -> tuple[Any, ...]:
    if get_origin(annotation) in (Union, types.UnionType):
        return get_args(annotation)
    return (str,) if get_origin(annotation) is Literal else (annotation,)
