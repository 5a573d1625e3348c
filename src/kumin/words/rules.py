"""What each rule means and what to do: for ``kumin explain`` and for the catalogue in the documentation."""

from __future__ import annotations

from difflib import get_close_matches

from kumin.definitions import RULES
from kumin.errors import UsageError
from kumin.messages import text


def explain(code: str, lang: str | None = None) -> str:
    """Explain one rule, or one method of intervals, in some lines.

    Raises
    ------
    UsageError
        There is neither.
    """
    wanted = code.strip().upper()
    if wanted not in RULES:
        from kumin.intervals import in_plans  # numpy: only for what is no rule
        from kumin.words.methods import explain_interval

        if (method := code.strip().lower()) in in_plans():
            return explain_interval(method, lang)
        known = ", ".join([*RULES, *in_plans()])
        close = get_close_matches(wanted, list(RULES), n=1) or get_close_matches(method, in_plans(), n=1)
        raise UsageError("explain_unknown", code=code, nearest=close[0] if close else "", known=known)
    rule = RULES[wanted]
    allowed = ", ".join(f"{action} {text(f'action_{action}', lang)}" for action in rule.allowed)
    return "\n".join(
        (
            text("explain_head", lang, code=wanted, title=text(f"finding_{wanted}", lang)),
            text("explain_severity", lang, severity=text(f"severity_{rule.severity}", lang)),
            text("explain_meaning", lang, words=text(f"rule_{wanted}", lang)),
            text("explain_fix", lang, words=text(f"fix_{wanted}", lang)),
            text("explain_action", lang, action=text(f"action_{rule.action}", lang), code=wanted, allowed=allowed),
        )
    )


def overview(lang: str | None = None) -> str:
    """List all rules, a line each, and the interval methods."""
    from kumin.intervals import in_plans

    rules = [f"{code}  {text(f'finding_{code}', lang)}" for code in RULES]
    return "\n".join([*rules, text("explain_intervals", lang, names=", ".join(in_plans()))])


def catalogue_markdown() -> str:
    """Write the catalogue of rules as Markdown, Japanese first, then English; the text of ``docs/findings.md``."""
    parts = [
        "# 検査の一覧 / Catalogue of findings",
        "",
        "`kumin check` と `kumin run` が回答ファイルについて出す検査結果のすべてです。"
        "番号は版が変わっても変わりません。",
        "1つずつの説明は `kumin explain E101` のように画面でも読めます。扱いは調査票の `policies` で変えられます。",
        "[English below.](#english)",
        "",
    ]
    for lang in ("ja", "en"):
        if lang == "en":
            parts += [
                "## English",
                "",
                "Every kind of finding that `kumin check` and `kumin "
                "run` make of answer files. Codes never change their",
                "meaning. `kumin explain E101 --lang en` shows one; "
                "`policies` in the questionnaire change the treatment.",
                "",
            ]
        for code, rule in RULES.items():
            allowed = ", ".join(f"**{a}**" if a == rule.action else a for a in rule.allowed)
            parts += [
                f"{'###' if lang == 'en' else '##'} {code} {text(f'finding_{code}', lang)}",
                "",
                text(f"rule_{code}", lang),
                "",
                f"- {text('explain_severity', lang, severity=text(f'severity_{rule.severity}', lang))}",
                f"- {text('explain_fix', lang, words=text(f'fix_{code}', lang))}",
                f"- policies: {allowed}",
                "",
            ]
    return "\n".join(parts).rstrip() + "\n"
