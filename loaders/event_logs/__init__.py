"""Event logs as process-mining tools have them: XES and OCEL 2.0 read as tables, the own trail written. Start at `formats`."""
