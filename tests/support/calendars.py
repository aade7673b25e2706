"""Calendar files as text, for what reads them and what takes them in."""

from __future__ import annotations

SECRET = "Hemligt Samtal"


def calendar(*events: str, method: str = "PUBLISH") -> bytes:
    """A calendar file with these components."""
    text = "\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Prov//SV", f"METHOD:{method}", *events, "END:VCALENDAR", "",
    ])
    return text.replace("\n", "\r\n").encode()


def event(summary=f"{SECRET} #2026-0001", start="20260316T130000Z", end="20260316T140000Z", *, uid="u1", more=()):
    """A component; without a value a property is left out. It begins on line 5 of a calendar that has it alone."""
    own = {"UID": uid, "DTSTAMP": "20260301T080000Z", "DTSTART": start, "DTEND": end, "SUMMARY": summary}
    lines = [f"{name}{'' if value.startswith(';') else ':'}{value}" for name, value in own.items() if value is not None]
    return "\n".join(["BEGIN:VEVENT", *lines, *more, "END:VEVENT"])
