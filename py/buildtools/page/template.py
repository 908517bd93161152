"""Fill in index.html, where comments such as `<!--build:essay-->` are tokens."""

import json
import re
from collections.abc import Mapping
from typing import Any

from buildtools.common.build_error import BuildError

TOKEN = re.compile(r"<!--build:([\w-]+)-->")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Replace each token by its value.

    Raises:
        BuildError: a token is unknown, or a value's token is missing or occurs twice.
    """
    found = TOKEN.findall(template)
    for name in found:
        if name not in values:
            raise BuildError(f"index.html has an unknown token <!--build:{name}-->.")
    for name in values:
        if found.count(name) != 1:
            times = "no" if name not in found else "more than one"
            raise BuildError(f"index.html has {times} token <!--build:{name}-->.")
    return TOKEN.sub(lambda match: values[match[1]], template)


def json_for_html(data: Any) -> str:
    """Write JSON that can't end the script element around it.

    Raises:
        ValueError: the data has a NaN or an infinity, which JSON does not have.
    """
    return json.dumps(data, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
