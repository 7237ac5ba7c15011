"""The map as a web page, with its table, panel and state, and the page of an error. Start at `page`."""
