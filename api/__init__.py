"""The command, the pages and the JSON answers. Start at `command_line` or `web.application`."""
