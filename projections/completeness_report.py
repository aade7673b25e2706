"""What rules find in journals as a report that is passed on (sv. *granskningsrapport*): tables and pages, in Swedish.

A report says on itself whose journals it is about, by which versions of the rules, at which size and on which day, and how
to make it again: whoever holds it has nothing else, and the same question gives the same report for ever.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from domain.completeness.codes import Severity, Status
from domain.completeness.rule import Holds
from domain.policies import Policy
from projections.areas.rule_definition import rule_says
from projections.completeness import RuleInForce
from projections.goal_export import Cell, Column, Form, Sheet

_NUMBER = Form.WHOLE
_ABOUT = (Column("Uppgift", width=24), Column("Innehåll", width=110))
_RULES = (
    Column("Regel", width=8), Column("Versioner", width=10), Column("Namn", width=44), Column("Tyngd", width=7),
    *(Column(each.swedish.capitalize(), _NUMBER, 13) for each in Status),
    Column("Saknas i semestermånader", _NUMBER, 16), Column("Sent i semestermånader", _NUMBER, 16),
    Column("Saknas i andra månader", _NUMBER, 16), Column("Sent i andra månader", _NUMBER, 16),
    Column("Källa", width=40), Column("Kan inte bedömas, eftersom", width=40),
)
_PARAMETERS = (
    Column("Regel", width=8), Column("Version", _NUMBER, 9), Column("Från", width=12), Column("Till", width=12),
    Column("Dagar", _NUMBER, 8), Column("Antalet dagar sätts av", width=34), Column("Gäller för", width=40),
    Column("Vad som kontrolleras", width=70), Column("Att göra", width=50), Column("Källa", width=40),
)
_FINDINGS = (
    Column("Regel", width=8), Column("Version", _NUMBER, 9), Column("Ärende", width=14), Column("Ärendets uuid", width=38),
    Column("Gäller (uuid)", width=38), Column("Enhet", width=24), Column("Läge", width=10), Column("Sedan", width=12),
    Column("Till", width=12), Column("Senast", width=12), Column("Dagar", _NUMBER, 8), Column("Semestermånad", width=15),
    Column("Bevisläge", width=24), Column("Bara enligt importerad källa", width=14), Column("Grund", width=34),
    Column("Att göra", width=50), Column("Händelser", width=20),
)
_HOLDS = {
    "legal_bases": "rättslig grund", "regimes": "dokumentation", "not_regimes": "dokumentation utom",
    "activities": "verksamhet", "not_activities": "verksamhet utom", "instruments": "instrument", "from_age": "ålder från",
    "to_age": "ålder till", "with_facts": "ärenden med", "without_facts": "ärenden utan",
}


class Report(NamedTuple):
    """What a report is about (sv. *granskningsrapport*).

    Args:
        board: Its name.
        known_at: A size: the first so many events.
        day: That is judged.
        units: Their names; None = all.
        unit: As it was asked for; None = all.
        rule: The only one; None = all.
        in_force: The rules, with their checks.
        counts: A row a rule; see `completeness_document.rule_rows`.
        findings: How many there are.
        simulated: Whether what is on record is made up.
    """

    board: str
    known_at: int
    day: date
    units: tuple[str, ...] | None
    unit: str | None
    rule: str | None
    in_force: Sequence[RuleInForce]
    counts: Sequence[Mapping[str, Any]]
    policy: Policy
    findings: int
    simulated: bool

    @property
    def title(self) -> str:
        """Whose report it is, at which size and on which day."""
        told = " SIMULERAD: påhittade uppgifter." if self.simulated else ""
        return f"Journalgranskning, {self.board}. Känt vid {self.known_at} händelser, bedömt per {self.day}.{told}"


def report_about(report: Report) -> list[tuple[str, str]]:
    """What a report says of itself: what, and its value."""
    rules = sorted({(each.rule.id, each.rule.version) for each in report.in_force})
    again = ["aktspar", "export", "completeness", "--known-at", str(report.known_at), "--valid-at", str(report.day)]
    for option, value in (("--unit", report.unit), ("--rule", report.rule)):
        again += [] if value is None else [option, value]
    return [
        ("Nämnd", report.board),
        ("Enheter", "alla" if report.units is None else ", ".join(report.units)),
        ("Känt vid", f"{report.known_at} händelser. Det är vad som var inskrivet då; vad som skrevs eller rättades senare ingår"
                     " inte."),
        ("Bedömd dag", f"{report.day}. Det är dagen som alla frister räknas till, vad som än var inskrivet."),
        ("Uppgifter", "SIMULERADE: påhittade uppgifter." if report.simulated else "Verkliga."),
        ("Iakttagelser", f"{report.findings}, av vad som saknas eller är sent. Ärenden räknas en gång per regel, efter sin"
                         " allvarligaste iakttagelse. Okänt är varken i ordning eller fel."),
        ("Tyngd", "; ".join(f"{each.value}: {each.swedish}" for each in Severity)),
        ("Regler och versioner", ", ".join(f"{rule_id} version {version}" for rule_id, version in rules) or "inga"),
        ("Gör om rapporten", f"{shlex.join([*again, '-o', 'FIL'])} (samma fråga ger samma fil)"),
    ]


def report_sheets(report: Report, rows: Iterable[Mapping[str, Any]]) -> tuple[Sheet, ...]:
    """The report as tables: about itself, counts by rule, what each rule asked and when, and every finding.

    Args:
        rows: Findings as JSON, in order; read only as the last table is written.
    """
    return (
        Sheet("Om rapporten", (report.title,), _ABOUT, tuple(report_about(report))),
        Sheet("Regler", (report.title,), _RULES, tuple(map(_rule_row, report.counts))),
        Sheet("Versioner och gränser", (report.title,), _PARAMETERS, tuple(_parameter_rows(report))),
        Sheet("Iakttagelser", (report.title,), _FINDINGS, map(_finding_row, rows)),
    )


def report_lines(report: Report, rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """Every finding as one table, with the board, the size and the day on each row."""
    same = (report.board, report.known_at, str(report.day), "ja" if report.simulated else "nej")
    columns = (Column("Nämnd"), Column("Känt vid händelse", _NUMBER), Column("Bedömd dag"), Column("Simulerad"), *_FINDINGS)
    return Sheet("Iakttagelser", (), columns, ((*same, *_finding_row(row)) for row in rows))


def report_pages(report: Report, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The report for pages to read: counts by rule, and then each rule with what it asks and what it found."""
    names = [each.swedish.capitalize() for each in Status]
    return {
        "title": "Journalgranskning", "board": report.board, "size": report.known_at, "day": str(report.day),
        "simulated": report.simulated, "about": report_about(report),
        "counts": {
            "columns": ["Regel", "Version", "Namn", "Tyngd", *names],
            "rows": [
                [row["rule"], _versions(row), row["name"], row["severity"], *(str(row[each.value]) for each in Status)]
                for row in report.counts
            ],
        },
        "parameters": {
            "columns": ["Regel", "Version", "Från", "Till", "Dagar", "Dagarna sätts av", "Gäller för"],
            "rows": [["–" if cell is None else str(cell) for cell in row[:7]] for row in _parameter_rows(report)],
        },
        "waiting": [[row["rule"], row["waits_for"]] for row in report.counts if row["waits_for"] is not None],
        "findings": [_pages_of_rule(list(group)) for _, group in groupby(rows, key=lambda row: (row["rule"], row["version"]))],
    }


def _pages_of_rule(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first = rows[0]
    return {
        "heading": f"{first['rule']} version {first['version']}: {first['name']}", "to_do": first["to_do"],
        "source": first["source"],
        "columns": ["Ärende", "Enhet", "Läge", "Sedan", "Till", "Senast", "Dagar", "Bevisläge", "Grund", "Händelser"],
        "rows": [
            ["–" if cell is None or cell == "" else str(cell) for cell in (
                row["number"] or row["stream"], row["unit"], row["status_in_words"], row["since"], row["until"], row["due"],
                row["age_days"], _proof(row), row["basis_in_words"], _events(row),
            )]
            for row in rows
        ],
    }


def _rule_row(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    months = (row[name][status] for name in ("vacation", "without_vacation") for status in ("gap", "late"))
    return (
        row["rule"], _versions(row), row["name"], row["severity"], *(row[each.value] for each in Status), *months,
        row["source"], row["waits_for"],
    )


def _versions(row: Mapping[str, Any]) -> str:
    return ", ".join(map(str, row["versions"]))


def _parameter_rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    """A row for each rule and each time with the same checks; a rule that waits for something has one."""
    for each in report.in_force:
        says = rule_says(each.rule, report.policy)
        told = (says["meaning"], says["to_do"], says["source"])
        if not each.checks:
            yield (each.rule.id, each.rule.version, None, None, None, None, _holds(each.rule.holds), *told)
        for check in each.checks:
            first = None if check.first == date.min else str(check.first)
            last = None if check.last is None else str(check.last)
            yield (
                each.rule.id, each.rule.version, first, last, check.check.days, says["days_set_by"],
                _holds(check.holds or each.rule.holds), *told,
            )


def _holds(holds: Holds) -> str:
    given = {name: value for name, value in zip(Holds._fields, holds, strict=True) if value not in (None, ())}
    return "; ".join(
        f"{_HOLDS[name]} {', '.join(_word(each) for each in (value if isinstance(value, tuple) else (value,)))}"
        for name, value in given.items()
    ) or "alla ärenden"


def _word(value: Any) -> str:
    return str(getattr(value, "swedish", value))


def _finding_row(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return (
        row["rule"], row["version"], row["number"], row["case"] or row["stream"], row["about"], row["unit"],
        row["status_in_words"], row["since"], row["until"], row["due"], row["age_days"], "ja" if row["vacation"] else "nej",
        row["proof_in_words"], "ja" if row["claimed"] else "nej", row["basis_in_words"], row["to_do"], _events(row),
    )


def _proof(row: Mapping[str, Any]) -> str | None:
    told = row["proof_in_words"]
    return f"{told} (enligt importerad källa)" if told is not None and row["claimed"] else told


def _events(row: Mapping[str, Any]) -> str:
    return ", ".join(map(str, row["evidence"]))
