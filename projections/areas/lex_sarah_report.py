"""A Lex Sarah report as each may see it (sv. *Lex Sarah-ärende*): whole, as the unit's manager follows it, or one's own.

Whoever follows it from outside is not told who reported. Names that stand in the texts are left out of what they read: not the
reporter's alone, since a single gap would point at it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.base import ENVELOPE_FIELDS
from domain.lex_sarah import handling_events as h
from domain.lex_sarah import investigation_events as i
from domain.lex_sarah.access import Sight
from domain.lex_sarah.base import LexSarahEntry
from domain.lex_sarah.codes import FeedbackLevel
from domain.lex_sarah.handling_region import InvestigationVersion
from domain.lex_sarah.state import LexSarahState
from domain.policies import Policy
from projections.areas.lex_sarah_handling import HEADINGS as HANDLING_HEADINGS
from projections.areas.lex_sarah_handling import report_summary, steps_by_bounds
from projections.areas.lex_sarah_regions import HEADINGS as REGION_HEADINGS
from projections.areas.lex_sarah_regions import entry_document, measures_document, regions_document
from projections.json_values import as_json

NAME_LEFT_OUT = "[namn]"
REPORTER_LEFT_OUT = "[rapportören]"

_HEADINGS = {**HANDLING_HEADINGS, **REGION_HEADINGS}
_OF_STATUS = ("lex_sarah_report", "version", "unit", "registry_number", "state", "state_in_words", "submitted_on", "closed_on")
_OF_TIMES = (*_OF_STATUS, "investigation_version")
_FOR_UNIT = (i.FindingRecorded, i.CausesAnalysed, i.ConsequencesAssessed, i.RecurrenceAssessed)
"""What the manager of the unit reads of a decided investigation: not what people said in confidence, nor the documents."""
_PERSONAL = re.compile(r"\w*_(?:name|title|id)")


def listed(report: LexSarahState, seen: Collection[Sight], day: date, policy: Policy) -> dict[str, Any]:
    """A report as a list shows it to somebody, without who reported and without any text of it."""
    summary = report_summary(report, day)
    received = report.handling.receipt
    if Sight.FULL in seen or Sight.UNIT in seen:
        shown = {**summary, **steps_by_bounds(report, day, policy)}
    elif Sight.TIMES in seen:
        shown = {**_only(summary, _OF_TIMES), **steps_by_bounds(report, day, policy)}
    else:
        shown = _only(summary, _OF_STATUS)
    return {**shown, "received_on": as_json(received and received.lex_received_on), "sight": sorted(seen)}


def report_document(
    report: LexSarahState, seen: Collection[Sight], day: date, policy: Policy, written_by: Collection[UUID] = ()
) -> dict[str, Any]:
    """A report as somebody sees it; what they do not see is not there.

    Args:
        written_by: Who they are in the headers of what they have written of it.
    """
    found: dict[str, Any] = {"report": listed(report, seen, day, policy)}
    if Sight.OWN in seen:
        found["own_report"] = own_document(report, written_by)
    if Sight.FULL in seen:
        found["whole"] = whole_document(report)
    elif Sight.UNIT in seen:
        found["for_unit"] = unit_document(report)
    return found


def own_document(report: LexSarahState, written_by: Collection[UUID]) -> dict[str, Any]:
    """What one has reported oneself, and what one was told since."""
    feedback, receipt = report.feedback, report.handling.receipt
    told = [*feedback.earlier, *feedback.told.get(FeedbackLevel.REPORTER, ())]
    own = [each for each in told if getattr(each, "feedback_level", None) is FeedbackLevel.REPORTER]
    return {
        "report": _report(report), "acknowledgement": receipt and receipt.acknowledgement,
        "supplements": [
            entry_document(each) for each in report.entries.values()
            if isinstance(each, h.LexSarahReportSupplemented) and each.actor_id in written_by
        ],
        "feedback": [entry_document(each) for each in own],
    }


def whole_document(report: LexSarahState) -> dict[str, Any]:
    """All of it: what was reported and by whom, every entry that stands or was struck, the regions, and who has access.

    Who reported stands in the report; where the work with it has written their name too, that is left out.
    """
    worked_on = {
        **regions_document(report),
        "access": [{name: as_json(value) for name, value in span._asdict().items()} for span in report.access],
        "entries": [_headed(each) for each in report.entries.values()],
        "struck": [
            {**_headed(entry), "struck_on": as_json(striking.struck_on), "reason": striking.reason}
            for entry, striking in report.struck.values()
        ],
    }
    return {"report": _report(report), **without_reporter(worked_on, report)}


def unit_document(report: LexSarahState) -> dict[str, Any]:
    """What the manager of the unit concerned sees: the measures, and each version of the investigation once it is decided."""
    return {**without_names(measures_document(report), report), "decided": versions(report, whole=False)}


def versions(report: LexSarahState, *, whole: bool) -> list[dict[str, Any]]:
    """The versions of the investigation that were complete, the oldest first.

    Args:
        whole: Whether also those that are not decided, and also what people said and which documents it rests on.
    """
    entries = {**report.entries, **{key: entry for key, (entry, _) in report.struck.items()}}
    shown = [each for each in report.handling.versions if whole or each.decided is not None]
    told = [_version(each, entries, whole=whole) for each in shown]
    return without_reporter(told, report) if whole else without_names(told, report)


def missing_document(report: LexSarahState, in_investigation: Collection[str] | None) -> dict[str, Any]:
    """What is left in each region before it can be closed.

    Args:
        in_investigation: What is missing in the investigation before it is complete; None = not theirs to see.
    """
    left = report_summary(report, date.min)["left"]
    found = {"left": left, "nothing_left": not any(left.values())}
    return found if in_investigation is None else {**found, "in_investigation": list(in_investigation)}


def without_names(document: Any, report: LexSarahState) -> Any:
    """A document whose texts hold no name of anybody who is named in the report; fields that are for a name keep theirs."""
    names = names_in(report)
    return document if not names else _left_out(document, re.compile("|".join(map(_pattern, names))), NAME_LEFT_OUT)


def without_reporter(document: Any, report: LexSarahState) -> Any:
    """A document for those who handle the report, whose texts do not repeat who reported."""
    name = "" if report.report is None else report.report.lex_reporter_name
    return document if not name.strip() else _left_out(document, re.compile(_whole(name)), REPORTER_LEFT_OUT)


def names_in(report: LexSarahState) -> list[str]:
    """Every name of a person that a field of the report or of an entry holds, the longest first."""
    events = (*(() if report.report is None else (report.report,)), *report.entries.values())
    found = {
        value for event in events for name in type(event).model_fields
        if name.endswith("_name") and isinstance(value := getattr(event, name), str) and value.strip()
    }
    return sorted(found, key=lambda name: (-len(name), name))


def _left_out(value: Any, names: re.Pattern[str], gap: str) -> Any:
    match value:
        case str():
            return names.sub(gap, value)
        case Mapping():
            return {key: each if _PERSONAL.fullmatch(key) else _left_out(each, names, gap) for key, each in value.items()}
        case list():
            return [_left_out(each, names, gap) for each in value]
    return value


def _whole(name: str) -> str:
    return r"(?i:\b" + r"\s+".join(map(re.escape, name.split())) + r"s?\b)"


def _pattern(name: str) -> str:
    """A whole name however it is spaced and cased, or a part of it written as a name, also in the genitive."""
    parts = (part for part in name.split() if len(part) > 2 and part[0].isupper())
    return "|".join([_whole(name), *(rf"\b{re.escape(part)}s?\b" for part in parts)])


def _only(document: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: document[name] for name in names}


def _report(report: LexSarahState) -> dict[str, Any] | None:
    submitted = report.report
    if submitted is None:
        return None
    return {name: as_json(getattr(submitted, name)) for name in type(submitted).model_fields if name not in ENVELOPE_FIELDS}


def _headed(entry: LexSarahEntry) -> dict[str, Any]:
    return {"type": type(entry).TYPE, "heading": _HEADINGS[type(entry).TYPE], **entry_document(entry)}


def _version(
    version: InvestigationVersion, entries: Mapping[UUID, LexSarahEntry], *, whole: bool
) -> dict[str, Any]:
    material = [entries[key] for key in version.completed.investigation_entry_ids if key in entries]
    return {
        "investigation_version": version.completed.investigation_version, "completed": entry_document(version.completed),
        "decision": None if version.decided is None else entry_document(version.decided),
        "material": [_headed(each) for each in material if whole or isinstance(each, _FOR_UNIT)],
    }
