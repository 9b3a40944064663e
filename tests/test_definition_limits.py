"""What a definition cannot say, whatever else is right: each is told once, in words.

The cases of test_definition_faults.py are those that were met; these are the rest of what the
messages tell, in the round where it can be said.
"""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from faults import check_told_alike, in_report, in_table, problems
from spoiling.folders import Spoil, both

ROUNDS = Path(__file__).parent / "rounds"


def file(name: str, content: str, encoding: str = "utf-8") -> Spoil:
    """Put another file in the place of one."""

    def spoil(folder: Path) -> None:
        (folder / name).write_text(content, encoding=encoding)

    return spoil


def rewritten(
    name: str, change: Callable[[list[list[str]]], object], delimiter: str = ","
) -> Spoil:
    """Change a table of the master row by row."""

    def spoil(folder: Path) -> None:
        path = folder / "master" / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as stream:
            lines = list(csv.reader(stream))
        change(lines)
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, delimiter=delimiter).writerows(lines)

    return spoil


def drop(column: str) -> Callable[[list[list[str]]], None]:
    def change(lines: list[list[str]]) -> None:
        index = lines[0].index(column)
        for line in lines:
            del line[index]

    return change


def add_to_each(text: str) -> Callable[[list[list[str]]], None]:
    def change(lines: list[list[str]]) -> None:
        for line in lines[1:]:
            line.append(text)

    return change


CASES: dict[str, tuple[str, Spoil, list[str]]] = {
    # ------------------------------------------------ types and bounds
    "a year with a fraction": (
        "tiny", in_report("year = 2030", "year = 2030.5"),
        ["report.toml round.year: 整数にしてください。"],
    ),
    "a whole number as text": (
        "tiny", in_report("digits = 1", 'digits = "1"'),
        ["report.toml rules.digits: 整数にしてください。"],
    ),
    "too many digits": (
        "tiny", in_report("digits = 1", "digits = 12"),
        ["report.toml rules.digits: 6 以下にしてください。"],
    ),
    "a text for a table": (
        "tiny", in_report('pillar = { as = "bar", text = "{number} {title}" }', 'pillar = "bar"'),
        ["report.toml forms[1].print.pillar: 項目の表（{…}）にしてください。"],
    ),
    "a text for a list": (
        "tiny", in_report('under = ["pillar"]', 'under = "pillar"'),
        ["report.toml levels[2].under: 一覧（[…]）にしてください。"],
    ),
    "a word for true or false": (
        "tiny", in_report("public = false", 'public = "no"'),
        ["report.toml forms[1].columns[5].public: true か false にしてください。"],
    ),
    "a text for a date": (
        "tiny", in_report("deadline = 2031-06-30", 'deadline = "2031-06-30"'),
        ["report.toml round.deadline: 日付（2031-05-01 のように、引用符なし）にしてください。"],
    ),
    "a margin that is no number": (
        "tiny", in_report("margin_top_mm = 20.0", "margin_top_mm = nan"),
        ["report.toml theme.margin_top_mm: 数にしてください。"],
    ),
    "a line of a cover without its text": (
        "deep", in_report('[[sections]]\nid = "contents"\n',
                          '[[sections]]\nid = "cover"\nkind = "front"\nsheet = "表紙"\n'
                          'parts = [{ style = "cover_title" }]\n\n[[sections]]\nid = "contents"\n'),
        ["report.toml sections[1].parts[1].text: 項目がありません。"],
    ),
    "a prompt that Excel cannot show": (
        "tiny", in_report("max_chars = 40", f'max_chars = 40\nprompt = "{"あ" * 300}"'),
        ["report.toml forms[1].columns[7].prompt: 長すぎます（255 字まで）。"],
    ),
    "a round's id that is no folder's": (
        "tiny", in_report('id = "tiny"', 'id = "a/b"'),
        ["report.toml round.id: フォルダーの名前にできる文字・数字・「-」「.」「_」だけにしてください。"],
    ),
    "a tally of a form": (
        "tiny", in_report('column = "items.start"', 'column = "items"'),
        ["report.toml tallies[1].column: 「様式.列」の形にしてください。"],
    ),
    "a report.toml in Shift_JIS": (
        "tiny", file("report.toml", "schema = 2\n# 進捗", "cp932"),
        ["report.toml: 文字コードがUTF-8ではありません。UTF-8で保存してください。"],
    ),
    "a number in quotation marks": (
        "tiny", in_report("schema = 2\n", 'schema = "2"\n'),
        ['report.toml schema: 引用符（"…"）を外して、2 と書いてください。'],
    ),
    "a list of styles": (
        "tiny", in_report('style = "title"', 'style = ["title"]'),
        ['report.toml sections[1].parts[1]: 文字列（"…"）にしてください。'],
    ),
    "a level printed as nothing": (
        "tiny", in_report('pillar = { as = "bar", text', "pillar = { text"),
        ["report.toml forms[1].print.pillar: 「as」がありません。"],
    ),
    # ------------------------------------------------ levels and how they are printed
    "two levels of one table": (
        "tiny", in_report('table = "plans"', 'table = "pillars"'),
        ["report.toml levels[2].table: 表「pillars」は levels[1].table でも使われています。"],
    ),
    "a level with a table that is optional": (
        "tiny", in_report('id = "plan"\n', 'id = "plan"\noptional = true\n'),
        ["report.toml levels[2].optional: 表（table）のある階層「plan」は、optional にできません。"],
    ),
    "a level without a table that is under another": (
        "tiny", in_report('id = "related"\n', 'id = "related"\nunder = ["plan"]\n'),
        ["report.toml levels[3].under: 階層「related」には表（table）がないので、under は書けません。"
         "上下は、様式の path の順で決まります。"],
    ),
    "a count without what is numbered": (
        "tiny", in_report('count_in = "plan"\nserial = "{plan}.{count}"', 'count_in = "plan"'),
        ["report.toml levels[5].count_in: count_in は、serial のある階層だけに書けます。"],
    ),
    "a level twice in a path": (
        "tiny", in_report('"related", "group", "project"]', '"related", "group", "group", "project"]'),
        ["report.toml forms[1].path: 階層「group」が path に二度あります。"],
    ),
    "a bar below a band": (
        "tiny", in_report('pillar = { as = "bar"', 'pillar = { as = "band"'),
        ["report.toml forms[1].print.plan.as: bar は、band より上の階層だけに使えます"
         "（bar、band、column の順です）。"],
    ),
    "a table split by a level that may be absent": (
        "tiny", in_report('split = "pillar"', 'split = "related"'),
        ["report.toml sections[3].split: 階層「related」は optional なので、シートを分けられません。"],
    ),
    "a level that is called otherwise in one place": (  # and named in seven
        "tiny", in_report('id = "plan"\ntable', 'id = "plann"\ntable'),
        ["report.toml levels[4].reference: {plan} は使えません。使えるのは "
         "{pillar} {plann} {related} {group} {project} {number} {year} です。「plann」のことですか。（ほか 1 か所）",
         "report.toml levels[5].count_in: 「plan」という階層はありません。「plann」のことですか。（ほか 4 か所）"],
    ),
    "a level's id in full width": (
        "tiny", in_report('id = "group"\n', 'id = "ｇｒｏｕｐ"\n'),
        ["report.toml levels[4].id: 「ｇｒｏｕｐ」は全角などの文字を含みます。「group」としてください。"],
    ),
    "a listed table without page numbers": (
        "tiny", in_report('kind = "table"', 'kind = "table"\nnumbered = false'),
        ["report.toml sections[3].contents: 「tables」にはページ番号がないので（numbered = false）、"
         "目次に載せられません。"],
    ),
    # ------------------------------------------------ columns
    "a blank choice": (
        "tiny", in_report('choices = ["予算", "人員"]', 'choices = ["予算", "　"]'),
        ["report.toml forms[1].columns[5].choices[2]: 空の選択肢があります。"],
    ),
    "no choices": (
        "tiny", in_report('choices = ["予算", "人員"]', "choices = []"),
        ["report.toml forms[1].columns[5].choices: 選択肢が一つもありません。"],
    ),
    "a choice of nothing": (
        "tiny", in_report('choices = ["予算", "人員"]', 'kind = "choice"'),
        ['report.toml forms[1].columns[5].kind: kind = "choice" の列には、scale か choices が必要です。'],
    ),
    "a text with choices": (
        "tiny", in_report("choices = [", 'kind = "text"\nchoices = ['),
        ['report.toml forms[1].columns[5].kind: scale や choices のある列の kind は "choice" です。'],
    ),
    "a scale and choices": (
        "tiny", in_report('scale = "start"\nheader', 'scale = "start"\nchoices = ["済", "未定"]\nheader'),
        ["report.toml forms[1].columns[4].choices: scale と choices は、どちらか一つにしてください。"],
    ),
    "a width of what is not printed": (
        "tiny", in_report('print = "none"\n', 'print = "none"\nwidth = 4\n'),
        ['report.toml forms[1].columns[5].width: print = "none" の列に、幅（width）は要りません。'],
    ),
    "a printed secret": (
        "tiny", in_report("max_chars = 40", "max_chars = 40\npublic = false"),
        ["report.toml forms[1].columns[7].public: 列「remarks」は印刷するので、public = false にはできません。"],
    ),
    "a prompt for nobody": (
        "tiny", in_report('header = "目標"\n', 'header = "目標"\nprompt = "目標を書いてください"\n'),
        ["report.toml forms[1].columns[1].prompt: prompt は、部署が記入する列だけに書けます。"],
    ),
    "a comparison of what has no rank": (
        "tiny", in_report('choices = ["予算"', 'compare = ["plan_r8", "done"]\nchoices = ["予算"'),
        ["report.toml forms[1].columns[5].compare: compare は、scale のある列だけに書けます。"],
    ),
    "a comparison of a line with an entry": (
        "tiny", in_report('compare = ["plan_r8", "done"]\nneeds = { "未"',
                          'compare = ["plan_r8", "remarks"]\nneeds = { "未"'),
        ["report.toml forms[1].columns[4].compare: "
         "「plan_r8」と「remarks」は、行ごとか取組ごとかが違うので比べられません。"],
    ),
    "a footnote for each line": (
        "tiny", in_report('header = "2030年度実績"\nwidth = 8', 'header = "2030年度実績"\nprint = "below"'),
        ["report.toml forms[1].columns[3].print: 列「done」は行ごとに記入するので、表の下には印刷できません。"],
    ),
    "a column that needs itself": (
        "tiny", in_report('"◎" = ["remarks"]', '"◎" = ["achieved"]'),
        ["report.toml forms[1].columns[6].needs.◎: 列「achieved」が、自分自身を指しています。"],
    ),
    "a need of nothing": (
        "tiny", in_report('"◎" = ["remarks"]', '"◎" = []'),
        ["report.toml forms[1].columns[6].needs.◎: 列が書かれていません。"],
    ),
    "a need for what stands on other rows": (
        "tiny", in_report('header = "未着手の理由"', 'per = "line"\nheader = "未着手の理由"'),
        ["report.toml forms[1].columns[4].needs.未: 列「why」と列「start」は、"
         'どちらも行ごと（per = "line"）か、どちらも取組ごとにしてください。'],
    ),
    "a breakdown by no column": (
        "tiny", in_report('breakdown = { "未" = "why" }', 'breakdown = { "未" = "whi" }'),
        ["report.toml tallies[1].breakdown.未: 「whi」という選択肢（choices）のある列はありません。「why」のことですか。"],
    ),
    "a breakdown by what stands on other rows": (
        "tiny", both(in_report('header = "未着手の理由"', 'per = "line"\nheader = "未着手の理由"'),
                     in_report('needs = { "未" = ["why"] }\n', ""),
                     in_report('required = "needed"\notherwise = "warn"\n', "")),
        ["report.toml tallies[1].breakdown.未: 列「why」と列「start」は、"
         'どちらも行ごと（per = "line"）か、どちらも取組ごとにしてください。'],
    ),
    "a need of what is counted only where it is needed itself": (
        "tiny", in_report('choices = ["予算"', 'needs = { "予算" = ["remarks"] }\nchoices = ["予算"'),
        ["report.toml forms[1].columns[5].needs: 列「why」の記入は必要なときだけ数えられるので、"
         "ほかの列を求めること（needs）はできません。"],
    ),
    "nothing without its words": (
        "tiny", in_report('nothing = ["なし", "—"]\n', ""),
        ["report.toml rules.nothing: 列「achieved」の only_when_nothing には、"
         "「取組なし」を表す文（nothing）が必要です。"],
    ),
    "repeats that show nothing": (
        "tiny", in_report('"done"] }\nrepeat = "{grade}(再)"', '"done"] }\nrepeat = "(再)"'),
        ["report.toml forms[1].columns[6].repeat: 再掲の行に何も印刷されません。{grade} を入れてください。"],
    ),
    "two columns of one header": (
        "tiny", in_report('header = "特記事項"', 'header = "2030年度 実績"'),
        ["report.toml forms[1].columns[7].header: 「2030年度 実績」は forms[1].columns[3].header と重複しています。"],
    ),
    "a column's id in full width": (
        "tiny", in_report('id = "remarks"', 'id = "ｒｅｍａｒｋｓ"'),
        ["report.toml forms[1].columns[7].id: 「ｒｅｍａｒｋｓ」は全角などの文字を含みます。「remarks」としてください。"],
    ),
    "nothing to say where nothing came": (
        "tiny", in_report('missing = "届いていません"', 'missing = "　"'),
        ["report.toml texts.missing: 空白だけの文は書けません。"],
    ),
    "a report without a title": (
        "tiny", in_report('title = "みらい市実施計画 進行管理報告書"', 'title = ""'),
        ["report.toml round.title: 空白だけの文は書けません。"],
    ),
    # ------------------------------------------------ sheets and the page
    "a sheet called with blanks": (
        "tiny", in_report('sheet = "もくじ"', 'sheet = "　"'),
        ["report.toml sections[2].sheet: シート名が空です。"],
    ),
    "a sheet called as one of Excel's own": (
        "tiny", in_report('sheet = "もくじ"', 'sheet = "History"'),
        ["report.toml sections[2].sheet: シート名「History」は、Excelが使う名前です。"],
    ),
    "sheets of a table that are all called the same": (
        "tiny", both(in_table("pillars", "A1,第1章,暮らし", "A1,第1章,暮らし\nA2,第2章,まち"),
                     in_table("plans", "S2,A1", "S2,A2"),
                     in_report('sheet = "{number}"', 'sheet = "本編"')),
        ["report.toml sections[3].sheet: 分けたシートの名前がどれも「本編」になります。"
         "{number} などを入れてください。"],
    ),
    # A4 is 210 mm by 297 mm.
    "margins that leave no width": (
        "tiny", both(in_report("margin_left_mm = 15.0", "margin_left_mm = 80.0"),
                     in_report("margin_right_mm = 15.0", "margin_right_mm = 80.0")),
        ["report.toml theme.margin_left_mm: 左右の余白を除くと 50 mm しか残りません（80 mm 以上必要です）。"],
    ),
    "margins that leave no height": (
        "tiny", both(in_report("margin_top_mm = 20.0", "margin_top_mm = 80.0"),
                     in_report("margin_bottom_mm = 20.0", "margin_bottom_mm = 80.0")),
        ["report.toml theme.margin_top_mm: 上下の余白を除くと 134 mm しか残りません（141 mm 以上必要です）。"],
    ),
    "a sheet's name that is bad for every node": (
        "twice", in_report('sheet = "柱{index}"', 'sheet = "柱/{index}"'),
        ["report.toml sections[4].sheet: シート名「柱/1」に、Excelで使えない文字"
         "（[ ] : * ? / \\ や先頭・末尾の '）があります。"],
    ),
    "a line of the contents for no level": (
        "tiny", in_report('contents = { level = "plan", text', "contents = { text"),
        ["report.toml sections[3].contents: {number} などは、どの階層を載せるか（level）を書かないと使えません。"],
    ),
    "a running title of two lines": (
        "tiny", in_report('running_title = "進行管理報告書"', 'running_title = "進行管理\\n報告書"'),
        ["report.toml sections[3].running_title: 柱（running_title）は1行にしてください。"],
    ),
    # ------------------------------------------------ tables
    "a table in another encoding": (
        "tiny", file("master/departments.csv", "id,name\nX1,総務課\n", "utf-16"),
        ["master: master を読めません（departments.csv: 文字コードがUTF-8でもShift_JISでもありません）。"],
    ),
    "a quotation mark that is never closed": (
        "tiny", in_table("departments", "X2,土木課", 'X2,"土木課'),
        ['master: master を読めません（departments.csv: 3行目で、引用符「"」の対応が取れていないか、'
         "セルが長すぎます）。"],
    ),
    "a column twice": (
        "tiny", in_table("departments", "id,name\n", "id,name,name\n"),
        ["departments.csv: 列「name」が二つあります。"],
    ),
    "no departments": (
        "tiny", file("master/departments.csv", "id,name\n"),
        ["departments.csv: 行がありません。"],
    ),
    "a file without a line": (
        "tiny", file("master/departments.csv", ""),
        ["departments.csv: 列「id」がありません。", "departments.csv: 列「name」がありません。"],
    ),
    "a full-width id that other rows name rightly": (
        "tiny", in_table("departments", "X2,土木課", "Ｘ2,土木課"),
        ["departments.csv 3行目 id: id「Ｘ2」は全角などの文字を含みます。「X2」としてください。"],
    ),
    "a parent that is empty": (
        "tiny", in_table("plans", "S2,A1,2", "S2,,2"),
        ["plans.csv 3行目 pillar: pillar が空欄です。表「pillars」の id を書いてください。"],
    ),
    "a row under nothing, and what would hang below it": (
        "tiny", in_table("tree", "S2,group,S2-G1", "S9,group,S2-G1"),
        ["tree.csv 9行目 plan: plan「S9」は、表「plans」にありません。"],
    ),
    "a plan about which no form asks": (
        "tiny", in_table("plans", "2,便利なまち", "2,便利なまち\nS3,A1,3,にぎわうまち"),
        ["plans.csv 4行目: 「S3」（にぎわうまち）について尋ねている様式がありません。"],
    ),
    "a text that names no column of its table": (
        "trees", in_report('"柱{number}　{title}" }\nplan', '"柱{number}　{titel}" }\nplan'),
        ["pillars.csv: 列「titel」がありません。report.toml の forms[1].print.pillar.text が使っています。"
         "「title」のことですか。"],
    ),
    "a need of what the master says": (
        "tiny", in_report('"◎" = ["remarks"]', '"◎" = ["goal"]'),
        ["report.toml forms[1].columns[6].needs.◎: 「goal」という部署が記入する列はありません。"],
    ),
    "nothing said by a choice": (
        "tiny", in_report('"×" = ["plan_r8", "done"]', '"×" = ["start"]'),
        ["report.toml forms[1].columns[6].only_when_nothing.×: 「start」という選択肢のない列はありません。"],
    ),
    "a repeat that a department is to answer": (
        "tiny", in_table("tree", ",,S1-02.2,,△", ",X1,S1-02.2,,△"),
        ["tree.csv 14行目 department: 「S2-02」は再掲なので、担当部署は空欄にしてください。"],
    ),
    "a token without what is repeated": (
        "tiny", in_table("tree", "舗装の更新,3路線", "舗装の更新【再掲】,3路線"),
        ["tree.csv 11行目: 「再掲」と書いてありますが、列 repeat が空欄です。"],
    ),
    "a value of a band": (
        "tiny", in_table("tree", "S1-G1,1,防災,,", "S1-G1,1,防災,目標,"),
        ["tree.csv 2行目 goal: この行のこの列に「目標」がありますが、印刷されません。"],
    ),
    "a name of a further line": (
        "tiny", in_table("tree", "S1-02.2,,,東地区", "S1-02.2,,東,東地区"),
        ["tree.csv 6行目 name: 2行目以降の行（line）のこの列に「東」がありますが、"
         "取組ごとの列なので印刷されません。"],
    ),
    "more than Excel holds": (
        "tiny", in_table("tree", "総合訓練の実施", "あ" * 32_768),
        ["tree.csv 4行目 goal: Excelの1セルに入る32,767字を超えています。"],
    ),
    "numbers that a text needs and no column has": (
        "tiny", rewritten("tree", drop("number")),
        ["tree.csv: 列「number」がありません。"],
    ),
    "a table of tabs": (
        "tiny", rewritten("tree", list.copy, delimiter="\t"),
        ["master: master を読めません（tree.csv: 区切りがコンマではありません。"
         "CSV（コンマ区切り）で保存してください）。"],
    ),
    "texts behind every row": (
        "tiny", rewritten("plans", add_to_each("済")),
        ["plans.csv 2行目 E2: 見出しのない列に「済」が入っています。"
         'CSVで文の中に「,」があるときは、その文を「"」で囲んでください。要らない記入であれば消してください。'
         "（ほか 1 行）"],
    ),
    "a column without its name": (
        "tiny", in_table("tree", "name,goal,", "name,,"),
        ["tree.csv: 列「goal」がありません。"],
    ),
    "two columns that changed their places": (  # in 24 rows
        "flat", in_table("items", "theme,id,", "id,theme,"),
        ["items.csv 2行目 id: id「T1」は themes.csv 2行目 と重複しています。（ほか 23 行）",
         "items.csv 2行目 theme: theme「R01」は、表「themes」にありません。（ほか 23 行）"],
    ),
    "lines of what an entry has once": (
        "plans", in_report('"step", by = "master", per = "line"', '"step", by = "master"'),
        ["works.csv 3行目 step: 2行目以降の行（line）のこの列に「オンライン配信」がありますが、"
         "取組ごとの列なので印刷されません。（ほか 7 行）"],
    ),
    "an error that a spreadsheet saved": (
        "tiny", in_table("tree", "3路線,X2", "#REF!,X2"),
        ["tree.csv 11行目 plan_r8: 「plan_r8」がエラー「#REF!」になっています。"
         "数式や参照を使わず、内容を直接入力し直してください。"],
    ),
    "a department's name for its id": (
        "tiny", in_table("tree", "年1回,X1", "年1回,総務課"),
        ["tree.csv 4行目 department: department「総務課」は、表「departments」にありません。「X1」のことですか。"],
    ),
    "two departments of one name": (
        "tiny", in_table("departments", "X2,土木課", "X2,総務課"),
        ["departments.csv 3行目 name: 「総務課」は 2行目 と重複しています。"],
    ),
    # ------------------------------------------------ goals, citations, tallies of a part
    "a goal that many plans name and the table lacks": (
        "trees", in_table("goals", "\n4,質の高い", "\n14,質の高い"),
        ["plans.csv 2行目 sdgs: sdgs「4」は、表「goals」にありません。「14」のことですか。（ほか 2 行）"],
    ),
    "a goal's number in full width": (
        "trees", in_table("goals", "\n4,質の高い", "\n４,質の高い"),
        ["goals.csv 3行目 number: number「４」は全角などの文字を含みます。「4」としてください。"],
    ),
    "a goal twice": (
        "trees", in_table("goals", "\n7,エネルギー", "\n4,水とエネルギー,,FCC30B\n7,エネルギー"),
        ["goals.csv 4行目 number: 番号「4」が空欄か、重複しています。"],
    ),
    "a goal's colour that is none": (
        "trees", in_table("goals", "C5192D", "赤"),
        ["goals.csv 3行目 color: 色「赤」は使えません。「E5243B」のように6桁で書いてください。"],
    ),
    "a citation of what is not there": (
        "deep", in_table("digital", "M13-G1-W1", "M13-G1-W9"),
        ["digital.csv 2行目 cites: 引用できるもの（様式の表の中の、group などの行）に「M13-G1-W9」はありません。「M13-G1-W2」のことですか。"],
    ),
    "a citation of what has no serial": (
        "deep", in_table("digital", "M13-G1-W1", "M13-G1"),
        ["digital.csv 2行目 cites: 「M13-G1」には番号（serial）がないので、引用できません。"
         "下にあるものの id を指定してください。"],
    ),
    "a cross table at no node": (
        "deep", in_report('at = "M22-G3"', 'at = "M22-G33"'),
        ["report.toml sections[4].at: 「M22-G33」という帯や見出しとして印刷するものはありません。"
         "「M22-G3」のことですか。"],
    ),
    "a category that is called twice": (
        "deep", in_table("digital", "D1,①,手続のデジタル化,M22", "D1,①,手続のデジタル,M22"),
        ["digital.csv 3行目 title: 「手続のデジタル」は印刷されません。"
         "同じ category の最初の行と同じにするか、空欄にしてください。"],
    ),
    "a category in full width": (
        "deep", in_table("digital", "D1,①,手続のデジタル化,M22", "Ｄ1,①,手続のデジタル化,M22"),
        ["digital.csv 3行目 category: category「Ｄ1」は全角などの文字を含みます。「D1」としてください。"],
    ),
    "a cross table that cites nothing": (
        "deep", in_table("digital", "M13-G1-W1", ""),
        ["digital.csv 2行目 cites: cites がなく、上の行にも引用がありません。"],
    ),
    "a tally of what no row has": (
        "departments", in_report('where = { priority = ["重点"] }', 'where = { priority = ["重要"] }'),
        ["report.toml tallies[2].where.priority: master の列「priority」に「重要」という文はありません。"],
    ),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, name: str) -> Path:
    """A copy of the case's round, to spoil."""
    round_, _, _ = CASES[name]
    return Path(shutil.copytree(ROUNDS / round_, tmp_path / round_))


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_said_is_told_once_by_every_command_alike(folder: Path, name: str) -> None:
    _, spoil, expected = CASES[name]
    spoil(folder)
    assert problems(folder) == expected
    check_told_alike(folder, expected)
