"""The reader of workbooks, by subject, as `shinchoku.sheets` has its modules."""
