"""The errors kumin raises: a stable code, its parameters and a place, worded only when shown."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

from kumin.escapes import on_one_line


class KuminError(Exception):
    """Something the user can mend: a file, a definition or an argument cannot be used.

    An error is data first: a stable ``code``, the values its wording needs and, where there is one, the place in a
    file. The wording, Japanese or English, comes from :mod:`kumin.messages` when the error is shown.

    Parameters
    ----------
    code : str
        Key of the message catalogue.
    path, line, column : optional
        The file and the one-based position the error speaks of.
    cell : str
        Of a workbook the sheet and cell instead: ``指標!J7``.
    details : sequence of KuminError, optional
        Further errors of the same kind, found in the same reading.
    **params
        Values for the placeholders of the message. Never a respondent's ID or free text.

    Examples
    --------
    >>> error = KuminError("limit_not_positive", path="plan.yaml", line=3, name="memory", value="0")
    >>> error.code, error.place
    ('limit_not_positive', 'plan.yaml:3')
    """

    def __init__(
        self,
        code: str,
        /,
        *,
        path: str | Path | None = None,
        line: int | None = None,
        column: int | None = None,
        cell: str = "",
        details: tuple[KuminError, ...] = (),
        **params: Any,
    ) -> None:
        self.code = code
        self.path = path
        self.line = line
        self.column = column
        self.cell = cell
        self.details = details
        self.params = params
        super().__init__(code)

    @property
    def place(self) -> str:
        """``file:line:column`` or ``file sheet!cell`` as far as it is known, else an empty string.

        Examples
        --------
        >>> KuminError("limit_not_positive", path="plan.xlsx", cell="指標!J7", name="memory", value="0").place
        'plan.xlsx 指標!J7'
        """
        if self.cell:
            return f"{self.path} {self.cell}"
        parts = [str(part) for part in (self.path, self.line, self.column) if part is not None]
        return ":".join(parts)

    def followed_by(self, others: Iterable[KuminError]) -> Self:
        """Return it with further errors as its details.

        Examples
        --------
        >>> first, second = (KuminError("limit_not_positive", name=name, value="0") for name in ("memory", "seconds"))
        >>> len(first.followed_by([second]).message("en").splitlines())
        2
        """
        return type(self)(
            self.code, path=self.path, line=self.line, column=self.column, cell=self.cell, details=tuple(others),
            **self.params,
        )  # fmt: skip

    def message(self, language: str | None = None) -> str:
        """Word the error, one line for itself and one for each of its ``details``.

        Values are made visible: of a heading with a line end and a terminal's commands, both are shown as codes.

        Parameters
        ----------
        language : {"ja", "en"}, optional
            Default: the environment's ``KUMIN_LANG``, else Japanese.

        Examples
        --------
        >>> print(KuminError("statistics_level", value=95).message("en"))
        The confidence level lies between 0 and 1, not 95.
        """
        from kumin.messages import in_workbook_words, text, workbook_text

        place = f"{on_one_line(self.place)}: " if self.place else ""
        params = {name: _shown(value) for name, value in self.params.items()}
        if isinstance(why := self.params.get("reason"), Exception):
            params["reason"] = _shown(_reason(why, language))
        if self.cell:
            # a workbook names keys by its headings
            naming = _NAMING | (_LISTS if self.code in _LIST_KEYS else set())
            params |= {name: in_workbook_words(params[name], language) for name in naming & params.keys()}
        words = (workbook_text if self.cell else text)(self.code, language, **params)
        lines = [place + words]
        lines += [detail.message(language) for detail in self.details]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.message()


_NAMING = {"at", "missing", "key", "keys", "needed", "expected", "reference", "rule"}
"""Parameters that name keys or values of closed lists."""
_LISTS = {"nearest", "known"}
"""Parameters that name what there is: keys, or the user's own questions, surveys and scales, which stay as they are."""
_LIST_KEYS = {"unknown_key", "not_one_of", "target_needs_one"}
"""Messages whose lists are of keys or of values of closed lists."""


def as_kumin_error(error: Exception) -> Exception:
    """Return what the system refused, memory or a file, as an error that kumin words; any other as it is.

    Examples
    --------
    >>> as_kumin_error(MemoryError()).code
    'memory_full'
    """
    if isinstance(error, MemoryError):
        return KuminError("memory_full")
    if isinstance(error, OSError):
        return KuminError("system_refuses", path=error.filename, reason=error)
    return error


def fault_words(error: Exception, lang: str | None) -> str:
    """Word a fault of kumin itself by its kind and place; its own words may hold a respondent's."""
    import traceback  # for faults alone

    from kumin.messages import text

    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "kumin" in Path(frame.filename).parts]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return text("fault", lang, kind=type(error).__name__, place=place)


class DefinitionError(KuminError):
    """A questionnaire, plan or population file cannot be used.

    Examples
    --------
    >>> from kumin.data import sample_folder
    >>> from kumin.definitions import load_plan
    >>> try:
    ...     load_plan(sample_folder("tsurumi") / "none.yaml")
    ... except DefinitionError as error:
    ...     print(error.code)
    definition_missing
    """


class ReadError(KuminError):
    """An answer file cannot be read as what it should be.

    Examples
    --------
    >>> from kumin.responses import read_answers
    >>> try:
    ...     read_answers("none.csv")
    ... except ReadError as error:
    ...     print(error.code)
    file_missing
    """


class StatisticsError(KuminError, ValueError):
    """A design, weight or statistic was asked for that the data cannot give.

    Examples
    --------
    >>> import polars as pl
    >>> from kumin.estimation import proportions
    >>> try:
    ...     proportions(pl.DataFrame({"y": [True]}), {"y": pl.col("y")}, level=95)
    ... except StatisticsError as error:
    ...     print(error.code, error.params)
    statistics_level {'value': 95}
    """


class UsageError(KuminError):
    """The command or function was called with something it cannot take.

    Examples
    --------
    >>> from kumin.reading import limits
    >>> try:
    ...     with limits(memory=0):
    ...         pass
    ... except UsageError as error:
    ...     print(error.code)
    limit_not_positive
    """


def _reason(error: Exception, language: str | None) -> str:
    """Word why the system refuses something: what it says itself is in English, or in the language of the machine."""
    from kumin.messages import catalogue, text

    code = f"reason_{errno.errorcode.get(getattr(error, 'errno', None) or 0, '')}"
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return text(code, language) if code in catalogue() else text("reason_unknown", language, words=words)


def _shown(value: Any) -> Any:
    """Make what comes from a file visible, in a value or in a tuple of them."""
    if isinstance(value, str):
        return on_one_line(value)
    return tuple(map(_shown, value)) if isinstance(value, tuple) else value


def choices(name: object, known: Iterable[str]) -> dict[str, Any]:
    """Return the parameters of a message about a name that is not known: ``nearest`` (may be empty) and ``known``."""
    from difflib import get_close_matches

    names = [str(item) for item in known]
    close = get_close_matches(str(name), names, n=1)
    return {"nearest": close[0] if close else "", "known": ", ".join(names)}
