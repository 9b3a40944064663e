"""Workbooks as they are written: the door to xlsxwriter, widths and heights, plain lists."""
