"""Orders, returns, refunds, accounts: one interface, with an SQL implementation and a demo shop."""
