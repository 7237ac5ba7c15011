"""What one record and a whole landscape must satisfy. Start at `landscape` (the rules) and `validation` (one record)."""
