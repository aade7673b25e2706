"""What a browser would send of a form that it is shown (sv. *ifyllt formulär*): by the rules of HTML for which controls count."""

from __future__ import annotations

from html.parser import HTMLParser


class HtmlForm(HTMLParser):
    """The form on a page, or in a part of one.

    Attributes:
        pairs: Names and values as they would be sent, in order; what buttons would add is left out.
        files: The names of the fields that files are chosen in.
        buttons: Names and values of the buttons that have a name.
        labelled: The ids that a label is for.
        ids: Every id, in order.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pairs: list[tuple[str, str]] = []
        self.files: list[str] = []
        self.buttons: list[tuple[str, str]] = []
        self.labelled: set[str] = set()
        self.controls: list[str] = []
        self.ids: list[str] = []
        self._area: str | None = None
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A control begins, or is all there is of one."""
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        name = given.get("name", "")
        match tag:
            case "label":
                self.labelled.add(given.get("for", ""))
            case "input":
                self._input(given, name)
            case "textarea":
                self._area, self._text = name, ""
                self.controls.append(given.get("id", ""))
            case "select":
                self._select, self._options = name, []
                self.controls.append(given.get("id", ""))
            case "option":
                self._options.append((given.get("value", ""), "selected" in given))
            case "button" if name:
                self.buttons.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        """Text within a control."""
        if self._area is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """A control ends."""
        if tag == "textarea" and self._area is not None:
            # The first line break is the markup's own.
            self.pairs.append((self._area, self._text.removeprefix("\n").replace("\n", "\r\n")))
            self._area = None
        if tag == "select" and self._select is not None:
            chosen = [value for value, is_selected in self._options if is_selected] or [value for value, _ in self._options[:1]]
            self.pairs += [(self._select, value) for value in chosen]
            self._select = None

    def _input(self, given: dict[str, str], name: str) -> None:
        kind = given.get("type", "text")
        if kind != "hidden":
            self.controls.append(given.get("id", ""))
        if kind == "file":
            self.files.append(name)
        elif kind not in ("radio", "checkbox") or "checked" in given:
            self.pairs.append((name, given.get("value", "")))
