"""What came back: read, held against what was asked, checked, merged."""
