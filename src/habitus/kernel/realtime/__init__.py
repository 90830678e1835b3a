"""What happens to a person, in one order, told to their open sockets as soon as it is on disk."""
