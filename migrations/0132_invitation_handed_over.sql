-- Whether whoever invited somebody was shown the link and handed it over themselves. It is said where that person approves.
-- A link that goes by mail alone is held by nobody else.
alter table invitation add column handed_over boolean not null default true;
