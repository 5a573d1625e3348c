"""Questionnaires that other programs wrote → ours: XLSForm (ODK, Kobo) and LimeSurvey."""

from __future__ import annotations

from pathlib import Path

from kumin.authoring.forms.form import Form
from kumin.authoring.forms.form_text import form_text
from kumin.authoring.forms.limesurvey import read_limesurvey
from kumin.authoring.forms.xlsform import read_xlsform

__all__ = ["Form", "form_text", "known_form"]


def known_form(path: Path) -> Form | None:
    """Read a form of another program, recognised by its content; None for any other file.

    Raises
    ------
    ReadError
        It is such a form, and cannot be read or has no question.
    """
    return read_limesurvey(path) or read_xlsform(path)
