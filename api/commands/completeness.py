"""`aktspar completeness`: what every rule finds in every journal, as known at any moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from api.commands.case import as_of_line
from api.commands.options import KnownAtOption, UnitOption, ValidAtOption
from api.completeness_reading import CompletenessReader, is_in_order
from api.invocation import Invocation
from api.output import Screen
from api.problems import EXIT_NOT_IN_ORDER, UsageError
from domain.base import Purpose
from domain.completeness.codes import Status
from projections.completeness import MISSING

RuleOption = Annotated[str | None, typer.Option("--rule", metavar="REGEL", help="Bara den här regeln, till exempel R-04.")]
StatusOption = Annotated[
    list[str] | None,
    typer.Option(
        "--status", metavar="LÄGE",
        help="Lista iakttagelser med det här läget: gap, late, unknown, exempt, ok eller not_applicable. Kan ges flera gånger;"
        " annars gap och late.",
    ),
]


def completeness(
    context: typer.Context, known_at: KnownAtOption = None, valid_at: ValidAtOption = None, unit: UnitOption = None,
    rule: RuleOption = None, status: StatusOption = None,
) -> int:
    """Granska alla journaler.

    Varje regel räknas över alla ärenden, och det som saknas eller är sent visas med sedan när och vad som ska göras. Slutar med 1
    om något saknas eller är sent; det som är okänt är varken i ordning eller fel.
    """
    invocation: Invocation = context.obj
    statuses = _statuses(status)
    with invocation.reader("completeness", usual_purpose=Purpose.INTERNAL_CONTROL) as reader:
        answer, _ = CompletenessReader(reader).findings(
            known_at=known_at, valid_at=valid_at, unit=unit, rule=rule, statuses=statuses
        )
        invocation.output.answer(answer.document, lambda screen: _show(screen, answer.document))
    return 0 if is_in_order(answer.document) else EXIT_NOT_IN_ORDER


def _statuses(words: Sequence[str] | None) -> tuple[Status, ...]:
    if not words:
        return MISSING
    unknown = [each for each in words if each not in list(Status)]
    if unknown:
        raise UsageError(f"Läget finns inte; välj --status bland {', '.join(Status)}.")
    return tuple(each for each in Status if each in words)


def _show(screen: Screen, document: dict[str, Any]) -> None:
    rules, findings = document["rules"], document["findings"]
    screen.table(
        ("Regel", "Namn", "Tyngd", "I ordning", "Saknas", "Sent", "Okänt", "Undantag", "Inte aktuellt", "Utan semestermånader"),
        [
            (
                f"{row['rule']} v{row['version']}", row["name"], row["severity"], row["ok"], row["gap"], row["late"],
                row["unknown"], row["exempt"], row["not_applicable"],
                f"{row['without_vacation']['gap']} saknas, {row['without_vacation']['late']} sena",
            )
            for row in rules
        ],
    )
    screen.line()
    if findings:
        screen.table(
            ("Regel", "Ärende", "Enhet", "Läge", "Sedan", "Till", "Dagar", "Bevisläge", "Att göra", "Händelser"),
            [
                (
                    row["rule"], row["number"] or row["stream"], row["unit"], row["status_in_words"], row["since"], row["until"],
                    row["age_days"], _proof(row), _task(row), ", ".join(map(str, row["evidence"])) or None,
                )
                for row in findings
            ],
        )
    waiting = [f"{row['rule']}: {row['waits_for']}" for row in rules if row["waits_for"] is not None]
    for line in waiting:
        screen.line(f"Kan inte bedömas än. {line}")
    verdict = "Inget saknas och inget är sent." if is_in_order(document) else "Något saknas eller är sent."
    screen.line(f"{verdict} {len(findings)} iakttagelser, bedömt per {document['day']}. {as_of_line(document)}")


def _task(row: dict[str, Any]) -> str | None:
    told, words = row["to_do"], row["basis_in_words"]
    return f"{told} ({words})" if told is not None and words is not None else told or words


def _proof(row: dict[str, Any]) -> str | None:
    told = row["proof_in_words"]
    return f"{told} (enligt importerad källa)" if told is not None and row["claimed"] else told
