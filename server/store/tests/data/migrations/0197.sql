update member set added_at = added_at where role = 'pilot_pm';
