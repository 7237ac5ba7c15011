"""The graph as a server: address, driver, the local server's life, and the catalogue of queries. Start at `graph`."""
