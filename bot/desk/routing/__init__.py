"""Who is asked to take whom: the order of the line, what a conversation needs, offers, and passing on."""
