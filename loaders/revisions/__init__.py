"""The files of a revision: written to a folder, and read from one, or out of the attachments of a formal document."""
