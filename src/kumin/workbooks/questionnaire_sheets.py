"""The sheets of a questionnaire → its plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kumin.definitions.files.tree import Loc, Place, Understood
from kumin.definitions.lenient.scalars import folded
from kumin.definitions.titles import question_number
from kumin.errors import choices
from kumin.messages import LANGUAGES, text
from kumin.workbooks.layout import CODE, LIST
from kumin.workbooks.sheet_reader import SheetReader


class QuestionnaireReader(SheetReader):
    """Reads the sheets of a questionnaire."""

    def read(self) -> dict[str, Any]:
        """Return the plain values."""
        value = self.items("questionnaire")
        lists = self._lists()
        table = self.table("questions", needed=True)
        questions: list[dict[str, Any]] = []
        for row, cells in table.rows() if table else ():
            at = ("questions", len(questions))
            place = table.grid.place(row, 0) if table else Place()
            self.positions[at] = place
            one = self.placed(cells, at, "questions")
            if "id" not in one:
                one["id"] = _id_of(one.get("header"), row)
            self._options(one, at, lists, cells.get(("options",), ("", place))[1])
            questions.append(one)
        value["questions"] = questions
        return value

    def _options(self, one: dict[str, Any], at: Loc, lists: Mapping[str, Any], place: Place) -> None:
        name = one.get("options")
        if not isinstance(name, str):
            return
        if folded(name) in lists:
            options, places = lists[folded(name)]
            one["options"] = {code: dict(option) for code, option in options.items()}
            self.positions |= {(*at, "options", *loc): where for loc, where in places.items()}
        elif "=" not in name and "＝" not in name:
            known = ", ".join(lists)
            self.problem("workbook_list_unknown", place, name=name, **{**choices(name, list(lists)), "known": known})

    def _lists(self) -> dict[str, tuple[dict[Any, Any], dict[Loc, Place]]]:
        """Read the lists of options; a name that is not repeated holds for the rows below it."""
        table = self.table("options")
        lists: dict[str, tuple[dict[Any, Any], dict[Loc, Place]]] = {}
        name = ""
        for row, cells in table.rows() if table else ():
            grid_place = table.grid.place(row, 0) if table else Place()
            name, _ = cells.pop((LIST,), (name, grid_place))
            code, where = cells.pop((CODE,), ("", grid_place))
            options, places = lists.setdefault(folded(name), ({}, {}))
            number = int(code) if code.isdecimal() else code
            label, known = cells.get(("label",), ("", where))[0], options.get(number)
            moved = known is not None and _is_unnamed(known.get("label"), number) and not _is_unnamed(label, number)
            if moved and name:
                # a label whose row was given the number of an option that had none
                self.understood.append(Understood("option_named", str(known and known.get("label")), label))
            elif not name or code == "" or known is not None:
                self.problem(
                    "workbook_code_repeated" if code else "workbook_code_missing", where, option=code, name=name
                )
                continue
            kept = dict(self.positions)
            options[number] = self.placed(cells, (), "options")
            places[number,] = where
            for path, (_, cell) in cells.items():
                places[number, *path] = cell
            self.positions = kept
        return lists


def _is_unnamed(label: object, code: object) -> bool:
    """Tell the label that a draft gives to a code of which no words are known: 選択肢3."""
    return label in {text("draft_option", lang, code=code) for lang in LANGUAGES}


def _id_of(header: Any, row: int) -> str:
    """Make the id of a question that has none: q6 of 問6, else c and its row."""
    match = question_number(str(header or ""))
    if match is None:
        return f"c{row + 1}"
    return f"q{match[1]}_{match[2]}" if match[2] else f"q{match[1]}"
