update pull_request set head_branches = head_branches || 'another'::text;
