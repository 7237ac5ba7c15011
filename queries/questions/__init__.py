"""The customer's three questions: who feeds whom, where decisions stall, who lacks representation. One module each."""
