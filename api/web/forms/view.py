"""A form as its template shows it (sv. *formulärvy*): each field with what is filled in, what can be chosen and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from markupsafe import Markup, escape

from api.web.forms.choosing import Choosing
from api.web.forms.fields import MOST_RADIOS, Choice, FormField, Kind, every_field
from api.web.forms.parsing import MOST_ROWS
from api.web.forms.posted import SEPARATOR, Posted, within
from api.web.pages.frame import Fault
from api.web.texts import _
from api.writes.shape import REPLACES, REPLACES_REASON

_EACH_WORD = frozenset({"cause_areas", "standing_answers"})
"""Lists that have a row for every word of the coded list that their first field is."""


class FormView:
    """A form on its page.

    Args:
        posted: What is filled in.
        is_sent: Whether that came from the form itself; if not, what is chosen beforehand is.
        more_rows: How many more rows than came each list is shown with, by its address.
    """

    def __init__(
        self, fields: Sequence[FormField], posted: Posted, choosing: Choosing, *, faults: Sequence[Fault] = (),
        is_sent: bool = False, more_rows: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self._all = tuple(fields)
        self._posted = posted
        self.faults = (*faults, *self._lost_files(faults)) if is_sent else tuple(faults)
        self._choosing = choosing
        self._is_sent = is_sent
        self._more = more_rows

    @property
    def fields(self) -> list[FormField]:
        """The fields that are asked; what can only be chosen, is not needed, and has nothing to choose among is not."""
        own = (field for field in self._all if field.name not in (REPLACES, REPLACES_REASON))
        return [field for field in own if self.is_asked(field, field.name)]

    @property
    def replacing(self) -> list[FormField]:
        """The fields that say what earlier entry this one takes the place of; none where there is none."""
        found = [field for field in self._all if field.name in (REPLACES, REPLACES_REASON)]
        return found if found and self.choices(found[0], REPLACES) else []

    @property
    def is_replacing(self) -> bool:
        """Whether those are filled in, or wrong."""
        return any(self._posted.says(name) or self.fault(name) for name in (REPLACES, REPLACES_REASON))

    @property
    def summary(self) -> list[Fault]:
        """What is to be put right, each with the label of the field that it is in."""
        return [Fault(fault.field, self._with_label(fault)) for fault in self.faults]

    @property
    def has_files(self) -> bool:
        """Whether files are asked for."""
        return any(field.kind is Kind.FILE for field in every_field(self._all))

    @property
    def left_off(self) -> bool:
        """Whether older things than the latest were left off the lists."""
        return self._choosing.left_off

    def is_asked(self, field: FormField, address: str) -> bool:
        """Whether a field is shown."""
        is_list = field.kind in (Kind.REFERENCE, Kind.REFERENCES) and field.reference is not None
        return field.required or not is_list or bool(self.choices(field, address))

    def value(self, field: FormField, address: str) -> str:
        """What is filled in in a field."""
        found = self._posted.one(address)
        return found or ("" if self._is_sent else field.default)

    def part(self, address: str) -> str:
        """What is filled in in a part of a field."""
        return self._posted.one(address)

    def chosen(self, address: str) -> list[str]:
        """Everything that is chosen in a field."""
        return self._posted.all(address)

    def fault(self, address: str) -> str:
        """What is wrong in a field; empty = nothing is."""
        return next((fault.text for fault in self.faults if fault.field == address), "")

    def choices(self, field: FormField, address: str) -> Sequence[Choice]:
        """What can be chosen; what is chosen and not among it is kept as it is."""
        if field.choices:
            return [each._replace(text=_(each.text)) for each in field.choices]
        found = self._choosing.of(field)
        known = {choice.value for choice in found}
        return (*found, *(Choice(each, _("Den valda uppgiften")) for each in self.chosen(address) if each not in known))

    def is_open_list(self, field: FormField) -> bool:
        """Whether a choice of one is a list to open: it is long."""
        return field.kind is Kind.REFERENCE or len(field.choices) > MOST_RADIOS

    def rows(self, field: FormField, address: str) -> Iterator[str]:
        """The addresses of a list's rows."""
        came = self._posted.rows(address)
        least = 1 if field.is_said and not self._is_sent else 0
        for row in range(min(max(came + self._more.get(address, 0), least), MOST_ROWS)):
            yield within(address, row)

    def has_rows(self, field: FormField, address: str) -> bool:
        """Whether a list is shown with any row."""
        return any(True for _row in self.rows(field, address))

    def within(self, address: str, name: str | int) -> str:
        """The address of a field within another."""
        return within(address, name)

    def _lost_files(self, faults: Sequence[Fault]) -> Iterator[Fault]:
        """A page cannot give a file back to the browser: whoever chose one chooses it again."""
        own, told = {field.name for field in self._all}, {fault.field for fault in faults}
        for address in self._posted.file_fields:
            if address.partition(SEPARATOR)[0] in own and address not in told:
                yield Fault(address, _("Filen följde inte med när sidan visades igen. Välj den igen."))

    def _with_label(self, fault: Fault) -> str:
        field, fields = None, self._all
        for part in fault.field.split(SEPARATOR):
            found = next((each for each in fields if each.name == part), None)
            field, fields = found or field, found.members if found is not None else fields
        label, said = "" if field is None else _(field.label), escape(fault.text)
        return said if said.casefold().startswith(escape(label).casefold()) else Markup("{}: {}").format(label, said)


def with_each_word(fields: Sequence[FormField], posted: Posted) -> Posted:
    """The form that is filled in with a row for every word, where that is what the write asks for."""
    pairs: list[tuple[str, str]] = []
    for field in fields:
        if field.name in _EACH_WORD and not posted.rows(field.name):
            first = field.members[0]
            words = enumerate(first.choices)
            pairs += [(within(within(field.name, row), first.name), choice.value) for row, choice in words]
    return posted.and_also(pairs) if pairs else posted
