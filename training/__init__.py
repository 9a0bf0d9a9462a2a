"""Everything that makes the shipped joint reader from the data; see README.md."""
