"""Whether a page is whole where no scripts run: nothing hidden that only a script shows, and no control that needs one.

What is sent is the same with scripts and without, so each answer tells it, and no page needs to be opened a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

MAY_BE_HIDDEN = {
    "late": "why a note is late: the server asks when it is saved",
    "akt-moment__slide": "the slider through time, which only its script moves: the date field and the steps do the same",
    "submit": "what Enter in a field presses; the same button is shown at the form's end",
}
"""What a page may hide, by its id, its class, or `submit` for a button, and why nothing is lost."""
_PROMISING = frozenset((
    "button", "tab", "switch", "slider", "menu", "menuitem", "combobox", "listbox", "option", "tree", "treeitem", "checkbox",
    "radio", "spinbutton", "dialog",
))
"""Roles of what answers to keys that only a script can give it."""
_FIELDS = ("input", "select", "textarea")
_SENDING = ("submit", "image")
_BUTTONS = (*_SENDING, "button", "reset")
_ONLY_BY_SCRIPTS = ("template", "canvas", "dialog")
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
))


def faults(html: str) -> list[str]:
    """What somebody without scripts would miss on a page or a part of one, as sentences."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [*reader.found, *reader.of_whole("<html" in html)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []
        """What is open, the inmost last, and whether it is in something hidden."""
        self._headings = 0
        self._field: str | None = None
        self._has_button = False

    def of_whole(self, is_whole: bool) -> Iterator[str]:
        """What can be told when all is read."""
        if is_whole and self._headings != 1:
            yield f"has {self._headings} h1 before any script has run"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        is_inside_hidden = bool(self._open) and self._open[-1][1]
        is_hidden = "hidden" in given
        if is_hidden and not is_inside_hidden and not _may_be_hidden(tag, given):
            self.found.append(f"hides what only a script shows: {_told(tag, given)}")
        if tag == "h1":
            self._headings += 1
        if tag == "form":
            self._field, self._has_button = None, False
        elif not is_inside_hidden and not is_hidden:
            self.found += [f"{fault}: {_told(tag, given)}" for fault in (*self._of(tag, given), *self._of_field(tag, given))]
        if tag not in _VOID:
            self._open.append((tag, is_inside_hidden or is_hidden))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._field is not None and not self._has_button:
            self.found.append(f"no button sends the form of {self._field}")
        # What need not be closed, such as a paragraph, is so when what it stands in is.
        while any(each == tag for each, _ in self._open):
            if self._open.pop()[0] == tag:
                break

    def _of(self, tag: str, given: dict[str, str]) -> Iterator[str]:
        href = given.get("href", "#")
        if tag == "a" and (href in ("", "#") or href.lower().startswith("javascript:")):
            yield "a link that leads nowhere"
        if tag not in ("button", *_FIELDS) and given.get("role") in _PROMISING:
            yield "a role that only a script can keep"
        if tag in _ONLY_BY_SCRIPTS:
            yield "shown by nothing but a script"

    def _of_field(self, tag: str, given: dict[str, str]) -> Iterator[str]:
        is_in_form = "form" in given or any(each == "form" for each, _ in self._open)
        kind = given.get("type", "submit" if tag == "button" else "text")
        if tag == "button" or (tag == "input" and kind in _BUTTONS):
            if kind not in _SENDING or not is_in_form:
                yield "a button that sends nothing"
            self._has_button = True
        elif tag in _FIELDS and kind != "hidden":
            if not is_in_form and "readonly" not in given:
                yield "a field that no form sends"
            elif "form" not in given:
                self._field = self._field or _told(tag, given)


def _may_be_hidden(tag: str, given: dict[str, str]) -> bool:
    names = (given.get("id"), given.get("class"), given.get("type") if tag == "button" else None)
    return any(name in MAY_BE_HIDDEN for name in names)


def _told(tag: str, given: dict[str, str]) -> str:
    return f"<{tag} {' '.join(f'{name}={value!r}' for name, value in given.items())[:160]}>"
