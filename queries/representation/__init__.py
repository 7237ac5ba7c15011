"""Who lacks a voice. Start at `states`: how each actor is represented (over `voices`). `unrepresented` answers by row."""
