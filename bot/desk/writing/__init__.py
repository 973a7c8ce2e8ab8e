"""What helps agents to write: the coach's advice on a draft, and promises made in it."""
