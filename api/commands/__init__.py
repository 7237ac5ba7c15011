"""The commands, by what people do: asking, changing, loading, moving, remembering, running, showing."""
