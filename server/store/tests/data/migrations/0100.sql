insert into shared_key (fingerprint, agreed_at) values ('0123456789abcdef', '2025-02-03 10:00Z');
update connection set plain_secret = null, sealed_secret = '\x0100' where path_key = 'key';
