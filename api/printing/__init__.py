"""What commands print of the rules: all findings, one explained, the sentences of a day. Over `api/terminal/`."""
