"""The command's parts: asking, changing, moving, remembering, showing, running."""
