"""What commands print of the rules: `findings_output` of all findings, `explanation_output` of one, both over `api/terminal/`."""
