"""期間: a first and a last day."""

from __future__ import annotations

from datetime import date

from pydantic import model_validator

from kumin.definitions.model import Model, fault


class Period(Model):
    """実施期間, both days included."""

    start: date
    end: date

    @property
    def fiscal_year(self) -> int:
        """年度 of the first day: from April."""
        return self.start.year - (self.start.month < 4)

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end < self.start:
            raise fault("period_reversed", start=self.start.isoformat(), end=self.end.isoformat())
        return self
