"""The graph as a server: its address, the driver, the local server's life, the catalogue of texts. Start at `graph`."""
