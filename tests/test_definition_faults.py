"""What is wrong with report.toml, alone or beside the master: told at load, causes only, in words.

Each case is one mistake in the tiny round and everything that is said of it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import TINY
from faults import check_told_alike, edit, in_report, in_table, problems, without_table
from shinchoku import pipeline
from shinchoku.definition import load
from shinchoku.failures import DefinitionError
from spoiling.folders import Spoil, both
from telling import ja

# A legend, to be put behind the memo's section: parts that the tiny round does without.
LEGEND = """
[[sections]]
id = "legend"
kind = "text"
sheet = "凡例"
contents = { text = "凡例" }
parts = [
  { style = "excerpt", form = "items", entries = ["S1-01"], callouts = { goal = "①" } },
  { style = "scale", scale = "achieved", grades = ["◎", "○"] },
]

[[sections]]
id = "contents"
"""
# A second form: nothing hangs below anything, one column.
SECOND = """
[[forms]]
id = "extra"
sheet = "追加"
master = "extra"
columns = [{ id = "text", header = "本文", width = 30 }]

[[tallies]]
id = "start"
"""
EXTRA_TABLE = "\ufeffid,department\nE1,X1\n"

MEMO = 'parts = [\n  { style = "title", text = "進行管理報告書" },'


def with_legend(before: str = "", after: str = "") -> Spoil:
    """Add the legend, with one of its texts put for another."""
    assert LEGEND.count(before) == 1 or not before
    legend = LEGEND.replace(before, after) if before else LEGEND
    return in_report('\n[[sections]]\nid = "contents"\n', legend)


def with_second_form(*, section: bool) -> Spoil:
    """Add the second form with its table, and a section that prints it or none."""

    def spoil(folder: Path) -> None:
        edit(folder / "report.toml", '\n[[tallies]]\nid = "start"\n', SECOND)
        (folder / "master" / "extra.csv").write_text(EXTRA_TABLE, encoding="utf-8")
        if section:
            with (folder / "report.toml").open("a", encoding="utf-8") as stream:
                words = 'id = "more"\nkind = "table"\nform = "extra"\nsheet = "追加"\n'
                stream.write("\n[[sections]]\n" + words)

    return spoil


FAULTS: dict[str, tuple[Spoil, list[str]]] = {
    # ------------------------------------------------ ended in a traceback after the answers
    "an unknown part style": (
        in_report('style = "title"', 'style = "titel"'),
        ["report.toml sections[1].parts[1]: 「titel」は使えません。使えるのは "
         "title・subtitle・right・paragraph・indent・heading・label・small・tally・crosstab・tallies・chart・excerpt・scale です。"
         "「title」のことですか。"],
    ),
    "a missing colour": (
        in_report('tint = "E9E4F5"\n', ""),
        ["report.toml theme.colors.tint: 項目がありません。"],
    ),
    "a misspelt colour": (
        in_report("tint =", "tnit ="),
        ["report.toml theme.colors.tnit: 「tnit」という項目はありません。「tint」のことですか。"],
    ),
    "a colour that is none": (
        in_report('"E9E4F5"', '"薄紫"'),
        ["report.toml theme.colors.tint: 「1F4E5F」のように、6桁の16進数にしてください。"],
    ),
    "an unknown tally column": (
        in_report('column = "items.achieved"', 'column = "items.acheived"'),
        ["report.toml tallies[2].column: 「items.acheived」という選んで答える列（様式.列）はありません。"
         "「items.achieved」のことですか。"],
    ),
    "a tally of a column without choices": (
        in_report('column = "items.achieved"', 'column = "items.done"'),
        ["report.toml tallies[2].column: 列「done」は選んで答える列ではないので、集計できません。"],
    ),
    "an unknown tally": (
        in_report('tally = "achieved", headers', 'tally = "achieve", headers'),
        ["report.toml sections[1].parts[3].tally: 「achieve」という集計はありません。"
         "「achieved」のことですか。"],
    ),
    "a missing word of a tally's headers": (
        in_report('label = "達成度", parent = "事業", count = "数", ',
                  'label = "達成度", parent = "事業", '),
        ["report.toml sections[1].parts[3].headers.count: 項目がありません。"],
    ),
    "a missing word of a breakdown": (
        in_report('label = "着手", parent = "事業", count = "数", percent = "割合", breakdown = "うち",',
                  'label = "着手", parent = "事業", count = "数", percent = "割合",'),
        ["report.toml sections[1].parts[2].headers.breakdown: 項目がありません。"],
    ),
    "a sheet name with a word that is none": (
        in_report('sheet = "{number}"', 'sheet = "{nummer}"'),
        ["pillars.csv: 列「nummer」がありません。report.toml の sections[3].sheet が使っています。"
         "「number」のことですか。"],
    ),
    "a sheet name with a word where nothing is split": (
        in_report('sheet = "概要"', 'sheet = "概要{number}"'),
        ["report.toml sections[1].sheet: {number} は使えません。使えるのは {year} です。"],
    ),
    "an excerpt without entries": (
        with_legend('entries = ["S1-01"]', "entries = []"),
        ["report.toml sections[2].parts[1].entries: 1 個以上にしてください（今は 0 個）。"],
    ),
    "an excerpt of an unknown entry": (
        with_legend('entries = ["S1-01"]', 'entries = ["S1-09"]'),
        ["report.toml sections[2].parts[1].entries: 「S1-09」というこの様式の取組・指標はありません。"
         "「S1-03」のことですか。"],
    ),
    "a memo without parts": (
        in_report(MEMO, 'parts = []\nnothing = [\n  { style = "title", text = "進行管理報告書" },'),
        ["report.toml sections[1].parts: 1 個以上にしてください（今は 0 個）。",
         "report.toml sections[1].nothing: 「nothing」という項目はありません。"],
    ),
    "no printed column": (
        both(
            with_second_form(section=False),
            in_report('{ id = "text", header = "本文", width = 30 }',
                      '{ id = "text", header = "本文", print = "none" }'),
        ),
        ["report.toml forms[2].columns: 様式「extra」には、印刷する列がありません。"],
    ),
    "an excerpt of the other form's entry": (
        both(with_second_form(section=True), with_legend('["S1-01"]', '["E1"]')),
        ["report.toml sections[2].parts[1].entries: 「E1」というこの様式の取組・指標はありません。"],
    ),
    "a group without an id": (
        in_table("tree", "S1,group,S1-G2,", "S1,group,,"),
        ["tree.csv 7行目 id: id がありません。"],
    ),
    "a project without an id": (
        in_table("tree", "S1,project,S1-G1-1,", "S1,project,,"),
        ["tree.csv 3行目 id: id がありません。"],
    ),
    "the tree without its id": (
        in_table("tree", "plan,kind,id,number", "plan,kind,番号,number"),
        ["tree.csv: 「番号」という列は使いません。", "tree.csv: 列「id」がありません。"],
    ),
    # ------------------------------------------------ failed only at compile
    "an answered column that is neither printed nor counted": (
        in_report('breakdown = { "未" = "why" }\n', ""),
        ["report.toml forms[1].columns[5]: 列「why」の記入は、印刷も集計もされません。"],
    ),
    "no table section": (
        with_second_form(section=False),
        ['report.toml forms[2]: 様式「extra」の表を印刷する部分（kind = "table"）がありません。'],
    ),
    "a sheet name that Excel refuses": (
        in_report('sheet = "概要"', 'sheet = "概要/まとめ"'),
        ["report.toml sections[1].sheet: シート名「概要/まとめ」に、Excelで使えない文字"
         "（[ ] : * ? / \\ や先頭・末尾の '）があります。"],
    ),
    "a sheet name that is too long": (
        in_report('sheet = "{number}"', 'sheet = "{number}の施策の進み具合を一つずつ並べた、とても長い名前のシートです"'),
        ["report.toml sections[3].sheet: シート名「第1章の施策の進み具合を一つずつ並べた、とても長い名前のシートです」"
         "は長すぎます（31字まで）。"],
    ),
    "two sheets of one name": (
        in_report('sheet = "もくじ"', 'sheet = "概要"'),
        ["report.toml sections[2].sheet: シート名「概要」は sections[1].sheet と重複しています。"],
    ),
    "a template's sheet that is called as another": (
        in_report('sheet = "進行管理"', 'sheet = "記入要領"'),
        ["report.toml forms[1].sheet: 「記入要領」は、様式の別のシートの名前です。"],
    ),
    "two sections of one id": (
        in_report('id = "contents"', 'id = "memo"'),
        ["report.toml sections[2].id: 「memo」は sections[1].id と重複しています。"],
    ),
    "a contents part that points to a section without a page": (
        in_report('{ style = "contents_entries", sections = ["tables"] },',
                  '{ style = "contents_part", text = "第1部", sections = ["memo"] },'),
        ["report.toml sections[2].parts[2].sections: 「memo」にはページ番号がないので"
         "（numbered = false）、目次に載せられません。"],
    ),
    "contents of a section without an entry of its own": (
        in_report('contents = { level = "plan", text = "施策{number} {title}" }\n', ""),
        ["report.toml sections[2].parts[2].sections: 「tables」に、目次の文（contents）がありません。"],
    ),
    "contents of an unknown section": (
        in_report('sections = ["tables"]', 'sections = ["table"]'),
        ["report.toml sections[2].parts[2].sections: 「table」という部分はありません。"
         "「tables」のことですか。"],
    ),
    # ------------------------------------------------ was silently accepted
    "a need for a column that is not there": (
        in_report('needs = { "◎" = ["remarks"] }', 'needs = { "◎" = ["remark"] }'),
        ["report.toml forms[1].columns[6].needs.◎: 「remark」という部署が記入する列はありません。"
         "「remarks」のことですか。"],
    ),
    "a need of a grade that is not on the scale": (
        in_report('needs = { "◎" = ["remarks"] }', 'needs = { "◯" = ["remarks"] }'),
        ["report.toml forms[1].columns[6].needs.◯: 「◯」という記号・選択肢はありません。"],
    ),
    "a grade that is listed twice": (
        in_report('{ code = "△", label = "不十分" }', '{ code = "○", label = "不十分" }'),
        ["report.toml scales[2].grades[3]: 「○」は scales[2].grades[2] の記号・別表記と重複しています。"],
    ),
    "an alias that is another's code": (
        in_report('{ code = "△", label = "不十分" }',
                  '{ code = "△", label = "不十分", aliases = ["×"] }'),
        ["report.toml scales[2].grades[4]: 「×」は scales[2].grades[3] の記号・別表記と重複しています。"],
    ),
    "a choice that is listed twice": (
        in_report('["予算", "人員"]', '["予算", "予算"]'),
        ["report.toml forms[1].columns[5].choices[2]: 「予算」は forms[1].columns[5].choices[1] "
         "と重複しています。"],
    ),
    "a margin below nothing": (
        in_report("margin_left_mm = 15.0", "margin_left_mm = -5"),
        ["report.toml theme.margin_left_mm: 5 以上にしてください。"],
    ),
    "a margin of most of the page": (
        in_report("margin_top_mm = 20.0", "margin_top_mm = 250.0"),
        ["report.toml theme.margin_top_mm: 100 以下にしてください。"],
    ),
    "margins that leave no page": (
        in_report("margin_top_mm = 20.0\nmargin_bottom_mm = 20.0",
                  "margin_top_mm = 90.0\nmargin_bottom_mm = 90.0"),
        ["report.toml theme.margin_top_mm: 上下の余白を除くと 115 mm しか残りません"
         "（141 mm 以上必要です）。"],
    ),
    "a running title covered by its margin": (
        in_report("margin_top_mm = 20.0", "margin_top_mm = 11.0"),
        ["report.toml theme.margin_top_mm: 上の余白が 11 mm では、柱（running_title）に表が重なります。"
         "14 mm 以上にしてください。"],
    ),
    "a page number covered by its margin": (
        in_report("margin_bottom_mm = 20.0", "margin_bottom_mm = 9.0"),
        ["report.toml theme.margin_bottom_mm: 下の余白が 9 mm では、ページ番号に表が重なります。"
         "12 mm 以上にしてください。"],
    ),
    "a node about which no form asks": (
        in_table("plans", "S2,A1,2,便利なまち", "S2,A1,2,便利なまち\nS3,A1,3,元気なまち"),
        ["plans.csv 4行目: 「S3」（元気なまち）について尋ねている様式がありません。"],
    ),
    "a pillar without plans": (
        in_table("pillars", "A1,第1章,暮らし", "A1,第1章,暮らし\nA2,第2章,文化"),
        ["pillars.csv 3行目: 「A2」（文化）について尋ねている様式がありません。"],
    ),
    "a group without entries": (
        in_table("tree", "S1,item,S1-03,,備蓄倉庫,備蓄倉庫の整備,なし,X2,,,\n", ""),
        ["tree.csv 7行目: group「S1-G2」の下に取組がありません。"],
    ),
    # ------------------------------------------------ causes only
    "a missing table of departments": (
        without_table("departments"),
        ["master: 表「departments」がありません。"],
    ),
    "a missing table of a level": (
        without_table("pillars"),
        ["master: 表「pillars」がありません。"],
    ),
    "a renamed table": (
        lambda folder: (folder / "master" / "plans.csv").rename(folder / "master" / "plan.csv"),
        ["master: 表「plans」がありません。「plan」のことですか。"],
    ),
    "a renamed column": (
        in_table("tree", ",department,", ",departmnt,"),
        ["tree.csv: 「departmnt」という列は使いません。「department」のことですか。"],
    ),
    "a level's column without its name": (
        in_table("tree", "\ufeffplan,kind", "\ufeffplans,kind"),
        ["tree.csv: 「plans」という列は使いません。「plan」のことですか。"],
    ),
    "a department that many rows name": (
        in_table("departments", "X2,土木課", "X3,土木課"),
        ["tree.csv 8行目 department: department「X2」は、表「departments」にありません。"
         "（ほか 1 行）"],
    ),
    "a renamed key": (
        in_report("issuer =", "isuer ="),
        ["report.toml round.isuer: 「isuer」という項目はありません。「issuer」のことですか。"],
    ),
    # ------------------------------------------------ names
    "a full-width id": (
        in_table("departments", "X1,総務課", "Ｘ1,総務課"),
        ["departments.csv 2行目 id: id「Ｘ1」は全角などの文字を含みます。「X1」としてください。"],
    ),
    "a full-width id beside the same": (
        in_table("departments", "X1,総務課", "X1,総務課\nＸ1,総務課分室"),
        ["departments.csv 3行目 id: id「Ｘ1」は、departments.csv 2行目 の「X1」と"
         "全角・半角だけが違います。"],
    ),
    "a full-width reference": (
        in_table("tree", "年1回,X1", "年1回,Ｘ1"),
        ["tree.csv 4行目 department: department「Ｘ1」は全角などの文字を含みます。"
         "「X1」としてください。"],
    ),
    "a full-width blank behind a reference": (
        in_table("tree", "年1回,X1", "年1回,X1\u3000"),
        ["tree.csv 4行目 department: department「X1\u3000」の前か後ろに、空白（全角を含む）があります。"
         "取り除いてください。"],
    ),
    "a full-width blank behind an id": (
        in_table("departments", "X1,総務課", "X1\u3000,総務課"),
        ["departments.csv 2行目 id: id「X1\u3000」の前か後ろに、空白（全角を含む）があります。"
         "取り除いてください。"],
    ),
    "an id that Excel makes a date of": (
        in_table("tree", "item,S1-03,", "item,1-3,"),
        ["tree.csv 8行目 id: id「1-3」は、Excelで日付や数値に変わるおそれがあります。"
         "「P01-03」のように英字から始めてください。"],
    ),
    "an id with a sign": (
        in_table("tree", "item,S1-03,", "item,S1|03,"),
        ["tree.csv 8行目 id: id「S1|03」に使えるのは、文字・数字・「-」「.」「_」だけです（40字まで）。"],
    ),
    "an id that is used twice": (
        in_table("tree", "item,S1-03,", "item,S1-01,"),
        ["tree.csv 8行目 id: id「S1-01」は tree.csv 4行目 と重複しています。"],
    ),
    "an unknown level": (
        in_report('split = "pillar"', 'split = "piller"'),
        ["report.toml sections[3].split: 「piller」という階層はありません。「pillar」のことですか。"],
    ),
    "an unknown level in a path": (
        in_report('path = ["pillar", "plan",', 'path = ["pillar", "plans",'),
        ["report.toml forms[1].path: 「plans」という階層はありません。「plan」のことですか。"],
    ),
    "an unknown scale": (
        in_report('scale = "achieved"', 'scale = "acheived"'),
        ["report.toml forms[1].columns[6].scale: 「acheived」という尺度はありません。"
         "「achieved」のことですか。"],
    ),
    "an unknown form": (
        in_report('form = "items"', 'form = "item"'),
        ["report.toml sections[3].form: 「item」という様式はありません。「items」のことですか。"],
    ),
    "an unknown kind of section": (
        in_report('kind = "contents"', 'kind = "content"'),
        ["report.toml sections[2]: 「content」は使えません。使えるのは "
         "card・citations・contents・front・goals・table・text です。「contents」のことですか。"],
    ),
    "a section without a kind": (
        in_report('kind = "contents"\n', ""),
        ["report.toml sections[2]: 「kind」がありません。"],
    ),
    "an unknown key of a column": (
        in_report('header = "達成度"', 'header = "達成度"\nwdth = 4'),
        ["report.toml forms[1].columns[6].wdth: 「wdth」という項目はありません。"
         "「width」のことですか。"],
    ),
    "an unknown word of a level": (
        in_report('serial = "{plan}.{count}"', 'serial = "{plan}.{cuont}"'),
        ["report.toml levels[5].serial: {cuont} は使えません。使えるのは {pillar} {plan} {related} "
         "{group} {project} {number} {count} {year} です。「count」のことですか。"],
    ),
    "an era where years are western": (
        in_report('title = "みらい市実施計画', 'title = "{era}みらい市実施計画'),
        ['report.toml round.title: {era} を使うには、[round] に calendar = "era" と書いてください。'],
    ),
    "braces that do not match": (
        in_report('title = "みらい市実施計画', 'title = "{みらい市実施計画'),
        ["report.toml round.title: 「{みらい市実施計画 進行管理報告書」の { } の対応が取れていません。"
         "{ や } そのものを印刷するには、二つ重ねて書きます。"],
    ),
    "a count of an unknown tally": (
        in_report('text = "進行管理報告書"', 'text = "計{total:strat}件"'),
        ["report.toml sections[1].parts[1].text: {total:strat} は使えません。使えるのは {total:start} "
         "{count:start.済} {percent:start.済} {count:start.未} {percent:start.未} {total:achieved} "
         "{count:achieved.◎} {percent:achieved.◎} {count:achieved.○} {percent:achieved.○} "
         "{count:achieved.△} {percent:achieved.△} {count:achieved.×} {percent:achieved.×} {year} です。"
         "「total:start」のことですか。"],
    ),
    # ------------------------------------------------ what does not go together
    "columns wider than the page": (
        in_report("width = 11", "width = 31"),
        ["report.toml forms[1].columns: 列の幅の合計は 241.8 mm で、余白を除いた 180.5 mm に収まりません。"
         "width を合わせて約 19 文字分減らすか、"  # 61.3 mm: at 9 pt a character is 3.25 mm wide
         'この表を載せる部分を横長（turned = true）か A3（paper = "A3"）にしてください。'],
    ),
    "a printed column without a width": (
        in_report('header = "2030年度実績"\nwidth = 8', 'header = "2030年度実績"'),
        ["report.toml forms[1].columns[3]: 列「done」を印刷するには、幅（width）が必要です。"],
    ),
    "a missing text": (
        in_report('missing = "届いていません"\n', ""),
        ["report.toml texts.missing: この文言が必要です。"],
    ),
    "a missing repeat mark": (
        in_report('repeat_mark = "施策{reference}から"\n', ""),
        ["report.toml texts.repeat_mark: この文言が必要です。"],
    ),
    "a key that is written twice": (
        in_report('needs = { "◎" = ["remarks"] }', 'needs = { "◎" = ["remarks"] }\ncompare = ["goal", "why"]'),
        ["report.toml 142行目26文字目: 同じ項目が二度書かれています。"],
    ),
    "text that is no TOML": (
        in_report("schema = 2\n\n", "schema = 2 =\n\n"),
        ["report.toml 3行目12文字目: TOMLの書き方になっていません。"],
    ),
    "a folder copied without its id": (
        in_report('id = "tiny"', 'id = "tiny-2029"'),
        ["report.toml round.id: 回のid「tiny-2029」が、フォルダーの名前「tiny」と違います。"
         "前の回のフォルダーを写したときは、id も変えてください。"],
    ),
    "a deadline before the day of issue": (
        in_report("deadline = 2031-06-30", "deadline = 2031-04-30"),
        ["report.toml round.deadline: 提出期限（deadline）が、配布日（issued）より前です。"],
    ),
    "the first schema": (
        in_report("schema = 2\n", "schema = 1\n"),
        ["report.toml schema: 「1」は使えません。使えるのは 2 です。"],
    ),
    "a control character": (
        in_report('title = "みらい市実施計画', 'title = "みらい市\\u0007実施計画'),
        ["report.toml round.title: 目に見えない制御文字があります。取り除いてください。"],
    ),
    "an id that cannot be one": (
        in_report('id = "tables"', 'id = "1 tables"'),
        ["report.toml sections[3].id: 文字で始め、文字・数字・「-」「_」だけにしてください。"],
    ),
    "a column that is required in another way": (
        in_report('required = "needed"\notherwise', 'required = "maybe"\notherwise'),
        ["report.toml forms[1].columns[5].required: 「maybe」は使えません。使えるのは true・false・needed です。"],
    ),
    "lists without end": (
        in_report("schema = 2\n\n", f"schema = 2\nx = {'[' * 3000}\n"),
        ["report.toml: TOMLの書き方になっていません。"],
    ),
    "a text of blanks": (
        in_report('nothing = ["なし", "—"]', 'nothing = ["なし", "　"]'),
        ["report.toml rules.nothing: 空白だけの文は書けません。"],
    ),
    "a column that is counted beside one code and asked for beside another": (
        in_report('needs = { "◎" = ["remarks"] }', 'needs = { "◎" = ["remarks", "why"] }'),
        ["report.toml forms[1].columns[5]: 列「why」は「未」のときだけ数えられ、ほかには印刷されません。"
         "記入も「未」のときだけ求める（needs）か、ほかの区分も breakdown に加えてください。"],
    ),
    # ------------------------------------------------ rows of the master
    "a repeat of nothing": (
        in_table("tree", "【再掲】,,,S1-02.2", "【再掲】,,,S1-02.9"),
        ["tree.csv 14行目 repeat: 再掲元「S1-02.9」がありません。「S1-02.2」のことですか。"],
    ),
    "a repeat without its token": (
        in_table("tree", "【再掲】,,,S1-02.2", ",,,S1-02.2"),
        ["tree.csv 14行目: 再掲の行ですが、文の中に【再掲】がありません。"],
    ),
    "an override that is no choice": (
        in_table("tree", ",,S1-02.2,,△", ",,S1-02.2,,▽"),
        ["tree.csv 14行目 achieved: achieved「▽」は選べません。選べるのは ◎・○・△・× です。"],
    ),
    "an entry of nobody's": (
        in_table("tree", "年1回,X1", "年1回,"),
        ["tree.csv 4行目 department: 「S1-01」の担当部署（department）がありません。"],
    ),
    "an entry of an unknown department": (
        in_table("tree", "年1回,X1", "年1回,X9"),
        ["tree.csv 4行目 department: department「X9」は、表「departments」にありません。"],
    ),
    "a line with another number": (
        in_table("tree", "line,S1-02.2,", "line,S1-02.3,"),
        ["tree.csv 6行目 id: この行の id は「S1-02.2」にしてください。",
         "tree.csv 14行目 repeat: 再掲元「S1-02.2」がありません。「S1-02.3」のことですか。"],
    ),
    "a project without its group": (
        in_table("tree", "S1,group,S1-G1,1,防災,,,,,,\n", ""),
        ["tree.csv 2行目 kind: kind「project」の行は、group の下に置いてください。"],
    ),
    "an unknown kind of row": (
        in_table("tree", "S2,heading,,,", "S2,headline,,,"),
        ["tree.csv 10行目 kind: kind「headline」は使えません。使えるのは "
         "related・group・project・heading・item・line です。「heading」のことですか。"],
    ),
    "a value of a heading that is not printed": (
        in_table("tree", "S2,heading,,,生活道路,,", "S2,heading,,,生活道路,3路線,"),
        ["tree.csv 10行目 goal: 見出し（heading）の行のこの列に「3路線」がありますが、印刷されません。"
         "印刷するなら、report.toml の heading の values に加えてください。"],
    ),
    "a department without a name": (
        in_table("departments", "X2,土木課", "X2,"),
        ["departments.csv 3行目 name: 部署の名前がありません。"],
    ),
    "a control character in the master": (
        in_table("departments", "X2,土木課", "X2,土木\x07課"),
        ["departments.csv 3行目 name: 目に見えない制御文字があります。取り除いてください。"],
    ),
    "an answer in the master": (
        in_table("tree", "3路線,X2,,,", "3路線,X2,,,○"),
        ["tree.csv 11行目 achieved: 列「achieved」は部署が記入します。master に書けるのは再掲の行だけです"
         "（「○」）。"],
    ),
    "a page break that is none": (
        both(in_table("tree", "start,achieved\n", "start,achieved,page_break\n"),
             in_table("tree", "3路線,X2,,,", "3路線,X2,,,,befor")),
        ["tree.csv 11行目 page_break: page_break「befor」は選べません。選べるのは before・avoid です。"],
    ),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny round, to spoil."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


NO_TOML = {  # instead of `schema = 2`; where it is, what is to be done
    'needs = { △ = ["note"] }': '3行目11文字目: {}「△」は、半角の「"」で囲んでください。',
    'needs = { A+ = ["note"] }': '3行目12文字目: {}「A+」は、半角の「"」で囲んでください。',
    '見出し = "x"': '3行目1文字目: {}「見出し」は、半角の「"」で囲んでください。',
    "a = 令和6": '3行目5文字目: {}「令和6」は、半角の「"」で囲んでください。',
    "a = “x”": '3行目5文字目: {}「“」は、半角の「"」にしてください。',
    'a = "x"、': "3行目8文字目: {}「、」は、半角の「,」にしてください。",
    "a = ２０": "3行目5文字目: {}「２０」は、半角の「20」にしてください。",
    "a = 2026/05/15": "3行目9文字目: {}日付は 2026-05-15 のように書いてください。",
    'a = [\n"x"\n"y"]': "5行目1文字目: {}この前に「,」か、閉じる括弧がありません。",
    'a = "x': '3行目7文字目: {}閉じる「"」がありません。',
    "a = x": "3行目5文字目: {}",
}


@pytest.mark.parametrize("written", NO_TOML)
def test_what_is_no_toml_is_told_with_what_it_needs(tmp_path: Path, written: str) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    in_report("schema = 2\n", f"{written}\n")(folder)
    with pytest.raises(DefinitionError) as raised:
        load(folder)
    (told,) = (ja(problem.told) for problem in raised.value.problems)
    assert told == "report.toml " + NO_TOML[written].format("TOMLの書き方になっていません。")


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_place_and_nothing_that_follows_from_it(
    folder: Path, name: str
) -> None:
    spoil, expected = FAULTS[name]
    spoil(folder)
    assert problems(folder) == expected


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_every_command_alike_and_in_english(folder: Path, name: str) -> None:
    spoil, expected = FAULTS[name]
    spoil(folder)
    check_told_alike(folder, expected)


def test_the_spoilt_rounds_are_sound_without_their_fault(folder: Path) -> None:
    both(with_legend(), with_second_form(section=True))(folder)
    load(folder)


def test_a_department_that_nobody_asks_is_a_notice(tiny: Path) -> None:
    edit(tiny / "master" / "departments.csv", "X2,土木課", "X2,土木課\nX3,会計課")
    found = [f for f in pipeline.examine(tiny).findings if f.code == "N514"]
    assert [(f.where.file, f.severity) for f in found] == [("master/departments", "notice")]
    assert ja(found[0].message) == "会計課（X3）には、何も尋ねていません。"
