-- A connection can be called as a GitHub App instead of with a token. Then what is sealed is the App's private key, for the same
-- address and this App, and the four characters are the last of its fingerprint.
alter table connection_token add column app_id bigint constraint connection_token_app check (app_id > 0);
