"""What each rule means and what to do: for ``kumin explain`` and for the catalogue in the documentation."""

from __future__ import annotations

from difflib import get_close_matches

from kumin.definitions import RULES
from kumin.errors import UsageError
from kumin.messages import LANGUAGES
from kumin.words.indicators.targets import explain_target, is_target, target_names, targets_overview
from kumin.words.words import Words


def explain(code: str, words: Words) -> str:
    """Explain one rule, one method of intervals, or one kind of target, in some lines.

    Raises
    ------
    UsageError
        There is none of that name.
    """
    wanted = code.strip().upper()
    if wanted not in RULES:
        from kumin.intervals import in_plans  # numpy: only for what is no rule
        from kumin.words.methods import explain_interval

        if (name := code.strip().lower()) in in_plans():
            return explain_interval(name, words)
        if is_target(name):
            return explain_target(name, words)
        others = [*in_plans(), *target_names()]
        known = ", ".join([*RULES, *others])
        close = get_close_matches(wanted, list(RULES), n=1) or get_close_matches(name, others, n=1)
        raise UsageError("explain_unknown", code=code, nearest=close[0] if close else "", known=known)
    rule = RULES[wanted]
    allowed = ", ".join(f"{action} {words.text(f'action_{action}')}" for action in rule.allowed)
    return "\n".join(
        (
            words.text("explain_head", code=wanted, title=words.text(f"finding_{wanted}")),
            words.text("explain_severity", severity=words.text(f"severity_{rule.severity}")),
            words.text("explain_meaning", words=words.text(f"rule_{wanted}")),
            words.text("explain_fix", words=words.text(f"fix_{wanted}")),
            words.text("explain_action", action=words.text(f"action_{rule.action}"), code=wanted, allowed=allowed),
        )
    )


def overview(words: Words) -> str:
    """List all rules, a line each, the interval methods and the kinds of target."""
    from kumin.intervals import in_plans

    rules = [f"{code}  {words.text(f'finding_{code}')}" for code in RULES]
    methods = words.text("explain_intervals", names=", ".join(in_plans()))
    return "\n".join([*rules, methods, *targets_overview(words)])


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
    for lang in LANGUAGES:
        words = Words.of(lang)
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
                f"{'###' if lang == 'en' else '##'} {code} {words.text(f'finding_{code}')}",
                "",
                words.text(f"rule_{code}"),
                "",
                f"- {words.text('explain_severity', severity=words.text(f'severity_{rule.severity}'))}",
                f"- {words.text('explain_fix', words=words.text(f'fix_{code}'))}",
                f"- policies: {allowed}",
                "",
            ]
    return "\n".join(parts).rstrip() + "\n"
