-- A browser is known to everybody who signed in with it, not only to the last: whoever did has an allowance of failed
-- sign-ins there that nobody elsewhere uses up. The table has a row for each of the last year's browsers; its lock is short.
alter table browser drop constraint browser_pkey;
alter table browser add primary key (browser_hash, person_id);

-- The browser that an account's own allowance is counted by; none when the account was not known there.
alter table sign_in_failure
    add column browser_hash bytea constraint sign_in_failure_browser_sha256 check (length(browser_hash) = 32);
