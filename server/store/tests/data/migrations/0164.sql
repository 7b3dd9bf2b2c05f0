update feature set branch_pattern = 'carts/*', label = 'saved carts'
    where arm = 'new_model' and not exists (select from pilot_start s where s.pilot_id = feature.pilot_id);
