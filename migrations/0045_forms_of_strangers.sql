-- Kept forms of people who are not known are counted whenever one more is to be kept, and those of a person, newest first.
create index refused_form_strangers on refused_form (created_at) where person_id is null;
create index refused_form_person on refused_form (person_id, created_at desc) where person_id is not null;
