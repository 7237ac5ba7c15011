"""A load on disk while it is planned: what is known, what files say over it, and what becomes of both. Start at `store`."""
