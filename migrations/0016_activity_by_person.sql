-- One person's entries of a pilot are found without reading everybody's.
create index activity_person on activity (pilot_id, person_id, seq);
