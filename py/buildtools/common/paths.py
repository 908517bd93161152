"""Name the folders of the repository."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
CACHE = ROOT / ".cache"
DIST = ROOT / "dist"
