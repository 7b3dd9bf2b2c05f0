-- Where a person is, by the name of a zone of the tz database; null until they say so. Times on which they act are shown in it
-- beside the pilot's. No pilot counts a change of it: it is in nothing but its owner's own pages, which are held with it in
-- their key.
alter table person add column zone text constraint person_zone_length check (length(zone) between 1 and 60);
