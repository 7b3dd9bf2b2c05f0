-- Why a draft changes the boundary, where it is to be an amendment; empty before the start.
alter table zone_draft add column reason text not null default '';
