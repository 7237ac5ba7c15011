"""The pages: a module each, with a function from `Asked` to `WebPage`. Start at `page.py`; routes: `api/web/pages.py`."""
