"""The golden story: a family from first contact to the 6-month follow-up, over two years, on a simulated board."""
