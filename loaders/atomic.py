"""A file is there whole or not at all: written beside its place, then moved into it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import KgError


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `out` when the block ends well and is removed when it does not.

    Raises KgError when the folder is missing, not writable or full.
    """
    partial = out.with_name(f".{out.name}.part")
    try:
        yield partial
        os.replace(partial, out)
    except OSError as problem:
        raise KgError(f"{out}: cannot be written: {problem.strerror or problem}; choose another place") from problem
    finally:
        with suppress(OSError):
            partial.unlink()
