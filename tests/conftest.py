"""Says aloud when the suite shrinks: a run of everything collects at least as many cases as are known to exist."""

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True, deadline=None)  # the same examples each run, here and in CI
settings.load_profile("steady")

KNOWN_CASES = 1700  # raise it when cases are added; a filter that hides tests must not pass unseen


def pytest_collection_finish(session: pytest.Session) -> None:
    """Fail a run of the whole suite that collected too few cases."""
    options = session.config.option
    whole = session.config.args in ([], ["tests"]) and not (options.keyword or options.markexpr or options.deselect)
    if whole and len(session.items) < KNOWN_CASES:
        raise pytest.UsageError(
            f"{len(session.items)} cases collected, at least {KNOWN_CASES} are known: what hides the rest?"
        )
