-- By what else a pull request is known to belong to a feature: how its branch is called, `carts/*`, and a label it has. Empty where
-- nothing was said.
alter table feature
    add column branch_pattern text not null default '' constraint feature_branch_pattern check (length(branch_pattern) <= 120),
    add column label text not null default '' constraint feature_label check (length(label) <= 120);
