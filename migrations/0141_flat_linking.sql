-- What a delivery is about is found without reading everything else of its pilot, so that one costs the same however many
-- there were. Each index holds its lock while it is built: less than a second for 100,000 pull requests.
create index pull_request_number on pull_request (pilot_id, lower(repository), number);
create index pull_request_branches on pull_request using gin (head_branches);
