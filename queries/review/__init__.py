"""The rules of `queries/findings/` run: all of them (`answering`, over `running`), against an earlier moment, or one.

`comparing` says what is new and gone since a day or revision, `past` asks what was known then, `explaining` runs one again,
`briefing` says what to look at today.
"""
