"""For everybody's screen: the report as one page that browsers, phones and screen readers read."""
