"""Charts as SVG, from plain dataclasses with their words in them. Each form is a module; start at `drawing`.

A chart is as wide as its place: across it is measured in shares of the width, down in px, so that its text keeps its size.
Colours are those of the classes in `viz/static/charts.css`; a shape says a state, and its colour repeats it.
"""
