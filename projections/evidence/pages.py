"""The timeline of an evidence package as pages (sv. *tidslinje*): what a page file shows, all of it texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from projections.local_time import local_text
from projections.words import TEXT_LABELS, occurred_in_words

_MOST_POSITIONS = 12
_HEADINGS = {"correction": "Rättelse", "opinion": "Avvikande mening", "misfiled": "Konstaterat i fel akt"}


class Page(NamedTuple):
    """What the pages say beside the items.

    Args:
        board: Its name.
        number: Of the case.
        about: (What, content) of the package.
        proof: (What, content) about its checkpoints and hashes.
    """

    board: str
    number: str
    size: int
    simulated: bool
    about: Sequence[tuple[str, str]]
    proof: Sequence[tuple[str, str]]


def pages(
    page: Page, items: Iterable[Mapping[str, Any]], findings: Sequence[Mapping[str, Any]], hidden: Iterable[Mapping[str, Any]],
    readings: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """The pages as data.

    Args:
        items: The timeline, in order.
        findings: What the rules find to be missing or late.
        hidden: The parts that are not shown.
        readings: Of the access log.
    """
    return {
        "board": page.board, "title": f"Tidslinje för ärende {page.number}", "size": page.size, "simulated": page.simulated,
        "introduction": _INTRODUCTION, "about": [list(each) for each in page.about],
        "rows": sorted([*map(_row, items), *map(_gap, _gaps(findings))], key=lambda row: row["at"]),
        "missing": {
            "columns": ["Regel", "Läge", "Sedan", "Till", "Vad"],
            "rows": [
                [each["rule"], each["status_in_words"], each["since"] or "–", each["until"] or "–",
                 f"{each['name']}. {each['basis_in_words'] or ''}"] for each in findings
            ],
        },
        "hidden": {"columns": ["Slag och skäl", "Antal", "Positioner"], "rows": list(_hidden(hidden))},
        "readings": {
            "columns": ["När", "Vem", "Vad", "Ändamål", "Bevisad"],
            "rows": [
                [_local(each["recorded_at"]), each["caller"], each["action"], each["purpose_in_words"],
                 "helt" if each["proven"] else "delvis"] for each in readings
            ],
        },
        "how": _HOW, "proof": [list(each) for each in page.proof],
    }


def rows_of(items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row for each item of a timeline, in order."""
    return sorted(map(_row, items), key=lambda row: row["at"])


def _row(item: Mapping[str, Any]) -> dict[str, Any]:
    on = None if item["occurred_on"] is None else occurred_in_words(
        date.fromisoformat(item["occurred_on"]),
        None if item["occurred_at"] is None else datetime.strptime(item["occurred_at"], "%H:%M").time(), item["precision"],
    )
    return {
        **_part(item), "kind": "item", "heading": f"{on or 'Dagen maskerad'} · {item['heading']}", "late": bool(item["late"]),
        "at": [item["occurred_on"] or item["recorded_at"][:10], 1, item["occurred_at"] or "~", item["position"]],
        "beneath": [
            {**_part(each), "heading": _HEADINGS[each["role"]], "struck": each["role"] == "correction"}
            for each in item["beneath"]
        ],
    }


def _part(entry: Mapping[str, Any]) -> dict[str, Any]:
    when = f"{_local(entry['recorded_at'])}{_lateness(entry)}"
    written = f"Skrivet {when} av {_person(entry['author'])}. Position {entry['position']}."
    claimed = f" Enligt källan skrivet {entry['claimed_on']}." if entry.get("claimed_on") else ""
    return {
        "written": written + claimed + (" Innehållet hör till en annan akt och visas inte." if entry.get("withheld") else ""),
        "fields": [{"label": each["label"], "text": _text(each["words"])} for each in entry["shown"] if each["words"]],
        "hidden": [f"{_kind(each['kind'])}: {each['in_words']}" for each in entry["hidden"]],
    }


def _lateness(entry: Mapping[str, Any]) -> str:
    days = entry.get("days_late")
    if days is None:
        return ""
    told = "samma dag" if days == 0 else f"{days} {'dag' if days == 1 else 'dagar'} efter"
    return f", {told}{' (enligt källan)' if entry['claimed'] else ''}{' – SENT' if entry['late'] else ''}"


def _person(person: Mapping[str, Any]) -> str:
    named = ", ".join(part for part in (person["name"], person["title"]) if part)
    return named or "någon vars namn inte visas eller inte är känt"


def _text(words: str | Sequence[str]) -> str:
    return words if isinstance(words, str) else "; ".join(words)


def _kind(kind: str) -> str:
    return {"record": "Uppgifter", "staff": "Personal", "part": "En del"}.get(kind) or TEXT_LABELS.get(kind, kind)


def _gaps(findings: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    return (each for each in findings if each["status"] == "gap" and each["since"])


def _gap(finding: Mapping[str, Any]) -> dict[str, Any]:
    until = f"till {finding['until']}" if finding["until"] else "och ännu den dag som bedömdes"
    return {
        "kind": "gap", "at": [finding["since"], 0, "", 0], "heading": f"LUCKA · {finding['since']} {until}",
        "text": f"Det här ska gälla men saknas: {_lower(finding['name'])}.{_because(finding)}{_about(finding)}"
                f" (Regel {finding['rule']}, version {finding['version']}.)",
    }


def _because(finding: Mapping[str, Any]) -> str:
    return f" {finding['basis_in_words']}" if finding["basis_in_words"] else ""


def _about(finding: Mapping[str, Any]) -> str:
    positions = ", ".join(map(str, finding["evidence"][:_MOST_POSITIONS]))
    return f" Det gäller position {positions}." if positions else ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _hidden(rows: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    found: Counter[str] = Counter()
    places: dict[str, list[str]] = {}
    for each in rows:
        where = "läsning " if each["ledger"] == "access" else ""
        what = f"{_kind(each['kind'])}: {each['in_words']}"
        found[what] += 1
        places.setdefault(what, []).append(f"{where}{each['position']}")
    for what in sorted(found):
        more = found[what] - _MOST_POSITIONS
        told = ", ".join(places[what][:_MOST_POSITIONS])
        yield [what, str(found[what]), told + (f" och {more} till" if more > 0 else "")]


def _local(instant: str) -> str:
    moment = datetime.fromisoformat(instant).astimezone(UTC)
    return local_text(int(moment.timestamp()) * 1_000_000)


_INTRODUCTION = (
    "Det här är vad som är skrivet i ärendet, i den ordning som det hände. För varje uppgift står när det hände, när det skrevs"
    " och av vem. Det som skrevs sent är sent för alltid. Det som har rättats står kvar överstruket med rättelsen under sig.",
    "Streckade rutor är luckor: tid där något saknas enligt reglerna. Svarta rutor är delar som är maskerade eller gallrade,"
    " med skälet. Positionen är händelsens plats i nämndens liggare, räknad från 0, och med den kan uppgiften kontrolleras.",
)
_HOW = (
    "Uppgifterna i tidslinjen är händelser i en liggare där inget kan ändras, tas bort eller läggas in i efterhand utan att det"
    " märks. Kontrollpunkten nedan är liggarens läge, signerat med nämndens nyckel.",
    "Packa upp bevispaketet, gå till mappen och kör: env -i python3 -I verifier.py --key NYCKELFIL. Det behövs Python 3.11 eller"
    " senare och inget annat. Nyckelfilen är nämndens offentliga nyckel; hämta den på annat håll än ur paketet och jämför den"
    " med raden nedan. Jämför också verifierarens SHA-256 med den som Aktspår publicerar.",
    "Kontrollen visar att varje visad text är den som liggaren har, när den registrerades, och att ingen händelse i ärendet är"
    " utelämnad fram till den sista som visas. Den visar inte om det som skrevs är sant.",
)
