"""The web application: the map's page, the JSON answers, their cache, and the guards before them. Start at `application`."""
