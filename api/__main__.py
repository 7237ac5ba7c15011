"""`python -m api` is the command `landskap`."""

from api.command_line import main

main()
