"""The page of a party: what is known of it and around it. Start at `party_page.py`; what it rests on: `party_answers.py`."""
