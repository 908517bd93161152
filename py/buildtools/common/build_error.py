"""Report each failure as one sentence.

Everything that can go wrong while building ends as a `BuildError`, or as an `OSError` that
`explain` puts into words. This file runs under any Python from 3.6 on, as environment.py does.
"""

import errno
import re


class BuildError(Exception):
    """A failure, as a full sentence for the person who typed the command."""


def explain(error: OSError) -> str:
    """Put an operating system error into a sentence."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return f"The disk is full{where}: free some space and run this command again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"This place can't be written to{where}: check its permissions."
    return f"The system refused{where}: {error.strerror or error}."


_KNOWN = (
    (r"no space left|ENOSPC|disk quota", "the disk is full"),
    (r"DO NOT MATCH THE HASHES|EINTEGRITY", "a download has the wrong checksum"),
    (r"permission denied|EACCES|EROFS|read-only file system", "a folder can't be written to"),
    (
        r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH"
        r"|name resolution|name or service|getaddrinfo|connection (error|refused|broken|aborted)"
        r"|failed to establish|network is unreachable|max retries|timed? ?out"
        r"|incompleteread|ProxyError",
        "there is no network, or the package registry can't be reached",
    ),
)


def explain_output(output: str) -> str:
    """Find the reason in a failed tool's output, to end a sentence with."""
    for pattern, reason in _KNOWN:
        if re.search(pattern, output, re.IGNORECASE):
            return reason
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [
        line for line in lines if re.search(r"\berror\b(?!.*complete log)", line, re.IGNORECASE)
    ]
    return (errors or lines or ["it gave no reason"])[-1].rstrip(".")
