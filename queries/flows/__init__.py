"""Who feeds whom: over the flows of a day. Start at `feeds`, which follows them hop by hop from a party."""
