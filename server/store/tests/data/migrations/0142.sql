insert into import (pilot_id, repository, kind, digest, pulls, imported_by, imported_at)
    values (1, 'acme/shop', 'list', repeat('a', 64), 1, 1, '2025-03-03 10:00Z');
