-- By branch, pull requests are looked up with each delivery, and written with each as well. What is put off for later is read
-- through by every look-up until then; so nothing is. Changing that holds the index for as long as it takes to write what waits.
alter index pull_request_branches set (fastupdate = off);
select gin_clean_pending_list('pull_request_branches'::regclass);
