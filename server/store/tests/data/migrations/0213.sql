update reconciliation_files set attempts = 1, not_before = '2025-03-08 09:07Z' where number = 12;
