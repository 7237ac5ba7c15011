"""The map as a page, with its table, its panel and its state. Start at `page`."""
