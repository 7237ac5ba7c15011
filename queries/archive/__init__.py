"""A whole landscape: published, verified, handed on and installed. Start at `publishing`."""
