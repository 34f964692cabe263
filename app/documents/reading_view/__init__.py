"""A Word file as plain text, tables and pictures, where no office program lays it out."""
