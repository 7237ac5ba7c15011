"""The command's parts: asking, changing, remembering, showing, running."""
