"""The web application: pages and JSON, kept answers, what stands before each. Start at `application`."""
