update zone_draft set reason = 'The texts of the hints moved' where true;
