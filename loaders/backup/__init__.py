"""Write and read backups. Start at `format`."""
