"""Minutes (biên bản kiểm tra): what they say, their annexes and their places to sign."""
