"""The page Điểm khác nhau: what laptops say unlike, until a person decides."""
