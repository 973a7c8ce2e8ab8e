"""How well messages are read: measured by sections, reported, and compared with the last committed report."""
