"""What may come in, and what must not be kept: intake rules and the masking of secrets. Pure."""
