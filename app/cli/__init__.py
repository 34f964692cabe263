"""The command line: a second face of the services, without Qt."""
