"""What each kind of finding is called (``finding_``), what it means (``rule_``) and what to do (``fix_``)."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "finding_E101": ("選択肢にない値", "not an option"),
    "rule_E101": (
        "設問の選択肢の番号でも名前でもなく、無回答の符号でもない値です。「その他」の文を書ける設問（other: true）でも、数や A4 のような符号、「なし」、ほかの選択肢の名前に注を付けたもの、"
        "続けて書いたもの、途中までのもの（「男性」の「男」）は、文とみなしません。",
        "The value is not the number or label of an option, and not a code for no answer. A number, a code such as A4, a "
        "word that says nothing, and the label of another option with a remark or cut off, or several labels one after "
        "another, do not count as the text of an option with `other: true`.",
    ),
    "fix_E101": (
        "調査用紙と見比べて直してください。選択肢の番号や書き方がファイルと違うなら、"
        "調査票の選択肢の{key:aliases}か、{key:missing.no_answer}に足してください。",
        "Compare with the form. If the file uses other codes, add them to an option's {key:aliases} or {key:missing.no_answer}.",
    ),
    "finding_E102": ("無効な印（1つだけの設問に2つなど）", "marked invalid, or two marks on a single answer"),
    "rule_E102": (
        "1つだけ選ぶ設問に2つ以上の印（1,3、1 3、①③ など）があるか、無効の符号（調査票の{key:missing.invalid}）が"
        "入っています。無効の符号は、数や日付の設問でも同じです。",
        "A question for one answer has two or more marks (1,3 or 1 3 or ①③), or the code for an invalid answer ({key:missing.invalid}). That code also holds in questions for numbers and dates.",
    ),
    "fix_E102": (
        "用紙の印がはっきり1つなら、その番号に直してください。そうでなければこのままで無回答として集計します。",
        "If the form clearly shows one mark, enter that. Otherwise leave it: it is counted as no answer.",
    ),
    "finding_E103": ("対象外の人の回答", "answered though not asked"),
    "rule_E103": (
        "前の設問の答えからは対象でない人が、この設問に答えています（調査票の{key:ask_if}）。",
        "By the earlier answer ({key:ask_if}) this respondent should not answer this question.",
    ),
    "fix_E103": (
        "用紙で前の設問の番号を確かめてください。前の設問が正しければ、このままで集計から外します。",
        "Check the earlier answer on the form. If it is right, leave this: the answer is not counted.",
    ),
    "finding_E104": ("印が多すぎる", "too many marks"),
    "rule_E104": (
        "「3つまで」などの数（調査票の{key:max}）より多くの印があります。",
        "There are more marks than the question allows ({key:max}).",
    ),
    "fix_E104": (
        "入力の誤りなら直してください。用紙のとおりなら、"
        "無回答にするか全部数えるかを{key:policies}の E104 で決めてください。",
        "Correct a typing error. If the form really has them, decide with {key:policies}, E104, whether they count.",
    ),
    "finding_E105": ("「特になし」などと他の選択肢の両方", "an exclusive option together with others"),
    "rule_E105": (
        "「特になし」のように単独で選ぶ選択肢（{key:exclusive}）と、他の選択肢の両方に印があります。",
        "An option that must be the only one ({key:exclusive}, such as “none”) is marked together with others.",
    ),
    "fix_E105": (
        "入力の誤りなら直してください。用紙のとおりなら、このままで無回答として集計します。",
        "Correct a typing error. If the form really has them, leave it: it is counted as no answer.",
    ),
    "finding_E106": ("数や日付として読めない", "not a number or date"),
    "rule_E106": (
        "数を書く設問に数でないもの、日付の欄に日付でないものがあります。数の後ろには、調査票の{key:unit}の単位"
        "（なければ歳・年・人・回・円など）だけを書けます。「30以上」や「1,5」は数とみなしません。8万円のような数が多い列の 7 のように、"
        "どの単位か決められない数も読みません（W128）。1,000兆以上の数は、{key:maximum}が書かれていなければ、"
        "会員番号などとみて読みません。日付の後ろには、時刻、曜日、「生まれ」「消印」などだけを書けます。"
        "「2023/7/3以前」や2つの日付は、日付とみなしません。",
        "A cell of a number question is not a number, or a cell of a date question is not a date. After a number only the "
        "question's {key:unit} may follow (where none is stated: 歳, 年, 人, 回, 円 and the like); 30以上 and 1,5 are not numbers. Numbers "
        "whose unit is not clear, as 7 among amounts such as 8万円, are not read either (W128). Numbers of 10^15 or more are taken "
        "for numbers of members and the like, and are not read, where no {key:maximum} is stated. After a date only a time, a "
        "day of the week or a word such as 消印 may follow; 2023/7/3以前 and two dates in a cell are not dates.",
    ),
    "fix_E106": (
        "数字だけ（例: 25）、日付は 2023/7/3 か 令和5年7月3日 の形に直してください。ほかの単位が付くなら、"
        "調査票の{key:unit}に書いてください。",
        "Enter digits only (25), and dates as 2023/7/3. If another unit follows the numbers, name it in {key:unit}.",
    ),
    "finding_E107": ("数や日付が範囲の外", "number or date out of range"),
    "rule_E107": (
        "数や日付が、調査票で決めた範囲（{key:minimum}・{key:maximum}、{key:earliest}・{key:latest}）の外です。",
        "The number or date lies outside the questionnaire's bounds.",
    ),
    "fix_E107": (
        "用紙と見比べ、けたの打ち間違いなどを直してください。正しい値なら調査票の範囲を広げてください。",
        "Compare with the form; correct a mistyped digit, or widen the bounds if the value is right.",
    ),
    "finding_E108": ("必須の設問に答えがない", "a required answer is missing"),
    "rule_E108": (
        "必ず答える設問（{key:required}）に、答えがありません。",
        "A question that must be answered ({key:required}) has no answer.",
    ),
    "fix_E108": (
        "入力もれでないか用紙で確かめてください。用紙も空なら、このままで無回答として集計します。",
        "Check the form for an answer that was not entered. If there is none, leave it.",
    ),
    "finding_W109": ("対象なのに答えがない", "asked but not answered"),
    "rule_W109": (
        "前の設問の答えからは対象の人なのに、この設問に答えがありません（調査票の{key:ask_if}）。",
        "By the earlier answer ({key:ask_if}) this respondent should answer, and there is no answer.",
    ),
    "fix_W109": (
        "入力もれでないか用紙で確かめてください。用紙も空なら、このままで無回答として集計します。",
        "Check the form for an answer that was not entered. If there is none, leave it.",
    ),
    "finding_W110": (
        "数の設問で無回答とした符号（実際の数かもしれない）",
        "a code of no answer in a number question (perhaps a number)",
    ),
    "rule_W110": (
        "数の設問に、無回答の符号と同じ数（99 など）があり、無回答としました。99 年や 99 歳のように、本当の数かもしれません。"
        "範囲（{key:minimum}・{key:maximum}）が書かれていない設問では区別できません。",
        "A number question has numbers that equal a code of no answer (99 and the like); they count as no answer. They may "
        "be real numbers (99 years): without bounds ({key:minimum}, {key:maximum}) nothing says which of the two it is.",
    ),
    "fix_W110": (
        "その設問に{key:minimum}と{key:maximum}を書くか、その設問だけの無回答の符号を設問の{key:no_answer}に書いてください（YAML で、なければ no_answer: []）。",
        "State the question's {key:minimum} and {key:maximum}, or its own codes as {key:no_answer} (`no_answer: []` if it has none).",
    ),
    "finding_W111": (
        "無回答の符号と同じ数を、実際の数として数えた",
        "a number that equals a code of no answer, read as a number",
    ),
    "rule_W111": (
        "無回答の符号と同じ数ですが、設問の範囲（{key:minimum}・{key:maximum}）の中にあるので、実際の数として数えました。無回答によく使われる 999 や -9 が、"
        "{key:missing.no_answer}にも範囲にも書かれていない設問で、ほかの数から離れているときも同じです。",
        "It equals a code of no answer, but lies within the question's bounds ({key:minimum}, {key:maximum}), and counts as a number. So "
        "does a code that is often used for no answer (999, -9), far from the other numbers, where neither {key:missing.no_answer} nor bounds speak of it.",
    ),
    "fix_W111": (
        "無回答なら、その符号を設問の{key:no_answer}に書いてください。実際の数なら、このままで構いません（YAML で no_answer: [] と書けば、この注意は出ません）。",
        "If it means no answer, name it in the question's {key:no_answer}. If it is a number, leave it (with `no_answer: []` "
        "this is not reported).",
    ),
    "finding_W112": (
        "どの選択肢にも印がない行（すべて 0）を、回答に数えた",
        "no mark at all (all zeros), counted as an answer",
    ),
    "rule_W112": (
        "複数回答の列がすべて 0（FALSE、いいえ、未選択など）で、どの選択肢にも印がありません。「特になし」のような単独の選択肢"
        "（exclusive）がない設問なので、どれも選ばなかった人として母数に入れました。空欄の行は無回答です。",
        "The columns of a multiple answer are all 0 (FALSE, No and the like): no option is marked. The question has no "
        "exclusive option such as “none”, so these people chose nothing and are in the base. Empty rows are no answer.",
    ),
    "fix_W112": (
        "0 が無回答の意味なら、設問に{key:none_marked=no_answer}と書いてください。このままでよければ{key:none_marked=answer}と書くと、この注意は出ません。",
        "If the zeros mean no answer, write {key:none_marked=no_answer} in the question; if this is right, {key:none_marked=answer} "
        "stops this warning.",
    ),
    "finding_W113": (
        "どの選択肢にも印がない行（すべて 0）を、無回答とした",
        "no mark at all (all zeros), counted as no answer",
    ),
    "rule_W113": (
        "複数回答の列がすべて 0（FALSE、いいえ、未選択など）で、どの選択肢にも印がありません。「特になし」のような単独の選択肢"
        "（exclusive）があり、何もないならそれを選ぶはずなので、無回答としました。",
        "The columns of a multiple answer are all 0 (FALSE, No and the like): no option is marked. The question has an "
        "exclusive option such as “none” for those who choose nothing, so this is no answer.",
    ),
    "fix_W113": (
        "どれも選ばなかった人として母数に入れるなら、設問に{key:none_marked=answer}と書いてください。このままでよければ "
        "{key:none_marked=no_answer}と書くと、この注意は出ません。",
        "To keep these people in the base, write {key:none_marked=answer} in the question; if this is right, "
        "{key:none_marked=no_answer} stops this warning.",
    ),
    "finding_W114": (
        "月と日の順を列全体から決めた",
        "the order of month and day, decided from the whole column",
    ),
    "rule_W114": (
        "7/3/2024 のような日付は、それだけでは7月3日か3月7日か分かりません。同じ列にどちらか一方でしか日にならない値"
        "（13/07 など）があるか、範囲（{key:earliest}・{key:latest}、受付日なら{key:period}）に入る読み方が1つだけか、一方の読み方だけが"
        "1、2か月に収まるので、その順で読みました。値の m は月、d は日、y は年です。",
        "A day such as 7/3/2024 does not say whether it is 3 July or 7 March. Other cells of the column are a day in one order "
        "only (13/07), or one order alone keeps within the bounds ({key:earliest}, {key:latest}; of days received {key:period}), or puts "
        "all into one or two months. All were read in that order: m is the month, d the day, y the year.",
    ),
    "fix_W114": (
        "そのとおりでよければ、直す必要はありません。違うなら 2024/7/3 の形で書き出し直してください。",
        "Nothing needs to be done if that is right; else export the days as 2024/7/3.",
    ),
    "finding_W115": (
        "月と日のどちらが先か決められない日付",
        "dates of which the column does not show whether month or day comes first",
    ),
    "rule_W115": (
        "7/3/2024 のような日付で、列のどの値からも、範囲からも、月と日の順を決められません。月が先とみなして読みましたが、日が先なら違う日になります。",
        "Neither any cell of the column nor the bounds say which of the two numbers is the month. They were read with "
        "the month first; if the day comes first, these are wrong dates.",
    ),
    "fix_W115": (
        "2024/7/3 の形で書き出し直すか、{key:earliest}と{key:latest}（受付日なら{key:period}）を調査票に書いてください。使わないなら"
        "{key:policies}の W115 を{word:refuse}にしてください。",
        "Export the days as 2024/7/3, or state {key:earliest} and {key:latest} (of days received {key:period}). {key:policies}, W115, refuse, "
        "stops such a file.",
    ),
    "finding_W116": ("2けたの年を西暦4けたで読んだ", "a year of two digits"),
    "rule_W116": (
        "10/13/19 のように年が2けたの日付です。表計算ソフトと同じに 30～99 は 1930～1999 年、00～29 は 2000～2029 年と読み、範囲（{key:earliest}・{key:latest}、"
        "{key:period}）に合うのが別の世紀だけなら、その世紀としました。",
        "The year has two digits, as in 10/13/19. As in a spreadsheet 30 to 99 are 1930 to 1999 and 00 to 29 are 2000 to "
        "2029, unless only the other century lies within the bounds.",
    ),
    "fix_W116": (
        "年を4けたで書き出し直すか、{key:earliest}と{key:latest}を調査票に書いてください。",
        "Export years with four digits, or state {key:earliest} and {key:latest}.",
    ),
    "finding_W117": (
        "どの日か決められず、読まなかった日付",
        "dates that could be several days, and were not read",
    ),
    "rule_W117": (
        "50703 は表計算ソフトの通し番号か令和5年7月3日か、24/7/3 や 05/07/03 はどの元号か西暦かが、列全体を見ても決められません。"
        "月が先の日付と日が先の日付の両方がある列で、どちらにも読める値も同じです。読まずに E106（受付日なら W119）としました。",
        "50703 may be a spreadsheet's day number or 令和5年7月3日 (3 July 2023), 24/7/3 a Western year or one of an era; nothing in "
        "the column decides it. So it is with days that can be read in two orders where the column has both. They were not read "
        "(E106, of days received W119).",
    ),
    "fix_W117": (
        "2024/7/3 か 令和6年7月3日 の形に直してください。",
        "Write them as 2024/7/3 or 令和6年7月3日.",
    ),
    "finding_W118": (
        "元号の期間の外の日付（平成35年など）",
        "a date outside its era (平成35年 and the like)",
    ),
    "rule_W118": (
        "平成35年や令和元年4月のように、その元号がまだ、またはもう使われていない日です。年を数えて読みました（平成35年は 2023 年）。",
        "The era had ended, or not begun, on that day (平成35年, 令和元年4月). It was read by counting on: 平成35年 is 2023.",
    ),
    "fix_W118": (
        "用紙と見比べ、元号か年の誤りなら直してください。",
        "Compare with the form; correct the era or the year if it is wrong.",
    ),
    "finding_W119": ("読めない受付日", "a day received that cannot be read"),
    "rule_W119": (
        "受付日の欄が日付として読めません。その日付だけを空とし、回答はほかの行と同じように集計します。期間の検査はできません。",
        "The day received cannot be read as a date. Only that date is left empty; the answers are counted like any "
        "others. Whether it lies within the period is not checked.",
    ),
    "fix_W119": (
        "日付を 2023/7/3 の形に直してください。受付日が要らないなら、調査票の{key:columns.received}を消してください。",
        "Write the day as 2023/7/3; if it is not needed, clear {key:columns.received}.",
    ),
    "finding_W120": ("N/A などを無回答とした", "N/A and the like, taken for no answer"),
    "rule_W120": (
        "N/A、NA、NaN、NULL、\\N、[] は、調査システム（LimeSurvey など）や統計ソフトが空の欄に書く言葉です。調査票の選択肢にも{key:missing.no_answer}にもないので、無回答としました。"
        "「その他」の文とはみなしません。",
        "N/A, NA, NaN, NULL, \\N and [] are what survey systems (LimeSurvey) and statistical programs write into an empty cell. "
        "The questionnaire has them neither as an option nor in {key:missing.no_answer}; they count as no answer, and "
        "not as the text of an `other` option.",
    ),
    "fix_W120": (
        "そのとおりでよければ、調査票の{key:missing.no_answer}に書くと、この注意は出ません。",
        "If that is right, name them in {key:missing.no_answer}, and this is not reported.",
    ),
    "finding_W121": (
        "空白や / で区切られた複数の選択肢",
        "several options separated by white space or /",
    ),
    "rule_W121": (
        "1つのセルに、選択肢の名前がいくつも、調査票の{key:separator}ではなく空白や / などで区切られています（ODK、Kobo など）。区切るとすべてが選択肢の名前になるセルがある列なので、"
        "同じ列のセルを同じように区切って読みました。名前でないものが混じるセルは E101 です。",
        "Cells hold several names of options, separated by white space or / and not by the question's {key:separator} "
        "(ODK, Kobo). In some cells of the column every part is the name of an option, so all its cells were read in "
        "this way; a cell with a part that is not such a name is E101.",
    ),
    "fix_W121": (
        'そのとおりでよければ、設問の{key:separator}に、" " のように引用符で囲んで書いてください。',
        "If that is right, state the question's {key:separator}.",
    ),
    "finding_W122": ("「その他」が目立って多い", "unusually many answers are “other”"),
    "rule_W122": (
        "文を「その他」とする設問（other: true）で、答えの4分の1を超える人（5人以上）が「その他」です。ふつうは数 % なので、選択肢の名前がファイルと違う、区切り方が違うなど、読み違いかもしれません。",
        "In a question whose words count as an option (`other: true`) more than a quarter of those who answered, and at "
        "least five, have that option. Usually it is a few percent: the labels in the file may differ from the "
        "questionnaire, or the marks may be separated in another way.",
    ),
    "fix_W122": (
        "列の値を見て、選択肢の別の書き方なら{key:aliases}に、区切りが違うなら{key:separator}に書いてください。本当に多いなら、このままで構いません。",
        "Look at the column. Add other spellings to {key:aliases}, or state {key:separator}. If there really are so "
        "many, leave it.",
    ),
    "finding_W123": ("×を「印なし」とした", "× taken for no mark"),
    "rule_W123": (
        "選択肢ごとの列に、○や✓と×の両方があります。×は印がないという意味とみなしました。○がない設問の×は、印かもしれないので E101 です。",
        "The columns of the options hold both ○ or ticks and ×; × is taken to say that the option is not marked. In a "
        "question without any ○, an × may be the mark itself, so it is E101.",
    ),
    "fix_W123": (
        "×が印の意味なら、○か 1 に直してください。",
        "If × is a mark, write ○ or 1.",
    ),
    "finding_W124": (
        "選んだ選択肢の番号が左から並ぶ列として読んだ",
        "columns that hold the chosen options, from the left",
    ),
    "rule_W124": (
        "「3つまで」のような複数回答が、選択肢ごとの列ではなく、選んだものの番号か名前を左から詰めた列になっています。列の番号と違う"
        "選択肢の番号や名前が入っているので、そう読みました。0 は使わなかった欄とし、すべて 0 の行は、どれも選ばなかったと書かれた行（W112、W113）とします。",
        "A multiple answer is not laid out as a column for each option; its columns hold the numbers or names of what was "
        "chosen, packed to the left. They were read so because options stand in columns of another number. 0 is a column "
        "not used; a row of nothing but 0 states that nothing was chosen (W112, W113).",
    ),
    "fix_W124": (
        "そのとおりでよければ、設問に{key:layout=slots}と書くと、この注意は出ません。選択肢ごとの列なら{key:layout=columns}と書いてください。",
        "If that is right, {key:layout=slots} in the question stops this warning; {key:layout=columns} reads a column for each option.",
    ),
    "finding_W125": (
        "SPSS のファイルが欠損値や「無回答」とする値を無回答とした",
        "a value that the SPSS file declares as missing, or labels so",
    ),
    "rule_W125": (
        "SPSS のファイルが、この変数のユーザー欠損値（範囲を含む）と定めている値か、値のラベルが「無回答」「不明」「非該当」など（数や日付の設問では「わからない」「拒否」なども）の値です。無回答としました。"
        "調査票の選択肢にある番号は、回答として数えます。",
        "The SPSS file declares the value, or its range, as missing for this variable, or labels it “No answer” or the like "
        "(of a number or a date also “Don't know”, “Refused” and the like); it is no answer. A code that is an option in the questionnaire counts as an answer.",
    ),
    "fix_W125": (
        "回答として数えるなら、調査票の選択肢に加えるか、SPSS で欠損値の指定か値のラベルを外して保存し直してください。",
        "To count it, make it an option in the questionnaire, or save the file again without declaring or labelling it so.",
    ),
    "finding_W126": ("1 と 2 の列で、2 を「印なし」とした", "2 taken for no mark, in columns of 1 and 2"),
    "rule_W126": (
        "選択肢ごとの列に 1 と 2 だけが、どの列にもすべて入っています。統計ソフトに多い「1 = 選んだ、2 = 選ばない」とみなしました。"
        "選択肢の番号の 1・2 とは読みません。",
        "The columns of the options are all filled, with nothing but 1 and 2: they are read as 1 for marked and 2 for not "
        "marked, as statistical programs code them, and not as the numbers of options.",
    ),
    "fix_W126": (
        "そのとおりでよければ、直す必要はありません。1 が「選ばない」の意味なら、1 と 0 に直してください（1 = 選んだ）。",
        "Nothing needs to be done if that is right. If 1 means not marked, write 1 for marked and 0 for not marked.",
    ),
    "finding_W127": (
        "単位のない数を、設問の単位の数として読んだ",
        "numbers without a unit taken to have the question's",
    ),
    "rule_W127": (
        "この列には、8万円・2時間・50% のように単位や位の付いた数と、7 や 0.5 のように何も付かない数があります。何も付かない数は、調査票の{key:unit}の数（なければそのままの数）として読みましたが、"
        "7 が 7万円の意味なら違う数になります。",
        "Some numbers of the column have a unit of their own, such as 8万円 (80,000 yen), 2時間 (2 hours) or 50%, and "
        "others, such as 7 or 0.5, have none. Those were read in the question's unit; if 7 means 7万円, that is another "
        "number.",
    ),
    "fix_W127": (
        "用紙と見比べ、ほかの単位のつもりの数に単位を書き足してください（7 なら 7万円）。そのとおりでよければ、直す必要はありません。{key:minimum}と{key:maximum}を書けば、範囲の外の数が分かります。",
        "Compare with the forms and write the unit after the numbers that have another unit. Nothing needs to be done if "
        "the reading is right. With {key:minimum} and {key:maximum}, numbers outside are found.",
    ),
    "finding_W128": ("どの単位か決められず、読まなかった数", "numbers that were not read, as their unit is not clear"),
    "rule_W128": (
        "8万円・2時間・50% のような数がほとんどの列に、7 や 0.5 のように何も付かない数があり、7 円か 7万円かが分かりません。単位が万円の設問の 80000 も同じです。読まずに E106 としました。",
        "Most numbers of the column have a unit of their own, such as 8万円 (80,000 yen), 2時間 (2 hours) or 50%; whether "
        "one without, such as 7 or 0.5, is in that unit or in the question's unit is not clear; the same is true of "
        "80000 where the unit is 万円. They were not read, and are E106.",
    ),
    "fix_W128": (
        "用紙と見比べて、7円・7万円のように単位まで書いてください（0 は、そのままで構いません）。",
        "Compare with the forms and write the unit too, such as 7円 or 7万円 (0 may stay as it is).",
    ),
    "finding_E129": (
        "SPSS の値のラベルが調査票の選択肢と食い違う",
        "the value labels of the SPSS file contradict the options",
    ),
    "rule_E129": (
        "SPSS のファイルでは、この番号のラベルが、調査票のほかの選択肢の名前になっています（ファイルは 1 が女性、調査票は 1 が男性など）。選択肢ごとの列では、1 のラベルが「いいえ」や、ほかの選択肢の名前のときです。"
        "番号のまま数えると人数が入れ替わるので、集計しません。件数は、その番号のセルの数です。",
        "The SPSS file gives the code a label that is another option in the questionnaire (1 is female in the file and "
        "male in the questionnaire); in the column of an option, 1 is labelled No or as another option. If the codes "
        "were counted, the numbers would be exchanged, so nothing is tabulated. The count is the number of cells with "
        "the code.",
    ),
    "fix_E129": (
        "どちらが正しいかを調査用紙で確かめ、調査票の選択肢の番号か、SPSS の値のラベルを直してください。番号が正しいと確かめたら、{key:policies}の E129 を{word:keep}にすると番号のまま数えます。",
        "Check on the form which is right, and correct the codes of the options or the value labels. Once the codes are "
        "known to be right, keep for E129 in {key:policies} counts by them.",
    ),
    "finding_W130": (
        "「その他」の記述欄だけに記入のある回答を「その他」とした",
        "only text for “other”, counted as that option",
    ),
    "rule_W130": (
        "設問の答えの欄が空で、隣の「その他（具体的に）」の列に文が書かれています。SurveyMonkey などは、「その他」を選んだ人の答えの欄を空にして書き出します。「その他」を選んだとみなしました。数や「なし」、"
        "選択肢の名前だけの記入は、そうみなしません。",
        "The answer itself is empty, but there is text in the column “other (please specify)” next to it; SurveyMonkey, "
        "for example, exports people who chose “other” in this way. They are counted as that option. A number, a word "
        "such as “none”, or the label of an option alone is not.",
    ),
    "fix_W130": (
        "そのとおりでよければ、直す必要はありません。「その他」としないなら、その列の見出しを{key:columns.ignore}に書いてください。",
        "Nothing needs to be done if that is right. To leave these answers empty, name the column under {key:columns.ignore}.",
    ),
    "finding_W131": (
        "選択肢の番号でも、ほかの選択肢の名前でもある数を、番号として読んだ",
        "a number that is the code of one option and the label of another, read as the code",
    ),
    "rule_W131": (
        "1: 「2」、2: 「3」のように、名前がほかの選択肢の番号と同じ数の設問です。列の数が番号か名前かは、どちらか一方にしかない数（番号の 1、名前の 0 など）で決めます。名前にしかない数だけがある列のほかは、"
        "番号として読みました。",
        "Labels of the question are numbers that are the codes of other options, as in 1: “2”, 2: “3”. Whether a column "
        "holds codes or labels is decided by numbers that can be only one of the two. The numbers were read as codes, "
        "unless the column has such labels and no such codes.",
    ),
    "fix_W131": (
        "ファイルの数が名前なら、調査票の選択肢の番号を名前と同じ数にしてください（2: 「2」、3: 「3」）。番号なら、このままで構いません。",
        "If the file holds labels, give the options the codes that their labels are (2: “2”, 3: “3”). If it holds codes, leave it.",
    ),
    "finding_W132": (
        "選択肢の番号でも、ほかの選択肢の名前でもある数を、名前として読んだ",
        "a number that is the label of one option and the code of another, read as the label",
    ),
    "rule_W132": (
        "1: 「0」、2: 「1」のように、名前がほかの選択肢の番号と同じ数の設問です。この列には、名前にしかない数（0 など）があり、番号にしかない数はないので、名前として読みました。",
        "Labels of the question are numbers that are the codes of other options, as in 1: “0”, 2: “1”. The column has a number "
        "that is only a label (0), and none that is only a code; its numbers were read as labels.",
    ),
    "fix_W132": (
        "そのとおりでよければ、選択肢の番号を名前と同じ数にすると（0: 「0」、1: 「1」）、この注意は出ません。番号なら、名前にしかない数を直してください。",
        "If that is right, give the options the codes that their labels are (0: “0”, 1: “1”), and this is not reported. "
        "If the file holds codes, correct the numbers that are not codes.",
    ),
    "finding_W133": (
        "空の □ や、● と並ぶ ○ の選択肢を、選ばれていないとした",
        "options with an empty box, or a ○ beside ●, taken as not chosen",
    ),
    "rule_W133": (
        "1つのセルに、「☑広報紙 ☐SNS」のように、選ばれた選択肢と選ばれていない選択肢が並んでいます。空の □ の付いた選択肢は、選ばれていないとみなしました。"
        "選択肢ごとの列がすべて埋まっていて、● と ○ がある設問では、● が印で、○ は選ばれていないとみなしました。",
        "A cell lists options that are ticked and others that are not, as in ☑A ☐B. Options with an empty box were taken "
        "as not chosen. Where the columns of the options are all filled and hold ● and ○, ● is the mark and ○ says that "
        "the option is not chosen.",
    ),
    "fix_W133": (
        "そのとおりでよければ、直す必要はありません。□ が選択肢の名前の一部なら、調査票の選択肢の名前か{key:aliases}に □ も書いてください。",
        "Nothing needs to be done if that is right. If the box is a part of the option's name, write it in the label or in {key:aliases}.",
    ),
    "finding_W134": (
        "印と無回答の符号の両方がある回答を、印だけ数えた",
        "marks beside a code of no answer, of which the marks were counted",
    ),
    "rule_W134": (
        "1,99 や「広報紙、無回答」のように、選択肢と無回答の符号が1つのセルにあるか、選択肢ごとの列の1つに印が、別の列に無回答の符号があります。選択肢に印がある人として数え、無回答の符号は使いませんでした。",
        "A cell holds options and a code of no answer, as in 1,99, or of the columns of one question one holds a mark and another a code of no answer. The options were counted, and the code was left out.",
    ),
    "fix_W134": (
        "用紙と見比べて、要らない方を消してください。印が正しければ、このままで構いません。",
        "Compare with the forms, and delete what is not meant. If the marks are right, leave it.",
    ),
    "finding_W135": (
        "選択肢の名前に近い言葉を、「その他」の文として数えた",
        "words that are nearly the label of an option, counted as “other”",
    ),
    "rule_W135": (
        "文を「その他」とする設問（other: true）の列に、ほかの選択肢の名前と1字だけ違う言葉（「自営行」と「自営業」など）、名前に「です」などの付いた言葉、ほかの言語の同じ言葉（Male と男性など）があります。"
        "書かれたとおり「その他」として数えましたが、打ち間違いなら、示した選択肢の答えです。",
        "In a question whose words count as an option (`other: true`) there are words that differ from the label of another "
        "option in one letter, that make a sentence of it, or that are the same word in another language (Male in a form "
        "in Japanese). They count as “other”, as they are written; if they are mistyped, they are answers of the option "
        "named.",
    ),
    "fix_W135": (
        "用紙と見比べ、打ち間違いなら選択肢の番号に直してください。別の書き方なら、示した選択肢の{key:aliases}に書いてください。本当に別の答えなら、このままで構いません。",
        "Compare with the forms. Correct what is mistyped; add other spellings to {key:aliases} of the option named. If it "
        "really is another answer, leave it.",
    ),
    "finding_W136": ("-1 と 0 の列で、-1 を印とした", "-1 taken for a mark, in columns of -1 and 0"),
    "rule_W136": (
        "選択肢ごとの列に -1 と 0 だけが、どの列にもすべて入っています。Microsoft Access などの「-1 = はい、0 = いいえ」とみなしました。-1 が無回答の値に書かれていても、この設問では印です。",
        "The columns of the options are all filled, with nothing but -1 and 0: they are read as -1 for marked and 0 for not "
        "marked, as databases such as Microsoft Access write them, even where -1 is a value of no answer.",
    ),
    "fix_W136": (
        "そのとおりでよければ、直す必要はありません。-1 が無回答なら、空にしてください。",
        "Nothing needs to be done if that is right. If -1 is no answer, empty the cells.",
    ),
    "finding_W137": (
        "前の設問に答えがなく、対象か分からない人の答えを、割合に入れなかった",
        "answers of people of whom it is not known whether they were asked, left out of percentages",
    ),
    "rule_W137": (
        "{key:ask_if}の前の設問が無回答か無効なので、この設問の対象か分からない人が、この設問には答えています。その答えは使いません（コードを空にし、n と割合に入れません）。設問ごとの内訳では「対象か不明」に数えます。",
        "This question has an answer, but the one that decides who is asked it ({key:ask_if}) has no valid one. The answer "
        "is not used: its code is set to missing, and it is in no n and no percentage. The counts of each question have these "
        "people under “not known if asked”.",
    ),
    "fix_W137": (
        "用紙を見て、前の設問の答えが入力もれなら入力してください。用紙も空なら、このままで構いません。",
        "Look at the forms, and enter the answer to the earlier question if it was forgotten. If it is empty there too, "
        "leave it.",
    ),
    "finding_W138": ("年かもしれない数", "numbers that may be years"),
    "rule_W138": (
        "年齢や人数のような小さな数がほとんどの列に、1955 や 2010 のように西暦の年らしい数があります。年齢の代わりに生まれた年、年数の代わりに住み始めた年が書かれたのかもしれません。そのままの数として読みました。",
        "In a column of mostly small numbers, such as ages or people, some look like years (1955, 2010): perhaps the year "
        "of birth in place of the age, or the year of moving in in place of the number of years. They were read as the "
        "numbers that they are.",
    ),
    "fix_W138": (
        "用紙と見比べて、年齢や年数に直してください。設問に{key:maximum}（例: 120）を書くと、それより大きい数は E107 となり、平均に入りません。",
        "Compare with the forms and enter the age or the number of years. With a {key:maximum} (120, for example) larger "
        "numbers are E107 and not part of the mean.",
    ),
    "finding_W139": ("日本の日付に直した日", "days changed to those of Japan"),
    "rule_W139": (
        "時刻が「2025-03-31T15:01Z」のように世界の標準時（Z、UTC、GMT）や、日本でない時差（+00:00 など）で書かれていて、日本では前か次の日に当たります。"
        "日本の日付（この例では 2025年4月1日）として読みました。",
        "A time such as 2025-03-31T15:01Z is that of UTC (Z, UTC, GMT) or of another zone (+00:00), and in Japan it was the "
        "day before or after. It was read as the day in Japan, here 1 April 2025.",
    ),
    "fix_W139": (
        "時差の書かれ方が正しければ、このままで構いません。時刻が日本のものなら、書き出すときに時差を付けないか、+09:00 としてください。",
        "Leave it if the zone is right. If the times are those of Japan, export them without a zone, or with +09:00.",
    ),
    "finding_E201": ("整理番号の重複", "duplicate id"),
    "rule_E201": (
        "同じ整理番号の行がファイルの中に2つ以上あります。全角・半角、空白、先頭の 0 の違いは同じ番号とみなします（大文字と小文字の違いは W220）。"
        "どれを使うかは{key:duplicates.same_file}（{word:first}・{word:last}・{word:none}）で決まり、残りの行がこの検査結果になります。"
        "同じ番号の行がどれか、どの行を集計するかも示します。",
        "Several rows of the file have the same id; width, spaces and leading zeros make no difference (of upper and lower "
        "case see W220). {key:duplicates.same_file} "
        "(first, last, none) decides which row counts; the others are findings. Each names the row that has the same id "
        "and says which one counts.",
    ),
    "fix_E201": (
        "用紙で確かめ、番号の打ち間違いなら直し、二重の入力なら要らない行を消してください。",
        "Check the forms: correct a mistyped id, or delete the row entered twice.",
    ),
    "finding_E202": ("紙とWebなど、2つのファイルに同じ整理番号", "the same id in two files"),
    "rule_E202": (
        "同じ整理番号が2つ以上のファイルにあります。どれを使うかは{key:duplicates.between_files}"
        "（{word:first}に指定したファイル、{word:last}のファイル、{word:none}）で決まります。"
        "同じ番号の行がどのファイルの何行目か、どちらを集計するかも示します。",
        "Several files have the same id. {key:duplicates.between_files} decides which counts: first (the file named first), "
        "last, or none. The finding names the other file and row and says which one counts.",
    ),
    "fix_E202": (
        "紙とWebの両方で答えた人かどうかを確かめてください。決まりどおりでよければ、直す必要はありません。"
        "ファイルごとに付けた番号なら、調査票の{key:numbering=apart}と書いてください。",
        "Check whether the person answered twice. If the rule is right for you, nothing needs to be done. If each file has "
        "numbers of its own, write {key:numbering=apart}.",
    ),
    "finding_W203": ("全く同じ行の重複", "a whole row repeated"),
    "rule_W203": (
        "すべてのセルが、前にある行と同じです。短い調査では偶然のこともあります。",
        "Every cell equals that of an earlier row. In a short survey this can be chance.",
    ),
    "fix_W203": (
        "同じ用紙を2回入力していないか確かめてください。",
        "Check that the same form was not entered twice.",
    ),
    "finding_W204": ("並んだ設問がすべて同じ番号", "the same answer throughout a block"),
    "rule_W204": (
        "調査票の{key:blocks}でまとめた設問のすべてに、同じ番号を答えています。",
        "All questions of a block ({key:blocks}) have the same answer.",
    ),
    "fix_W204": (
        "入力時のずれでないか用紙で確かめてください。本人の答えなら、このままで集計します。",
        "Check the form for an entry error. If the respondent really answered so, leave it.",
    ),
    "finding_W205": ("受付日が調査期間の外", "received outside the survey period"),
    "rule_W205": (
        "受付日が、調査票（{key:period}）か運営方針の調査期間の外です。",
        "The day is outside the period of the questionnaire ({key:period}) or of the plan's survey.",
    ),
    "fix_W205": (
        "日付の打ち間違いなら直してください。締切後の回答を使わないなら {key:policies}の W205 を{word:quarantine_row}にしてください。",
        "Correct the date if it was mistyped. To leave late answers out, set {key:policies}, W205, to quarantine_row.",
    ),
    "finding_E206": ("見出しより右にもセルがある行", "a row longer than the headings"),
    "rule_E206": (
        "見出しの数より多くのセルがあります。途中の区切り文字で列がずれていることが多いです。",
        "The row has more cells than there are headings; a stray delimiter has often shifted them.",
    ),
    "fix_E206": (
        'その行の列のずれを直してください。カンマを含む文章は引用符（"）で囲みます。',
        "Move the row's cells back into their columns. Text with a comma needs quotes around it.",
    ),
    "finding_W207": ("回答の行ではない行（合計、注記など）", "a row that is not a respondent (a total, a note)"),
    "rule_W207": (
        "合計、平均、構成比などの行（整理番号か、下の方の行の初めの欄にそう書かれた行、数がどれも上の列の合計・平均・件数に等しい行）、表の下の注記、途中にもう一度ある見出しの行、列の番号や種類（数値、SA、必須など）の行、見出しを別の言語で書いた行、整理番号が「記入例」「テスト」などの行です。整理番号も受付日もなく、"
        "どの設問にも答えのない行に何か書かれているとき（引用符のない改行で切れた自由記述の続きなど）も、これになります。白紙にも回収数にも数えません。",
        "The row is a total, a mean or the like (its id, or near the end of the file one of its first cells, says so; or "
        "its numbers are all the sums, means or counts of the columns above), a note below the table, a repetition of the "
        "headings, once more or in another language, the numbers or the kinds of the columns, or an example or a test by "
        "its id. A row that has text but no id, no day received and no answer is also one, such as the rest of a text cut "
        "by a line break without quotes. It is not counted as a form.",
    ),
    "fix_W207": (
        '合計や注記なら消してください。自由記述の続きなら、前の行のセルに戻して引用符（"）で囲みます。白紙の調査票なら整理番号を入れてください。',
        "Delete a total or note. Put the rest of a text back into its cell, in quotes. If it is a blank form, enter its "
        "id.",
    ),
    "finding_W208": (
        "化けた整理番号（指数表示や、0 で終わる16けた以上の数）",
        "damaged ids (in exponential form, or with more than 15 digits that end in zeros)",
    ),
    "rule_W208": (
        "整理番号が表計算ソフトで 2.02407E+11 のような指数表示になったか、16けた目からが 0 になり、元の番号が分かりません。同じに見えても別の人かもしれないので、重複とはみなさず、すべて数えました。"
        "二重の回答があっても見つかりません。",
        "A spreadsheet has turned ids into exponential form (2.02407E+11), or the digits from the 16th on into zeros; "
        "the original ids are lost. Ids that look the same may belong to different people, so none is dropped as a "
        "duplicate, and true duplicates are not found.",
    ),
    "fix_W208": (
        "番号の列を「文字列」の書式にして、元のシステムから書き出し直してください。",
        "Export again from the original system with the column as text.",
    ),
    "finding_W209": ("整理番号のない回答（空か、「-」など）", "answers without an id (empty, or - and the like)"),
    "rule_W209": (
        "整理番号の欄が空か、「-」「0」「匿名」のように違う回答にくり返し書かれていて、だれの番号でもない回答です。"
        "ほかの回答と同じように数えましたが、重複していても見つかりません。",
        "The id is empty, or it is a sign or a word such as - or 0 that different answers have in place of one. The answers "
        "are counted like any other, but duplicates among them are not found.",
    ),
    "fix_W209": (
        "番号があるはずの回答なら入れてください。番号を聞いていない（フォームの回答など）なら、このままで構いません。",
        "Enter the ids if there are any. If none were asked for (an online form), leave it.",
    ),
    "finding_W210": (
        "整理番号がファイルごとに別々に付けられている（同じ番号も別の人として数えた）",
        "ids numbered separately in each file (the same id counts as different people)",
    ),
    "rule_W210": (
        "紙とWebのように、どのファイルも1から（または同じ番号から）順に番号が付いていて、同じ番号の回答の中身が合いません。番号が別々に付けられたとみなし、重なる番号を重複とせず、すべて数えました。件数は重なる番号の数です。",
        "Files such as paper and web each have ids that count up, and the answers under the same id do not agree. The "
        "ids were taken to be separate in each file, so nobody is dropped as a duplicate. The count is the number of ids "
        "that are in both.",
    ),
    "fix_W210": (
        "同じ番号が同じ人なら、調査票の{key:numbering=shared}と書いてください。別の人なら{key:numbering=apart}と書くと、この注意は出ません。",
        "If the same id is the same person, write {key:numbering=shared}. If not, {key:numbering=apart} stops "
        "this warning.",
    ),
    "finding_W211": ("行の終わりの記号が混ざっている", "rows that end in different ways"),
    "rule_W211": (
        "行の終わりの改行（CR、LF、CRLF）が1つのファイルの中で混ざっています。どの改行でも行の終わりとして読みました。件数は、少ないほうの改行で終わる行です。ファイルをつなげたときや、"
        "引用符のない改行で文が切れたときに起こります。",
        "Rows end in CR, LF or CRLF within one file; each of them was read as the end of a row. The count is the number "
        "of rows with the rarer ending. This happens when files are joined, or when a text is cut by a line break "
        "without quotes.",
    ),
    "fix_W211": (
        "読んだ行の数が回収した票の数と合うか確かめてください。",
        "Check that the number of rows read is the number of forms returned.",
    ),
    "finding_W212": (
        "改行のあるセルの中に、回答の行のような行がある",
        "lines within a cell that look like rows of answers",
    ),
    "rule_W212": (
        '引用符の中の改行で、1つのセルに2行以上が入り、区切りの数が回答の行と同じ行が含まれています。引用符（"）が閉じ忘れられて後の行を取り込んだのかもしれません。列の少ないファイルでは、コメントの中の改行と区別できません。',
        "A quoted cell has several lines, some with as many delimiters as the rows of answers. A quote that was not "
        "closed may have swallowed the rows after it; in a file of few columns a comment of several lines looks the same.",
    ),
    "fix_W212": (
        "その行を見て、後の回答が入っていたら引用符を消してください。コメントなら、このままで構いません。",
        "Look at the row. If it holds the answers after it, delete the quote; if it is a comment, leave it.",
    ),
    "finding_E213": (
        "欠かせない列（層、抽出単位、ウエイトなど）に値のない回答",
        "an answer without what it needs (stratum, unit, weight)",
    ),
    "rule_E213": (
        "標本設計（運営方針の{key:design}）の層・抽出単位・ウエイトの列、または調査票の{key:needed}の列に、決められた値がありません。どの層の何人分にあたる回答か分からないので、その行は数えません。",
        "A column of the sampling design (stratum, sampling unit, weight), or one that the questionnaire names in "
        "{key:needed}, has no valid value. It is not known which people the answer stands for, so the row is not counted.",
    ),
    "fix_E213": (
        "その人がどの層に送った調査票で答えたかを、整理番号などから確かめて入れてください。新しい層なら、{key:design.sizes}に書き足します。",
        "Find out (for example from the id) where the form was sent, and fill it in. Add a new stratum to "
        "{key:design.sizes}.",
    ),
    "finding_W214": ("見出しより短い行（右の欄がない）", "a row shorter than the headings"),
    "rule_W214": (
        "見出しの数よりセルの少ない行です。右の方の、ない欄は空（無回答）として読みました。空の欄を書き出さないソフトもありますが、途中で切れた行や、区切り文字が抜けて列がずれた行かもしれません。",
        "The row has fewer cells than there are headings; the missing cells on the right are read as empty (no answer). "
        "Some programs leave out empty cells at the end, but the row may be cut off, or a delimiter may be missing.",
    ),
    "fix_W214": (
        "行の終わりが途中で切れていないか、列がずれていないかを、元のデータと見比べてください。使わないなら{key:policies}の W214 を"
        "{word:quarantine_row}にしてください。",
        "Compare the end of the row with the original. To leave such rows out, set {key:policies}, W214, to quarantine_row.",
    ),
    "finding_W215": ("セルの途中の引用符", "a quote in the middle of a cell"),
    "rule_W215": (
        '引用符（"）は、ふつうセルの初めと終わりに付きます。この行には、27" や "2023"/7 のように、セルの途中や片方だけに引用符があります。文字として読みましたが、列や行の区切りを取り違えているかもしれません。',
        'Quotes (") begin and end a cell. This row has one in the middle of a cell, or without its other half, as in 27" '
        'or "2023"/7. It was read as part of the text; cells or rows may be separated wrongly.',
    ),
    "fix_W215": (
        "その行の列がずれていないかを見てください。ずれていなければ、このままで構いません。",
        "Check that the cells of the row are in the right columns. If they are, leave it.",
    ),
    "finding_W216": ("引用符の外の空白を除いて読んだセル", "white space outside quotes left out"),
    "rule_W216": (
        '区切りと引用符の間に空白があるファイルです（"広報", "新聞, 雑誌"）。空白を除いて、引用符の中を1つのセルとして読みました。',
        'The file has white space between delimiters and quotes ("a", "b, c"). It was left out, and what stands within '
        "quotes was read as one cell.",
    ),
    "fix_W216": (
        "列がずれていなければ、このままで構いません。",
        "If the cells are in the right columns, leave it.",
    ),
    "finding_W217": ("目に見えない制御文字のあるセル", "cells with control characters"),
    "rule_W217": (
        "設問や番号のセルに、目に見えない制御文字（NUL、エスケープなど）があります。ファイルが壊れていたり、書き出しの途中で止まったりしたおそれがあります。制御文字のほかが読めるセルは、そのまま読みました。"
        "日付や数の途中にあるものは E106 です。自由記述のセルは W501 で行を示します。",
        "Cells of questions, ids or days have invisible control characters (NUL, escape and the like): the file may be "
        "damaged, or its export may have stopped halfway. Where the rest of a cell can be read, it was read; within a "
        "day or a number it is E106. Those in free text are W501, with their rows.",
    ),
    "fix_W217": (
        "元のシステムから書き出し直してください。直せないときは、その列の答えを元のデータと見比べてください。",
        "Export the file again. If that cannot be done, compare the answers of the column with the original.",
    ),
    "finding_W218": (
        "白紙としたが、調査票にない列に記入のある票",
        "blank forms with an entry in a column that the questionnaire does not have",
    ),
    "rule_W218": (
        "どの設問にも答えがなく白紙とした票のうち、調査票にない列（W401）に記入のあるものの数です。その列は、ほかの票の半分以上が空のものだけを数えます（開始時刻のように誰にでも入る列は数えません）。「その他（具体的に）"
        "」の列のように回答の一部なら、白紙ではありません。",
        "Forms taken as blank, because no question has an answer, that have an entry in a column which the questionnaire "
        "does not have (W401). Only columns that are empty in at least half of the other forms are considered; a "
        "starting time, for example, is there for everybody. If the column is part of an answer (the words of “other”), "
        "these forms are not blank.",
    ),
    "fix_W218": (
        "回答の列なら、調査票に自由記述の設問（{key:type=text}）として加えるか、設問の{key:header_aliases}に書いてください。"
        "事務の備考なら、{key:columns.ignore}に書いてください。",
        "If it holds answers, add it to the questionnaire as a question of {key:type=text}, or to the {key:header_aliases} of its "
        "question. If it is a note of the office, name it under {key:columns.ignore}.",
    ),
    "finding_W219": (
        '="001" の形のセルを、中の文字で読んだ',
        'cells of the form ="001", read as the text within',
    ),
    "rule_W219": (
        '表計算ソフトで先頭の 0 が消えないように、="001" の形で書き出されたセルがあります。表計算ソフトで見えるとおり、引用符の中の文字（001）を読みました。',
        'Cells are written as ="001", so that a spreadsheet keeps the zeros. What a spreadsheet shows, the text within the '
        "quotes (001), was read.",
    ),
    "fix_W219": (
        "そのとおりでよければ、直す必要はありません。",
        "Nothing needs to be done if that is right.",
    ),
    "finding_W220": ("大文字と小文字だけが違う整理番号", "ids that differ only in upper and lower case"),
    "rule_W220": (
        "前にある行の整理番号と、大文字と小文字だけが違います（ab12 と AB12）。フォームのシステムが付ける記号では別の人なので、どちらも集計します。"
        "手で打った番号なら、同じ人かもしれません。相手の行も示します。",
        "The id differs from that of an earlier row only in upper and lower case (ab12, AB12). In the random ids of a form "
        "system these are two people, so both are counted; ids typed by hand may be of one person. The finding names the "
        "other row.",
    ),
    "fix_W220": (
        "別の人なら、このままで構いません（調査票に{key:letter_case=distinct}と書くと、この注意は出ません）。"
        "打ち方の違いなら{key:letter_case=ignored}と書いてください。同じ番号（E201、E202）として扱います。",
        "If they are different people, leave it ({key:letter_case=distinct} in the questionnaire ends this note). If it is "
        "one way or another to type the same id, write {key:letter_case=ignored}: they are then the same id (E201, E202).",
    ),
    "finding_E221": ("途中で切れたファイル", "a file that is cut off"),
    "rule_E221": (
        "ファイルの最後の行が途中で終わっています。ほかの行はそろっていて、最後の行だけが見出しより短く、行の終わりの改行もありません。書き出しやコピーが途中で止まると、こうなります。この行より後の回答が、なくなっているかもしれません。",
        "The file ends in the middle of its last row: no other row is shorter than the headings, and no line end follows. "
        "That is what an export or a copy that stopped halfway leaves; answers after this row may be missing.",
    ),
    "fix_E221": (
        "元のシステムからもう一度書き出し、件数を元と見比べてください。この行で終わりなら、行の終わりに改行を入れて保存するか、{key:policies}の E221 を{word:keep}にしてください。",
        "Export the file again, and compare the number of answers with the original. If the file does end here, put a line "
        "end behind the row and save it, or set {key:policies}, E221, to keep.",
    ),
    "finding_W222": ("試しの回答、途中の回答かもしれない行", "a row that may be a trial or not finished"),
    "rule_W222": (
        "回答システムの列（Status、Finished、状態、回答状況など）に、プレビュー、テスト、途中、未完了などとあります。ほかの行と同じように数えました。",
        "A column of the form system (Status, Finished, 状態) says preview, test, incomplete or the like. The row is counted "
        "like any other.",
    ),
    "fix_W222": (
        "区民の回答でないなら、または途中の回答を使わないなら、{key:policies}の W222 を{word:quarantine_row}にしてください。",
        "If it is nobody's answer, or answers that were not finished are not used, set {key:policies}, W222, to quarantine_row.",
    ),
    "finding_E301": ("計算結果のない数式", "a formula without a stored result"),
    "rule_E301": (
        "数式のセルに計算結果が保存されていません。プログラムが作ったブックに多く、開くと値が見えても、ファイルの中には"
        "ありません。空のセル（無回答）とは違うので、白紙とはみなしません。開いたときに計算させる印のあるブックでは、"
        "結果が 0 の数式も同じです。",
        "The cell holds a formula whose result is not stored, as in workbooks written by programs: a spreadsheet shows a "
        "value, the file has none. It is not empty, so the form is not blank. In a workbook that asks to be calculated when "
        "it is opened, a formula with the result 0 counts as such too.",
    ),
    "fix_E301": (
        "Excel で開いて上書き保存すると、計算結果が保存されます。そのうえで読み直してください。",
        "Open the workbook in Excel and save it: the results are then stored. Read it again.",
    ),
    "finding_E302": ("数式の誤り（#N/A など）", "an error of a formula (#N/A and the like)"),
    "rule_E302": (
        "#N/A、#DIV/0! など、表計算ソフトの誤りの値です。空のセル（無回答）とも「その他」の文ともみなしません。",
        "The cell holds an error of a spreadsheet, such as #N/A or #DIV/0!. It is neither an empty cell nor the text of "
        "an `other` option.",
    ),
    "fix_E302": (
        "元の数式を直すか、正しい値を入れてください。無回答を表すなら、調査票の{key:missing.no_answer}に書いてください。",
        "Correct the formula or enter the value. Where it stands for no answer, name it in {key:missing.no_answer}.",
    ),
    "finding_E303": (
        "選択肢のはずが日付になっている",
        "a date where an option should be",
    ),
    "rule_E303": (
        "選択肢の設問に日付があります。「1-2」のような選択肢を、表計算ソフトが日付（1月2日）に変えてしまうことがよくあります。どの選択肢だったかは決めつけません。",
        "There is a date in a question with options. Spreadsheets often turn an option such as 1-2 into a date (2 "
        "January). Which option it was is not guessed.",
    ),
    "fix_E303": (
        "用紙と見比べて直してください。列の書式を「文字列」にしてから入力すると、日付に変わりません。すべて同じ変わり方なら、日付の書き方（1月2日）をその選択肢の{key:aliases}に足してもかまいません。",
        "Compare with the forms. Cells that are formatted as text before entry are not changed. If all were changed in "
        "the same way, the date as it is written may be added to the option's {key:aliases}.",
    ),
    "finding_W304": ("パーセント表示のセル", "a cell with a percent format"),
    "rule_W304": (
        "パーセントの書式のセルです。保存されている 0.1 ではなく、見えているとおりの 10%（設問の数としては 10）と"
        "読みました。CSV の 10% と同じです。",
        "The cell has a percent format. It is read as it is shown, 10% (10 as a number), and not as the stored 0.1; a CSV "
        "with 10% gives the same.",
    ),
    "fix_W304": (
        "見えているとおりでよければ、直す必要はありません。",
        "Nothing needs to be done if the value shown is the right one.",
    ),
    "finding_W305": ("結合したセルの値を下の行に入れた", "filled from a merged cell above"),
    "rule_W305": (
        "縦に結合したセルが、この行にかかっています。見えているとおり、結合したセルの値をこの行の値として読みました。ほかに何も書かれていない行には入れません。",
        "A cell merged downwards covers this row; its value was read as this row's value, as it is shown. Rows with "
        "nothing else in them are not filled.",
    ),
    "fix_W305": (
        "そのとおりでよければ、直す必要はありません。違うなら、結合を解除して、それぞれの行に値を入れてください。この値を使わないなら{key:policies}の W305 を{word:set_missing}にしてください。",
        "Nothing needs to be done if that is right; otherwise unmerge the cells and fill each row. {key:policies}, W305, "
        "set_missing, drops these values.",
    ),
    "finding_W306": ("結合したセルに隠れた列", "covered by a merged cell, not filled"),
    "rule_W306": (
        "横に結合したセルか、見出しと結合したセルが、この列にかかっています。結合したセルの値がこの列の答えかどうかは分からないので、空のまま読みました。",
        "A cell merged sideways, or with a heading, covers this one. Whether its value is the answer here is not known, "
        "so the cell is read as empty.",
    ),
    "fix_W306": (
        "結合を解除して、それぞれの列に値を入れてください。",
        "Unmerge the cells and fill each column.",
    ),
    "finding_W307": (
        "日付の欄の数を日付として読んだ",
        "a number read as a date",
    ),
    "rule_W307": (
        "日付の欄に、表計算ソフトの通し番号のような数（45110 など）があります。日付として読みました。"
        "1904 年から数えるブックでは、1904 年から数えます。",
        "A cell for a date holds a number such as a spreadsheet's day number (45110); it was read as that day, counted from "
        "1904 in a workbook that does so.",
    ),
    "fix_W307": (
        "日付の書式にして、正しい日付かどうかを確かめてください。",
        "Give the cell a date format and check the date.",
    ),
    "finding_W308": ("15けたを超える数（桁落ち）", "a number of more than 15 digits"),
    "rule_W308": (
        "15けたを超える数が、文字列ではなく数として保存されています。Excel は16けた目からを 0 に変えるので、元の番号は残っていません。整理番号なら、重複とはみなさず、別の人として数えます。",
        "A number of more than 15 digits is stored as a number, not as text; Excel turns the digits from the 16th on "
        "into 0, and the original is lost. If it is an id, rows with the same number are not taken as duplicates; each "
        "counts as a person.",
    ),
    "fix_W308": (
        "番号の列を「文字列」の書式にして、元のシステムから書き出し直してください。",
        "Export again with the column as text.",
    ),
    "finding_W309": ("非表示の行（フィルターなど）", "a hidden or filtered row"),
    "rule_W309": (
        "フィルター、グループ化、高さ 0 などで見えない行です。ほかの行と同じように数えました。",
        "The row is hidden, by a filter, an outline or a height of 0. It is counted like any other.",
    ),
    "fix_W309": (
        "フィルターを解除して確かめてください。数えないなら{key:policies}の W309 を{word:quarantine_row}にしてください。",
        "Clear the filter and check. To leave such rows out, set {key:policies}, W309, to quarantine_row.",
    ),
    "finding_W310": ("非表示の列", "a hidden column"),
    "rule_W310": (
        "見えない列です。ほかの列と同じように読みました。",
        "The column is hidden. It is read like any other.",
    ),
    "fix_W310": (
        "列を再表示して、使ってよい列かどうかを確かめてください。",
        "Show the column and check that it is meant.",
    ),
    "finding_W311": ("非表示のシートを読んだ", "the sheet that was read is hidden"),
    "rule_W311": (
        "調査票の見出しがあるシートがほかになく、非表示のシートを読みました。",
        "No other sheet has as many of the questionnaire's headings; a hidden sheet was read.",
    ),
    "fix_W311": (
        "シートを再表示して確かめ、違うシートなら --sheet で指定してください。",
        "Show the sheet and check it; choose another sheet with --sheet.",
    ),
    "finding_W312": (
        "数式の結果を確かめられない形式（xls）",
        "a format that does not show whether formulas were calculated (xls)",
    ),
    "rule_W312": (
        "古い形式（xls）では、数式の結果が計算済みかどうかと、テーブルの集計行が分かりません。数式の結果は保存されているままに読みました。空の結果は無回答になります。数式の誤り、表示形式、取り消し線、結合したセル、非表示の行と列は、"
        "xlsx と同じように調べています。",
        "The old format (xls) does not show whether the result of a formula was calculated, nor which rows are total "
        "rows of tables. Results are read as they are stored; an empty one is no answer. Errors, number formats, "
        "cells struck out, merged cells and hidden rows and columns are looked for as in xlsx.",
    ),
    "fix_W312": (
        "回答の欄に数式がなければ、このままで構いません。あれば、Excel で開き、xlsx で保存し直してから読んでください。",
        "If no answer is a formula, leave it; otherwise open it in Excel, save it as xlsx and read that.",
    ),
    "finding_W313": (
        "表示形式で、保存されている数と違って見えるセル",
        "a number that its format shows as something else",
    ),
    "rule_W313": (
        "千円単位（#,##0,）や「0万円」の表示形式、数を言葉に変える表示形式（1 を「女性」など）、何も表示しない表示形式のセルです。見えているものではなく、保存されている数を読みました（"
        "5000 が 5 と見えていても 5000）。",
        "The cell's format shows its number in thousands (#,##0,), with 万円 after it, as a word, or not at all. The "
        "stored number was read, not the one shown: 5000, although 5 is shown.",
    ),
    "fix_W313": (
        "保存されている数が正しければ、このままで構いません。見えているものが正しいなら、表示形式を「標準」にして、正しい値を入れてください。"
        "使わないなら{key:policies}の W313 を{word:set_missing}にしてください。",
        "If the stored number is right, leave it. If what is shown is right, set the format to General and enter the "
        "right value. W313 in {key:policies}, set_missing, drops these values.",
    ),
    "finding_W314": ("取り消し線の付いたセル", "a cell that is struck out"),
    "rule_W314": (
        "取り消し線で消されているように見えるセルです。値は、ほかのセルと同じように読みました。1つのセルの中の一部だけの取り消し線は調べていません。",
        "The text of the cell is struck out. It was read like any other cell. Cells in which only a part is struck out "
        "are not checked.",
    ),
    "fix_W314": (
        "取り消すつもりなら、値を消すか直してください。使わないなら{key:policies}の W314 を{word:set_missing}にしてください。",
        "If it is meant to be deleted, delete or correct it. W314 in {key:policies}, set_missing, drops these values.",
    ),
    "finding_E315": (
        "文字コードがファイルと違うセル",
        "a cell in another encoding than the file",
    ),
    "rule_E315": (
        "このセルの文字は、ファイルのほかの部分の文字コード（UTF-8 か CP932）では読めません。文字コードの違うファイルから写した行やセルが混ざっている（UTF-8 の中の CP932 など）か、文字の途中で切れています。"
        "どの答えだったかは決めつけません。",
        "The bytes of this cell are no text in the encoding of the rest of the file (UTF-8 or CP932). Rows or cells of a "
        "file in another encoding were put into it (CP932 into UTF-8, for example), or a letter is cut in the middle. "
        "Which answer it was is not guessed.",
    ),
    "fix_E315": (
        "元のファイルを同じ文字コード（UTF-8）で書き出し直してから、つないでください。元のファイルがなければ、用紙と見比べてこのセルを入力し直してください。",
        "Export each of the files in the same encoding (UTF-8) before they are put together. Where they are gone, enter "
        "this cell again from the form.",
    ),
    "finding_W401": (
        "調査票にない列",
        "a column that the questionnaire does not have",
    ),
    "rule_W401": (
        "調査票のどの設問にも当たらない見出しの列です。集計には使いません。見出しに電話番号などがあるときや、"
        "調査票の見出しの半分も見つからない（見出しの行がないらしい）ときは、見出しは示しません。",
        "No question has this heading; the column is not used. The heading is not shown if it contains a telephone number "
        "or the like, or if less than half of the questionnaire's headings were found (the first row may then be "
        "answers).",
    ),
    "fix_W401": (
        "要らない列なら{key:columns.ignore}に見出しを書いてください。設問の列なら{key:header_aliases}に書いてください。",
        "If it is not needed, name it under {key:columns.ignore}; if it belongs to a question, in its {key:header_aliases}.",
    ),
    "finding_E402": (
        "調査票にある列がない",
        "a column of the questionnaire is missing",
    ),
    "rule_E402": (
        "調査票の設問の見出しが、ファイルに見つかりません。近い見出しがあれば示します。複数回答の見出しの"
        "下に列がいくつもあり、どれがどの選択肢か分からないときも、これになります。{key:policies}で{word:set_missing}と"
        "すると、その設問を無回答として続けます。複数回答の選択肢の列が1つだけないときは、その選択肢だけを「分からない」とし、"
        "「選ばなかった」とは数えません。",
        "The heading of a question is not in the file; the most similar heading is named. The same is found "
        "where several columns are below the heading of a multiple answer and it is not clear which option each one is. With "
        "{key:policies}, set_missing, the question has no answers and the rest goes on. Where one option of a multiple answer "
        "lacks its column, that option alone is unknown; it does not count as not chosen.",
    ),
    "fix_E402": (
        "別の調査や年度のファイルでないか確かめ、見出しか調査票の{key:header}を直してください。",
        "Check that the file is of this survey and year; correct the heading or the question's {key:header}.",
    ),
    "finding_W403": ("見出しのない列", "a column without a heading"),
    "rule_W403": (
        "値があるのに見出しがない列です。集計には使いません。",
        "The column has values and no heading; it is not used.",
    ),
    "fix_W403": (
        "設問の列なら見出しを書いてください。要らない列なら消してください。",
        "Give it a heading if it belongs to a question; otherwise delete it.",
    ),
    "finding_W404": ("整理番号か受付日の列がない", "the column of the id or the day received is missing"),
    "rule_W404": (
        "調査票に書かれた{key:columns.id}か{key:columns.received}がファイルにありません（Google フォームの回答には整理番号がありません）。集計はできますが、整理番号がなければ重複を、"
        "受付日がなければ期間を検査できません。",
        "The {key:columns.id} or the {key:columns.received} is not in the file (answers of Google Forms have no id). The "
        "answers are counted; without ids duplicates cannot be found, and without the day received the period cannot be "
        "checked.",
    ),
    "fix_W404": (
        "列があるなら{key:id_aliases}か{key:received_aliases}に見出しを書いてください。",
        "If the file has it under another heading, add that to {key:id_aliases} or {key:received_aliases}.",
    ),
    "finding_W405": ("読んでいないシートがある", "a sheet that was not read"),
    "rule_W405": (
        "読んだシートと同じ見出しと回答のある、別のシートです。集計には使っていません。",
        "Another sheet has the same headings and answers below them; they are not used.",
    ),
    "fix_W405": (
        "使うシートは --sheet か調査票の{key:file.sheet}で指定できます（そうすればこの注意は出ません）。"
        "両方を集計するには、シートごとに別のファイルに保存して、両方を指定してください。",
        "Name the sheet to use with --sheet, or {key:file.sheet} of the questionnaire; then this warning is not "
        "given. To count both, save each sheet as a file and give both files.",
    ),
    "finding_W501": ("文字化け", "damaged characters"),
    "rule_W501": (
        "読めない文字（�、外字、制御文字、〓、???? だけの文）か、文字コードの取り違えで化けた文字があります。",
        "There are unreadable characters (�, private-use, control, 〓, a text of ????) or text of another encoding.",
    ),
    "fix_W501": (
        "元のシステムから、UTF-8 を選んで書き出し直してください。文字コードは --encoding でも指定できます。",
        "Export the file again as UTF-8, or name the encoding with --encoding.",
    ),
    "finding_W502": ("数式のような文字", "text like a formula"),
    "rule_W502": (
        "= で始まる文字か、+ - @ で始まって関数やセルの番地が続く、表計算ソフトが数式として動かしかねない文字です。"
        "kumin が書き出すファイルでは動きません。",
        "Text that begins with =, or with + - @ before a function or a cell, which a spreadsheet may run as a formula. In "
        "files written by kumin it does not run.",
    ),
    "fix_W502": (
        "元のファイルを表計算ソフトで開くときは注意し、必要なら先頭に ' を付けてください。",
        "Take care when you open the original in a spreadsheet; if necessary put ' before the text.",
    ),
    "finding_W503": ("自由記述などに電話番号のような数字", "what looks like a phone number"),
    "rule_W503": (
        "自由記述や調査票にない列に、電話番号のような数字があります。",
        "Free text, or a column that the questionnaire does not have, contains what looks like a phone number.",
    ),
    "fix_W503": (
        "公表や共有の前に消してください。連絡先の列なら{key:columns.ignore}に書くか、別のファイルに分けてください。",
        "Remove it before sharing. Name a column of contacts under {key:columns.ignore}, or keep it in another file.",
    ),
    "finding_W504": ("自由記述などにメールアドレス", "what looks like an e-mail address"),
    "rule_W504": (
        "自由記述や調査票にない列に、メールアドレスのような文字があります。",
        "Free text, or a column that the questionnaire does not have, contains what looks like an e-mail address.",
    ),
    "fix_W504": (
        "公表や共有の前に消してください。連絡先の列なら{key:columns.ignore}に書くか、別のファイルに分けてください。",
        "Remove it before sharing. Name a column of contacts under {key:columns.ignore}, or keep it in another file.",
    ),
    "finding_W505": (
        "自由記述などに12けたの番号（マイナンバーなど）",
        "a number of twelve digits (My Number, perhaps)",
    ),
    "rule_W505": (
        "自由記述や調査票にない列に、マイナンバーのような12けたの番号があります。",
        "Free text, or a column that the questionnaire does not have, contains twelve digits, as My Number has.",
    ),
    "fix_W505": (
        "マイナンバーなら、決められた手順に従ってすぐに消してください。",
        "If it is a My Number, remove it at once as your rules require.",
    ),
    "action_keep": ("そのまま", "kept"),
    "action_set_missing": ("無効（無回答扱い）", "set to missing"),
    "action_quarantine_row": (
        "行を除外",
        "row left out",
    ),
    "action_refuse": ("集計しない", "refused"),
    "severity_error": ("エラー", "error"),
    "severity_warning": ("注意", "warning"),
    "explain_head": ("{code}　{title}", "{code}: {title}"),
    "explain_severity": ("種類: {severity}", "Kind: {severity}"),
    "explain_meaning": ("意味: {words}", "Meaning: {words}"),
    "explain_fix": ("直し方: {words}", "What to do: {words}"),
    "explain_action": (
        "扱い: {action}（調査票の{key:policies}に「{code}: …」と書いて変えられます: {allowed}）",
        "Treatment: {action} (change it by {key:policies}, `{code}: …`: {allowed})",
    ),
    "explain_interval_formula": ("計算式: {words}", "Limits: {words}"),
    "explain_interval_at_ends": ("0% のとき: {words}", "At 0%: {words}"),
    "explain_interval_source": ("出典: {words}", "Source: {words}"),
    "explain_interval_r": ("R の svyciprop の名前: {words}", "In R's svyciprop: {words}"),
    "explain_target": ("目標の書き方: {title}", "A target: {title}"),
    "explain_reference": ("目標の reference: {title}", "`reference` of a target: {title}"),
    "explain_example": ("例: {example}", "Example: {example}"),
    "explain_targets": (
        "目標の書き方（plan.yaml の target）: {names}",
        "Kinds of target (target in plan.yaml): {names}",
    ),
    "explain_references": (
        "目標の reference（plan.yaml の target）: {names}",
        "`reference` of a target (target in plan.yaml): {names}",
    ),
    "explain_intervals": (
        "区間の方法（plan.yaml の interval）: {names}",
        "Interval methods (interval in plan.yaml): {names}",
    ),
    "explain_unknown": (
        "「{code}」という検査・区間の方法・目標の書き方はありません。{nearest:ja}あるもの: {known}",
        "there is no rule, interval method or kind of target `{code}`. {nearest:en}Known: {known}",
    ),
}
