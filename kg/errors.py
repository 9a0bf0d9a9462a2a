"""The error tree. A message says what was found, what was expected and what to do.

```text
KgError                exit code 3 unless named below
├── UsageError         2   the call itself is off: an unknown relation, a bad option, a bad configuration
├── InputError         1   one input cannot be read; the rest of the batch goes on
├── StoreError         4   the store or the ledger cannot be used
│   ├── LockedError    4   another process is writing
│   └── NewerError     4   made by a newer version of Jejaring
└── QueryError         5   a query is wrong, writes, or took too long
```

Bad data is not an exception: it becomes a `Finding`, is counted and kept (`kg.model.Finding`).
"""

from __future__ import annotations


class KgError(Exception):
    """Root of all errors that Jejaring raises on purpose; `exit_code` is what `kg` exits with."""

    exit_code = 3


class UsageError(KgError):
    exit_code = 2


class InputError(KgError):
    exit_code = 1


class StoreError(KgError):
    exit_code = 4


class LockedError(StoreError):
    pass


class NewerError(StoreError):
    pass


class QueryError(KgError):
    exit_code = 5
