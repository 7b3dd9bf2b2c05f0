-- Which code host a repository is on: each tells what happened in a way of its own.
alter table connection add column host text not null default 'github'
    constraint connection_host check (host in ('github', 'gitlab'));
