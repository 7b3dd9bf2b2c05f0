update told set remote_id = 12, former_id = 7 where kind = 'comment';
