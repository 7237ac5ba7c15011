"""The lenses of the map: each a function from what was asked to a `Lens`; and the focus on a party. Start at `lens_page.py`."""
