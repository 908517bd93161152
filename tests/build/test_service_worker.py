"""Test that the service worker lists everything a visit over http needs."""

import hashlib
import json
import re
from pathlib import Path

from tests.listed import listed


def test_the_service_worker_keeps_what_a_visit_can_need_and_nothing_else(dist: Path) -> None:
    first, source = (dist / "sw.js").read_text("utf-8").split("\n", 1)
    found = re.fullmatch(r"const learnscopeVersion = (\{.*\});", first)
    assert found
    version = json.loads(found[1])
    kept = {file["url"]: file for file in version["files"]}
    needed = {file["url"] for file in listed(dist).values()}
    assert kept.keys() - needed == {"index.html"}
    unneeded = re.compile(r"file/|.*\.map$|runtime/python\.raw-")
    assert all(unneeded.match(url) for url in needed - kept.keys())
    assert any(url.startswith("runtime/python-") for url in kept)
    for url, file in kept.items():
        data = (dist / url).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"])
    assert f'"build":"{version["build"]}"' in (dist / "index.html").read_text("utf-8")
    assert "addEventListener('fetch'" in source
