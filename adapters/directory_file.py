"""The municipality's directory as a file (sv. *katalogfil*): everybody who is to have an account, as CSV or JSON.

CSV in UTF-8 with a header row, comma or semicolon between; JSON is a list of objects with the same names. A person who is no
longer in the file has left.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from adapters.accounts import Role, new_account
from domain.errors import DomainError, InvalidValueError

COLUMNS = ("katalog-id", "konto", "namn", "befattning", "enhet", "roll", "aktiv", "adress")
_NEEDED = COLUMNS[:3] + ("roll",)
_YES, _NO = frozenset({"", "ja", "true", "1"}), frozenset({"nej", "false", "0"})


class Person(NamedTuple):
    """One person of the directory (sv. *person i katalogen*).

    Args:
        directory_id: What the directory calls them for ever.
        account: What they log in as.
        unit: By name; None = no one unit.
        is_active: Whether they still work here.
        address: Their home address, which is kept keyed and never as it is; None = not told.
    """

    directory_id: str
    account: str
    name: str
    title: str | None
    unit: str | None
    role: Role
    is_active: bool = True
    address: str | None = None


class Fault(NamedTuple):
    """What is wrong in a row, and never what stands in it."""

    row: int
    fault: str


def read_directory(content: bytes) -> tuple[list[Person], list[Fault]]:
    """The people of a file and the faults of its rows, which are numbered from 1.

    Raises:
        InvalidValueError: It is neither CSV nor JSON of the documented form, or it is empty.
    """
    rows = _rows(content)
    if not rows:
        raise InvalidValueError("Katalogfilen är tom. En tom fil skulle stänga alla konton; kontrollera uttaget.")
    people, faults = [], []
    for number, row in enumerate(rows, 1):
        try:
            people.append(_person(row))
        except DomainError as error:
            faults.append(Fault(number, str(error)))
    for what, name in (("katalog-id", "directory_id"), ("konto", "account")):
        often = Counter(getattr(each, name) for each in people)
        faults += [
            Fault(number, f"Samma {what} står på flera rader.")
            for number, each in enumerate(people, 1) if often[getattr(each, name)] > 1
        ]
    return people, faults


def _rows(content: bytes) -> list[Mapping[str, Any]]:
    try:
        text = content.decode("utf-8-sig")
        if text.lstrip().startswith("["):
            found = json.loads(text)
            if not all(isinstance(each, dict) for each in found):
                raise ValueError
            return found
    except ValueError:
        raise InvalidValueError("Katalogfilen ska vara CSV eller JSON i UTF-8. Se docs/accounts.md.") from None
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if header.count(";") > header.count(",") else ",")
    missing = [each for each in _NEEDED if each not in (reader.fieldnames or ())]
    if missing:
        raise InvalidValueError(f"Katalogfilen saknar kolumnerna {', '.join(missing)}. Se docs/accounts.md.")
    return list(reader)


def _person(row: Mapping[str, Any]) -> Person:
    value = {name: _text(row.get(name)) for name in COLUMNS}
    empty = [name for name in _NEEDED if not value[name]]
    if empty:
        raise InvalidValueError(f"Raden saknar {', '.join(empty)}.")
    account = new_account(value["konto"].casefold(), value["roll"], value["namn"], "")
    active = value["aktiv"].casefold()
    if active not in _YES | _NO:
        raise InvalidValueError("Kolumnen aktiv ska vara ja eller nej.")
    return Person(
        value["katalog-id"], account.name, value["namn"], value["befattning"] or None, value["enhet"] or None, account.role,
        active in _YES, value["adress"] or None,
    )


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "" if value is None else str(value).strip()
