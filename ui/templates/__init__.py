"""The page Mẫu văn bản: which template each paper is written from."""
