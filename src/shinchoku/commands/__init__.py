"""What commands do between the words that are typed and those that are told."""
