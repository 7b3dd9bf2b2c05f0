update delivery set attempts = attempts + 1;
