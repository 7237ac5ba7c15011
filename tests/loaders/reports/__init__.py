"""Tests of the files that people follow up by."""
