"""Questionnaires that other programs wrote → ours: XLSForm (ODK, Kobo) and LimeSurvey."""

from __future__ import annotations

from kumin.authoring.forms.form import Form, Item, Remainder, known_form
from kumin.authoring.forms.form_text import form_text

__all__ = ["Form", "Item", "Remainder", "form_text", "known_form"]
