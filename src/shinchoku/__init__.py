"""Shinchoku: filled-in workbooks in, a print-ready progress report out."""
