"""`aktspar review`: reviews of journals, what they found and what became of it."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption, UnitOption
from api.invocation import Invocation
from api.output import Screen
from api.problems import Text, UsageError
from domain.base import Purpose

ReviewArgument = Annotated[str, typer.Argument(metavar="GRANSKNING", help="Granskningens uuid.")]
_NO_UUID = Text(
    "GRANSKNING ska vara ett uuid. Se 'aktspar review list'.", "GRANSKNING is to be a uuid. See 'aktspar review list'."
)


def list_reviews(context: typer.Context, known_at: KnownAtOption = None, unit: UnitOption = None) -> None:
    """Lista journalgranskningarna, med antal journaler och iakttagelser."""
    from api.control_reading import journal_reviews

    invocation: Invocation = context.obj
    with invocation.reader("review list", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        answer = journal_reviews(reader, known_at=known_at, unit=unit)
        invocation.output.answer(answer.document, lambda screen: _list(screen, answer.document))


def show(context: typer.Context, review: ReviewArgument, known_at: KnownAtOption = None) -> None:
    """Visa en journalgranskning: omfattning, regelversioner, iakttagelser och vad som blev av dem.

    Svarar 1 om någon iakttagelse är obesvarad.
    """
    from api.control_reading import JournalReviewReader

    invocation: Invocation = context.obj
    review_id = _uuid(review)
    with invocation.reader("review show", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        answer = JournalReviewReader(reader).review(review_id, known_at=known_at)
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))
    if answer.document["by_state"]["open"]:
        raise typer.Exit(1)


def _list(screen: Screen, document: dict[str, Any]) -> None:
    screen.table(
        ("Granskning", "Rubrik", "Sätt", "Påbörjad", "Journaler", "Iakttagelser", "Obesvarade", "Läge"),
        [
            (
                each["review"], each["title"], each["kind_in_words"], each["started_on"], each["case_count"],
                each["findings_count"], each["by_state"]["open"], _state(each),
            )
            for each in document["journal_reviews"]
        ],
    )
    screen.line(as_of_line(document))


def _show(screen: Screen, document: dict[str, Any]) -> None:
    screen.line(f"{document['title']} ({document['kind_in_words']}), {document['case_count']} journaler. {_state(document)}.")
    screen.table(
        ("Regel eller fråga", "Version", "Granskade", "Iakttagelser", "Besvarade", "Felaktiga", "Åtgärdade"),
        [
            (
                each["asked"], each["asked_version"], each["total_checked"], each["total_findings"], each["total_answered"],
                each["total_dismissed"], each["total_remedied"],
            )
            for each in document["totals"]
        ],
    )
    screen.table(
        ("Iakttagelse", "Ärende", "Regel eller fråga", "Tyngd", "Sedan", "Läge", "Svara senast"),
        [
            (
                each["finding"], each["case"], each["asked_in_words"], each["severity"], each["since"], each["state_in_words"],
                each["answer_by"],
            )
            for each in document["findings"]
        ],
    )
    screen.line(f"Reglerna bedömde {document['judged_on']} de första {document['size']} händelserna. {as_of_line(document)}")


def _state(review: dict[str, Any]) -> str:
    if review["withdrawn"] is not None:
        return "Återtagen"
    return "Pågår" if review["closed"] is None else f"Avslutad {review['closed']['closed_on']}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise UsageError(_NO_UUID) from None
