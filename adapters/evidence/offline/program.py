"""Kontrollerar ett bevispaket från Aktspår (sv. *verifierare*) med Pythons standardbibliotek och inget annat.

    env -i python3 -I verifier.py [--key FIL] [MAPP]

Läser mappen (den du står i om ingen anges), skriver ingenting och använder inget nät. För varje fel: `fil: skäl`.
Slutar med 0 = inget fel, 1 = något är ändrat, saknas eller stämmer inte, 2 = fel användning eller kan inte köras.
Vad varje fil är, och hur samma kontroll görs för hand, står i docs/evidence.md; byteformaten i docs/format.md.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any, BinaryIO

from adapters.evidence.offline.events import check_entry, check_reading, check_segments, parse_header, said_by
from adapters.evidence.offline.proof import Fault, from_base64, parse_json, parse_key, require, require_inclusion, signed_body

FORMAT = "aktspar/bevispaket/1"
MANIFEST, SIGNATURE, KEY, SELF = "innehall.json", "innehall.signatur", "nyckel.txt", "verifier.py"
TIMELINE, MASKS, READINGS, WORDS = "tidslinje.jsonl", "maskering.jsonl", "lasningar.jsonl", "ordlista.json"
LEDGERS = {
    "ledger": ("handelser.jsonl", "handelser-bevis.jsonl", "kontrollpunkt.txt"),
    "access": ("atkomst.jsonl", "atkomst-bevis.jsonl", "kontrollpunkt-atkomst.txt"),
}
ORIGINS = {"ledger": "origin", "access": "access_origin"}
MAX_SMALL, MAX_LINE, MAX_LINES, MAX_FILES, MAX_FAULTS = 1 << 20, 8 << 20, 1_000_000, 100, 1_000
Key = tuple[str, bytes]


class Package:
    """A folder, and what has been found in it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.faults: list[tuple[str, str]] = []
        self.notes: list[str] = []
        self.paths: dict[str, str] = {}
        self.sound: set[str] = set()
        self.manifest: dict[str, Any] = {}
        self.sizes: dict[str, int] = {}
        self.counts = {"ledger": 0, "access": 0}
        self.hidden: dict[tuple[str, int, int], tuple[str, str]] = {}
        self.offsets: dict[str, dict[int, int]] = {"ledger": {}, "access": {}}
        self.names: set[tuple[str, str]] = set()
        self.unshown: set[int] = set()

    def fault(self, name: str, reason: str) -> None:
        """Note something that does not hold."""
        if len(self.faults) < MAX_FAULTS:
            self.faults.append((name, reason))

    def check(self, given_key: Key | None) -> None:
        """Everything, in the order that one thing rests on another."""
        self._list()
        self._try(MANIFEST, self._read_manifest)
        key = self._key(given_key)
        if key is not None:
            self._try(SIGNATURE, self._check_signature, *key)
        self._check_files()
        for ledger, (events, proofs, note) in LEDGERS.items():
            if key is not None and {events, proofs, note} <= self.sound:
                self._try(note, self._check_ledger, ledger, note, key)
        if self.offsets["ledger"]:
            self._try(MASKS, self._check_masks)
            self._try(TIMELINE, self._check_timeline)
        self._try(READINGS, self._check_readings)

    def _try(self, name: str, part: Any, *arguments: Any) -> None:
        try:
            part(*arguments)
        except Fault as fault:
            self.fault(name, str(fault))
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError, RecursionError):
            self.fault(name, "en uppgift saknas eller har fel slag")

    def _open(self, name: str) -> BinaryIO:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        return open(os.open(os.path.join(self.folder, self.paths[name]), flags), "rb")

    def _small(self, name: str) -> bytes:
        if name not in self.paths:
            raise Fault("saknas")
        with self._open(name) as file:
            raw = file.read(MAX_SMALL + 1)
        if len(raw) > MAX_SMALL:
            raise Fault(f"är större än {MAX_SMALL} byte")
        return raw

    def _lines(self, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """(offset, object) of each line of a file whose bytes are those that were signed; of another file nothing."""
        if name not in self.sound:
            return
        with self._open(name) as file:
            for number in range(1, MAX_LINES + 2):
                offset, line = file.tell(), file.readline(MAX_LINE + 1)
                if not line:
                    return
                if len(line) > MAX_LINE or not line.endswith(b"\n") or number > MAX_LINES:
                    raise Fault(f"rad {number} är för lång, saknar radbrytning eller är en för mycket")
                yield offset, require(parse_json(line), dict)

    def _list(self) -> None:
        with os.scandir(self.folder) as entries:
            for number, entry in enumerate(entries):
                # Some systems write å as an a and a ring when they unpack.
                name = unicodedata.normalize("NFC", entry.name)
                if number >= MAX_FILES:
                    self.fault(name, f"är en av fler än {MAX_FILES} filer; så många har inget bevispaket")
                    return
                if name in self.paths or not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                    self.fault(name, "är en mapp, en länk eller något annat än en vanlig fil, eller finns två gånger")
                else:
                    self.paths[name] = entry.name

    def _read_manifest(self) -> None:
        found = require(parse_json(self._small(MANIFEST)), dict)
        if found.get("format") != FORMAT:
            raise Fault(f"är inte innehållsförteckningen till ett bevispaket av slaget {FORMAT}")
        files = {require(each["name"], str): (each["bytes"], each["sha256"]) for each in require(found["files"], list)}
        if not len(files) == len(found["files"]) <= MAX_FILES:
            raise Fault("samma fil står två gånger, eller så är filerna för många")
        for each in (*ORIGINS.values(), "verifier_sha256"):
            require(found[each], str)
        for ledger, name in ORIGINS.items():
            if found["origins"][ledger][0][0] != 0 or found["origins"][ledger][-1][1] != found[name]:
                raise Fault("liggarens ursprung är inte det sista av dem som står")
        counts = [found["known_at"], *(found["count"][ledger] for ledger in LEDGERS), *require(found["streams"], dict).values()]
        for each in counts:
            require(each, int)
        self.manifest = {**found, "files": files}

    def _key(self, given: Key | None) -> Key | None:
        enclosed = None
        try:
            enclosed = parse_key(self._small(KEY))
        except Fault as fault:
            self.fault(KEY, str(fault))
        if given is not None:
            if enclosed not in (None, given):
                self.fault(KEY, "är inte den nyckel som angavs med --key")
            return given
        self.notes.append(
            "varning: nyckeln kom med paketet. Då visas att paketet hänger ihop, men inte vem som gjorde det."
            " Hämta nämndens nyckel på annat håll och kör med --key FIL."
        )
        return enclosed

    def _check_signature(self, origin: str, public_key: bytes) -> None:
        lines = signed_body(self._small(SIGNATURE), f"{origin}/bevispaket", public_key, alone=True)
        if lines[:2] != [FORMAT, origin] or len(lines) != 3:
            raise Fault("är signaturen till något annat än ett bevispaket av det här slaget")
        if MANIFEST in self.paths and lines[2] != f"{MANIFEST} sha256 {self._digest(MANIFEST, None)}":
            self.fault(MANIFEST, "är inte den innehållsförteckning som innehall.signatur gäller")
        if self.manifest and self.manifest["origin"] != origin:
            self.fault(MANIFEST, "nämner en annan liggare än nyckelns")

    def _check_files(self) -> None:
        stated = self.manifest.get("files", {})
        always = (MANIFEST, SIGNATURE, KEY, TIMELINE, MASKS, READINGS, WORDS)
        required = {*stated, *always, *(name for names in LEDGERS.values() for name in names)}
        told = {name for name, reason in self.faults if reason == "saknas"}
        for name in sorted(required - self.paths.keys() - told):
            self.fault(name, "saknas")
        for name in sorted(self.paths.keys() - required - {SELF}):
            self.fault(name, "finns inte i innehållsförteckningen")
        for name in sorted(self.paths.keys() & required if stated else ()):
            if name in stated and self._digest(name, stated[name][0]) == stated[name][1]:
                self.sound.add(name)
            elif name not in (MANIFEST, SIGNATURE):
                self.fault(name, "är inte den fil som signerades: längd eller SHA-256 är en annan")
        if SELF in self.paths and self._digest(SELF, None) != self.manifest.get("verifier_sha256"):
            self.notes.append("anmärkning: verifier.py är inte den som lades i paketet. Jämför den med den publicerade.")

    def _digest(self, name: str, length: int | None) -> str | None:
        with self._open(name) as file:
            if length is not None and os.fstat(file.fileno()).st_size != length:
                return None
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _check_ledger(self, ledger: str, note: str, key: Key) -> None:
        origin = self.manifest[ORIGINS[ledger]]
        lines = signed_body(self._small(note), origin, key[1])
        if len(lines) < 3 or lines[0] != origin or not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]):
            raise Fault("är ingen kontrollpunkt för den liggare som paketet nämner")
        size, root = int(lines[1]), from_base64(lines[2])
        if ledger == "ledger" and self.manifest["known_at"] > size:
            raise Fault("omfattar färre händelser än paketet säger sig känna till")
        self.sizes[ledger] = size
        self._try(LEDGERS[ledger][0], self._check_leaves, ledger, size, root)

    def _check_leaves(self, ledger: str, size: int, root: bytes) -> None:
        (events, proofs, _), origins = LEDGERS[ledger], self.manifest["origins"][ledger]
        proof_of, before, versions = self._lines(proofs), (-1, -1), dict.fromkeys(self.manifest["streams"], 0)
        for offset, line in self._lines(events):
            place = position, us = require(line["position"], int), require(line["recorded_us"], int)
            proof = next(proof_of, (0, {}))[1]
            if not (before[0] < position < size and before[1] < us < 2**63) or proof.get("position") != position:
                raise Fault(f"position {position}: ordningen, tiden eller bevisets position stämmer inte")
            raw = require(line["header"], str).encode()
            leaf = hashlib.sha256(b"\x00" + position.to_bytes(8, "big") + us.to_bytes(8, "big") + raw).digest()
            try:
                require_inclusion(position, size, leaf, [from_base64(each) for each in proof["proof"]], root)
                header = parse_header(raw, next(name for first, name in reversed(origins) if first <= position))
                for number, how in check_segments(header, require(line["segments"], list)).items():
                    self.hidden[ledger, position, number] = how
            except Fault as fault:
                raise Fault(f"position {position}: {fault}") from None
            if ledger == "ledger":
                self._take(position, header, line, versions)
            self.offsets[ledger][position] = offset
            self.counts[ledger] += 1
            before = place
        if next(proof_of, None) is not None or self.counts[ledger] != self.manifest["count"][ledger]:
            raise Fault("händelserna är fler eller färre än bevisen, eller än innehållsförteckningen säger")
        if ledger == "ledger" and versions != self.manifest["streams"]:
            raise Fault("en ström har fler eller färre händelser än innehållsförteckningen säger")

    def _take(self, position: int, header: dict[str, Any], line: dict[str, Any], versions: dict[str, int]) -> None:
        stream = header["stream"]
        if position >= self.manifest["known_at"]:
            raise Fault(f"position {position} är senare än det som paketet säger sig känna till")
        if stream in versions:
            if header["sv"] != versions[stream] + 1:
                raise Fault(f"position {position}: händelse {versions[stream] + 1} i strömmen {stream} saknas")
            versions[stream] += 1
            self.unshown.add(position)
        elif header["type"].startswith("staff."):
            said = said_by(line, header)
            self.names.update((stream, part["name"]) for part in said.values() if type(part.get("name")) is str)

    def _check_masks(self) -> None:
        listed: dict[tuple[str, int, int], tuple[str, str]] = {}
        for _, line in self._lines(MASKS):
            listed[require(line["ledger"], str), require(line["position"], int), line["segment"]] = line["how"], line["why"]
        if MASKS in self.sound and listed != self.hidden:
            raise Fault("är inte en lista på just de delar som är maskerade eller gallrade")

    def _event(self, ledger: str, position: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        if position not in self.offsets[ledger]:
            raise Fault(f"position {position} finns inte bland händelserna")
        with self._open(LEDGERS[ledger][0]) as file:
            file.seek(self.offsets[ledger][position])
            line = parse_json(file.readline(MAX_LINE + 1))
        return line, parse_json(line["header"].encode())

    def _check_timeline(self) -> None:
        if not {TIMELINE, WORDS} <= self.sound:
            return
        words = require(parse_json(self._small(WORDS))["values"], dict)
        for _, item in self._lines(TIMELINE):
            for entry in [item, *require(item["beneath"], list)]:
                position = require(entry["position"], int)
                try:
                    line, header = self._event("ledger", position)
                    check_entry(entry, line, header, words, self.names)
                except Fault as fault:
                    raise Fault(f"position {position}: {fault}") from None
                self.unshown.discard(position)
        for position in sorted(self.unshown)[:20]:
            self.fault(TIMELINE, f"händelsen på position {position} visas inte")

    def _check_readings(self) -> None:
        left = set(self.offsets["access"])
        for _, row in self._lines(READINGS) if left else ():
            position = require(row["position"], int)
            check_reading(row, *self._event("access", position))
            left.discard(position)
        if left and READINGS in self.sound:
            raise Fault(f"läsningen på position {min(left)} visas inte")


def main(arguments: list[str]) -> int:
    """Check the folder that the arguments name, and say what is found."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    folder, key_file, rest = ".", None, list(arguments)
    while rest:
        each = rest.pop(0)
        if each == "--key" and rest and key_file is None:
            key_file = rest.pop(0)
        elif each.startswith("-") or folder != ".":
            return _cannot("Användning: python3 -I verifier.py [--key FIL] [MAPP]")
        else:
            folder = each
    if not hasattr(hashlib, "file_digest"):
        return _cannot("Python 3.11 eller senare behövs.")
    package = Package(folder)
    try:
        package.check(None if key_file is None else _given_key(key_file))
    except (OSError, Fault) as error:
        return _cannot(f"Kan inte köras: {getattr(error, 'strerror', None) or error}.")
    return _told(package)


def _given_key(path: str) -> Key:
    with open(path, "rb") as file:
        return parse_key(file.read(MAX_SMALL))


def _told(package: Package) -> int:
    for note in package.notes:
        print(note, file=sys.stderr)
    for name, reason in package.faults:
        # A file's name is somebody else's text: nothing in it may steer the terminal or begin a line.
        print("".join(each if each.isprintable() else ascii(each)[1:-1] for each in f"{name}: {reason}"))
    if package.faults:
        return 1
    masked = len(package.hidden)
    print(
        f"Inget fel. {package.counts['ledger']} händelser och {package.counts['access']} läsningar är bevisade mot"
        f" kontrollpunkterna {package.sizes['ledger']} och {package.sizes['access']}; {masked} delar är maskerade eller gallrade."
    )
    return 0


def _cannot(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
