"""Getting the product up and keeping it up: model, web build, database, and the processes. Used by the command line."""
