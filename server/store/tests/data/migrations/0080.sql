update pilot set planned_start = '2026-03-02' where pilot_id = 1;
