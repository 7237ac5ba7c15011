"""Run the command `landskap` as `python -m api`."""

from api.command_line import main

main()
