"""What a form holds (sv. *ifyllt formulär*): names and values in order, as a browser sends them, and the files beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

SEPARATOR = "-"
"""Between the names of a field within another, and the number of its row: `goal_results-0-goal_id`."""


class File(NamedTuple):
    """A file that was chosen."""

    media_type: str
    content: bytes


class Posted:
    """What came, or what is to be shown as if it had come."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = (), files: Mapping[str, File] = MappingProxyType({})) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)
        self._files = dict(files)

    def one(self, name: str) -> str:
        """A field's value without what is around it; empty = it has none. Lines end as in a record."""
        return _cleaned(self._values.get(name, [""])[0])

    def all(self, name: str) -> list[str]:
        """Every value that is chosen of a field."""
        return [value for each in self._values.get(name, ()) if (value := _cleaned(each))]

    def file(self, name: str) -> File | None:
        """The file that was chosen in a field."""
        return self._files.get(name)

    @property
    def file_fields(self) -> Sequence[str]:
        """The fields in which a file was chosen."""
        return tuple(self._files)

    def says(self, address: str) -> bool:
        """Whether anything is filled in in a field or within it."""
        return any(
            name == address or name.startswith(address + SEPARATOR) for name, values in self._values.items() if any(
                map(_cleaned, values)
            )
        ) or any(name == address or name.startswith(address + SEPARATOR) for name in self._files)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Names and values, those of one name together."""
        return ((name, value) for name, values in self._values.items() for value in values)

    def rows(self, address: str) -> int:
        """How many rows of a list came, filled in or not."""
        numbers = [found for name in (*self._values, *self._files) if (found := _row_of(address, name)) is not None]
        return max(numbers, default=-1) + 1

    def and_also(self, pairs: Iterable[tuple[str, str]]) -> Posted:
        """The same with more filled in."""
        return Posted([*self.pairs(), *pairs], self._files)

    def with_rows(self, address: str, order: Iterable[int]) -> Posted:
        """The same with a list's rows taken in another order, or fewer of them."""
        new = {old: number for number, old in enumerate(order)}
        pairs = ((moved, value) for name, value in self.pairs() if (moved := _moved(address, name, new)) is not None)
        files = {
            moved: file for name, file in self._files.items() if (moved := _moved(address, name, new)) is not None
        }
        return Posted(pairs, files)


def within(address: str, name: str | int) -> str:
    """The address of a field, or a row, within another."""
    return f"{address}{SEPARATOR}{name}" if address else str(name)


def _row_of(address: str, name: str) -> int | None:
    found = re.match(re.escape(address + SEPARATOR) + r"([0-9]{1,3})(?![0-9])", name)
    return None if found is None else int(found[1])


def _moved(address: str, name: str, new: Mapping[int, int]) -> str | None:
    row = _row_of(address, name)
    if row is None:
        return name
    rest = name.removeprefix(f"{address}{SEPARATOR}{row}")
    return None if row not in new else f"{address}{SEPARATOR}{new[row]}{rest}"


def _cleaned(value: str) -> str:
    return value.replace("\r\n", "\n").strip()
