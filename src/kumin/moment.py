"""The time that what is written names."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from kumin.errors import UsageError

_GIVEN = "SOURCE_DATE_EPOCH"


def moment() -> datetime:
    """Return the time that everything written now names, in UTC.

    It is that of the environment's ``SOURCE_DATE_EPOCH``, where it is set: files of the same input are then the same,
    byte for byte (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    given = os.environ.get(_GIVEN)
    if not given:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError("moment_unknown", name=_GIVEN, given=given) from None
