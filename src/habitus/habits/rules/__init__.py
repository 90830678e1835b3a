"""What a day, a streak and strength mean: pure functions over plain values."""
