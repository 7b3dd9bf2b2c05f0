update connection set now_called = 'acme/workshop', also_called = '{acme/tools/old-shop}' where repository = 'acme/tools/shop';
select other_names(pilot_id) from pilot;
