"""汇总: the year as a table."""
