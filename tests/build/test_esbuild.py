"""Test that esbuild gives the same bytes as native binary and as WebAssembly."""

from pathlib import Path

import pytest

from buildtools.common.paths import SITE
from buildtools.fetch.esbuild import native_part, run_esbuild, run_wasm


@pytest.mark.skipif(not native_part(), reason="no binary is pinned for this kind of machine")
@pytest.mark.timeout(120)
def test_the_binary_and_webassembly_make_the_same(tmp_path: Path) -> None:
    options = ("--bundle", "--minify", "--splitting", "--format=esm", "--target=es2022")
    made = []
    for run in (run_esbuild, run_wasm):
        out = tmp_path / run.__name__
        run("entry/app.js", "python/worker.js", *options, f"--outdir={out}", cwd=SITE)
        made.append({path.relative_to(out): path.read_bytes() for path in out.rglob("*.js")})
    assert len(made[0]) > 5
    assert made[0] == made[1]
