"""The command line's own words in Swedish: the headings of the help, and what is wrong with how a command was written."""

from __future__ import annotations

import re
from typing import Any

from typer import Context
from typer.core import TyperCommand, TyperGroup

_HEADINGS = {
    "Usage: ": "Användning: ",
    "Arguments:": "Argument:",
    "Options:": "Flaggor:",
    "Commands:": "Kommandon:",
    "Show this message and exit.": "Visa den här hjälpen.",
    "[OPTIONS]": "[FLAGGOR]",
    "[ARGS]": "[ARGUMENT]",
    "COMMAND": "KOMMANDO",
    "[required]": "[krävs]",
    "[default:": "[annars:",
}
_BRACES = re.compile(r"\{([^{}\s]+)\}")
_TYPE = re.compile(r" <str>")


class SwedishCommand(TyperCommand):
    """A command whose help is in Swedish."""

    def get_help(self, ctx: Context) -> str:
        return _translated(super().get_help(ctx))


class SwedishGroup(TyperGroup):
    """A group of commands whose help is in Swedish."""

    def get_help(self, ctx: Context) -> str:
        return _translated(super().get_help(ctx))


def usage_message(error: Any) -> str:
    """What is wrong with a command line, as one sentence.

    Args:
        error: What typer raised; told apart by its attributes, since its classes are not public.
    """
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "aktspar"
    return f"{_what(error)} Se '{command} --help'."


def _what(error: Any) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        nearest = f" Menades {' eller '.join(sorted(error.possibilities))}?" if error.possibilities else ""
        return f"Flaggan {error.option_name} finns inte.{nearest}"
    if kind == "MissingParameter":
        return f"{_name_of(error.param)} saknas."
    if kind == "BadOptionUsage":
        needs_value = "requires" in error.message
        return f"Flaggan {error.option_name} {'behöver ett värde' if needs_value else 'tar inget värde'}."
    if kind == "BadParameter" and error.param is not None:
        return f"Värdet för {_name_of(error.param)} är inte tillåtet."
    if error.message.startswith("Missing command"):
        return "Kommandot saknas."
    if error.message.startswith("No such command"):
        return "Kommandot finns inte."
    if "unexpected extra argument" in error.message:
        return "Kommandot fick fler argument än det tar."
    return "Kommandot är fel skrivet."


def _name_of(parameter: Any) -> str:
    if parameter is None:
        return "Ett värde"
    if parameter.param_type_name == "option":
        return max(parameter.opts, key=len)
    return parameter.metavar or parameter.name.upper()


def _translated(text: str) -> str:
    for english, swedish in _HEADINGS.items():
        text = text.replace(english, swedish)
    # The typed form of an argument says nothing more than its name; the width stays, since columns stand in line.
    text = _TYPE.sub(lambda found: " " * len(found.group()), text)
    return _BRACES.sub(r"\1", text)
