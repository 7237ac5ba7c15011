"""Tests of `queries.following`."""
