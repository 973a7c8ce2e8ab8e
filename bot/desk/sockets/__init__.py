"""Live conversations over socket.io: customers on "/", agents on "/desk"."""
