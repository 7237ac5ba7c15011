"""What a collaboration landscape is: its vocabulary, its rules, its changes. Pure: nothing here reads or writes anything."""
