"""The pages: a module each, with a function from what was asked to a `WebPage`. Start at `page.py`; routes: `api/web/pages.py`."""
