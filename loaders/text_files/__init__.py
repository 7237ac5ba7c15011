"""CSV and JSON, read and written; GraphML and GEXF, written only; how text is encoded. Start at `csv_folder`."""
