"""A reconstruction on a screen: two columns, happened and written; a gap is a bar down the edge.

Fixed widths and no colours that carry meaning, so that a pipe, a printer and a screen reader get the same as a terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from api.commands.case import as_of_line
from api.output import Screen
from projections.local_time import STOCKHOLM
from projections.words import FIELD_LABELS, TEXT_LABELS

Document = Mapping[str, Any]

_WIDTH = 100
_HAPPENED, _WRITTEN = 17, 30
_BAR, _NO_BAR = "█ ", "  "
_INDENT = " " * _HAPPENED
_EXCERPT = 150


def show(screen: Screen, document: Document, *, whole_texts: bool = False) -> None:
    """Put a reconstruction on a screen.

    Args:
        whole_texts: Whether texts are shown whole; else their beginning.
    """
    screen.line(f"Rekonstruktion av ärende {document['number']} ({document['case']})", "bold")
    screen.line(as_of_line(document))
    screen.line("Siffror inom [ ] är positioner i liggaren och beviset för raden. »+53 d« betyder skrivet 53 dagar efter.")
    screen.line("█ markerar luckor: dagar utan anteckning, eller utan någon som ansvarade.")
    if document["protected"] is not None:
        screen.line("Uppgifterna är skyddade; det som kan röja vem eller var visas som [skyddad uppgift].")
    _show_gaps_in_short(screen, document["rows"])
    _show_rows(screen, document, whole_texts)
    _show_cover(screen, document["responsibility"])
    _show_missing(screen, document["missing"])
    if document["day"] is not None:
        _show_day(screen, document["day"])
    if document["changes"] is not None:
        _show_changes(screen, document["changes"], whole_texts)
    if document["readings"] is not None:
        _show_readings(screen, document["readings"])


def _show_gaps_in_short(screen: Screen, rows: Sequence[Document]) -> None:
    gaps = [row for row in rows if row["row"] == "gap"]
    screen.line()
    screen.line("LUCKOR", "bold")
    for gap in gaps:
        ends = gap["last"] or "pågår"
        _line(screen, _NO_BAR, f"{gap['first']} – {ends}: {_count(gap['days'], 'dag', 'dagar')} {gap['gap_in_words']}.")
    if not gaps:
        _line(screen, _NO_BAR, "Inga.")


def _show_rows(screen: Screen, document: Document, whole_texts: bool) -> None:
    screen.line()
    screen.line(f"{_NO_BAR}{'HÄNDE':<{_HAPPENED}}{'SKREVS':<{_WRITTEN}}VAD", "bold")
    silences = [
        (row["first"], row["last"] or document["judged_day"]) for row in document["rows"]
        if row["row"] == "gap" and row["gap"] == "silence"
    ]
    for row in document["rows"]:
        if row["row"] == "gap":
            _show_gap(screen, row, document["judged_day"])
        elif row["row"] == "erased":
            by = "" if row["basis"] is None else f" {row['erased_on']} enligt {row['basis']}"
            written = f"{'':<{_HAPPENED}}{_local(row['recorded']['at']):<{_WRITTEN}}"
            _line(screen, _NO_BAR, f"{written}Gallrad{by}: bara ramen finns kvar")
        else:
            is_in_gap = any(first <= row["occurred"]["on"] <= last for first, last in silences)
            _show_row(screen, row, _BAR if is_in_gap else _NO_BAR, whole_texts)
    if document["hidden_rows"]:
        screen.line(f"{document['hidden_rows']} rader visas inte i det här urvalet.")


def _show_row(screen: Screen, row: Document, bar: str, whole_texts: bool) -> None:
    what = row["heading"] if row["signal"] is None else f"▶ {row['signal']}"
    head = f"{_happened(row['occurred']):<{_HAPPENED}}{_written(row):<{_WRITTEN}}{what}"
    _line(screen, bar, head, "bold")
    _line(screen, bar, f"{_INDENT}{_by(row)}")
    if row["withheld"]:
        _line(screen, bar, f"{_INDENT}Innehållet visas inte: det hör till en annan akt.")
    struck = "[ursprungligt] " if row["struck"] else ""
    for text in _content(row, whole_texts):
        _line(screen, bar, f"{_INDENT}{struck}{text}")
    for missing in row["missing"]:
        _line(screen, bar, f"{_INDENT}! {_lacking(missing)}", "bold")
    for correction in row["corrections"]:
        _show_correction(screen, correction, bar, whole_texts)
    for opinion in row["differing_opinions"]:
        _line(screen, bar, f"{_INDENT}Avvikande mening {_local(opinion['recorded_at'])}: {opinion['statement'] or 'visas inte'}")
    if row["misfiled"] is not None:
        _line(screen, bar, f"{_INDENT}Flyttad till en annan akt {_local(row['misfiled']['recorded_at'])}, position"
              f" {row['misfiled']['position']}.")


def _show_correction(screen: Screen, correction: Document, bar: str, whole_texts: bool) -> None:
    verb = "Struket" if correction["type"] == "case.entry_struck" else "Rättat"
    reason = f", skäl: {correction['reason']}" if correction["reason"] else ""
    by = f"{_name(correction['author'])} [{correction['position']}]{reason}"
    _line(screen, bar, f"{_INDENT}{verb} {_local(correction['recorded_at'])} av {by}")
    for text in _content(correction, whole_texts):
        _line(screen, bar, f"{_INDENT}[efter rättelsen] {text}")


def _show_gap(screen: Screen, gap: Document, judged_day: str) -> None:
    until = gap["last"] or f"{judged_day}, och pågår"
    what = "UTAN ANTECKNING" if gap["gap"] == "silence" else "UTAN ANSVARIG"
    _line(screen, _BAR, "")
    _line(screen, _BAR, f"LUCKA {gap['first']} – {until}: {_count(gap['days'], 'DAG', 'DAGAR')} {what}", "bold reverse")
    for text in _of_silence(gap) if gap["gap"] == "silence" else _of_nobody(gap):
        _line(screen, _BAR, f"  {text}")
    _line(screen, _BAR, "")


def _of_nobody(gap: Document) -> Iterator[str]:
    yield f"Det som reglerna kräver: {gap['rule_name']} ({gap['rule']}).{_evidence(gap['evidence'])}"
    yield from _cover(gap["responsibility"])


def _of_silence(gap: Document) -> Iterator[str]:
    ended = "Ingen har skrivit sedan dess." if gap["filled_on"] is None else f"Nästa anteckning skrevs {gap['filled_on']}."
    yield (
        f"Det som reglerna kräver: {gap['rule_name']} ({gap['rule']}). Tystnaden var för lång från och med"
        f" {gap['too_long_since']}. {ended}{_evidence(gap['evidence'])}"
    )
    if gap["planned_contacts"]:
        times = _count(gap["planned_contacts"], "kontakt", "kontakter")
        yield f"Planen: kontakt minst var {gap['planned_interval_days']}:e dag, alltså {times} under luckan."
    yield from _visits(gap["visits"])
    for due in gap["due"]:
        done = "inte gjort än" if due["filled_on"] is None else f"gjort först {due['filled_on']}"
        yield f"Skulle ha varit gjort senast {due['due']}: {due['name']} ({due['rule']}) – {done}.{_evidence(due['evidence'])}"
    yield from _cover(gap["responsibility"])
    for signal in gap["signals"]:
        came = f"Kom in under luckan, {signal['came_on']}"
        if signal["came_on"] > (gap["last"] or signal["came_on"]):
            came = f"Rapporterat i efterhand, {signal['came_on']}, om {signal['on']}"
        yield f"{came}: {signal['signal']}. [{signal['position']}]"


def _cover(periods: Sequence[Document]) -> Iterator[str]:
    yield from (f"Ansvar {_days(each)}: {each['in_words']}{_evidence(each['evidence'])}" for each in periods)


def _visits(visits: Sequence[Document]) -> Iterator[str]:
    if not visits:
        yield "Inga besök är registrerade under luckan."
        return
    yield "Besök under luckan:"
    for visit in visits:
        note = visit["note"]
        mark = "" if note is None else f", {note['position']}"
        told = "ingen anteckning" if note is None else (
            f"anteckning skriven {note['written_on']}" + (f", {_late(note['days_late'])}" if note["days_late"] else "")
        )
        yield f"  {visit['on']} {visit['heading']}: {told}. [{visit['position']}{mark}]"


def _show_cover(screen: Screen, periods: Sequence[Document]) -> None:
    screen.line()
    screen.line("VEM SOM ANSVARADE", "bold")
    for text in _cover(periods):
        _line(screen, _NO_BAR, text.removeprefix("Ansvar "))


def _show_missing(screen: Screen, missing: Sequence[Document]) -> None:
    screen.line()
    screen.line("BRISTER ENLIGT REGLERNA", "bold")
    for finding in missing:
        _line(screen, _NO_BAR, _finding(finding))
    if not missing:
        _line(screen, _NO_BAR, "Inget.")


def _show_day(screen: Screen, day: Document) -> None:
    screen.line()
    screen.line(f"VAD SOM VAR KÄNT NÄR DEN {day['day']} VAR SLUT ({day['size']} händelser i liggaren)", "bold")
    for text in (*_known(day), *_known_later(day), *_cover_of_day(day), *_missing_of_day(day)):
        _line(screen, _NO_BAR, text)


def _known(day: Document) -> Iterator[str]:
    for item in day["known"]:
        yield f"Stod i akten om dagen: {item['heading']}, skrivet {_local(item['recorded']['at'])}. [{item['position']}]"
    if not day["known"]:
        yield "Inget stod i akten om dagen."
    note = day["latest_note"]
    yield "Akten hade ingen anteckning." if note is None else (
        f"Den senaste anteckningen i akten gällde {note['occurred_on']}. [{note['position']}]"
    )


def _known_later(day: Document) -> Iterator[str]:
    for later in day["written_later"]:
        yield (
            f"Skrevs först senare om dagen, {_local(later['recorded_at'])}, {_late(later['days_after'])}: {later['heading']},"
            f" {later['deed_in_words']}. [{later['position']}]"
        )


def _cover_of_day(day: Document) -> Iterator[str]:
    now, then = day["responsible"], day["responsible_as_known_then"]
    yield f"Ansvar: {now['in_words']}{_evidence(now['evidence'])}"
    if then["in_words"] != now["in_words"]:
        yield f"Det var inte känt den dagen. Då stod det: {then['in_words']}{_evidence(then['evidence'])}"


def _missing_of_day(day: Document) -> Iterator[str]:
    for finding in day["missing"]:
        now = {"missing": "kvarstår", "filled": f"upphörde {finding['filled_on']}", "not_found": "ingen brist längre"}
        words = f"{_rule(finding)}. Brist sedan {finding['since']}, {now[finding['now']]}."
        yield f"Reglerna sa då: {words}{_evidence([*finding['evidence'], *finding['filled_by']])}"
    for finding in day["missing_as_known_now"]:
        yield f"Syntes först senare: {_finding(finding)}"
    if not day["missing"] and not day["missing_as_known_now"]:
        yield "Reglerna sa inte att något saknades."


def _show_changes(screen: Screen, changes: Document, whole_texts: bool) -> None:
    screen.line()
    screen.line(f"ÄNDRINGAR FRÅN {changes['from_size']} TILL {changes['to_size']} HÄNDELSER I LIGGAREN", "bold")
    for change in changes["changes"]:
        what = f"{change['deed_in_words']}: {change['heading'] or '–'}{_evidence(change['evidence'])}"
        _line(screen, _NO_BAR, f"{_local(change['recorded_at']):<{_HAPPENED}} {what}")
        if change["original"] is not None:
            for text in _content(change["original"], whole_texts):
                _line(screen, _NO_BAR, f"{_INDENT} före:  {text}")
            for text in _content(change, whole_texts):
                _line(screen, _NO_BAR, f"{_INDENT} efter: {text}")
    if not changes["changes"]:
        _line(screen, _NO_BAR, "Inget tillkom eller ändrades.")
    if changes["readings"] is not None:
        _line(screen, _NO_BAR, f"Akten lästes {_count(len(changes['readings']), 'gång', 'gånger')}.")


def _show_readings(screen: Screen, readings: Document) -> None:
    screen.line()
    screen.line(f"LÄSNINGAR AV AKTEN ({readings['count']})", "bold")
    for reading in readings["rows"]:
        who = "" if reading["caller"] is None else (
            f" {reading['caller']}, {reading['purpose_in_words']}, {reading['action']}"
            + (f", skäl: {reading['reason']}" if reading["reason"] else "")
        )
        place = f"[åtkomstloggen {reading['access_position']}]"
        _line(screen, _NO_BAR, f"{_local(reading['at'])} {reading['outcome_in_words']}{who} {place}")
    if not readings["names_shown"]:
        _line(screen, _NO_BAR, "Vem som läste och varför visas för lex Sarah, internkontroll och loggkontroll (--purpose).")


def _line(screen: Screen, bar: str, text: str, style: str = "") -> None:
    """A line within the width, its continuations under it and inside the same bar."""
    indent = len(text) - len(text.lstrip(" "))
    parts = textwrap.wrap(
        text, _WIDTH - len(bar), subsequent_indent=" " * min(indent + 2, 30), drop_whitespace=True, replace_whitespace=False,
        break_on_hyphens=False,
    )
    for part in parts or [""]:
        screen.line(f"{bar}{part}".rstrip(), style)


def _content(said: Document, whole_texts: bool) -> Iterator[str]:
    for text in said["texts"]:
        label = TEXT_LABELS.get(text["name"]) or FIELD_LABELS.get(text["name"]) or TEXT_LABELS.get(text["kind"], text["name"])
        words = " ".join(text["text"].split())
        if not whole_texts and len(words) > _EXCERPT:
            words = textwrap.shorten(words, _EXCERPT, placeholder=" …")
        yield f"{label}: {words}"


def _lacking(missing: Document) -> str:
    return f"{missing['name']} ({missing['rule']}): {_since(missing['since'], missing['filled_on'])}"


def _finding(finding: Document) -> str:
    return f"{_rule(finding)}. {_since(finding['since'], finding['until'])}{_evidence(finding['evidence'])}"


def _rule(finding: Document) -> str:
    basis = f" ({finding['basis_in_words']})" if finding["basis_in_words"] else ""
    return f"{finding['rule']} {finding['name']}{basis}"


def _since(since: str, until: str | None) -> str:
    return f"Brist från {since}, " + ("kvarstår." if until is None else f"upphörde {until}.")


def _happened(occurred: Document) -> str:
    if occurred["precision"] == "month":
        return occurred["on"][:7]
    return occurred["on"] + ("" if occurred["at"] is None else f" {occurred['at']}")


def _written(row: Document) -> str:
    written = _local(row["recorded"]["at"])
    if row["days_late"] is None:
        return written
    days = row["days_late"]
    lateness = f"+{days} d SENT" if row["late"] else f"+{days} d" if days > 0 else ""
    return f"{written} {lateness}".rstrip()


def _by(row: Document) -> str:
    source = row["import_source"]
    by = f"av {_name(row['author'])}"
    if source is not None:
        claimed = f", enligt källan skrivet {row['claimed_on']}" if row["claimed_on"] else ""
        by = f"inläst ur {source['system']}{claimed}"
    return f"{by}{_evidence(row['evidence'])}"


def _name(person: Document | None) -> str:
    named = ", ".join(part for part in (person["name"], person["title"]) if part) if person else ""
    return named or "okänd"


def _days(period: Document) -> str:
    return f"{period['first'] or 'från början'} – {period['last'] or 'tills vidare'}"


def _evidence(positions: Iterable[int]) -> str:
    numbers = list(map(str, positions))
    return f" [{', '.join(numbers)}]" if numbers else ""


def _late(days: int) -> str:
    return f"{_count(days, 'dag', 'dagar')} efteråt"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _local(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


