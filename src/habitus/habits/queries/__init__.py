"""The statements of habits, built once; every one of them names the owner."""
