"""The command's parts: asking, changing, showing, running."""
