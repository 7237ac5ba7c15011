"""What is asked, and where decisions stall. Start at `parameters`, which declares what each question asks.

`decisions` answers where decisions stall (over `balance`), `durations` how long things take. Who feeds whom is in
`queries/flows/`, who lacks representation in `queries/representation/`.
"""
