"""The pages of decisions: all of them (`overview`), one (`decision`), and how long hand-offs take (`times`)."""
