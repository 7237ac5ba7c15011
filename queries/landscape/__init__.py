"""What the graph holds, read and written record by record: registers, parties, what is kept beside them. Start at `registers`."""
