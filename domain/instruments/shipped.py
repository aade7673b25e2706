"""The definitions that Aktspår comes with, as files that a manager can read.

They lie inside this package and change only with the code, so they are code in another notation: read once, when the
program starts, by the one pure module that opens a file. Whatever a board adds comes as events.
"""

from __future__ import annotations

from importlib.resources import files

from domain.instruments.definition import Instrument
from domain.instruments.reading import read_instruments


def shipped_instruments() -> tuple[Instrument, ...]:
    """Every shipped version of every instrument, by file and then as the file lists them.

    Raises:
        InvalidValueError: A definition cannot be used; the program does not start with it.
    """
    folder = files("domain.instruments") / "definitions"
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    return tuple(instrument for path in paths for instrument in read_instruments(path.read_text("utf-8")))
