"""The findings of this room: what each code weighs. What they mean stands in the docstring of `kg.read`."""

from __future__ import annotations

from typing import Literal

from kg.model import Finding

Severity = Literal["error", "warning", "note"]

SEVERITIES: dict[str, Severity] = {
    "bad-date": "warning",
    "bad-language": "warning",
    "bad-unicode": "error",
    "bad-url": "warning",
    "binary-file": "error",
    "broken-document": "error",
    "empty-file": "error",
    "empty-folder": "warning",
    "extra-missing": "error",
    "invalid-csv": "error",
    "invalid-json": "error",
    "no-date": "warning",
    "no-text": "error",
    "not-a-file": "error",
    "not-found": "error",
    "symlink-loop": "warning",
    "too-long": "error",
    "unreadable": "error",
    "unsupported": "error",
    "wrong-encoding": "error",
}


def finding(code: str, message: str, where: str, *, severity: Severity | None = None) -> Finding:
    """A Finding of this room; `severity` only where it differs from the table."""
    return Finding(severity=severity or SEVERITIES[code], code=code, message=message, where=printable(where))


def printable(path: str) -> str:
    """The path with bytes that are no text escaped, so that it can be stored and shown."""
    return path.encode("utf-8", "backslashreplace").decode()


def unreadable(problem: OSError, where: str) -> Finding:
    """What the system said when it did not give a file or a folder."""
    reason = problem.strerror or type(problem).__name__
    if isinstance(problem, FileNotFoundError):
        return finding("not-found", f"{reason}; check the path, or that it still exists", where)
    return finding("unreadable", f"{reason}; check that you may read it", where)
