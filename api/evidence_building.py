"""Making an evidence package (sv. *bevispaket*): everything that is in it, gathered from the board by a recipe.

The same recipe gives the same bytes, as long as nothing in it has been protected, moved or erased since.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from adapters.checkpoints import SignedCheckpoint
from adapters.evidence import assembled
from adapters.evidence.archive import json_file, json_lines
from adapters.postgres.registers import Registers
from adapters.report_pages import pdf_of_any_text
from api.case_events import Masks, board_name, events_shown, items_shown, shown_by
from api.completeness_reading import asked_about, document_of_case
from api.reading import Reader
from domain.case.case import Case
from domain.case.parties.shield import shield_against
from domain.evidence.codes import MaskReason
from domain.evidence.manifest import MANIFEST, SIGNATURE, Counts, manifest
from domain.evidence.masks import require_used
from domain.evidence.package import Recipe
from domain.ledger.checkpoint import SignedNote, parse_note
from projections.areas.instruments import catalogue_document
from projections.areas.policy import policy_document
from projections.areas.rule_definition import rules_document
from projections.completeness import MISSING
from projections.evidence.pages import Page, pages
from projections.evidence.party import KeptBack, kept_back_by, place_of, places_of
from projections.evidence.readings import hidden_of_reading, reading_row
from projections.evidence.readme import readme
from projections.evidence.shown import ShownEvent, hidden_rows
from projections.evidence.words import vocabulary
from projections.queries import Timeline
from projections.timeline_item import positions_of_item

if TYPE_CHECKING:
    from api.main import OpenBoard

_MASKED_NUMBER = "(numret är maskerat)"


class Built(NamedTuple):
    """A package's files, and how many parts of events and readings they do not show."""

    files: Mapping[str, bytes]
    hidden: int


class KeptPiece(NamedTuple):
    """A part that is kept from a person of the case who gets the package, by itself.

    Args:
        position: Of the event that opened its entry.
        is_unmasked: Whether it goes out all the same.
    """

    entry_id: UUID
    kind: str
    heading: str
    occurred_on: date
    position: int
    is_unmasked: bool


class Contents(NamedTuple):
    """What a package would hold (sv. *bevispaketets innehåll*).

    Args:
        known_size: It tells what the first so many events told.
        items: Rows of its timeline; they are made of `events` events.
        readings: How many times the record was read.
        hidden: A row for each part that is not shown: where, what kind, how and why.
        kept_back: What is kept from the person of the case who gets it, in the timeline's order; nothing for anybody else.
    """

    number: str
    known_size: int
    items: int
    events: int
    readings: int
    hidden: Sequence[Mapping[str, Any]]
    kept_back: Sequence[KeptPiece]


class _Told(NamedTuple):
    """What a package tells of, and which parts of it are not shown."""

    number: str
    timeline: Timeline
    events: dict[int, ShownEvent]
    streams: dict[UUID, int]
    readings: list[ShownEvent]

    @property
    def hidden(self) -> list[dict[str, Any]]:
        """A row for each part that is not shown."""
        return [*hidden_rows("ledger", self.events.values()), *hidden_rows("access", self.readings)]


class _Facts(NamedTuple):
    """What was gathered, before it is made into files."""

    recipe: Recipe
    number: str
    board_name: str
    events: dict[int, ShownEvent]
    streams: dict[UUID, int]
    items: list[dict[str, Any]]
    readings: list[ShownEvent]
    rules: dict[str, Any]


def build(reader: Reader, recipe: Recipe) -> Built:
    """Make a package's files; whoever asks has settled that the reader may see the case, and has written it down.

    Raises:
        NotFoundError: No such case was known.
        InvalidValueError: A mask covers nothing; or a checkpoint of a size is not kept.
        CorruptLedgerError: Stored bytes are not what they must be.
    """
    told = _told(reader.board, recipe)
    facts = _gathered(reader, recipe, told)
    files = _data_files(reader.board, facts)
    notes = {}
    for ledger, events, size, names in (
        ("ledger", list(facts.events.values()), recipe.checkpoint_size, ("handelser", "kontrollpunkt")),
        ("access", facts.readings, recipe.access_size, ("atkomst", "kontrollpunkt-atkomst")),
    ):
        notes[ledger] = _add_proofs(reader.board, files, ledger, events, size, names)
    rows, hidden = list(map(reading_row, facts.readings)), told.hidden
    files["lasningar.jsonl"], files["maskering.jsonl"] = json_lines(rows), json_lines(hidden)
    files["tidslinje.pdf"] = _pdf(reader.board, facts, files, hidden, rows, notes)
    content = json_file(manifest(
        case_id=recipe.case_id, known_size=recipe.known_size, simulated=reader.board.simulated,
        ledger=reader.board.store.incarnations["ledger"], access=reader.board.store.incarnations["access"],
        streams=facts.streams, counts=Counts(len(facts.events), len(facts.readings), len(hidden)),
        verifier_sha256=assembled.verifier_hash(), files=files,
    ))
    signed = {MANIFEST: content, SIGNATURE: reader.board.signed_package(content).encode()}
    return Built({**files, **signed, assembled.NAME: assembled.verifier_source()}, len(hidden))


def contents_of(reader: Reader, recipe: Recipe) -> Contents:
    """What a package by a recipe would hold; whoever asks has settled that the reader may see the case.

    Raises:
        NotFoundError: No such case was known.
        InvalidValueError: A mask covers nothing.
        CorruptLedgerError: Stored bytes are not what they must be.
    """
    # What rules find and every word of the items is left for when it is made: who looks first asks what is shown and what is not.
    told = _told(reader.board, recipe)
    return Contents(
        told.number, recipe.known_size, len(told.timeline.items), len(told.events), len(told.readings), told.hidden,
        () if recipe.person is None else _kept_pieces(told, recipe),
    )


def _told(board: OpenBoard, recipe: Recipe) -> _Told:
    timeline = board.views.timeline(recipe.case_id, recipe.known_size)
    events, streams = _events(board, recipe, timeline)
    require_used(recipe.masks, [(p, kind) for p, each in events.items() for kind in each.kinds])
    opened = min(position for position, each in events.items() if each.event.originator_id == recipe.case_id)
    is_masked = any(hidden.is_chosen and events[opened].kinds[number] == "record"
                    for number, hidden in events[opened].hidden.items())
    number = _MASKED_NUMBER if is_masked else board.views.case(recipe.case_id, recipe.known_size).number
    return _Told(number, timeline, events, streams, _readings(board, recipe))


def _gathered(reader: Reader, recipe: Recipe, told: _Told) -> _Facts:
    number = told.number
    asked = asked_about(reader, known_at=str(recipe.known_size), valid_at=recipe.rules_judged_on.isoformat())
    rules, _ = document_of_case(reader, asked, recipe.case_id, told.streams[recipe.case_id])
    rules = {**rules, "number": number, "findings": [{**each, "number": number} for each in rules["findings"]]}
    items = items_shown(told.timeline, told.events)
    name = board_name(reader.board, recipe.known_size, recipe.rules_judged_on)
    return _Facts(recipe, number, name, told.events, told.streams, items, told.readings, rules)


def _events(board: OpenBoard, recipe: Recipe, timeline: Timeline) -> tuple[dict[int, ShownEvent], dict[UUID, int]]:
    # What is kept from a person of the case is told piece by piece, theirs from the others'.
    is_whole = recipe.shows_protected or recipe.person is not None
    protection = None if is_whole else board.protected.of([recipe.case_id]).get(recipe.case_id)
    kept_back = None if recipe.person is None else _kept_back(board, recipe, timeline, recipe.person)
    return events_shown(board, recipe.case_id, recipe.known_size, timeline, Masks(protection, recipe.masks, kept_back))


def _kept_back(board: OpenBoard, recipe: Recipe, timeline: Timeline, person: UUID) -> KeptBack:
    now = Case.fold(each.event for each in board.ledger.stream(recipe.case_id))
    unmasked = {(each.of_entry_id, str(each.content_kind)) for each in recipe.unmaskings}
    return kept_back_by(shield_against(now, person), places_of(timeline.items), unmasked)


def _kept_pieces(told: _Told, recipe: Recipe) -> list[KeptPiece]:
    unmasked = {(each.of_entry_id, str(each.content_kind)) for each in recipe.unmaskings}
    entries, found = places_of(told.timeline.items), {}
    for item in told.timeline.items:
        for event in (told.events[position] for position in positions_of_item(item)):
            entry_id = place_of(event.recorded, entries).labelled
            for number, kind in enumerate(event.kinds if entry_id else ()):
                hidden = event.hidden.get(number)
                is_kept = hidden is not None and hidden.why == MaskReason.KEPT_BACK.value
                if entry_id and (is_kept or (entry_id, kind) in unmasked):
                    found.setdefault((entry_id, kind), KeptPiece(
                        entry_id, kind, item.heading, item.occurred_on, item.position, not is_kept
                    ))
    return list(found.values())


def _readings(board: OpenBoard, recipe: Recipe) -> list[ShownEvent]:
    found = [each.position for each in board.access_readings.by_case(recipe.case_id) if each.position < recipe.access_size]
    disclosed = board.store.access.mapper.disclosed(board.store.access.recorder.rows_at(found))
    return shown_by(disclosed, lambda recorded, kinds: hidden_of_reading(
        recorded, kinds, recipe.case_id, to_party=recipe.person is not None
    ))


def _data_files(board: OpenBoard, facts: _Facts) -> dict[str, bytes]:
    recipe = facts.recipe
    return {
        "LAS_MIG.txt": readme(
            number=facts.number, size=recipe.known_size, simulated=board.simulated, verifier_sha256=assembled.verifier_hash()
        ).encode(),
        "nyckel.txt": (board.checkpointer().vkey + "\n").encode(),
        "handelser.jsonl": json_lines(each.to_json() for each in facts.events.values()),
        "atkomst.jsonl": json_lines(each.to_json() for each in facts.readings),
        "tidslinje.jsonl": json_lines(facts.items),
        "regler.json": json_file(facts.rules),
        "definitioner.json": json_file(_definitions(board, facts)),
        "ordlista.json": json_file(vocabulary(type(each.event) for each in (*facts.events.values(), *facts.readings))),
    }


def _definitions(board: OpenBoard, facts: _Facts) -> dict[str, Any]:
    size, day, registers = facts.recipe.known_size, facts.recipe.rules_judged_on, Registers(board.ledger)
    policies = registers.policy_history(size)
    instruments = catalogue_document(registers.catalogue_history(size), day)
    used = {getattr(each.event, "instrument", None) for each in facts.events.values()}
    return {
        "day": day.isoformat(), "rules": rules_document(registers.rule_history(size), policies.on(day), day),
        "policies": policy_document(policies, day),
        "instruments": [each for each in instruments["instruments"] if each["name"] in used],
    }


def _add_proofs(
    board: OpenBoard, files: dict[str, bytes], ledger: str, events: Sequence[ShownEvent], size: int, names: tuple[str, str]
) -> SignedCheckpoint:
    positions = [each.recorded.position for each in events]
    proofs, signed = board.proofs(positions, size, ledger)
    files[f"{names[0]}-bevis.jsonl"] = json_lines(
        {"position": position, "proof": [b64encode(each).decode() for each in proof]}
        for position, proof in zip(positions, proofs, strict=True)
    )
    # Witnesses may sign later: the package is the same whether they have or not.
    note = parse_note(signed.note)
    own = tuple(each for each in note.signatures if each.name == signed.checkpoint.origin)
    files[f"{names[1]}.txt"] = SignedNote(note.body, own).text().encode()
    return signed


def _protected_in_words(recipe: Recipe) -> str:
    if recipe.person is not None:
        return "det som inte får lämnas till mottagaren visas inte"
    return "visas, eftersom det begärdes" if recipe.shows_protected else "visas inte"


def _pdf(
    board: OpenBoard, facts: _Facts, files: Mapping[str, bytes], hidden: Sequence[Mapping[str, Any]],
    readings: Sequence[Mapping[str, Any]], notes: Mapping[str, SignedCheckpoint],
) -> bytes:
    recipe, simulated = facts.recipe, board.simulated
    missing = [each for each in facts.rules["findings"] if each["status"] in {status.value for status in MISSING}]
    about = [
        ("Ärende", f"{facts.number} ({recipe.case_id})"), ("Nämnd", facts.board_name),
        ("Känt vid", f"{recipe.known_size} händelser i liggaren"),
        ("Händelser i paketet", str(len(facts.events))), ("Läsningar i paketet", str(len(facts.readings))),
        ("Reglerna bedömer", recipe.rules_judged_on.isoformat()),
        ("Maskerade eller gallrade delar", str(len(hidden))),
        ("Skyddade uppgifter", _protected_in_words(recipe)),
    ]
    proof = [
        *(proved for ledger, name in (("ledger", "Liggaren"), ("access", "Åtkomstloggen")) for proved in (
            (f"{name}, ursprung", notes[ledger].checkpoint.origin),
            (f"{name}, antal händelser", str(notes[ledger].checkpoint.size)),
            (f"{name}, rothash", b64encode(notes[ledger].checkpoint.root).decode()),
        )),
        ("Nämndens offentliga nyckel", files["nyckel.txt"].decode().strip()),
        ("SHA-256 för handelser.jsonl", sha256(files["handelser.jsonl"]).hexdigest()),
        ("SHA-256 för verifier.py", assembled.verifier_hash()),
    ]
    page = Page(facts.board_name, facts.number, recipe.known_size, simulated, about, proof)
    shown = pages(page, facts.items, missing, hidden, readings)
    return pdf_of_any_text("evidence", shown, recipe.rules_judged_on, attached=files["handelser.jsonl"].decode())
