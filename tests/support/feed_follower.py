"""A dashboard in a process of its own: follows the feed, and keeps each change in a file before it asks for the next.

    python -m tests.support.feed_follower ADDRESS NAME PASSWORD FILE

What it remembers when it is started again is the whole lines of the file: a last line that a kill cut off was never taken in.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import httpx2

SECONDS = 30


def kept(path: Path) -> list[dict[str, object]]:
    """The changes that the file holds whole."""
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]


def follow(address: str, name: str, password: str, path: Path) -> None:
    """Follow until killed."""
    whole = kept(path)
    content = b"".join(json.dumps(each).encode() + b"\n" for each in whole)
    path.write_bytes(content)
    after = whole[-1]["data"]["position"] if whole else None
    with open(path, "ab", buffering=0) as file, httpx2.Client(base_url=address, auth=(name, password), timeout=SECONDS) as client:
        while True:
            asked = {"limit": 3, "wait": 5, **({} if after is None else {"after": after})}
            page = client.get("/api/v1/changes", params=asked).raise_for_status().json()
            for change in page["changes"]:
                # In two parts, so that a kill may fall between them.
                line = json.dumps(change).encode() + b"\n"
                file.write(line[:40])
                file.write(line[40:])
                after = change["data"]["position"]


if __name__ == "__main__":
    follow(*sys.argv[1:4], Path(sys.argv[4]))
