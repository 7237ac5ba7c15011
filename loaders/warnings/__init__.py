"""What is unusual in a load or an edit, and stops nothing. Start at `notices`."""
