"""What the tests of pages are made of: from public places only, and byte for byte what is written down."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent


def test_npms_lock_names_the_public_registry_or_no_host_and_every_file_by_its_hash():
    text = (HERE / "package-lock.json").read_text(encoding="utf-8")
    packages = {name: each for name, each in json.loads(text)["packages"].items() if name}
    assert "node_modules/html-validate" in packages
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert {host for each in packages.values() for host in re.findall(r"//([^/]+)", each.get("resolved", ""))} <= {
        "registry.npmjs.org"
    }


def test_what_was_taken_from_others_is_as_they_published_it():
    told = (HERE / "vendor" / "README.md").read_text(encoding="utf-8")
    scripts = sorted((HERE / "vendor").glob("*.js"))
    assert scripts and all(f"| `{each.name}` |" in told and sha256(each.read_bytes()).hexdigest() in told for each in scripts)
