"""Who lacks a voice. Start at `unrepresented`, which says how each actor is represented (over `memberships`)."""
