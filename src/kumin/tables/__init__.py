"""単純集計 and クロス集計: every question as tidy frames, shares and amounts."""
