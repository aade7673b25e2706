"""A page of a template (sv. *sida*): escaped, nothing undefined in it, under a policy that lets nothing in from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, Undefined
from jinja2.utils import missing
from starlette.responses import HTMLResponse

from api.web import formats, texts
from api.web.static_files import address_of

TEMPLATES = Path(__file__).parent / "templates"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
"""Of every page. `connect-src` is for what is asked for without leaving the page."""


def page(template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page.

    Args:
        template: Its file below `templates/`.
        context: What the template is told; naming something else in it is an error.
    """
    return HTMLResponse(
        rendered(template, **context), status_code=status, headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY}
    )


def rendered(template: str, **context: Any) -> str:
    """A template's text."""
    return environment().get_template(template).render(language=texts.LANGUAGE.get(), **context)


@cache
def environment() -> Environment:
    """Where templates come from: our own, and beside them the macros of the component library."""
    made = Environment(
        loader=ChoiceLoader([
            FileSystemLoader(TEMPLATES), PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]),
        extensions=["jinja2.ext.do"], autoescape=True, undefined=_Undefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals.update({
        "static": address_of, "_": texts._, "plural": texts.plural, "languages": texts.LANGUAGES,
        "menu": None, "notice": None, "unsaved": (), "here": "/",
    })
    made.filters.update({
        "day": formats.day, "weekday": formats.weekday, "month": formats.month, "days_in": formats.days_in,
        "moment": formats.moment, "clock": formats.clock, "number": formats.number, "percent": formats.percent,
        "sentence": formats.sentence, "word": texts.word, "words": texts.words, "swedish": texts.swedish,
    })
    return made


# The library itself writes `undefined` where it means nothing, and asks whether a macro has a `caller`.
_NOBODYS = ("undefined", "caller")


class _Undefined(Undefined):
    """A name that nobody gave is an error; a member of a macro's parameters that nobody gave is none, as the library expects."""

    __slots__ = ()

    def _require_member(self) -> None:
        if self._undefined_obj is missing and self._undefined_name not in _NOBODYS:
            self._fail_with_undefined_error()

    def __bool__(self) -> bool:
        self._require_member()
        return False

    def __str__(self) -> str:
        self._require_member()
        return ""

    def __iter__(self) -> Iterator[Any]:
        self._require_member()
        return iter(())

    def __len__(self) -> int:
        self._require_member()
        return 0
