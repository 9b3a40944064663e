"""The workbooks that departments fill in, and the list of what was sent to whom."""

from shinchoku.templates.dispatch_list import DISPATCH_FILE, TemplateSummary, write_dispatch_list
from shinchoku.templates.faults import Fault, Faults, Leftover
from shinchoku.templates.writer import template_file_name, write_template

__all__ = [
    "DISPATCH_FILE",
    "Fault",
    "Faults",
    "Leftover",
    "TemplateSummary",
    "template_file_name",
    "write_dispatch_list",
    "write_template",
]
