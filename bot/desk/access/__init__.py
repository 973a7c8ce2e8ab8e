"""Who may come in: agents' passwords, set-up links, logins, throttling, and the record of who did what."""
