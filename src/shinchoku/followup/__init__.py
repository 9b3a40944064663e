"""What follows a check: the status board, reminders, and the workbooks that go back."""
