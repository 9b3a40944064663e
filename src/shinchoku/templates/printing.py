"""How the sheets of templates are printed: A4, one page wide, with whose they are below."""

from __future__ import annotations

from shinchoku.model import Department
from shinchoku.paper.limits import MAX_HEAD, cut, fits
from shinchoku.paper.page import head_text
from shinchoku.paper.workbook import Margins, SheetWriter
from shinchoku.templates.style import Look

_MARGINS = Margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
_LONGEST_FOOT = 50  # of a name; less where that is too long with three fonts' names and &&


def set_up_print(
    sheet: SheetWriter, look: Look, department: Department, *, landscape: bool, pages_high: int = 0
) -> None:
    """Print a sheet on A4, one page wide, with department, page number and sheet below."""
    sheet.print_on("A4", landscape=landscape, pages_high=pages_high)
    sheet.center_within(_MARGINS)
    font = f'&"{look.font},Regular"&8'
    say = look.say
    beside = f"&C{font}{say('print.page', page='&P', pages='&N')}&R{font}&A"
    whole = say("print.department", id=department.id, name=department.name)
    names = (f"&L{font}{head_text(cut(whole, n), font)}" for n in range(_LONGEST_FOOT, -1, -1))
    sheet.footer(next(name for name in names if fits(name + beside, MAX_HEAD)) + beside)
