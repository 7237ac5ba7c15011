"""CSV, JSON, GraphML and GEXF, read and written, and how text is encoded. Start at `csv_folder`."""
