"""What a note of the demo says, kind by kind, and what is common to all activities.

Invented, short and respectful: written as a note should be, with facts, assessment and the person's own view apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from adapters.demo.casefile import Said
from domain.case.journal import Texts
from domain.codes import SessionKind

Value = TypeVar("Value")

_SCHOOL_ENDS, _SCHOOL_BEGINS = (6, 12), (8, 18)
_ABOUT_SCHOOL = re.compile("skola|prov|läxor|mentor|lektion|schema", re.IGNORECASE)


class Scene(NamedTuple):
    """A note to be: `{name}` is the client's first name, `{topic}` and `{concern}` one of the activity's.

    `kind`: of the meeting, when it is not the activity's usual one.
    """

    fact: str
    assessment: str | None = None
    individual_view: str | None = None
    child_view: str | None = None
    third_party: str | None = None
    kind: SessionKind | None = None

    def texts(self, **words: str) -> Texts:
        """The note's texts with these words in place."""
        texts = {name: text for name, text in self._asdict().items() if name != "kind" and text is not None}
        return Texts(**{name: text.format(**words) for name, text in texts.items()})


def fitting(pool: Sequence[Value], nth: int, day: date) -> Value:
    """The pool's turn `nth`, from 0, or in the summer holidays the next one after it that is not about school."""
    turns = [pool[(nth + step) % len(pool)] for step in range(len(pool))]
    is_holiday = _SCHOOL_ENDS <= (day.month, day.day) <= _SCHOOL_BEGINS
    return next((turn for turn in turns if not (is_holiday and _ABOUT_SCHOOL.search(str(turn)))), turns[0])


class Scenes(NamedTuple):
    """All that is said in one activity.

    Args:
        reasons: Coded reasons for contact.
        concerns: What brings people here.
        topics: What the talks are about.
        goals: Sets of goals for a plan.
        start, closing: The first and the last visit.
        middle, late: The visits between, in the first two thirds and in the last.
        said: What people have said about the service, and what came of it.
    """

    reasons: tuple[str, ...]
    concerns: tuple[str, ...]
    topics: tuple[str, ...]
    goals: tuple[tuple[str, ...], ...]
    start: Scene
    middle: tuple[Scene, ...]
    late: tuple[Scene, ...]
    closing: Scene
    said: tuple[Said, ...]


NO_SHOW = Scene(
    "{name} kom inte till den bokade tiden och hade inte hört av sig. Jag ringde utan att få svar och skickade ett sms "
    "med förslag på en ny tid.",
    "Ett enstaka uteblivet besök. Tas upp nästa gång vi ses.",
)
BY_TELEPHONE = Scene(
    "Telefonsamtal i stället för en träff, efter önskemål. Vi talade om {topic}.",
    "Inget som oroar. Nästa gång enligt plan.",
    "{name} hade förhinder men ville inte boka om.",
    kind=SessionKind.TELEPHONE,
)
INTERRUPTED = Scene(
    "{name} svarade i telefon och berättade att kontakten inte känns aktuell längre. Vi talade om vad som har varit till "
    "hjälp och om hur en ny kontakt tas. Uppdragsgivaren är underrättad.",
    "Insatsen avbryts på egen begäran innan målen är nådda.",
    "{name} vill klara sig utan samtal ett tag och tackar för tiden.",
)
MOVED = Scene(
    "{name} flyttar till en annan kommun vid månadsskiftet. Vi gick igenom vad som har gjorts och vilka mål som återstår.",
    "Insatsen avslutas på grund av flytten. Behov av fortsatt stöd finns; {name} har fått hjälp att ta kontakt i den nya "
    "kommunen.",
    "{name} vill fortsätta med samtal på den nya orten.",
)
FOLLOW_UP = Scene(
    "Uppföljande samtal tre månader efter avslutet. {name} berättade hur det har gått och skattade på nytt.",
    "Förändringen håller i sig. Ingen ny insats behövs.",
    "{name} tycker att det går bra och vet vart man vänder sig.",
)
COMMON = (NO_SHOW, BY_TELEPHONE, INTERRUPTED, MOVED, FOLLOW_UP)
"""Those that every activity uses."""

LATE_REASONS = (
    "Jag var på utbildning veckan efter besöket.",
    "Flera besök samma vecka och för lite tid avsatt för dokumentation.",
    "Anteckningen saknades vid ärendegenomgången och skrivs nu utifrån minnesanteckningar.",
    "Journalsystemet var stängt för underhåll när anteckningen skulle skrivas.",
)
