"""Those who look after the whole administration (sv. *förvaltningens folk*): they are on the staff, and work in no unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from adapters.demo.casefile import Town
from adapters.demo.cast import POLICY, Colleague, Person
from adapters.demo.chronicle import Stream
from adapters.demo.luck import Luck
from adapters.demo.pen import Now, decided
from domain.base import Purpose, Stamp

REGISTERED_ON = date(2026, 1, 8)
PEOPLE: Mapping[str, Person] = {
    "gunnar": Person("Gunnar Demo", "avdelningschef", None),
    "ingrid": Person("Ingrid Exempel", "Lex Sarah-utredare", None),
    "lovisa": Person("Lovisa Demo", "loggkontrollant", None),
    "arvid": Person("Arvid Exempel", "arkivarie", None),
    "dragan": Person("Dragan Demo", "driftansvarig", None),
}


class Overseers:
    """The people, registered on their first day, and how they write.

    Attributes:
        staff: By the keys of `PEOPLE`, and everybody in the units by theirs.
    """

    def __init__(self, town: Town) -> None:
        luck, self._town = Luck("förvaltningen"), town
        self.staff: dict[str, Colleague] = {
            **town.cast.staff, **{key: Colleague(person, (), luck.uuid()) for key, person in PEOPLE.items()}
        }
        stamp = town.cast.stamp(town.cast.staff["ines"])
        for key, person in PEOPLE.items():
            colleague = self.staff[key]
            town.chronicle.at(REGISTERED_ON, "08:40", colleague.member, lambda _, colleague=colleague, person=person: (
                colleague.member.register(
                    staff_id=colleague.id, name=person.name, title=person.title, stamp=stamp, policy=POLICY
                )
            ))

    def write(
        self, day: date, clock: str, by: str, stream: Stream, decision: str, values: Mapping[str, Any], *,
        purpose: Purpose = Purpose.ADMINISTRATION, known: Mapping[str, Any] | None = None, **more: Any,
    ) -> None:
        """Write what a decision of a stream leads to.

        Args:
            by: Who, by key.
            known: What the service would know and nobody states.
            more: `actor_id`: whom the headers name instead; `unit`: whose work it is.
        """
        colleague = self.staff[by]
        stamp = Stamp(actor_id=more.get("actor_id", colleague.id), unit_id=more.get("unit"), purpose=purpose)
        self._town.chronicle.at(day, clock, stream, lambda today: decided(
            getattr(stream, decision), Now(stamp, today, colleague.author(today)), values, known=known
        ))
