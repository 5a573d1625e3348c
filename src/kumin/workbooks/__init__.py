"""Definitions as workbooks: 調査票.xlsx and 運営方針.xlsx, equal in rights to YAML; the models say what there is."""
