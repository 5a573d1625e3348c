"""Several plans at once: ``kumin batch``, its tables and its page."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "batch_folder_missing": (
        "フォルダーがありません。運営方針のフォルダーを集めたフォルダーを指定してください。",
        "there is no such folder; give the folder that contains the plans' folders.",
    ),
    "batch_out_is_folder": (
        "--out は、運営方針のあるフォルダーと別のフォルダーにしてください。",
        "--out must be a folder other than that of the plans.",
    ),
    "batch_no_plans": (
        "このフォルダーとその下に、運営方針（plan.yaml か Excel）のあるフォルダーがありません。",
        "neither this folder nor any folder in it has a plan (plan.yaml or a workbook).",
    ),
    "batch_progress": (
        "{total}件のうち{done}件が終わりました（失敗 {failed}件）… 残り約{left}",
        "{done} of {total} plans done ({failed} failed) … about {left} left",
    ),
    "batch_seconds": ("{n}秒", "{n} {n:second|seconds}"),
    "batch_minutes": ("{n}分", "{n} {n:minute|minutes}"),
    "batch_hours": ("{n}時間", "{n} {n:hour|hours}"),
    "batch_wrong": ("{name}: {words}", "{name}: {words}"),
    "batch_again": (
        "入力か設定が前と変わったため、もう一度実行しました（{n}件）: {names}",
        "Run again, because the input or the settings had changed ({n}): {names}",
    ),
    "batch_gone": (
        "{out} には、今回の運営方針にない結果のフォルダーが{n}個あります（一覧には入れていません）: {names}",
        "{out} has {n} {n:folder|folders} with results of plans that are not among these; they are not in the tables: "
        "{names}",
    ),
    "batch_more": (
        "ほか{n}件。すべては plans.csv と index.html にあります。",
        "{n} more; all are in plans.csv and index.html.",
    ),
    "plans_title": ("運営方針の一覧", "Plans"),
    "plans_sheet": ("指標の一覧", "Indicators"),
    "plans_internal": (
        "役所の中で使う一覧です。少ない人数も隠していません。公表するのは、それぞれの report.html などです。",
        "For work inside the offices: small numbers are not hidden here. What may be published is each plan's "
        "report.html and the like.",
    ),
    "plans_tables": ("すべての指標と運営方針の表:", "Tables of all indicators and plans:"),
    "plans_summary": ("運営方針 {n}件（{parts}）", "{n} {n:plan|plans} ({parts})"),
    "plans_n_done": ("実行 {n}", "done {n}"),
    "plans_n_kept": ("前のまま {n}", "unchanged {n}"),
    "plans_n_incomplete": ("回答のない調査あり {n}", "surveys without answers {n}"),
    "plans_n_withheld": ("公表ファイルなし {n}", "public files withheld {n}"),
    "plans_n_failed": ("失敗 {n}", "failed {n}"),
    "plans_is_done": ("実行しました", "done"),
    "plans_is_kept": ("前のまま", "unchanged"),
    "plans_is_incomplete": ("実行しましたが、回答のない調査があります", "done, but a survey has no answers"),
    "plans_is_withheld": ("公表ファイルを書き出していません", "public files withheld"),
    "plans_is_failed": ("実行できません", "failed"),
    "plans_unanswered": (
        "回答のない調査: {surveys}（指標 {n} 件に値がありません）",
        "surveys without answers: {surveys} ({n} {n:indicator has|indicators have} no value)",
    ),
    "plans_unread": (
        "読んでいないファイル（どの調査の名前でもないため）: {files}",
        "files not read, as they are of no survey by their names: {files}",
    ),
    "plans_again": ("前に実行したものを、もう一度実行しました", "run again: it had been done before"),
    "plans_left": (
        "今回は実行できなかったため、フォルダーには前の結果が残っています",
        "it could not be run this time: the files in its folder are of an earlier run",
    ),
    "plans_head_folder": ("フォルダー", "Folder"),
    "plans_head_plan": ("運営方針", "Plan"),
    "plans_head_ward": ("区", "Ward"),
    "plans_head_fiscal_year": ("年度", "Fiscal year"),
    "plans_head_status": ("状態", "State"),
    "plans_head_n_used": ("回答数", "Answers"),
    "plans_head_n_other": ("その他", "Other"),
    "plans_head_files": ("ファイル", "Files"),
    "plans_head_indicator": ("指標", "Indicator"),
    "plans_head_n_base": ("n", "n"),
    "plans_head_value": ("値", "Value"),
    "plans_head_lower": ("区間の下端", "Lower end"),
    "plans_head_upper": ("区間の上端", "Upper end"),
    "plans_head_target_value": ("目標値", "Target"),
    "plans_head_judgement": ("達成状況", "Mark"),
    "plans_link_report_html": ("報告書", "Report"),
    "plans_link_survey_report_html": ("調査報告書", "Survey report"),
    "plans_link_report_xlsx": ("集計表（Excel）", "Tables (Excel)"),
}
