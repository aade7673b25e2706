"""How a write of the service is declared: its address, the decision that it asks for, and an example that can be run.

The body of a write is the decision's own parameters, so there is one place that says what a fact consists of. These
parameters are not in the body: `stamp`, `today`, `policy`, `source`, `author`, `accepted_by` and others that the service knows;
those in the address; those in `new_ids`, which the service makes from the `Idempotency-Key`, so that a retry makes the same;
and a member of staff's `x_name` and `x_title` beside an `x_id`, which are looked up, so that nobody signs under a name of their
choosing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from domain.base import DomainEvent
from domain.case.ratings.looking_again import Warned
from domain.instruments.catalogue import InstrumentCatalogue
from projections.local_time import STOCKHOLM

_PATH_PARAMETER = re.compile(r"{(\w+)}")
_EXAMPLES = UUID("6f0c7a1e-5d0b-5c43-9a57-0d5a3b1c9e44")


class Write(NamedTuple):
    """One write.

    Args:
        path: Below `/api/v1`, for example `/cases/{case_id}/first-contacts`. The first parameter is the stream.
        decision: The unbound decision, for example `Case.record_first_contact`.
        summary: What it does, in Swedish, as an imperative: `Registrera första kontakten`.
        example: A body in JSON that is accepted when the examples are run in the table's order on an empty board, each with
            `example_key(path)` as its `Idempotency-Key` and `on` as its day.
        new_ids: Parameters of the decision that name what is made.
        on: The day of the example, as the simulated ledger is to take it.
        more: Further bodies by name, which are run right after the first, each with `example_key(f"{path}/{name}")`.
        also: Further bodies, each written in its stream's further example of that name, with keys as those of `more`.
        warns: What is worth a second look at what was recorded, of the state with it in; None = nothing is looked at.
        warns_across: The same of what other streams hold, of the board as known at a size; a write has one of the two.
        of: Which of its stream's further examples it is written in; None = the first.
        by_manager: Whether only a manager writes it, where others write in the stream too.
        by_another: Whether its example is written by another member of staff than the others are.
        begins: Whether it begins the stream; then the path ends with the collection, and the first of `new_ids` is the stream.
    """

    path: str
    decision: Callable[..., Any]
    summary: str
    example: Mapping[str, Any]
    new_ids: tuple[str, ...] = ("entry_id",)
    on: str = "2026-03-16"
    begins: bool = False
    more: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    also: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    of: str | None = None
    by_manager: bool = False
    by_another: bool = False
    warns: Callable[[Any, Sequence[DomainEvent], InstrumentCatalogue], Iterable[Warned]] | None = None
    warns_across: Callable[[Any, Sequence[DomainEvent], int], Iterable[Warned]] | None = None

    def examples(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every example in order: what its key and its time are found by, and its body."""
        yield self.path, self.example
        yield from ((f"{self.path}/{name}", body) for name, body in {**self.more, **self.also}.items())


def example_key(path: str) -> UUID:
    """The `Idempotency-Key` of a write's example."""
    return uuid5(_EXAMPLES, path)


def made_id(key: UUID, parameter: str) -> UUID:
    """The id that a write makes for one of its `new_ids`."""
    return uuid5(key, parameter)


def example_id(path: str, parameter: str = "entry_id") -> str:
    """The id that a write's example makes, for the examples that refer to it."""
    return str(made_id(example_key(path), parameter))


def makers(write: Write, writes: Iterable[Write]) -> dict[str, tuple[str, str]]:
    """What made each id in a write's address: the path of the collection before it, and the member of that write's `made`."""
    makes = {each.path: each.new_ids for each in writes}
    found = {}
    for parameter in _PATH_PARAMETER.findall(write.path):
        collection = write.path.partition(f"/{{{parameter}}}")[0]
        made = makes.get(collection, (parameter,))
        found[parameter] = (collection, parameter if parameter in made else made[0])
    return found


def example_path(write: Write, writes: Iterable[Write], name: str | None = None) -> dict[str, str]:
    """The ids in the address of a write's example: each was made by the example of its maker.

    Args:
        name: As in `Write.examples`; None = the first.
    """
    made_by = makers(write, writes)
    last = (name or write.path).rpartition("/")[2]
    of = last if last in write.also else write.of
    return {
        parameter: example_id(collection if of is None else f"{collection}/{of}", member)
        for parameter, (collection, member) in made_by.items()
    }


def example_times(writes: Iterable[Write]) -> dict[str, datetime]:
    """When each example is written, by its name in `Write.examples`: on its day, and later than the one before it."""
    found: dict[str, datetime] = {}
    latest = datetime.min.replace(tzinfo=UTC)
    for write in writes:
        noon = datetime.combine(date.fromisoformat(write.on), time(12), STOCKHOLM)
        for name, _ in write.examples():
            latest = max(noon, latest + timedelta(seconds=1))
            found[name] = latest
    return found
