"""Rows and changes of a case as pages show them (sv. *vad sidan visar*): words, days and numbers, nothing left to work out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from api.web.formats import at_time, day, moment
from api.web.pages.said_words import NOTHING, Marked, marked, words_of
from api.web.texts import _, plural
from projections.completeness import CaseFinding
from projections.json_values import as_json
from projections.local_time import instant_text
from projections.reconstruction.changes import said
from projections.reconstruction.document import Reconstruction
from projections.reconstruction.gaps import Gap
from projections.reconstruction.history import Change
from projections.reconstruction.kinds import RowKind, signal_of
from projections.reconstruction.rows import Filter, Row
from projections.reconstruction.trace import Deed
from projections.timeline_item import Correction, Misfiled, Person, TimelineItem
from projections.words import in_words

_STRIKING = "case.entry_struck"


class Beneath(NamedTuple):
    """A correction, a differing opinion or the trace of a move, beneath what it is about.

    Args:
        kind: corrected, struck, opinion or moved.
        head: What was done, when and by whom.
    """

    kind: str
    head: str
    reason: str | None
    words: Marked
    position: int


class ShownRow(NamedTuple):
    """Something that was written.

    Args:
        kind: A `RowKind`.
        late: How late it was written; empty = on the day, or that says nothing.
        is_late: Whether that was later than it may be.
        by: Who wrote it, and where it came from.
        words: As they were written first, with what has been corrected marked.
        is_struck: Whether all of it has been struck.
        withheld: Why its content is not shown; None = it is.
        missing: What the rules say is or was missing about it.
        in_gap: Whether it lies in days that nothing was written about in time.
    """

    position: int
    kind: str
    heading: str
    signal: str | None
    happened: str
    written: str
    late: str
    is_late: bool
    by: str
    words: Marked
    is_corrected: bool
    is_struck: bool
    withheld: str | None
    beneath: tuple[Beneath, ...]
    missing: tuple[str, ...]
    evidence: tuple[int, ...]
    in_gap: bool


class ShownChange(NamedTuple):
    """What was recorded between two moments.

    Args:
        kind: A `Deed`.
        before: What it corrected, struck or disputed; None = nothing.
    """

    kind: str
    deed: str
    heading: str
    happened: str
    written: str
    by: str
    reason: str | None
    before: Marked | None
    after: Marked
    evidence: tuple[int, ...]


class Place(NamedTuple):
    """A row or a gap, where it stands."""

    row: Row | None
    gap: Gap | None


def places_of(rebuilt: Reconstruction, wanted: Filter, *, newest_first: bool) -> list[Place]:
    """The rows and gaps that are wanted, in the order that things happened; a gap stands before what lies in it.

    Args:
        newest_first: Whether the last comes first.
    """
    placed = [
        ((gap.last or gap.day) if newest_first else gap.first, 1 if newest_first else 0, number, Place(None, gap))
        for number, gap in enumerate(rebuilt.gaps) if wanted.takes_gap(gap)
    ]
    placed += [
        (row.days[0], 0 if newest_first else 1, number, Place(row, None))
        for number, row in enumerate(rebuilt.rows) if wanted.takes(row)
    ]
    return [each[3] for each in sorted(placed, key=lambda each: each[:3], reverse=newest_first)]


def shown_row(row: Row, silences: Iterable[Gap] = ()) -> ShownRow:
    """A row as it is shown.

    Args:
        silences: Gaps without a note, so that what lies in one can be marked.
    """
    item = row.item
    if item is None:
        return _erased(row)
    return ShownRow(
        item.position, row.kind.value, _(item.heading), signal_of(row.event_type), happened(item),
        moment(instant_text(item.recorded_us)), lateness(item), bool(item.late), _written_by(item),
        _first_words(item), bool(item.corrections), _is_struck(item),
        _("Innehållet visas inte: det hör till en annan akt.") if item.withheld else None,
        tuple(_beneath(item)), tuple(map(_missing, row.missing)), row.evidence,
        any(gap.covers(item.occurred_on) for gap in silences),
    )


def shown_change(change: Change) -> ShownChange:
    """A change as it is shown."""
    what, traced, item = said(change), change.traced, change.item
    after = words_of(what.content)
    before = None if what.original is None else words_of(what.original)
    compared = before if traced.deed is Deed.CORRECTED else None
    evidence = tuple(sorted({traced.position, *(row.item_position for row in traced.rows)}))
    return ShownChange(
        traced.deed.value, sentence(traced.deed.swedish), _("Innehållet är gallrat") if item is None else _(item.heading),
        "" if item is None else happened(item), moment(instant_text(traced.recorded.recorded_us)),
        "" if what.author is None else name_of(what.author), what.reason,
        None if before is None else marked(before, after if compared else None), marked(after, compared), evidence,
    )


def happened(item: TimelineItem) -> str:
    """When something happened, as precisely as it is known."""
    if item.precision == "month":
        return f"{item.occurred_on:%Y-%m}"
    return day(item.occurred_on) + at_time(item.occurred_at)


def lateness(item: TimelineItem) -> str:
    """How long after it happened something was written; empty = the same day, or that says nothing."""
    if not item.days_late or item.days_late < 0:
        return ""
    after = plural("{count} dag efter", "{count} dagar efter", item.days_late)
    return _("Sent: {after}").format(after=after) if item.late else after


def name_of(person: Person) -> str:
    """Who did something."""
    return ", ".join(part for part in (person.name, person.title) if part) or _("okänd")


def days_between(first: date | None, last: date | None) -> str:
    """A stretch of days as people read it."""
    begins = _("från början") if first is None else day(first)
    return f"{begins} – {_('tills vidare') if last is None else day(last)}"


def sentence(words: str) -> str:
    """Words as they begin a line; the capitals in them stay."""
    told = _(words)
    return told[:1].upper() + told[1:]


def authors_of(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Everybody who wrote something, id and name, by name."""
    found = {str(row.item.author.id): row.item.author.name for row in rows if row.item is not None and row.item.author.id}
    return sorted(((key, name) for key, name in found.items() if name), key=lambda each: each[1])


def kinds_of() -> list[tuple[str, str]]:
    """The kinds that can be chosen, with a capital letter."""
    return [(each.value, sentence(each.swedish)) for each in RowKind]


def _erased(row: Row) -> ShownRow:
    mark = row.traced.mark
    why = _("Innehållet är gallrat. Bara att händelsen fanns syns.")
    if mark is not None:
        why = _("Gallrat {day} enligt {basis}. Bara att händelsen fanns syns.").format(
            day=day(as_json(mark.marked_on)), basis=mark.erasure_basis
        )
    return ShownRow(
        row.traced.position, row.kind.value, _("Gallrad händelse"), None, "–",
        moment(instant_text(row.traced.recorded.recorded_us)), "", False, "", NOTHING, False, False, why, (), (), row.evidence,
        False,
    )


def _written_by(item: TimelineItem) -> str:
    parts = [name_of(item.author)]
    if item.source is not None:
        parts.append(_("inläst ur {system}").format(system=item.source.system))
        if item.claimed_on is not None:
            parts.append(_("enligt källan skrivet {day}").format(day=day(item.claimed_on)))
    if item.information_source:
        parts.append(_("uppgift från {source}").format(source=in_words(item.information_source, _)))
    return " · ".join(parts)


def _first_words(item: TimelineItem) -> Marked:
    words = words_of(item.content, item.occurred_on)
    if _is_struck(item):
        return Marked(words.facts, tuple((label, ((text, True),)) for label, text in words.texts), words.listed)
    return marked(words, words_of(item.corrections[-1].content) if item.corrections else None)


def _is_struck(item: TimelineItem) -> bool:
    return any(each.event_type == _STRIKING for each in item.corrections)


def _beneath(item: TimelineItem) -> Iterable[Beneath]:
    before = words_of(item.content)
    for each in item.corrections:
        words = words_of(each.content)
        yield _correction(each, NOTHING if each.event_type == _STRIKING else marked(words, before))
        before = words
    for each in item.opinions:
        said_so = ((_("Avvikande mening"), ((each.statement or _("Visas inte."), False),)),)
        head = _("Avvikande mening av {who}, framförd {day}").format(
            who=each.stated_by or name_of(each.author), day=day(each.stated_on)
        )
        yield Beneath("opinion", head, None, Marked("", said_so), each.position)
    if item.misfiled is not None:
        moved = item.misfiled
        yield Beneath("moved", _head(_("Flyttat till en annan akt"), moved), moved.reason, NOTHING, moved.position)


def _correction(each: Correction, words: Marked) -> Beneath:
    is_struck = each.event_type == _STRIKING
    # The reason is told by itself, and never twice.
    return Beneath(
        "struck" if is_struck else "corrected", _head(_("Struket") if is_struck else _("Rättat"), each), each.reason, words,
        each.position,
    )


def _head(verb: str, each: Correction | Misfiled) -> str:
    when = moment(instant_text(each.recorded_us))
    return _("{verb} {when} av {who}").format(verb=verb, when=when, who=name_of(each.author))


def _missing(found: CaseFinding) -> str:
    finding = found.finding
    ended = _("kvarstår") if finding.until is None else _("upphörde {day}").format(day=day(finding.until))
    return _("{rule} {name}: brist sedan {since}, {ended}.").format(
        rule=found.rule.id, name=_(found.rule.name), since=day(finding.since), ended=ended
    )
