-- The example as commit 39f334c built it, and seven pilots with an approval or a request and later revisions.

CREATE FUNCTION public.announce_activity() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform pg_notify('live', coalesce(new.pilot_id, 0)::text);
    return null;
end $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception '% is append only', tg_table_name using errcode = 'restrict_violation';
end $$;

CREATE FUNCTION public.refuse_decision_out_of_turn() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if exists (select 1 from approval_withdrawal w where w.approval_request_id = new.approval_request_id) then
        raise exception 'the request was withdrawn'
            using errcode = 'check_violation', constraint = 'approval_of_open_request';
    end if;
    if exists (
        select 1 from approval_request q join member m using (pilot_id)
        where q.approval_request_id = new.approval_request_id and m.person_id = new.person_id
            and m.role = 'sponsor')
    then
        raise exception 'a sponsor does not decide'
            using errcode = 'check_violation', constraint = 'approval_by_another_than_sponsor';
    end if;
    if new.delegation_id is not null and not exists (
        select 1 from delegation d join approval_request q using (pilot_id)
        where d.delegation_id = new.delegation_id and q.approval_request_id = new.approval_request_id
            and d.approver_id = new.approver_id and d.deputy_id = new.person_id
            and d.starts_at <= new.decided_at and new.decided_at < d.ends_at
            and not exists (select 1 from delegation_revocation r
                where r.delegation_id = d.delegation_id and r.revoked_at <= new.decided_at))
    then
        raise exception 'the deputy decides only while the approver is away'
            using errcode = 'check_violation', constraint = 'approval_by_deputy_in_time';
    end if;
    return new;
end $$;

CREATE FUNCTION public.refuse_deputy_as_sponsor() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform 1 from pilot p where p.pilot_id = new.pilot_id for update;
    if new.role = 'sponsor' and (exists (
        select 1 from delegation d
        where d.pilot_id = new.pilot_id and d.deputy_id = new.person_id and d.ends_at > new.added_at
            and not exists (select 1 from delegation_revocation r where r.delegation_id = d.delegation_id))
        or exists (
        select 1 from approval a join approval_request q using (approval_request_id)
        where q.pilot_id = new.pilot_id and a.person_id = new.person_id))
    then
        raise exception 'whoever decides for an approver cannot become sponsor'
            using errcode = 'check_violation', constraint = 'member_sponsor_is_not_deputy';
    end if;
    return new;
end $$;

CREATE FUNCTION public.refuse_own_confirmation() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if exists (select 1 from decision d where d.decision_id = new.decision_id and d.recorded_by = new.confirmed_by) then
        raise exception 'a decision is confirmed by a second person'
            using errcode = 'check_violation', constraint = 'decision_confirmation_second_person';
    end if;
    return new;
end $$;

CREATE FUNCTION public.refuse_seat_of_sponsor() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if exists (
        select 1 from approval_request q
        where q.approval_request_id = new.approval_request_id and (q.sent_by = new.approver_id or exists (
            select 1 from member m
            where m.pilot_id = q.pilot_id and m.person_id = new.approver_id and m.role = 'sponsor')))
    then
        raise exception 'whoever sends a request or sponsors the pilot cannot decide on it'
            using errcode = 'check_violation', constraint = 'approval_seat_four_eyes';
    end if;
    return new;
end $$;

CREATE FUNCTION public.refuse_sponsor_as_approver() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform 1 from pilot p where p.pilot_id = new.pilot_id for update;
    if new.role in ('sponsor', 'approver') and exists (
        select 1 from member m where m.pilot_id = new.pilot_id and m.person_id = new.person_id
            and m.role = case new.role when 'sponsor' then 'approver' else 'sponsor' end)
    then
        raise exception 'approver and sponsor must be different people'
            using errcode = 'check_violation', constraint = 'member_approver_is_not_sponsor';
    end if;
    return new;
end $$;

CREATE FUNCTION public.refuse_sponsor_as_deputy() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    perform 1 from pilot p where p.pilot_id = new.pilot_id for update;
    if exists (
        select 1 from member m
        where m.pilot_id = new.pilot_id and m.person_id = new.deputy_id and m.role = 'sponsor')
    then
        raise exception 'a sponsor cannot be the deputy of an approver'
            using errcode = 'check_violation', constraint = 'delegation_deputy_is_not_sponsor';
    end if;
    if not exists (
        select 1 from member m where m.pilot_id = new.pilot_id and m.person_id = new.deputy_id)
    then
        raise exception 'the deputy must be in the pilot'
            using errcode = 'check_violation', constraint = 'delegation_deputy_is_member';
    end if;
    if not exists (
        select 1 from member m
        where m.pilot_id = new.pilot_id and m.person_id = new.approver_id and m.role = 'approver')
    then
        raise exception 'only an approver has a deputy'
            using errcode = 'check_violation', constraint = 'delegation_of_approver';
    end if;
    return new;
end $$;

CREATE FUNCTION public.refuse_step_after_close() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if exists (select 1 from condition_step s where s.condition_id = new.condition_id and s.kind = 'close') then
        raise exception 'the condition is closed'
            using errcode = 'check_violation', constraint = 'condition_step_before_close';
    end if;
    return new;
end $$;

CREATE TABLE public._sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);

CREATE TABLE public.activity (
    seq bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    pilot_id bigint,
    action text NOT NULL,
    detail text NOT NULL,
    prev bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT activity_hash_sha256 CHECK (((length(prev) = 32) AND (length(hash) = 32)))
);

CREATE TABLE public.activity_head (
    only_row boolean DEFAULT true NOT NULL,
    seq bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT activity_head_single CHECK (only_row)
);

CREATE TABLE public.answer (
    answer_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    week integer NOT NULL,
    person_id bigint NOT NULL,
    score integer NOT NULL,
    note text DEFAULT ''::text NOT NULL,
    show_note boolean DEFAULT false NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    CONSTRAINT answer_score CHECK (((score >= 1) AND (score <= 5)))
);

ALTER TABLE public.answer ALTER COLUMN answer_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.answer_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.approval (
    approval_id bigint NOT NULL,
    approval_request_id bigint NOT NULL,
    person_id bigint NOT NULL,
    verdict text NOT NULL,
    asks jsonb NOT NULL,
    comment text NOT NULL,
    digest text NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    approver_id bigint NOT NULL,
    delegation_id bigint,
    CONSTRAINT approval_by_approver_or_deputy CHECK (((delegation_id IS NULL) = (approver_id = person_id))),
    CONSTRAINT approval_verdict CHECK ((verdict = ANY (ARRAY['approve'::text, 'approve_with_conditions'::text, 'request_changes'::text, 'decline'::text])))
);

ALTER TABLE public.approval ALTER COLUMN approval_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.approval_approval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.approval_draft (
    approval_request_id bigint NOT NULL,
    person_id bigint NOT NULL,
    answers jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

CREATE TABLE public.approval_request (
    approval_request_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    revision_number integer NOT NULL,
    zone_version integer NOT NULL,
    sent_by bigint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone
);

ALTER TABLE public.approval_request ALTER COLUMN approval_request_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.approval_request_approval_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.approval_seat (
    approval_request_id bigint NOT NULL,
    approver_id bigint NOT NULL
);

CREATE TABLE public.approval_withdrawal (
    approval_request_id bigint NOT NULL,
    person_id bigint NOT NULL,
    reason text NOT NULL,
    withdrawn_at timestamp with time zone NOT NULL,
    CONSTRAINT approval_withdrawal_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 4000)))
);

CREATE TABLE public.baseline_feature (
    baseline_feature_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    evidence text NOT NULL,
    idea_at timestamp with time zone,
    idea_on date,
    first_commit_at timestamp with time zone,
    first_commit_on date,
    shipped_on date NOT NULL,
    pull_requests jsonb NOT NULL,
    entered_by bigint NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    CONSTRAINT baseline_feature_one_first_commit CHECK (((first_commit_at IS NULL) <> (first_commit_on IS NULL))),
    CONSTRAINT baseline_feature_one_idea CHECK (((idea_at IS NULL) <> (idea_on IS NULL))),
    CONSTRAINT baseline_feature_position CHECK ((("position" >= 1) AND ("position" <= 20)))
);

ALTER TABLE public.baseline_feature ALTER COLUMN baseline_feature_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.baseline_feature_baseline_feature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.checklist_tick (
    pilot_id bigint NOT NULL,
    arm text NOT NULL,
    item integer NOT NULL,
    role text NOT NULL,
    person_id bigint NOT NULL,
    evidence text NOT NULL,
    ticked_at timestamp with time zone NOT NULL,
    CONSTRAINT checklist_tick_arm CHECK ((arm = ANY (ARRAY['new_model'::text, 'old_model'::text]))),
    CONSTRAINT checklist_tick_role CHECK ((role = ANY (ARRAY['pilot_pm'::text, 'dri'::text])))
);

CREATE TABLE public.comment (
    comment_id bigint NOT NULL,
    comment_thread_id bigint NOT NULL,
    author_id bigint NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    replacement text,
    replaced text,
    CONSTRAINT comment_body_size CHECK ((char_length(body) <= 4000)),
    CONSTRAINT comment_replaces CHECK ((((replacement IS NULL) = (replaced IS NULL)) AND (replaced <> ''::text)))
);

ALTER TABLE public.comment ALTER COLUMN comment_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.comment_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.comment_mention (
    comment_id bigint NOT NULL,
    person_id bigint NOT NULL
);

CREATE TABLE public.comment_placement (
    comment_thread_id bigint NOT NULL,
    revision_number integer NOT NULL,
    start_byte integer,
    end_byte integer,
    CONSTRAINT comment_placement_range CHECK ((((start_byte IS NULL) = (end_byte IS NULL)) AND (start_byte <= end_byte)))
);

CREATE TABLE public.comment_reading (
    comment_reading_id bigint NOT NULL,
    comment_thread_id bigint NOT NULL,
    person_id bigint NOT NULL,
    comment_id bigint NOT NULL,
    read_at timestamp with time zone NOT NULL
);

ALTER TABLE public.comment_reading ALTER COLUMN comment_reading_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.comment_reading_comment_reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.comment_resolution (
    comment_resolution_id bigint NOT NULL,
    comment_thread_id bigint NOT NULL,
    resolved boolean NOT NULL,
    person_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.comment_resolution ALTER COLUMN comment_resolution_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.comment_resolution_comment_resolution_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.comment_thread (
    comment_thread_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    revision_number integer NOT NULL,
    section text NOT NULL,
    section_title text NOT NULL,
    start_byte integer NOT NULL,
    end_byte integer NOT NULL,
    quote text NOT NULL,
    quote_before text NOT NULL,
    quote_after text NOT NULL,
    replacement text,
    author_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT comment_thread_range CHECK (((0 <= start_byte) AND (start_byte <= end_byte))),
    CONSTRAINT comment_thread_suggestion_quotes CHECK (((replacement IS NULL) OR (quote <> ''::text)))
);

ALTER TABLE public.comment_thread ALTER COLUMN comment_thread_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.comment_thread_comment_thread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.condition (
    condition_id bigint NOT NULL,
    approval_id bigint NOT NULL,
    "position" integer NOT NULL,
    text text NOT NULL,
    evidence text NOT NULL,
    owner_id bigint NOT NULL,
    due_on date NOT NULL,
    ask integer,
    CONSTRAINT condition_ask_positive CHECK ((ask >= 1)),
    CONSTRAINT condition_evidence_length CHECK (((length(evidence) >= 1) AND (length(evidence) <= 1000))),
    CONSTRAINT condition_position_positive CHECK (("position" >= 1)),
    CONSTRAINT condition_text_length CHECK (((length(text) >= 1) AND (length(text) <= 1000)))
);

ALTER TABLE public.condition ALTER COLUMN condition_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.condition_condition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.condition_step (
    condition_step_id bigint NOT NULL,
    condition_id bigint NOT NULL,
    kind text NOT NULL,
    note text NOT NULL,
    person_id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    CONSTRAINT condition_step_kind CHECK ((kind = ANY (ARRAY['submit'::text, 'return'::text, 'close'::text]))),
    CONSTRAINT condition_step_note CHECK (((length(note) >= 1) AND (length(note) <= 4000)))
);

ALTER TABLE public.condition_step ALTER COLUMN condition_step_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.condition_step_condition_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.conflict (
    conflict_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    person_id bigint NOT NULL,
    section text NOT NULL,
    last_section text NOT NULL,
    base_number integer NOT NULL,
    latest_number integer NOT NULL,
    body text NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    result text,
    result_section text DEFAULT ''::text NOT NULL,
    result_last text DEFAULT ''::text NOT NULL,
    result_base integer,
    settled_at timestamp with time zone,
    settled_number integer,
    result_turn integer DEFAULT 0 NOT NULL,
    result_in text DEFAULT ''::text NOT NULL,
    CONSTRAINT conflict_body_size CHECK ((octet_length(body) <= 1048576)),
    CONSTRAINT conflict_result_has_base CHECK (((result IS NULL) = (result_base IS NULL))),
    CONSTRAINT conflict_result_size CHECK ((octet_length(result) <= 1048576)),
    CONSTRAINT conflict_settled_once CHECK (((settled_number IS NULL) OR (settled_at IS NOT NULL)))
);

ALTER TABLE public.conflict ALTER COLUMN conflict_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.conflict_conflict_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.connection (
    connection_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    repository text NOT NULL,
    secret text NOT NULL,
    path_key text NOT NULL,
    added_by bigint NOT NULL,
    added_at timestamp with time zone NOT NULL
);

ALTER TABLE public.connection ALTER COLUMN connection_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.connection_connection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.consent (
    consent_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    person_id bigint NOT NULL,
    arm text NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    CONSTRAINT consent_answer CHECK ((answer = ANY (ARRAY['yes'::text, 'talk_first'::text, 'no'::text]))),
    CONSTRAINT consent_arm CHECK ((arm = ANY (ARRAY['new_model'::text, 'old_model'::text])))
);

ALTER TABLE public.consent ALTER COLUMN consent_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.consent_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.decision (
    decision_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    snapshot_id bigint NOT NULL,
    choice text NOT NULL,
    rule_pointed_to text NOT NULL,
    reason text NOT NULL,
    attendees text NOT NULL,
    next_step text NOT NULL,
    owner text NOT NULL,
    due_on date NOT NULL,
    recorded_by bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    CONSTRAINT decision_choice CHECK ((choice = ANY (ARRAY['expand'::text, 'iterate'::text, 'roll_back'::text])))
);

CREATE TABLE public.decision_confirmation (
    decision_id bigint NOT NULL,
    confirmed_by bigint NOT NULL,
    confirmed_at timestamp with time zone NOT NULL
);

ALTER TABLE public.decision ALTER COLUMN decision_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.decision_decision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.delegation (
    delegation_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    approver_id bigint NOT NULL,
    deputy_id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    named_at timestamp with time zone NOT NULL,
    CONSTRAINT delegation_lasts CHECK ((starts_at < ends_at)),
    CONSTRAINT delegation_of_another CHECK ((approver_id <> deputy_id))
);

ALTER TABLE public.delegation ALTER COLUMN delegation_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.delegation_delegation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.delegation_revocation (
    delegation_id bigint NOT NULL,
    revoked_at timestamp with time zone NOT NULL
);

CREATE TABLE public.delivery (
    connection_id bigint NOT NULL,
    delivery_guid text NOT NULL,
    event text NOT NULL,
    body bytea NOT NULL,
    received_at timestamp with time zone NOT NULL,
    processed_at timestamp with time zone,
    outcome text,
    attempts integer DEFAULT 0 NOT NULL
);

CREATE TABLE public.draft (
    pilot_id bigint NOT NULL,
    person_id bigint NOT NULL,
    section text NOT NULL,
    base_number integer NOT NULL,
    body text NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    last_section text DEFAULT ''::text NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    draft_id bigint NOT NULL,
    turn integer DEFAULT 1 NOT NULL,
    written_in text DEFAULT ''::text NOT NULL,
    CONSTRAINT draft_body_size CHECK ((octet_length(body) <= 1048576)),
    CONSTRAINT draft_turn_positive CHECK ((turn >= 1))
);

ALTER TABLE public.draft ALTER COLUMN draft_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.draft_draft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.feature (
    feature_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    arm text NOT NULL,
    name text NOT NULL,
    surface text NOT NULL,
    brief text NOT NULL,
    idea_at timestamp with time zone,
    idea_on date,
    idea_evidence text NOT NULL,
    idea_entered_at timestamp with time zone NOT NULL,
    flag_key text NOT NULL,
    github_login text NOT NULL,
    metric_name text NOT NULL,
    metric_unit text NOT NULL,
    metric_source text NOT NULL,
    metric_direction text NOT NULL,
    metric_read_on date NOT NULL,
    metric_window_days integer DEFAULT 28 NOT NULL,
    shipped_on date,
    shipped_evidence text,
    CONSTRAINT feature_arm CHECK ((arm = ANY (ARRAY['new_model'::text, 'old_model'::text]))),
    CONSTRAINT feature_metric_direction CHECK ((metric_direction = ANY (ARRAY['up'::text, 'down'::text]))),
    CONSTRAINT feature_metric_window CHECK (((metric_window_days >= 1) AND (metric_window_days <= 365))),
    CONSTRAINT feature_one_idea CHECK (((idea_at IS NULL) <> (idea_on IS NULL))),
    CONSTRAINT feature_shipped_with_evidence CHECK (((shipped_on IS NULL) = (shipped_evidence IS NULL)))
);

ALTER TABLE public.feature ALTER COLUMN feature_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.feature_feature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.invitation (
    invitation_id bigint NOT NULL,
    token_hash bytea NOT NULL,
    person_id bigint NOT NULL,
    pilot_id bigint,
    invited_by bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT invitation_hash_sha256 CHECK ((length(token_hash) = 32))
);

ALTER TABLE public.invitation ALTER COLUMN invitation_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.invitation_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.member (
    pilot_id bigint NOT NULL,
    person_id bigint NOT NULL,
    role text NOT NULL,
    arm text,
    added_by bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT member_arm CHECK ((arm = ANY (ARRAY['new_model'::text, 'old_model'::text]))),
    CONSTRAINT member_arm_by_role CHECK (((role = ANY (ARRAY['pilot_pm'::text, 'dri'::text])) = (arm IS NOT NULL))),
    CONSTRAINT member_role CHECK ((role = ANY (ARRAY['sponsor'::text, 'approver'::text, 'pilot_pm'::text, 'dri'::text, 'observer'::text])))
);

CREATE TABLE public.no_go_acknowledgement (
    pilot_id bigint NOT NULL,
    person_id bigint NOT NULL,
    acknowledged_at timestamp with time zone NOT NULL
);

CREATE TABLE public.outcome_point (
    outcome_point_id bigint NOT NULL,
    feature_id bigint NOT NULL,
    day date NOT NULL,
    value double precision NOT NULL,
    source text NOT NULL,
    entered_by bigint NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    CONSTRAINT outcome_point_finite CHECK (((value > '-Infinity'::double precision) AND (value < 'Infinity'::double precision)))
);

ALTER TABLE public.outcome_point ALTER COLUMN outcome_point_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outcome_point_outcome_point_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.person (
    person_id bigint NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    password_hash text,
    site_admin boolean DEFAULT false NOT NULL,
    disabled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT person_email_lower CHECK (((email = lower(email)) AND (email ~~ '%_@_%'::text) AND (length(email) <= 254))),
    CONSTRAINT person_name_length CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

ALTER TABLE public.person ALTER COLUMN person_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.person_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pilot (
    pilot_id bigint NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    zone text NOT NULL,
    example boolean DEFAULT false NOT NULL,
    created_by bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT pilot_name_length CHECK (((length(name) >= 1) AND (length(name) <= 80))),
    CONSTRAINT pilot_slug_form CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 60)))
);

ALTER TABLE public.pilot ALTER COLUMN pilot_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pilot_pilot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pilot_start (
    pilot_id bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    started_by bigint NOT NULL,
    revision_number integer NOT NULL,
    zone_version integer NOT NULL,
    frozen text NOT NULL,
    digest text NOT NULL,
    CONSTRAINT pilot_start_digest_hex CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
);

CREATE TABLE public.pull_request (
    pull_request_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    repository text NOT NULL,
    number integer NOT NULL,
    title text NOT NULL,
    url text NOT NULL,
    author_login text NOT NULL,
    author_is_bot boolean NOT NULL,
    head_branch text NOT NULL,
    feature_id bigint,
    linked_by_hand boolean DEFAULT false NOT NULL
);

CREATE TABLE public.pull_request_fact (
    fact_id bigint NOT NULL,
    pull_request_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind jsonb NOT NULL,
    source jsonb NOT NULL,
    same_fact text NOT NULL,
    received_at timestamp with time zone NOT NULL
);

ALTER TABLE public.pull_request_fact ALTER COLUMN fact_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pull_request_fact_fact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.pull_request ALTER COLUMN pull_request_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.pull_request_pull_request_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.reading (
    pilot_id bigint NOT NULL,
    person_id bigint NOT NULL,
    number integer NOT NULL,
    read_at timestamp with time zone NOT NULL
);

CREATE TABLE public.received_commit (
    pilot_id bigint NOT NULL,
    repository text NOT NULL,
    branch text NOT NULL,
    sha text NOT NULL,
    author_login text NOT NULL,
    authored_at timestamp with time zone,
    received_at timestamp with time zone NOT NULL,
    feature_id bigint
);

CREATE TABLE public.refused_form (
    token_hash bytea NOT NULL,
    form text NOT NULL,
    typed jsonb NOT NULL,
    problems jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT refused_form_hash_sha256 CHECK ((length(token_hash) = 32))
);

CREATE TABLE public.reset_link (
    token_hash bytea NOT NULL,
    person_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT reset_link_hash_sha256 CHECK ((length(token_hash) = 32))
);

CREATE TABLE public.revision (
    pilot_id bigint NOT NULL,
    number integer NOT NULL,
    body text NOT NULL,
    terms jsonb NOT NULL,
    digest text NOT NULL,
    summary text NOT NULL,
    author_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    suggested_by bigint,
    touched jsonb,
    CONSTRAINT revision_body_size CHECK ((octet_length(body) <= 1048576)),
    CONSTRAINT revision_digest_hex CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT revision_number_positive CHECK ((number >= 1))
);

CREATE TABLE public.session (
    session_hash bytea NOT NULL,
    data jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT session_hash_sha256 CHECK ((length(session_hash) = 32))
);

CREATE TABLE public.setup_link (
    token_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT setup_link_hash_sha256 CHECK ((length(token_hash) = 32))
);

CREATE TABLE public.sign_in_failure (
    sign_in_failure_id bigint NOT NULL,
    email text NOT NULL,
    address text NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.sign_in_failure ALTER COLUMN sign_in_failure_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sign_in_failure_sign_in_failure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.snapshot (
    snapshot_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    programme text NOT NULL,
    digest text NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    taken_by bigint NOT NULL,
    CONSTRAINT snapshot_digest_hex CHECK ((digest ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE public.snapshot ALTER COLUMN snapshot_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.snapshot_snapshot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.suggestion_outcome (
    comment_thread_id bigint NOT NULL,
    revision_number integer,
    reason text NOT NULL,
    person_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    comment_id bigint,
    CONSTRAINT suggestion_outcome_reason CHECK (((revision_number IS NOT NULL) OR (reason <> ''::text)))
);

CREATE TABLE public.survey_link (
    token_hash bytea NOT NULL,
    pilot_id bigint NOT NULL,
    week integer NOT NULL,
    person_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT survey_link_hash_sha256 CHECK ((length(token_hash) = 32))
);

CREATE TABLE public.survey_week (
    pilot_id bigint NOT NULL,
    number integer NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    CONSTRAINT survey_week_order CHECK ((opens_at < closes_at))
);

CREATE TABLE public.terms_confirmation (
    terms_confirmation_id bigint NOT NULL,
    pilot_id bigint NOT NULL,
    revision_number integer NOT NULL,
    terms_digest text NOT NULL,
    person_id bigint NOT NULL,
    confirmed_at timestamp with time zone NOT NULL,
    CONSTRAINT terms_confirmation_digest_hex CHECK ((terms_digest ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE public.terms_confirmation ALTER COLUMN terms_confirmation_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.terms_confirmation_terms_confirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.zone_signature (
    pilot_id bigint NOT NULL,
    zone_version integer NOT NULL,
    person_id bigint NOT NULL,
    role text NOT NULL,
    arm text,
    digest text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    CONSTRAINT zone_signature_arm CHECK ((arm = ANY (ARRAY['new_model'::text, 'old_model'::text]))),
    CONSTRAINT zone_signature_arm_by_role CHECK (((role = 'dri'::text) = (arm IS NOT NULL))),
    CONSTRAINT zone_signature_role CHECK ((role = ANY (ARRAY['sponsor'::text, 'approver'::text, 'dri'::text])))
);

CREATE TABLE public.zone_version (
    pilot_id bigint NOT NULL,
    number integer NOT NULL,
    items jsonb NOT NULL,
    digest text NOT NULL,
    summary text NOT NULL,
    author_id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT zone_version_digest_hex CHECK ((digest ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT zone_version_number_positive CHECK ((number >= 1))
);

INSERT INTO public._sqlx_migrations VALUES
	(1, 'person', '2026-11-29 08:10:22.93484+00', true, '\xc0af1c6a677c32991e6dc3a65d3735bff7be02a0812ad15e4c7a5eb67e4a52f4cb20e669038d2989085bcf097456280b', 63844412),
	(2, 'activity', '2026-11-29 08:10:23.002196+00', true, '\xc77dfcbfa8829917b2c55512ae67bb58d9a54418cb94709a96ff99290b4638ee09299214886374765113ef5ab05a736c', 20467793),
	(3, 'pilot', '2026-11-29 08:10:23.024627+00', true, '\xfd9244a5a2120f2494920b1e7f99589258e38677e34099ae0ea26ecce0559fd51b13caf4b1b2b2a713beff525b92bc62', 42298891),
	(4, 'proposal', '2026-11-29 08:10:23.07071+00', true, '\xc76293db4de34906fb70531db34b70f5b6576c4f2da582641c5bd76a33fc3419d0211b79af4aac76d14f77c0663df8d2', 16095409),
	(5, 'zone', '2026-11-29 08:10:23.090704+00', true, '\x88d0f4f9cbd1058a5821577cf93bc410595ffe50f1f5d2884cbfe610f01a90e33d4a96ccdf3c9b9d2e23dd9a4a84ac0c', 20025903),
	(6, 'approval', '2026-11-29 08:10:23.114649+00', true, '\xa2a84383fe0e3e01e47af06cb6517786ef083c722b9c6dcef335ba207b576b92a28febc02aa16c80b68ba7d978bcdf7f', 32020993),
	(7, 'enrolment', '2026-11-29 08:10:23.150879+00', true, '\x9744a9446b8d4b4adc06a7119bca8d276ee2a8ece7f665033e931dff97a31f67f6881209c66755831641e32b4cb0dc91', 55884474),
	(8, 'survey', '2026-11-29 08:10:23.210684+00', true, '\x661a04bd1d2e0593df0f77a0faab11b5d33b74e2b1750df0e85bc7bfcdf89a342987470c7f96128a6dd92c193f556837', 31979212),
	(9, 'pull request', '2026-11-29 08:10:23.245331+00', true, '\xa09bb6ce9eb4789902503c4500a3bdbe01099cae3e5ba504e129a46b96ee74c1cf95099a64a8717fc4e2fc8726c60b9d', 77405694),
	(10, 'readout', '2026-11-29 08:10:23.326685+00', true, '\xb832bf4808f0be1dac6d37dfe5743735dc9d1819c0ff2ce2952bcc6615e332449656a0afdc750f77a5bbebe64f1057ce', 18563272),
	(11, 'comment', '2026-11-29 08:10:23.350725+00', true, '\xedf0b85098b2d798aed582550891e944172358d880c980cc26d7238b970b2d58d8b0ad45360a26078852e0e125b76e7d', 63957091),
	(12, 'conflict', '2026-11-29 08:10:23.415248+00', true, '\x7ca9dbc2081b27f384967e7d17d6f4fe888b9e7be3b2ea598c1c14670e4cfb9d7aad6cd35c028d93f7b8e23630660522', 23473218),
	(13, 'reading', '2026-11-29 08:10:23.442644+00', true, '\x66d54da04ea4d55cddf4e5b2994d009e122c294d9ef82423294c4e64e554d49f59e96a55c04c0883230ea354d8cd2db1', 7991826),
	(14, 'approval seats', '2026-11-29 08:10:23.454616+00', true, '\xac866efec36247281c2593c764167fb86a26caf0a7079c98ad7582e29df238fae3cdfec58ef214b37dc65fc171d0f0c4', 80086180),
	(15, 'terms confirmation', '2026-11-29 08:10:23.538646+00', true, '\xf9eb6f4827e3042cba3b0d554ac4d136b0ee8594ef738d49b6d142e70b89c9d64e4e4ad63205c4d1918b872631b1f9c3', 16027217),
	(16, 'activity by person', '2026-11-29 08:10:23.558647+00', true, '\x4ad4c1393280d33b7f1108df3299f46d2887826adef9604a11b735ef8202bd22282e3fa4fea4a450d4b5dbb6bb2f15da', 4637520),
	(17, 'draft window', '2026-11-29 08:10:23.563623+00', true, '\x43bf0290c590f56ebaa3a0e56b0971b333959db66218683d39ef442dcfea9d90cdb270539f16f088aac2ed9c37cda425', 19337226),
	(18, 'suggestion in reply', '2026-11-29 08:10:23.590913+00', true, '\xf60deb5a513be93dc647896e90d78725dc316e23d55437a015ac77a61e7faff8ef214f9f3b1522a05c3546a09072bd4e', 11827670);

INSERT INTO public.activity VALUES
	(1, '2026-09-21 07:04:00+00', NULL, NULL, 'installation.renew_setup_link', '{}', '\x0000000000000000000000000000000000000000000000000000000000000000', '\x98d3da1a5688b5e5c80232179c132a1ab694a9f5ec205463ef818a960a864985'),
	(2, '2026-09-21 07:04:00+00', 1, NULL, 'installation.set_up', '{"name":"Hanna Lindqvist"}', '\x98d3da1a5688b5e5c80232179c132a1ab694a9f5ec205463ef818a960a864985', '\x8f2e7dd2b3fd4d9f176e8f595af07478a1353514ff18520b4a0c8c4f972409da'),
	(3, '2026-09-21 07:20:00+00', 1, 1, 'zone.revise', '{"digest":"e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3","summary":"Items of revision 1 of the proposal","version":1}', '\x8f2e7dd2b3fd4d9f176e8f595af07478a1353514ff18520b4a0c8c4f972409da', '\x9ef287ecdb377d2a6e24497ce4622add3623714e33051ec18318b789f556f65e'),
	(4, '2026-09-21 07:20:00+00', 1, 1, 'pilot.add', '{"digest":"a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46","name":"Ferry booking","revision":1,"zone":"Europe/Berlin"}', '\x9ef287ecdb377d2a6e24497ce4622add3623714e33051ec18318b789f556f65e', '\x9b55a60518e5b1324e7b4857fa06d3f9a18bdecf0a35866a1e205a8773a5fb6a'),
	(5, '2026-09-21 08:31:00+00', 1, 1, 'person.invite', '{"arm":null,"person":2,"role":"approver"}', '\x9b55a60518e5b1324e7b4857fa06d3f9a18bdecf0a35866a1e205a8773a5fb6a', '\x1ccf509b05db9a8223a49ae1a9168423c8fe5d39864a0bd19940e709f0edbd32'),
	(6, '2026-09-21 11:31:00+00', 2, 1, 'person.accept_invitation', '{}', '\x1ccf509b05db9a8223a49ae1a9168423c8fe5d39864a0bd19940e709f0edbd32', '\xffa38cd79a4e1516feff615f4d3a9389dc680cc4c8cead9fc485dd8dad320868'),
	(7, '2026-09-21 08:33:00+00', 1, 1, 'person.invite', '{"arm":"new_model","person":3,"role":"pilot_pm"}', '\xffa38cd79a4e1516feff615f4d3a9389dc680cc4c8cead9fc485dd8dad320868', '\x89e1c06e822d72018051e1e4a86f484f537a69454fbd77b6df179b675f3a0815'),
	(8, '2026-09-21 11:33:00+00', 3, 1, 'person.accept_invitation', '{}', '\x89e1c06e822d72018051e1e4a86f484f537a69454fbd77b6df179b675f3a0815', '\x78ccb0cffa45391b79a60b4396a1ec54c846a7178bd93b4bd8941bf177deb144'),
	(9, '2026-09-21 08:35:00+00', 1, 1, 'person.invite', '{"arm":"old_model","person":4,"role":"pilot_pm"}', '\x78ccb0cffa45391b79a60b4396a1ec54c846a7178bd93b4bd8941bf177deb144', '\x52ae413aad4384e079e07a15c954081780cfe843c31850dda37cef2b9f43fba6'),
	(10, '2026-09-21 11:35:00+00', 4, 1, 'person.accept_invitation', '{}', '\x52ae413aad4384e079e07a15c954081780cfe843c31850dda37cef2b9f43fba6', '\x7b7860ba1d77da21c7db63cc57ad4243ad713d6e6c501eb230e8a990f04ead93'),
	(11, '2026-09-21 08:37:00+00', 1, 1, 'person.invite', '{"arm":"new_model","person":5,"role":"dri"}', '\x7b7860ba1d77da21c7db63cc57ad4243ad713d6e6c501eb230e8a990f04ead93', '\xcbeb69b740cf97b9f60a63ca60803ac559372da53e6f8bbcab74fe23ddc4a265'),
	(12, '2026-09-21 11:37:00+00', 5, 1, 'person.accept_invitation', '{}', '\xcbeb69b740cf97b9f60a63ca60803ac559372da53e6f8bbcab74fe23ddc4a265', '\x7f0a900d18e60e594b72cd03d792adc020264dab6341966c237afd45114590a3'),
	(13, '2026-09-21 08:39:00+00', 1, 1, 'person.invite', '{"arm":"old_model","person":6,"role":"dri"}', '\x7f0a900d18e60e594b72cd03d792adc020264dab6341966c237afd45114590a3', '\xbc6b52407fad82911cfd8c7dc51e8c11138b5341d3151be1231fbb3d455999f9'),
	(14, '2026-09-21 11:39:00+00', 6, 1, 'person.accept_invitation', '{}', '\xbc6b52407fad82911cfd8c7dc51e8c11138b5341d3151be1231fbb3d455999f9', '\x302d7deba67663cd340d1feaff89e724f84d10af743f638a3374114adf5ed29b'),
	(15, '2026-09-21 08:41:00+00', 1, 1, 'person.invite', '{"arm":null,"person":7,"role":"observer"}', '\x302d7deba67663cd340d1feaff89e724f84d10af743f638a3374114adf5ed29b', '\xeae875b22eb7474dca2523d0e56eba281b7ac128554e1d950ce727fb84ebf88f'),
	(16, '2026-09-21 11:41:00+00', 7, 1, 'person.accept_invitation', '{}', '\xeae875b22eb7474dca2523d0e56eba281b7ac128554e1d950ce727fb84ebf88f', '\x94b749aa56bf1c7165c2693a58ced571f9b32082fad06e07c777d4d06551ee24'),
	(17, '2026-09-21 13:47:00+00', 1, 1, 'proposal.complete', '{"digest":"3c382e8bf3b19f6e8827c6f6a536d3d0c052251b3bccb414b2613e77ef43521f","revision":2,"summary":"Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks","terms":["baseline_statistic","readout_at","asks"],"terms_digest":"eaa37c67e88800a5a922a9985e75fe699d0d56c335c795c866b557d4391d4e36"}', '\x94b749aa56bf1c7165c2693a58ced571f9b32082fad06e07c777d4d06551ee24', '\x656c9d49bdf387a9cce1c54d2326cbab4c2a9f02c4293f265e0ebb16b6b01492'),
	(18, '2026-09-21 14:20:00+00', 5, 1, 'comment.start', '{"comment":1,"revision":2,"section":"The pilot","thread":1}', '\x656c9d49bdf387a9cce1c54d2326cbab4c2a9f02c4293f265e0ebb16b6b01492', '\x3dfa9bc0ed982eea6f0534950521c6efaffa5fbeeb93994cbf63b0629a6f2f60'),
	(19, '2026-09-21 14:44:00+00', 1, 1, 'comment.reply', '{"comment":2,"reopened":false,"section":"The pilot","thread":1}', '\x3dfa9bc0ed982eea6f0534950521c6efaffa5fbeeb93994cbf63b0629a6f2f60', '\x16e3654ac582ac9e7dc8a4e70205971cf0f9acc6c983bc9b4f5b6834353da9d4'),
	(20, '2026-09-21 15:02:00+00', 5, 1, 'comment.resolve', '{"section":"The pilot","thread":1}', '\x16e3654ac582ac9e7dc8a4e70205971cf0f9acc6c983bc9b4f5b6834353da9d4', '\x6c1ec62cb7769e8ce7514c593f24824259eda223630e4ecc65de83c521545df7'),
	(21, '2026-09-22 07:05:00+00', 4, 1, 'comment.suggest', '{"comment":3,"revision":2,"section":"Risks","thread":2}', '\x6c1ec62cb7769e8ce7514c593f24824259eda223630e4ecc65de83c521545df7', '\xabb610f189115e1b3859933ebab61eddb2dc22114c7bcbd2b51a1b0536ad81c0'),
	(22, '2026-09-22 07:30:00+00', 1, 1, 'comment.decline', '{"reason":"Seconds is what the flags do today, and the log of the pilot will show it.","section":"Risks","suggested_by":"Tobias Brandt","thread":2}', '\xabb610f189115e1b3859933ebab61eddb2dc22114c7bcbd2b51a1b0536ad81c0', '\x3ba0cc854b574f339032b67d1b6b6c23d490c0fb61157816c6759f3ea5ae3d98'),
	(23, '2026-09-22 09:20:00+00', 1, 1, 'proposal.send', '{"approvers":[2],"digest":"3c382e8bf3b19f6e8827c6f6a536d3d0c052251b3bccb414b2613e77ef43521f","due_at":"2026-09-29T15:00:00Z","request":1,"revision":2,"zone_version":1}', '\x3ba0cc854b574f339032b67d1b6b6c23d490c0fb61157816c6759f3ea5ae3d98', '\xa6c4707a67a5bcceac017a37d98a9911c1fef86ef91664232f4624390d26c857'),
	(24, '2026-09-24 14:40:00+00', 2, 1, 'approval.decide', '{"approval":1,"conditions":[],"digest":"3c382e8bf3b19f6e8827c6f6a536d3d0c052251b3bccb414b2613e77ef43521f","request":1,"revision":2,"seat":2,"verdict":"request_changes","zone_version":1}', '\xa6c4707a67a5bcceac017a37d98a9911c1fef86ef91664232f4624390d26c857', '\x1ebe220dd9686ceb332c84a77ca0732a75fe0f3a140ce791a9a36b040880ec35'),
	(25, '2026-09-25 08:06:00+00', 1, 1, 'zone.revise', '{"digest":"d3c6d472fff42f0e1c800e20ddea4735d71880b2a6df104d1d5a9fdb234d49a8","summary":"Changed “Wording that users read: error messages, empty states, onboarding”","version":2}', '\x1ebe220dd9686ceb332c84a77ca0732a75fe0f3a140ce791a9a36b040880ec35', '\x8f6afef26b3d0c11872f13023c4ee926e05573ff737ffcc574e67c793691e111'),
	(26, '2026-09-25 08:10:00+00', 1, 1, 'zone.revise', '{"digest":"68b0c420cf9e33677856aa1eb218fbef60ad19d1284272e5f4086a5ef3ee8193","summary":"Changed “Feature flags they own, and how far those are rolled out”","version":3}', '\x8f6afef26b3d0c11872f13023c4ee926e05573ff737ffcc574e67c793691e111', '\x55cab9d21d3d0b456834f50b1180f07dd8e677d0593677c7ca1cc7320637c0ef'),
	(27, '2026-09-25 08:14:00+00', 1, 1, 'zone.revise', '{"digest":"57f2d5d48bf7047475b258d252d0a7fcfb7ffb2bb0fbeed67d9bd5f1451c259e","summary":"Changed “Prompts for models and agents of features they own”","version":4}', '\x55cab9d21d3d0b456834f50b1180f07dd8e677d0593677c7ca1cc7320637c0ef', '\x3db0bfdd7f85d3b87e7b380d003fbefaadac28f964fc754c82d856b71cc7f8c6'),
	(28, '2026-09-25 08:18:00+00', 1, 1, 'zone.revise', '{"digest":"c7b0d8d4e484297a531616eb2c7fccc627298761e0d89a6a95f5f8008dcf9534","summary":"Changed “Analytics events, and the dashboards that show them”","version":5}', '\x3db0bfdd7f85d3b87e7b380d003fbefaadac28f964fc754c82d856b71cc7f8c6', '\xa07beb41c1b8db29584445df7988e9abfad45f089263f1dbc098801d3091f8e7'),
	(29, '2026-09-25 08:22:00+00', 1, 1, 'zone.revise', '{"digest":"193e614c7657e762a624f69c066b35a03a8736deb3016f4fa5185d495a3b81b6","summary":"Changed “Entries added to the configuration of their feature, as long as nothing existing breaks”","version":6}', '\xa07beb41c1b8db29584445df7988e9abfad45f089263f1dbc098801d3091f8e7', '\xa252fa93867b5f29e1cda2337f505f30662c0474057106884bce42dc5d6f05a1'),
	(30, '2026-09-25 08:26:00+00', 1, 1, 'zone.revise', '{"digest":"501fa919051b09a074ffac1485536cce2abacad78e2845454cb9991e3b31900b","summary":"Changed “Small front-end changes put together from parts the design system already has”","version":7}', '\xa252fa93867b5f29e1cda2337f505f30662c0474057106884bce42dc5d6f05a1', '\xc875b877d55f72ead48d21181c238b0eca830dd33c8b451c598d5c0dc75abd85'),
	(31, '2026-09-25 08:30:00+00', 1, 1, 'zone.revise', '{"digest":"a71eb5a47aeb794cfbb8e69cda42210a2108e286ad070f33ced9f2579dd65671","summary":"Changed “Data models”","version":8}', '\xc875b877d55f72ead48d21181c238b0eca830dd33c8b451c598d5c0dc75abd85', '\x7c8d5a448afc9364e4480410755d75784c5c05a48e010de3fcb3baa5ef2b257f'),
	(32, '2026-09-25 08:34:00+00', 1, 1, 'zone.revise', '{"digest":"8744cdabad512c436749e054fd067ea4f02088baf99c5f920d75f1250748e817","summary":"Changed “API contracts”","version":9}', '\x7c8d5a448afc9364e4480410755d75784c5c05a48e010de3fcb3baa5ef2b257f', '\xcc2404918f0e296557c125299ae178c8c3a8d8a88b735440022721cea25a148a'),
	(33, '2026-09-25 08:38:00+00', 1, 1, 'zone.revise', '{"digest":"30de439acc170809edec2faf7a20155b5f9789ea511b762311a5a35a56d716b3","summary":"Changed “Authentication”","version":10}', '\xcc2404918f0e296557c125299ae178c8c3a8d8a88b735440022721cea25a148a', '\x639259010e18e450555656a11aa5970ee42fb6b2cb5014044a9f5f8eb461f308'),
	(34, '2026-09-25 08:42:00+00', 1, 1, 'zone.revise', '{"digest":"bc8b3cb0eda4689ff346c7332bab5ee0e8e763794b0941a4650e7d993bafca29","summary":"Changed “Build and release configuration”","version":11}', '\x639259010e18e450555656a11aa5970ee42fb6b2cb5014044a9f5f8eb461f308', '\x2e3f43a9a4a336706afb6e5ed204de5f8bd6fc4036b48ec556e368f82b992186'),
	(41, '2026-10-01 09:02:00+00', NULL, NULL, 'enrolment.consent', '{"consent":2}', '\x73213c7f47452bb75693b94137ddaee0292e5d779c5037730fcc4eb5a65549d4', '\x8d79c919ecd22f1ea849e088e1e92599f26a54d31dedb83e7c0c8ddc00fe68cc'),
	(44, '2026-10-06 07:54:00+00', 1, 1, 'baseline.save', '{"evidence":"https://tickets.example.com/booking/1035","first_commit":{"at":"2026-07-24","kind":"date"},"idea":{"at":"2026-07-07","kind":"date"},"name":"Price alerts by e-mail","position":2,"pull_requests":[{"cycles":1,"known_from":"hand","merged_at":"2026-07-31T14:45:00Z","number":322,"opened_at":"2026-07-30T09:20:00Z"},{"cycles":2,"known_from":"hand","merged_at":"2026-08-10T08:45:00Z","number":327,"opened_at":"2026-08-05T12:20:00Z"},{"cycles":1,"known_from":"hand","merged_at":"2026-08-17T13:45:00Z","number":331,"opened_at":"2026-08-14T07:20:00Z"}],"shipped_on":"2026-08-18"}', '\x5a015a9633d11d70967cda3b0e470334b8d6069c8d52df268bf282a6b065059d', '\xe1becd93eea303d3e8876eb183b2b4375d5de6f47e2cf7e948c7f89ba42d4519'),
	(47, '2026-10-15 09:10:00+00', 1, 1, 'enrolment.save_feature', '{"arm":"new_model","brief":"Answer one question that travellers write to support about, in the place where it comes up. Two weeks of work at most.","flag_key":"luggage-hints","github_login":"ines-c","idea":{"at":"2026-10-15","kind":"date"},"idea_evidence":"https://tickets.example.com/booking/1180","name":"Luggage hints","primary_metric":{"direction":"down","name":"Luggage questions to support","read_on":"2026-11-16","source":"Support desk, by topic and day","unit":"per 1,000 bookings","window_days":28},"surface":"Trip search"}', '\xe24a2dc431790978cc55f783b870f25a59c61cad6b5f316ad483c7aeaa2df60e', '\xe66437924efe315a3d8667d51d121033986ee2bcada3cf1d4ad71705e9d90805'),
	(49, '2026-10-12 08:40:00+00', 5, 1, 'approval.submit_evidence', '{"condition":1,"note":"https://calendar.example.com/booking/on-call","text":"Say who reviews when Naomi or Viktor is on call"}', '\x35d36a33584e5cf188277b5fe020e7ff05d19a45357cc6835cf493c5a0fff8b0', '\x33b7718e1149f0f78575b3bd4e1c36a7a459711430e3577a33e27d42a5e05d4c'),
	(51, '2026-10-16 06:50:00+00', 2, 1, 'zone.sign', '{"as":"approver","digest":"edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1","version":13}', '\x6b8e5c714bfb14df35b4c574cf70935355ef18a4a53968f24a95975d6ea6b707', '\xa94de93c42eb63f8e046d0d603a406bd06975d32fb78b1e33b7281cedb8a0578'),
	(54, '2026-10-16 12:18:00+00', 6, 1, 'zone.sign', '{"as":"dri_old_model","digest":"edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1","version":13}', '\xcf5d7c54772e5da80aea9dc8cd9cbe10d9e54225210cfba7cd0353eebd87676c', '\x8f282220d5c644c7dc109fe3dce9b84fe4dfd80ec62c4ebe1eca1d9bed96067f'),
	(59, '2026-10-19 13:30:00+00', 3, 1, 'week_one.tick', '{"arm":"new_model","evidence":"Tests run on my machine","item":2}', '\x8f73c889d411dcd2f6fc791360eb86eff7ac44227266aca62f4a2cfcb31ba1a8', '\x89602792d1ba40928862c7bedc9b4a27a51d6e81ec92b56681a2094019e48c1e'),
	(62, '2026-10-20 07:10:00+00', 4, 1, 'week_one.tick', '{"arm":"old_model","evidence":"Read with Viktor","item":1}', '\x891978278fd6b81a2a88179c3d60904c109717edeada106f8279bb2b36982aa5', '\xb31e22893ed45a0aa3e05e990eaa47bd8a8d223bdd849b828c47252fe94b865a'),
	(65, '2026-10-20 08:34:00+00', 1, 1, 'outcome_point.add', '{"arm":"old_model","points":7,"replaced":[]}', '\x1cf6ff3f619e0e63689d0f945e1bb3770b50d66eb83d226ceb99486160a13e44', '\x21c6e21f0ad6a1e7889373e9f32080d00a038eec2b9a3f84474867a4ebad436c'),
	(70, '2026-10-21 13:20:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":412,"repository":"example-ferries/booking"}', '\x95292e069d933eda64dbee7c2c6a0289fe1b9d23f12b111012dd32d580a5ce1e', '\xb01d9e8ec194f2ae10b8986831a4b291a2d112499a5993cb0a562e654746e5d4'),
	(73, '2026-10-22 08:45:00+00', 4, 1, 'week_one.tick', '{"arm":"old_model","evidence":"Runs since this morning","item":2}', '\x4cc95eda8ccaebec44fff26bb79940b8365d5519fd6f87064c9a3db304bc946f', '\x8fe2f7243149d159feeac02770a859faa5ee5938165ceb87a1b51478bfa19f8d'),
	(75, '2026-10-23 07:25:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/cabin-bag","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\x6ff6e60a744247af91f54ba82c6f86a5d5f9944be058ab4e5236040c7cf2886b', '\xd66f7a973adaa7a02ca53aa5637d90e601ed6897b179bd117020180dd063a2de'),
	(78, '2026-10-23 09:22:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":415,"repository":"example-ferries/booking"}', '\x335206e749ec243d9d0d466148a67cbc514223ac7dd32a30d322f6ee185bca6c', '\x8a87851969424fe965cc4cedbcf2198e69865005db6771e074e40bb70a8f3737'),
	(81, '2026-10-23 14:20:00+00', 4, 1, 'week_one.tick', '{"arm":"old_model","evidence":"https://docs.example.com/change-rules/planning","item":3}', '\xfea7fdfcf0c31225857e7e27d7a5eb70545c206d6c1565ca654f7fa17f275281', '\x8d25af79523155338cc28568167559c47feb40ea1c40fc821548807eac57544d'),
	(87, '2026-10-27 10:20:03+00', NULL, 1, 'pull_request.record', '{"branch":"change-rules/fares","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\x528adb05c5520ca71ea7ed65e91025d27ac50c8ac0655f4bba0047119f30210d', '\xfb22bc51d767ca288c9ff35a15675bd9fc4bace07a8ed17990f6272d3a1d9fa7'),
	(90, '2026-10-28 08:31:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":421,"repository":"example-ferries/booking"}', '\xc63b75015c36505162c0b60f9f1932d3b4278e5c0f45c061d1e3720d9735eb51', '\x27258ec5999d001d05ac091cec15454d48c90512a73fff64a3d26f78b08b1ade'),
	(92, '2026-10-28 13:15:00+00', 4, 1, 'week_one.tick', '{"arm":"old_model","evidence":"Shipped with the release of this week","item":4}', '\xc94f46531a6e8bef3e1e916da196efb42616a96f28c1877b61ad8f68cca726bb', '\x2844513cd89b0c414987d6160f60a37906d7f3bcf08d415ba5e1aab6beda7b91'),
	(95, '2026-10-29 09:02:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":421,"repository":"example-ferries/booking"}', '\x91086ac72dde2ae007f5c934b8b2d1f6f282c47dc7514ea1c5818a41aaa5a1aa', '\x36fe5005ecb941c53937f142382941d3189311940a483e71c276b6ab228dce30'),
	(98, '2026-10-29 10:03:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":424,"repository":"example-ferries/booking"}', '\xd2695d38a61d0f7a9a2b609dfe1fe458d66d58f1b682984f9d7b635f0d633dcb', '\x2d5e703500abdfb111d9e1a9c2e4bcb3d38f03ed17f47e4c2521c66b654008ff'),
	(101, '2026-10-30 09:01:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/fees","commits":1,"facts":1,"repository":"example-ferries/booking"}', '\x6ec2a2d6c9bf0299fc14c12a91ae14d06756d4958201b10f5fdc7d973a82fa61', '\xd42dd3faa67fd646fd9bbeb71e6ebea1aca029c73abcf7941df8e8036a1e4ade'),
	(104, '2026-10-30 12:30:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/events","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\xb60c17e4015eaf59ab3ce58feec546bba43825ded81de368062523373e5847ab', '\xfeba2502b6b8dfe2414f399821f023dffad8e13a20a6b0d9300e6aa90f59debb'),
	(107, '2026-10-30 14:34:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":424,"repository":"example-ferries/booking"}', '\x91541cd0e76b602091503bf48f497d9280f18c3a06ccee286b1d02115c3aabaf', '\x4ea760ed2820b050c6442b0b32f79a376cc47e56595c13fceaf73d14d6be35f0'),
	(109, '2026-10-30 15:55:00+00', 3, 1, 'survey.answer', '{"by_link":false,"changed":false,"late":false,"week":2}', '\xe800593f50196de8a56a7a83189b735ede12803223128f51d51f2d58382cc509', '\xaa74dfac806d4bfd7981a2813ef591c6ae00a8ae246124b6391c40ac7003bf14'),
	(112, '2026-11-02 09:32:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/events","commits":1,"facts":1,"repository":"example-ferries/booking"}', '\x00e392c41a2fbca0a7402b2de359efe49dfa6cc49e11cbb2a2778cf80aad592e', '\x87d071fc683f157c8f9c0457c1edf9faf3a8a9ca2f12777c663b6e1a9a83f649'),
	(115, '2026-11-02 12:02:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":424,"repository":"example-ferries/booking"}', '\xbe1f56894a59440c1f72375b1345be6ec09969a7c21d1baae2928269cd1d269d', '\x207fc0bdb38d19958ec5ceb5927d2abc1d3980d57d3be6ffca88d96db9c67d4c'),
	(117, '2026-11-03 08:12:00+00', 4, 1, 'survey.answer', '{"by_link":false,"changed":false,"late":true,"week":2}', '\x6e94c320c1494a76b18fd1a67582c73a736e62b03f27777931c1ab68888b5b1f', '\x7acb753d57faddb6e940caaa708ea3ccec87254a6f32c8e8370e235d55f6e0d5'),
	(120, '2026-11-03 10:28:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":433,"repository":"example-ferries/booking"}', '\x1543bd49dd8422736a1f461cc543d7c79caf8e5d5cae9d28c43ba9ffeaa6d05e', '\x6ed3e49b608a8152abc7fba0bd0c799c288fa2fe4feca1d52cad4b93c4b8c094'),
	(122, '2026-11-03 10:50:00+00', 3, 1, 'feature.ship', '{"arm":"new_model","evidence":"https://code.example.com/example-ferries/booking/pull/433","on":"2026-11-03","was":null}', '\xa82e0cf156a0cf44f9694788ce0f4cce01ff55519c6ca2d2c2896e3a6c6b8223', '\xa48b7a967bbca8f8a08d2844aa358ef1fb5e51b720ffe349b14438f0b0a3ad4d'),
	(126, '2026-11-04 08:46:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":426,"repository":"example-ferries/booking"}', '\x6a7a5f0ffd38391b81851193d52d3aed4059b776336b96dbf9781af540707650', '\x0ea33cb2977153a28fddd5156d45a27679a6705b359a4ef9127a1c465aefe364'),
	(129, '2026-11-04 14:02:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":435,"repository":"example-ferries/booking"}', '\xde708add8e635b9cc1f18becc399ddcd3948bc68a6b454f7dfa6f44ba698ddf2', '\xada019b7336c3463bd9c15b88744ef66f2bb773573b10c85b23e648c13a72d01'),
	(132, '2026-11-05 15:01:03+00', NULL, 1, 'pull_request.record', '{"branch":"change-rules/e-mail","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\x2ebf438de81c4c14724a020d22240fcf03549bc3b255273427a9e2f05f1caf3f', '\x1514f04bf354ce2aa0525c723629bfcc50bce357615033929f31cc99ccf85710'),
	(35, '2026-09-25 08:46:00+00', 1, 1, 'zone.revise', '{"digest":"51b911490459644403b5f2f36d55d4bb7aadd658dbc4e404860e62123c3e9747","summary":"Changed “The core that orchestrates agents”","version":12}', '\x2e3f43a9a4a336706afb6e5ed204de5f8bd6fc4036b48ec556e368f82b992186', '\x04bf401f87097afea63ceb75ee6ee376d5a90cca6b785a4332a03767ffb3794f'),
	(37, '2026-09-25 13:30:00+00', 1, 1, 'proposal.revise', '{"digest":"d25762dabc4a8ae197bb38e865f70dbb5bd8a1596af8a7197510cf6ec7944296","merged_with":null,"revision":3,"summary":"Say what one feature per arm cannot show"}', '\x11962edd3c9fb653abaab4d753eaf02a258a343328ad353c3c45bbc66f412344', '\x9bcb9cb854319ac27af6c847c94f6c803be986c297e8ce0a5ad405f7c3193959'),
	(39, '2026-09-29 07:15:00+00', 2, 1, 'approval.decide', '{"approval":2,"conditions":[{"ask":1,"due_on":"2026-10-13","evidence":"A line in the team calendar for each of the four weeks","owner":5,"text":"Say who reviews when Naomi or Viktor is on call"}],"digest":"d25762dabc4a8ae197bb38e865f70dbb5bd8a1596af8a7197510cf6ec7944296","request":2,"revision":3,"seat":2,"verdict":"approve_with_conditions","zone_version":13}', '\x11015bae18978a814fa046065b674fb3ab93baf804d8f943de459f404566e913', '\x4e2fc9aa9b44a3391ec37c6d933d2e5dc2a9b6e115083e1dc827af270682cd97'),
	(42, '2026-10-02 14:30:00+00', NULL, NULL, 'enrolment.consent', '{"consent":3}', '\x8d79c919ecd22f1ea849e088e1e92599f26a54d31dedb83e7c0c8ddc00fe68cc', '\x015e68b6860c4a362966b289cbb906fff74c920947961de0b2be142011632940'),
	(45, '2026-10-06 08:06:00+00', 1, 1, 'baseline.save', '{"evidence":"https://tickets.example.com/booking/1058","first_commit":{"at":"2026-07-30","kind":"date"},"idea":{"at":"2026-07-21","kind":"date"},"name":"Receipts for companies","position":3,"pull_requests":[{"cycles":2,"known_from":"hand","merged_at":"2026-08-07T10:45:00Z","number":335,"opened_at":"2026-08-06T08:20:00Z"},{"cycles":1,"known_from":"hand","merged_at":"2026-08-20T15:45:00Z","number":340,"opened_at":"2026-08-19T11:20:00Z"}],"shipped_on":"2026-08-25"}', '\xe1becd93eea303d3e8876eb183b2b4375d5de6f47e2cf7e948c7f89ba42d4519', '\x187fe91308907b3441db52a485082b07a0c48e65dc23525213c6c41a2be377af'),
	(48, '2026-10-15 09:24:00+00', 1, 1, 'enrolment.save_feature', '{"arm":"old_model","brief":"Answer one question that travellers write to support about, in the place where it comes up. Two weeks of work at most.","flag_key":"change-rules","github_login":"tobias-brandt","idea":{"at":"2026-10-15","kind":"date"},"idea_evidence":"https://tickets.example.com/booking/1181","name":"Change rules","primary_metric":{"direction":"down","name":"Change questions to support","read_on":"2026-11-16","source":"Support desk, by topic and day","unit":"per 1,000 bookings","window_days":28},"surface":"Booking confirmation"}', '\xe66437924efe315a3d8667d51d121033986ee2bcada3cf1d4ad71705e9d90805', '\x35d36a33584e5cf188277b5fe020e7ff05d19a45357cc6835cf493c5a0fff8b0'),
	(50, '2026-10-13 07:20:00+00', 2, 1, 'approval.close_condition', '{"condition":1,"note":"All four weeks have a name for both of them.","text":"Say who reviews when Naomi or Viktor is on call"}', '\x33b7718e1149f0f78575b3bd4e1c36a7a459711430e3577a33e27d42a5e05d4c', '\x6b8e5c714bfb14df35b4c574cf70935355ef18a4a53968f24a95975d6ea6b707'),
	(52, '2026-10-16 07:05:00+00', 1, 1, 'zone.sign', '{"as":"sponsor","digest":"edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1","version":13}', '\xa94de93c42eb63f8e046d0d603a406bd06975d32fb78b1e33b7281cedb8a0578', '\x7142349e785b2a36db963fac0eb9210a093c96794eec91dc6b89ead83d76b1a1'),
	(55, '2026-10-19 07:00:00+00', 1, 1, 'pilot.start', '{"digest":"b378c743bb1c51ff9c354837a1f5eb4c4eeb741feda95a754c5ecfe8b463bf49","revision":3,"zone_version":13}', '\x8f282220d5c644c7dc109fe3dce9b84fe4dfd80ec62c4ebe1eca1d9bed96067f', '\xfc2f707cc94b00b2f40b5923f06b0caa0955a2725abf61ce7b9c783030129b94'),
	(57, '2026-10-19 08:05:00+00', 3, 1, 'week_one.acknowledge', '{"revision":3}', '\x2294e6ae758a23a4b7c9d23039e33e46f7f124fd8ea3af4bdac57863f931fb2c', '\x0ca74513a24722f362d71f1891c6b0e0bd3267647844a34ee8220cb952a0f08d'),
	(60, '2026-10-19 14:02:00+00', 5, 1, 'week_one.confirm', '{"arm":"new_model","evidence":"","item":2}', '\x89602792d1ba40928862c7bedc9b4a27a51d6e81ec92b56681a2094019e48c1e', '\xba590e012f73891111400567657b89ffd0262eda1b1dd42eaee51523333055a4'),
	(63, '2026-10-20 07:20:00+00', 5, 1, 'week_one.confirm', '{"arm":"new_model","evidence":"","item":1}', '\xb31e22893ed45a0aa3e05e990eaa47bd8a8d223bdd849b828c47252fe94b865a', '\xe781ccbca6621e7a5afeb0fae67a9e7f99517828201e4d3d44ab86b2e36b65fb'),
	(67, '2026-10-21 08:31:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":412,"repository":"example-ferries/booking"}', '\x3cecb679bad472b16f5499adea01f2546e1aaaa6440c89ab04124437ed7a093b', '\x019ab01f871ae335377c41aabbb476ae60c876e16902b2d67fe9787da3cb0219'),
	(69, '2026-10-21 13:05:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":412,"repository":"example-ferries/booking"}', '\x7dc5271e25dd272ab0205abe775f360126ff12c7423dc96f96c4b9427e57ae4e', '\x95292e069d933eda64dbee7c2c6a0289fe1b9d23f12b111012dd32d580a5ce1e'),
	(71, '2026-10-21 13:22:00+00', 3, 1, 'week_one.tick', '{"arm":"new_model","evidence":"https://code.example.com/example-ferries/booking/pull/412","item":3}', '\xb01d9e8ec194f2ae10b8986831a4b291a2d112499a5993cb0a562e654746e5d4', '\xb2d73daba3999dbdb31f25a43cd10a2afdc719764f598638ebc3b9ca1f697c74'),
	(74, '2026-10-22 09:00:00+00', 6, 1, 'week_one.confirm', '{"arm":"old_model","evidence":"","item":2}', '\x8fe2f7243149d159feeac02770a859faa5ee5938165ceb87a1b51478bfa19f8d', '\x6ff6e60a744247af91f54ba82c6f86a5d5f9944be058ab4e5236040c7cf2886b'),
	(77, '2026-10-23 09:15:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":415,"repository":"example-ferries/booking"}', '\xbcb36481408cd1681e740a82c60260ae6fe8055d50d82ea4d69dbad94237dd1b', '\x335206e749ec243d9d0d466148a67cbc514223ac7dd32a30d322f6ee185bca6c'),
	(79, '2026-10-23 09:30:00+00', 3, 1, 'week_one.tick', '{"arm":"new_model","evidence":"https://code.example.com/example-ferries/booking/pull/415","item":4}', '\x8a87851969424fe965cc4cedbcf2198e69865005db6771e074e40bb70a8f3737', '\x0da4ba82c220c8a1327bf895937ac4505744e8faed6260e5ad921d0985b05336'),
	(82, '2026-10-23 14:45:00+00', 3, 1, 'survey.answer', '{"by_link":false,"changed":false,"late":false,"week":1}', '\x8d25af79523155338cc28568167559c47feb40ea1c40fc821548807eac57544d', '\x7dd016529216bba6d449ab5d95676e0d62a7c1cf95809c60c9ddad31cb174797'),
	(84, '2026-10-26 15:02:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/results","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\xa6d19aff269b649ee5d21b9f9eee744813c9a67ddfdf80e13bdf472ac53e2b49', '\x5e1dc9c2b0263ed8cf6c93ec31585eb6067bfda1f515e07b6238d3da70890bd4'),
	(86, '2026-10-27 08:05:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":419,"repository":"example-ferries/booking"}', '\xfe34d1c56eaa005876282a4db6e97454584dcee728d6313edbaacd0fecae9b3b', '\x528adb05c5520ca71ea7ed65e91025d27ac50c8ac0655f4bba0047119f30210d'),
	(89, '2026-10-27 15:44:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":419,"repository":"example-ferries/booking"}', '\x5e8f55e95eaaa99ed799129030bebcfea66625c0f57785e18b8e2d0de45e169c', '\xc63b75015c36505162c0b60f9f1932d3b4278e5c0f45c061d1e3720d9735eb51'),
	(94, '2026-10-28 13:41:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":419,"repository":"example-ferries/booking"}', '\x3bd6c82c5db8c16529c124f09878facdb1a47c44d52f98e997bfa8e29c9c1a73', '\x91086ac72dde2ae007f5c934b8b2d1f6f282c47dc7514ea1c5818a41aaa5a1aa'),
	(97, '2026-10-29 09:40:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/fees","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\xd8d4448027b70228994bcc04f2d44caa386eba5b5b9bf00814374e3742a38f8a', '\xd2695d38a61d0f7a9a2b609dfe1fe458d66d58f1b682984f9d7b635f0d633dcb'),
	(100, '2026-10-29 16:09:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":424,"repository":"example-ferries/booking"}', '\x7f447949b22ff6e9a0befb9357c57f52fece11bccc035faf17393657b0be841a', '\x6ec2a2d6c9bf0299fc14c12a91ae14d06756d4958201b10f5fdc7d973a82fa61'),
	(103, '2026-10-30 11:00:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":426,"repository":"example-ferries/booking"}', '\x3d8ae11726256424c90de108f41340b80ec784bb6f72b20174ccb48a10d1dd4c', '\xb60c17e4015eaf59ab3ce58feec546bba43825ded81de368062523373e5847ab'),
	(106, '2026-10-30 13:02:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":427,"repository":"example-ferries/booking"}', '\x65d270a52cfff7660fdf269f485274a21ee73d8d147613015709378cfa15d073', '\x91541cd0e76b602091503bf48f497d9280f18c3a06ccee286b1d02115c3aabaf'),
	(111, '2026-11-02 09:20:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":426,"repository":"example-ferries/booking"}', '\x355e3546a463ce32e7856b717d5dc513b1f503e80edf96b44f48d2888718bfa1', '\x00e392c41a2fbca0a7402b2de359efe49dfa6cc49e11cbb2a2778cf80aad592e'),
	(114, '2026-11-02 10:31:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":427,"repository":"example-ferries/booking"}', '\x231bf4bab9d392c6c1881d503a8a1b5570fbe076cd5101ac04c2963f531597b6', '\xbe1f56894a59440c1f72375b1345be6ec09969a7c21d1baae2928269cd1d269d'),
	(119, '2026-11-03 09:00:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":433,"repository":"example-ferries/booking"}', '\xb067f8b9c2e98f4462c601d048ec8b7f37e53afa211ddbbbe8e2ede119a23a93', '\x1543bd49dd8422736a1f461cc543d7c79caf8e5d5cae9d28c43ba9ffeaa6d05e'),
	(123, '2026-11-03 11:10:00+00', 1, 1, 'outcome_point.add', '{"arm":"new_model","points":14,"replaced":[]}', '\xa48b7a967bbca8f8a08d2844aa358ef1fb5e51b720ffe349b14438f0b0a3ad4d', '\x5233f173317d64bca889306d57505273347ba28155edc9059a6a753ecc21067f'),
	(125, '2026-11-03 13:03:03+00', NULL, 1, 'pull_request.record', '{"branch":"change-rules/confirmation","commits":1,"facts":1,"repository":"example-ferries/booking"}', '\xedfb2a02258fa8e1effc81310a1ec896611dd3a3eaf5b0797cf0898fd0ac1d55', '\x6a7a5f0ffd38391b81851193d52d3aed4059b776336b96dbf9781af540707650'),
	(36, '2026-09-25 08:50:00+00', 1, 1, 'zone.revise', '{"digest":"edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1","summary":"Changed “Code that security depends on”","version":13}', '\x04bf401f87097afea63ceb75ee6ee376d5a90cca6b785a4332a03767ffb3794f', '\x11962edd3c9fb653abaab4d753eaf02a258a343328ad353c3c45bbc66f412344'),
	(38, '2026-09-25 14:05:00+00', 1, 1, 'proposal.send', '{"approvers":[2],"digest":"d25762dabc4a8ae197bb38e865f70dbb5bd8a1596af8a7197510cf6ec7944296","due_at":"2026-10-02T15:00:00Z","request":2,"revision":3,"zone_version":13}', '\x9bcb9cb854319ac27af6c847c94f6c803be986c297e8ce0a5ad405f7c3193959', '\x11015bae18978a814fa046065b674fb3ab93baf804d8f943de459f404566e913'),
	(40, '2026-10-01 08:15:00+00', NULL, NULL, 'enrolment.consent', '{"consent":1}', '\x4e2fc9aa9b44a3391ec37c6d933d2e5dc2a9b6e115083e1dc827af270682cd97', '\x73213c7f47452bb75693b94137ddaee0292e5d779c5037730fcc4eb5a65549d4'),
	(43, '2026-10-06 07:42:00+00', 1, 1, 'baseline.save', '{"evidence":"https://tickets.example.com/booking/1012","first_commit":{"at":"2026-07-03","kind":"date"},"idea":{"at":"2026-06-22","kind":"date"},"name":"Seat map on the phone","position":1,"pull_requests":[{"cycles":2,"known_from":"hand","merged_at":"2026-07-10T13:45:00Z","number":301,"opened_at":"2026-07-08T08:20:00Z"},{"cycles":1,"known_from":"hand","merged_at":"2026-07-23T09:45:00Z","number":309,"opened_at":"2026-07-22T07:20:00Z"}],"shipped_on":"2026-07-28"}', '\x015e68b6860c4a362966b289cbb906fff74c920947961de0b2be142011632940', '\x5a015a9633d11d70967cda3b0e470334b8d6069c8d52df268bf282a6b065059d'),
	(46, '2026-10-06 08:18:00+00', 1, 1, 'baseline.save', '{"evidence":"https://tickets.example.com/booking/1077","first_commit":{"at":"2026-08-18","kind":"date"},"idea":{"at":"2026-08-05","kind":"date"},"name":"Pay with a voucher","position":4,"pull_requests":[{"cycles":2,"known_from":"hand","merged_at":"2026-09-01T09:45:00Z","number":352,"opened_at":"2026-08-28T08:20:00Z"},{"cycles":1,"known_from":"hand","merged_at":"2026-09-04T15:45:00Z","number":358,"opened_at":"2026-09-04T12:20:00Z"},{"cycles":2,"known_from":"hand","merged_at":"2026-09-11T14:45:00Z","number":366,"opened_at":"2026-09-10T07:20:00Z"}],"shipped_on":"2026-09-15"}', '\x187fe91308907b3441db52a485082b07a0c48e65dc23525213c6c41a2be377af', '\xe24a2dc431790978cc55f783b870f25a59c61cad6b5f316ad483c7aeaa2df60e'),
	(53, '2026-10-16 07:32:00+00', 5, 1, 'zone.sign', '{"as":"dri_new_model","digest":"edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1","version":13}', '\x7142349e785b2a36db963fac0eb9210a093c96794eec91dc6b89ead83d76b1a1', '\xcf5d7c54772e5da80aea9dc8cd9cbe10d9e54225210cfba7cd0353eebd87676c'),
	(56, '2026-10-19 07:40:00+00', 1, 1, 'connection.add', '{"repository":"example-ferries/booking"}', '\xfc2f707cc94b00b2f40b5923f06b0caa0955a2725abf61ce7b9c783030129b94', '\x2294e6ae758a23a4b7c9d23039e33e46f7f124fd8ea3af4bdac57863f931fb2c'),
	(58, '2026-10-19 12:10:00+00', 3, 1, 'week_one.tick', '{"arm":"new_model","evidence":"Read, two questions noted in the wiki","item":1}', '\x0ca74513a24722f362d71f1891c6b0e0bd3267647844a34ee8220cb952a0f08d', '\x8f73c889d411dcd2f6fc791360eb86eff7ac44227266aca62f4a2cfcb31ba1a8'),
	(61, '2026-10-20 06:55:00+00', 4, 1, 'week_one.acknowledge', '{"revision":3}', '\xba590e012f73891111400567657b89ffd0262eda1b1dd42eaee51523333055a4', '\x891978278fd6b81a2a88179c3d60904c109717edeada106f8279bb2b36982aa5'),
	(64, '2026-10-20 08:30:00+00', 1, 1, 'outcome_point.add', '{"arm":"new_model","points":14,"replaced":[]}', '\xe781ccbca6621e7a5afeb0fae67a9e7f99517828201e4d3d44ab86b2e36b65fb', '\x1cf6ff3f619e0e63689d0f945e1bb3770b50d66eb83d226ceb99486160a13e44'),
	(66, '2026-10-21 08:12:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/plan","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\x21c6e21f0ad6a1e7889373e9f32080d00a038eec2b9a3f84474867a4ebad436c', '\x3cecb679bad472b16f5499adea01f2546e1aaaa6440c89ab04124437ed7a093b'),
	(68, '2026-10-21 11:00:00+00', 6, 1, 'week_one.confirm', '{"arm":"old_model","evidence":"","item":1}', '\x019ab01f871ae335377c41aabbb476ae60c876e16902b2d67fe9787da3cb0219', '\x7dc5271e25dd272ab0205abe775f360126ff12c7423dc96f96c4b9427e57ae4e'),
	(72, '2026-10-21 13:40:00+00', 5, 1, 'week_one.confirm', '{"arm":"new_model","evidence":"","item":3}', '\xb2d73daba3999dbdb31f25a43cd10a2afdc719764f598638ebc3b9ca1f697c74', '\x4cc95eda8ccaebec44fff26bb79940b8365d5519fd6f87064c9a3db304bc946f'),
	(76, '2026-10-23 07:40:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":415,"repository":"example-ferries/booking"}', '\xd66f7a973adaa7a02ca53aa5637d90e601ed6897b179bd117020180dd063a2de', '\xbcb36481408cd1681e740a82c60260ae6fe8055d50d82ea4d69dbad94237dd1b'),
	(80, '2026-10-23 11:05:00+00', 5, 1, 'week_one.confirm', '{"arm":"new_model","evidence":"","item":4}', '\x0da4ba82c220c8a1327bf895937ac4505744e8faed6260e5ad921d0985b05336', '\xfea7fdfcf0c31225857e7e27d7a5eb70545c206d6c1565ca654f7fa17f275281'),
	(83, '2026-10-23 15:10:00+00', 4, 1, 'survey.answer', '{"by_link":false,"changed":false,"late":false,"week":1}', '\x7dd016529216bba6d449ab5d95676e0d62a7c1cf95809c60c9ddad31cb174797', '\xa6d19aff269b649ee5d21b9f9eee744813c9a67ddfdf80e13bdf472ac53e2b49'),
	(85, '2026-10-27 08:00:00+00', 6, 1, 'week_one.confirm', '{"arm":"old_model","evidence":"","item":3}', '\x5e1dc9c2b0263ed8cf6c93ec31585eb6067bfda1f515e07b6238d3da70890bd4', '\xfe34d1c56eaa005876282a4db6e97454584dcee728d6313edbaacd0fecae9b3b'),
	(88, '2026-10-27 12:10:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":419,"repository":"example-ferries/booking"}', '\xfb22bc51d767ca288c9ff35a15675bd9fc4bace07a8ed17990f6272d3a1d9fa7', '\x5e8f55e95eaaa99ed799129030bebcfea66625c0f57785e18b8e2d0de45e169c'),
	(91, '2026-10-28 09:08:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/results","commits":1,"facts":1,"repository":"example-ferries/booking"}', '\x27258ec5999d001d05ac091cec15454d48c90512a73fff64a3d26f78b08b1ade', '\xc94f46531a6e8bef3e1e916da196efb42616a96f28c1877b61ad8f68cca726bb'),
	(93, '2026-10-28 13:25:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":419,"repository":"example-ferries/booking"}', '\x2844513cd89b0c414987d6160f60a37906d7f3bcf08d415ba5e1aab6beda7b91', '\x3bd6c82c5db8c16529c124f09878facdb1a47c44d52f98e997bfa8e29c9c1a73'),
	(96, '2026-10-29 09:30:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":421,"repository":"example-ferries/booking"}', '\x36fe5005ecb941c53937f142382941d3189311940a483e71c276b6ab228dce30', '\xd8d4448027b70228994bcc04f2d44caa386eba5b5b9bf00814374e3742a38f8a'),
	(99, '2026-10-29 14:12:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":424,"repository":"example-ferries/booking"}', '\x2d5e703500abdfb111d9e1a9c2e4bcb3d38f03ed17f47e4c2521c66b654008ff', '\x7f447949b22ff6e9a0befb9357c57f52fece11bccc035faf17393657b0be841a'),
	(102, '2026-10-30 10:41:03+00', NULL, 1, 'pull_request.record', '{"branch":"change-rules/confirmation","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\xd42dd3faa67fd646fd9bbeb71e6ebea1aca029c73abcf7941df8e8036a1e4ade', '\x3d8ae11726256424c90de108f41340b80ec784bb6f72b20174ccb48a10d1dd4c'),
	(105, '2026-10-30 13:00:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":427,"repository":"example-ferries/booking"}', '\xfeba2502b6b8dfe2414f399821f023dffad8e13a20a6b0d9300e6aa90f59debb', '\x65d270a52cfff7660fdf269f485274a21ee73d8d147613015709378cfa15d073'),
	(108, '2026-10-30 15:45:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":427,"repository":"example-ferries/booking"}', '\x4ea760ed2820b050c6442b0b32f79a376cc47e56595c13fceaf73d14d6be35f0', '\xe800593f50196de8a56a7a83189b735ede12803223128f51d51f2d58382cc509'),
	(110, '2026-11-02 08:48:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/fees","commits":1,"facts":1,"repository":"example-ferries/booking"}', '\xaa74dfac806d4bfd7981a2813ef591c6ae00a8ae246124b6391c40ac7003bf14', '\x355e3546a463ce32e7856b717d5dc513b1f503e80edf96b44f48d2888718bfa1'),
	(113, '2026-11-02 10:10:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":427,"repository":"example-ferries/booking"}', '\x87d071fc683f157c8f9c0457c1edf9faf3a8a9ca2f12777c663b6e1a9a83f649', '\x231bf4bab9d392c6c1881d503a8a1b5570fbe076cd5101ac04c2963f531597b6'),
	(116, '2026-11-02 12:20:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":424,"repository":"example-ferries/booking"}', '\x207fc0bdb38d19958ec5ceb5927d2abc1d3980d57d3be6ffca88d96db9c67d4c', '\x6e94c320c1494a76b18fd1a67582c73a736e62b03f27777931c1ab68888b5b1f'),
	(118, '2026-11-03 08:50:03+00', NULL, 1, 'pull_request.record', '{"branch":"luggage-hints/rollout","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\x7acb753d57faddb6e940caaa708ea3ccec87254a6f32c8e8370e235d55f6e0d5', '\xb067f8b9c2e98f4462c601d048ec8b7f37e53afa211ddbbbe8e2ede119a23a93'),
	(121, '2026-11-03 10:35:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":433,"repository":"example-ferries/booking"}', '\x6ed3e49b608a8152abc7fba0bd0c799c288fa2fe4feca1d52cad4b93c4b8c094', '\xa82e0cf156a0cf44f9694788ce0f4cce01ff55519c6ca2d2c2896e3a6c6b8223'),
	(124, '2026-11-03 11:14:00+00', 1, 1, 'outcome_point.add', '{"arm":"old_model","points":14,"replaced":[]}', '\x5233f173317d64bca889306d57505273347ba28155edc9059a6a753ecc21067f', '\xedfb2a02258fa8e1effc81310a1ec896611dd3a3eaf5b0797cf0898fd0ac1d55'),
	(127, '2026-11-04 09:05:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":426,"repository":"example-ferries/booking"}', '\x0ea33cb2977153a28fddd5156d45a27679a6705b359a4ef9127a1c465aefe364', '\xa221d5d5fa33bb139255764a2bcd16ada83e3aa23d81e213d84d26716e7565e5'),
	(130, '2026-11-05 10:00:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":435,"repository":"example-ferries/booking"}', '\xada019b7336c3463bd9c15b88744ef66f2bb773573b10c85b23e648c13a72d01', '\x4797acb4de4ecc24a1d56039fc6c14d5c527cf32dfb29b5c3f9d9145a586cbe6'),
	(133, '2026-11-05 15:20:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":438,"repository":"example-ferries/booking"}', '\x1514f04bf354ce2aa0525c723629bfcc50bce357615033929f31cc99ccf85710', '\xbd592b78a98099e55a452bf84f370a6914aae768d1753196f626808eefd15e24'),
	(128, '2026-11-04 13:38:03+00', NULL, 1, 'pull_request.record', '{"branch":"change-rules/wording","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\xa221d5d5fa33bb139255764a2bcd16ada83e3aa23d81e213d84d26716e7565e5', '\xde708add8e635b9cc1f18becc399ddcd3948bc68a6b454f7dfa6f44ba698ddf2'),
	(131, '2026-11-05 10:19:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":435,"repository":"example-ferries/booking"}', '\x4797acb4de4ecc24a1d56039fc6c14d5c527cf32dfb29b5c3f9d9145a586cbe6', '\x2ebf438de81c4c14724a020d22240fcf03549bc3b255273427a9e2f05f1caf3f'),
	(134, '2026-11-06 09:00:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":438,"repository":"example-ferries/booking"}', '\xbd592b78a98099e55a452bf84f370a6914aae768d1753196f626808eefd15e24', '\xe274c35248290bcbafae40bbb7224c22c10cd21637f82c3b76c1e39683235f9a'),
	(136, '2026-11-06 14:40:00+00', 4, 1, 'survey.answer', '{"by_link":false,"changed":false,"late":false,"week":3}', '\x4ad33ff2542151524da1122ce4760e563f6b564fdca0840fa5bf38fb2a5eb844', '\xe188cbf7d5d3ed06c6f45a9092d3ab1aa98a4999f785d2515dacc1a5bb3a7178'),
	(138, '2026-11-09 08:44:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":438,"repository":"example-ferries/booking"}', '\xaebb14f8f99d4ca35414bce30e5df0dea5628ded30601234cbe29775f59ee872', '\x53c639dc6750def3304aafb218532af325a4b56aff9abe93a5c4b69ebce8d492'),
	(141, '2026-11-10 12:10:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":444,"repository":"example-ferries/booking"}', '\x386d1a86135ce3c5c27c68d5dd658a78950457359710cfb20d0dbed3b0adea42', '\xf00220c17430965720aaa0dfd3485c4dd6cf7c0a72a41fbac86c4741a51abea5'),
	(143, '2026-11-10 12:40:00+00', 4, 1, 'feature.ship', '{"arm":"old_model","evidence":"https://code.example.com/example-ferries/booking/pull/444","on":"2026-11-10","was":null}', '\x813ce945dd433456a79280fa123657cdbe0c4c2fb3abcd028a2453fcc51f3765', '\x1465f1c6e5c56e02c3879e4c3572238e2a92061a51428617e89e10d4bb83cd66'),
	(146, '2026-11-13 15:05:00+00', 4, 1, 'survey.answer', '{"by_link":false,"changed":false,"late":false,"week":4}', '\xf1c73dfc38e54710b9ba940be925764414cfdd7a9fc9876381f943235e8b4e92', '\xdbb7587be187408fb6ff5466b5db0bae6e855411cc4cb14e6d5d390e43a111fd'),
	(149, '2026-11-18 13:30:00+00', 1, 1, 'readout.freeze', '{"sha256":"0cf0c9b6d64e152a6e78502bd2297b13d18e2b52d9a7184c56284cdbce4331cb","snapshot":1}', '\x871b3d508f109bcfa751641d67a44998c726d4ee982752cfb0726a0e8e45af88', '\xb02a7986cea22639fc8380df63ad624bb91a2c1b6e530dd920677b392f94a876'),
	(152, '2026-11-29 08:10:23.672207+00', NULL, 1, 'pilot.mark_example', '{}', '\x38c31357543faa9b7056c629587ac7b93320ea741c887f74be1918d76263a1f7', '\xc072c65b19229afc4f6fa35b4a8fff8c098eca725b7e8a67120774b6c5c93e39'),
	(135, '2026-11-06 14:13:03+00', NULL, 1, 'pull_request.record', '{"branch":"change-rules/e-mail","commits":1,"facts":1,"repository":"example-ferries/booking"}', '\xe274c35248290bcbafae40bbb7224c22c10cd21637f82c3b76c1e39683235f9a', '\x4ad33ff2542151524da1122ce4760e563f6b564fdca0840fa5bf38fb2a5eb844'),
	(137, '2026-11-09 08:30:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":438,"repository":"example-ferries/booking"}', '\xe188cbf7d5d3ed06c6f45a9092d3ab1aa98a4999f785d2515dacc1a5bb3a7178', '\xaebb14f8f99d4ca35414bce30e5df0dea5628ded30601234cbe29775f59ee872'),
	(139, '2026-11-10 07:52:03+00', NULL, 1, 'pull_request.record', '{"branch":"change-rules/rollout","commits":1,"facts":0,"repository":"example-ferries/booking"}', '\x53c639dc6750def3304aafb218532af325a4b56aff9abe93a5c4b69ebce8d492', '\x584fd45fe950a058e28069ca3ffaa1d0176319e5e17f1e1161112c6c9beb1e6c'),
	(142, '2026-11-10 12:21:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":444,"repository":"example-ferries/booking"}', '\xf00220c17430965720aaa0dfd3485c4dd6cf7c0a72a41fbac86c4741a51abea5', '\x813ce945dd433456a79280fa123657cdbe0c4c2fb3abcd028a2453fcc51f3765'),
	(145, '2026-11-13 13:20:00+00', 3, 1, 'survey.answer', '{"by_link":false,"changed":false,"late":false,"week":4}', '\xc39a6214eacf36b640f404aac1426353ebb225c70b7fb168c07a5080130da4da', '\xf1c73dfc38e54710b9ba940be925764414cfdd7a9fc9876381f943235e8b4e92'),
	(148, '2026-11-17 08:19:00+00', 1, 1, 'outcome_point.add', '{"arm":"old_model","points":7,"replaced":[]}', '\x89c4af75cd465637110d88f017fd493213926d7de16365de0d5146dae8db5aee', '\x871b3d508f109bcfa751641d67a44998c726d4ee982752cfb0726a0e8e45af88'),
	(151, '2026-11-19 07:40:00+00', 2, 1, 'decision.confirm', '{"choice":"iterate","decision":1}', '\x42879a87bf3d2047598da5b45b26e708c44ed1591019f40a02625c880291371e', '\x38c31357543faa9b7056c629587ac7b93320ea741c887f74be1918d76263a1f7'),
	(140, '2026-11-10 08:00:03+00', NULL, 1, 'pull_request.record', '{"facts":1,"number":444,"repository":"example-ferries/booking"}', '\x584fd45fe950a058e28069ca3ffaa1d0176319e5e17f1e1161112c6c9beb1e6c', '\x386d1a86135ce3c5c27c68d5dd658a78950457359710cfb20d0dbed3b0adea42'),
	(144, '2026-11-10 13:00:00+00', 1, 1, 'outcome_point.add', '{"arm":"old_model","points":7,"replaced":[]}', '\x1465f1c6e5c56e02c3879e4c3572238e2a92061a51428617e89e10d4bb83cd66', '\xc39a6214eacf36b640f404aac1426353ebb225c70b7fb168c07a5080130da4da'),
	(147, '2026-11-17 08:15:00+00', 1, 1, 'outcome_point.add', '{"arm":"new_model","points":14,"replaced":[]}', '\xdbb7587be187408fb6ff5466b5db0bae6e855411cc4cb14e6d5d390e43a111fd', '\x89c4af75cd465637110d88f017fd493213926d7de16365de0d5146dae8db5aee'),
	(150, '2026-11-18 14:52:00+00', 1, 1, 'decision.record', '{"choice":"iterate","decision":1,"rule_pointed_to":"iterate","sha256":"0cf0c9b6d64e152a6e78502bd2297b13d18e2b52d9a7184c56284cdbce4331cb","snapshot":1}', '\xb02a7986cea22639fc8380df63ad624bb91a2c1b6e530dd920677b392f94a876', '\x42879a87bf3d2047598da5b45b26e708c44ed1591019f40a02625c880291371e'),
	(153, '2026-02-01 09:00:00+00', 8, 2, 'zone.revise', '{"digest":"e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3","summary":"Items of revision 1 of the proposal","version":1}', '\xc072c65b19229afc4f6fa35b4a8fff8c098eca725b7e8a67120774b6c5c93e39', '\x628d24afa06b51155248e10043cc70be0f6e1eef8a413615f2bf205167b76459'),
	(154, '2026-02-01 09:00:00+00', 8, 2, 'pilot.add', '{"digest":"a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46","name":"Checkout","revision":1,"zone":"Europe/Berlin"}', '\x628d24afa06b51155248e10043cc70be0f6e1eef8a413615f2bf205167b76459', '\xcbb9c313a019a7bfaa0ba94a79cd50b967fbc34736beda66a541beb05397bce9'),
	(155, '2026-02-01 09:00:00+00', 8, 2, 'proposal.complete', '{"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","revision":2,"summary":"Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks","terms":["baseline_statistic","readout_at","asks"],"terms_digest":"2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292"}', '\xcbb9c313a019a7bfaa0ba94a79cd50b967fbc34736beda66a541beb05397bce9', '\xadf1ac7277d1db8ff9b356fb9dc71dd6612db536b75ade5d61c03331a3950e4e'),
	(156, '2026-02-01 09:00:00+00', 8, 2, 'proposal.send', '{"approvers":[9],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","due_at":"2026-02-08T16:00:00Z","request":3,"revision":2,"zone_version":1}', '\xadf1ac7277d1db8ff9b356fb9dc71dd6612db536b75ade5d61c03331a3950e4e', '\xb22c385e246d6e466dc8de28e0438649c0255a3b2608fa18801b775998019204'),
	(157, '2026-02-01 09:00:00+00', 9, 2, 'approval.decide', '{"approval":3,"conditions":[],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","request":3,"revision":2,"seat":9,"verdict":"approve","zone_version":1}', '\xb22c385e246d6e466dc8de28e0438649c0255a3b2608fa18801b775998019204', '\x010453ff8b73684da7a62a8c5b7e4aac871888200758b3da785f04a36c4330fa'),
	(158, '2026-02-01 09:00:00+00', 8, 2, 'proposal.revise', '{"digest":"6b6659340c8201730dede6e3c22cd6978434f8cfd30eea7915bedcdbebf1feb2","merged_with":null,"revision":3,"summary":"Edited Risks"}', '\x010453ff8b73684da7a62a8c5b7e4aac871888200758b3da785f04a36c4330fa', '\x5ac0e5214fefb818437c249251e1aa0064a374c97c0e8f444ab65faaa4bf8ba4'),
	(159, '2026-02-01 09:00:00+00', 8, 3, 'zone.revise', '{"digest":"e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3","summary":"Items of revision 1 of the proposal","version":1}', '\x5ac0e5214fefb818437c249251e1aa0064a374c97c0e8f444ab65faaa4bf8ba4', '\x077c29f3865faa25bf96a5d173db184a58718b2d5fd36ee512e24ecbdeb786bd'),
	(160, '2026-02-01 09:00:00+00', 8, 3, 'pilot.add', '{"digest":"a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46","name":"Checkout","revision":1,"zone":"Europe/Berlin"}', '\x077c29f3865faa25bf96a5d173db184a58718b2d5fd36ee512e24ecbdeb786bd', '\x6f26eda4b1eea15a481e52dfb0856cd7bdb0df8c4be1c35e1e5356f9aa9342b0'),
	(161, '2026-02-01 09:00:00+00', 8, 3, 'proposal.complete', '{"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","revision":2,"summary":"Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks","terms":["baseline_statistic","readout_at","asks"],"terms_digest":"2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292"}', '\x6f26eda4b1eea15a481e52dfb0856cd7bdb0df8c4be1c35e1e5356f9aa9342b0', '\xed63d0aab19058f23a8c0fb61ab19948d78f8dc72d71fa889f4f3751a19a426a'),
	(162, '2026-02-01 09:00:00+00', 8, 3, 'proposal.send', '{"approvers":[9],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","due_at":"2026-02-08T16:00:00Z","request":4,"revision":2,"zone_version":1}', '\xed63d0aab19058f23a8c0fb61ab19948d78f8dc72d71fa889f4f3751a19a426a', '\x9da88a02e50af2917a1d7093527e917e21fd126af10301f98309922ea2fd911c'),
	(163, '2026-02-01 09:00:00+00', 9, 3, 'approval.decide', '{"approval":4,"conditions":[],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","request":4,"revision":2,"seat":9,"verdict":"approve","zone_version":1}', '\x9da88a02e50af2917a1d7093527e917e21fd126af10301f98309922ea2fd911c', '\x5409a20b7b9eb5b47d148d78db28405b24b447f9df3cbbef0c8be3edd3f38b98'),
	(164, '2026-02-01 09:00:00+00', 8, 3, 'proposal.revise', '{"digest":"7a0bfb4a1c14ad50c921356472800b3e54728337691b144a724a90c7a2554501","merged_with":null,"revision":3,"summary":"Edited What I ask of you"}', '\x5409a20b7b9eb5b47d148d78db28405b24b447f9df3cbbef0c8be3edd3f38b98', '\x3b24f9cafcf063ec9e589ee59946af8b0b10d169a3947a25bc323aa701210eaf'),
	(167, '2026-02-01 09:00:00+00', 8, 4, 'proposal.complete', '{"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","revision":2,"summary":"Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks","terms":["baseline_statistic","readout_at","asks"],"terms_digest":"2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292"}', '\xc0d60368d3704ff7dd6bb407e097a8742c93c98fdd3f0783bad25268966bb9f5', '\xf7552855db79ba72b6048802829ad86277fc0cfaccd68fbc8382b77bb914ea0a'),
	(175, '2026-02-01 09:00:00+00', 8, 5, 'proposal.revise', '{"digest":"6b6659340c8201730dede6e3c22cd6978434f8cfd30eea7915bedcdbebf1feb2","merged_with":null,"revision":3,"summary":"Edited Risks"}', '\x5f521d40cdaf84a744ae8f6ab412e6fbf2399c36fe468fd1961c7eb3290b2aaa', '\x07cb4504116eeb25be8a023949e19feb2b05f10f2aa70c6807d0c8b913addba2'),
	(178, '2026-02-01 09:00:00+00', 8, 6, 'proposal.complete', '{"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","revision":2,"summary":"Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks","terms":["baseline_statistic","readout_at","asks"],"terms_digest":"2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292"}', '\xb1f9bbd28abbf214b311bef13fab149383efb433d86da038dbba88078b0fd8fe', '\xb5e63cabddd1f1b5d8b128b2819fbed4a7f535f6dc1fde0b4c43450ecdf408c4'),
	(186, '2026-02-01 09:00:00+00', 8, 7, 'proposal.send', '{"approvers":[9],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","due_at":"2026-02-08T16:00:00Z","request":8,"revision":2,"zone_version":1}', '\xf0d76cb026da59cdcb5b58912a4ed4f130092c4710e3e81954c1a8f07030c904', '\x5bbc22edb4f4513c2a80e548e5f33dcdb7bf8360e6ef98461ec6f162961de466'),
	(193, '2026-02-01 09:00:00+00', 8, 8, 'proposal.complete', '{"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","revision":2,"summary":"Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks","terms":["baseline_statistic","readout_at","asks"],"terms_digest":"2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292"}', '\xda9f99f798740209392029ef13500cdd34b6dbfe13be2501869be14d162f8b10', '\xde5d26755b7f8fde3d5806546c183200075635b5e380dbee0150addc7b65fa38'),
	(165, '2026-02-01 09:00:00+00', 8, 4, 'zone.revise', '{"digest":"e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3","summary":"Items of revision 1 of the proposal","version":1}', '\x3b24f9cafcf063ec9e589ee59946af8b0b10d169a3947a25bc323aa701210eaf', '\xb0d55fa057dabd6a7e0f5a589b2d657ea237707cb379b09a1229d8c52eba6761'),
	(166, '2026-02-01 09:00:00+00', 8, 4, 'pilot.add', '{"digest":"a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46","name":"Checkout","revision":1,"zone":"Europe/Berlin"}', '\xb0d55fa057dabd6a7e0f5a589b2d657ea237707cb379b09a1229d8c52eba6761', '\xc0d60368d3704ff7dd6bb407e097a8742c93c98fdd3f0783bad25268966bb9f5'),
	(168, '2026-02-01 09:00:00+00', 8, 4, 'proposal.send', '{"approvers":[9],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","due_at":"2026-02-08T16:00:00Z","request":5,"revision":2,"zone_version":1}', '\xf7552855db79ba72b6048802829ad86277fc0cfaccd68fbc8382b77bb914ea0a', '\xecf8faafa07c77305e9c725c40f620e357d191bab147f77a7850789772cf2132'),
	(169, '2026-02-01 09:00:00+00', 9, 4, 'approval.decide', '{"approval":5,"conditions":[],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","request":5,"revision":2,"seat":9,"verdict":"approve","zone_version":1}', '\xecf8faafa07c77305e9c725c40f620e357d191bab147f77a7850789772cf2132', '\x47bcd7b73e675d565a58734fe85ce625c2c947a4afc8b864467c75c741f65117'),
	(171, '2026-02-01 09:00:00+00', 8, 5, 'zone.revise', '{"digest":"e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3","summary":"Items of revision 1 of the proposal","version":1}', '\xdcc0d877f54a69b73f383b97052632f8241f45d4f1fed8ab46a281cee9001794', '\x249aa63fdf0b06832295a3b474fda27d58d3df38d591612755b96e084a153bc8'),
	(172, '2026-02-01 09:00:00+00', 8, 5, 'pilot.add', '{"digest":"a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46","name":"Checkout","revision":1,"zone":"Europe/Berlin"}', '\x249aa63fdf0b06832295a3b474fda27d58d3df38d591612755b96e084a153bc8', '\x5517afae559d26442a0ea36b2bc04d8ec4f2f4f61a8d00914d6c0df1ccc6f68c'),
	(174, '2026-02-01 09:00:00+00', 8, 5, 'proposal.send', '{"approvers":[9],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","due_at":"2026-02-08T16:00:00Z","request":6,"revision":2,"zone_version":1}', '\x23d2273a2520e42f4fd0322c53d327fbfef848b2daa13f14ecd6879f30769f62', '\x5f521d40cdaf84a744ae8f6ab412e6fbf2399c36fe468fd1961c7eb3290b2aaa'),
	(181, '2026-02-01 09:00:00+00', 8, 6, 'proposal.revise', '{"digest":"7a0bfb4a1c14ad50c921356472800b3e54728337691b144a724a90c7a2554501","merged_with":null,"revision":3,"summary":"Edited What I ask of you"}', '\x4995ed214b3bc6abcc2f862d442fb50d1a776c979022ab9de459ceea57d86366', '\xfb4d4a24bf3a631ee9a23f7c96180c32c6ac0e946bdd46cde1a1a7ccfddad580'),
	(183, '2026-02-01 09:00:00+00', 8, 7, 'zone.revise', '{"digest":"e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3","summary":"Items of revision 1 of the proposal","version":1}', '\x682bffb05787f94c59ac80fe7d5d6df5d6d101af4fa66e379c2d647d8e297b8c', '\xe3251e6f8934a1804256becf4937a91c7fc5c458885db80b6219c63592c2a878'),
	(184, '2026-02-01 09:00:00+00', 8, 7, 'pilot.add', '{"digest":"a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46","name":"Checkout","revision":1,"zone":"Europe/Berlin"}', '\xe3251e6f8934a1804256becf4937a91c7fc5c458885db80b6219c63592c2a878', '\x00aa5197ea83cb1c456017d190fce3025caa6891e0744a0a614c1697f0b79dbc'),
	(187, '2026-02-01 09:00:00+00', 9, 7, 'approval.decide', '{"approval":7,"conditions":[],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","request":8,"revision":2,"seat":9,"verdict":"approve","zone_version":1}', '\x5bbc22edb4f4513c2a80e548e5f33dcdb7bf8360e6ef98461ec6f162961de466', '\xcdb13748410d1ebadb90b3cc8b69fcfe462edd8dfd019c578c261c7bd4ea0478'),
	(190, '2026-02-01 09:00:00+00', 8, 7, 'approval.withdraw', '{"reason":"Too early","request":9,"revision":3}', '\xe03eb05459b743319e56b0410735366d60f984c495f22b225c0205596d9f53d9', '\x7cc850d7a1245e164cb2dd3be33635ea0dd3539de5181e0d10b0886133f50050'),
	(196, '2026-02-01 09:00:00+00', 8, 8, 'proposal.revise', '{"digest":"54cd666cd6a0426407d4d796cd442c1abc5126ea732744e4b9e72eecfa2cc317","merged_with":null,"revision":3,"summary":"Edited Risks"}', '\x4c8904567d4c76cd59f7b9fb37f75bf28f34c79bc1593c15769f999db556f13d', '\xb550c8429d73d76f1955ff7f724519844994fc532a238e52549dd4ed65dc7f92'),
	(170, '2026-02-01 09:00:00+00', 8, 4, 'proposal.revise', '{"digest":"2eae440ca66e0718ddbb6b3f0fbef315aa63d61a61f5a06cdf78d3a723132f90","merged_with":null,"revision":3,"summary":"Edited Risks"}', '\x47bcd7b73e675d565a58734fe85ce625c2c947a4afc8b864467c75c741f65117', '\xdcc0d877f54a69b73f383b97052632f8241f45d4f1fed8ab46a281cee9001794'),
	(173, '2026-02-01 09:00:00+00', 8, 5, 'proposal.complete', '{"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","revision":2,"summary":"Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks","terms":["baseline_statistic","readout_at","asks"],"terms_digest":"2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292"}', '\x5517afae559d26442a0ea36b2bc04d8ec4f2f4f61a8d00914d6c0df1ccc6f68c', '\x23d2273a2520e42f4fd0322c53d327fbfef848b2daa13f14ecd6879f30769f62'),
	(176, '2026-02-01 09:00:00+00', 8, 6, 'zone.revise', '{"digest":"e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3","summary":"Items of revision 1 of the proposal","version":1}', '\x07cb4504116eeb25be8a023949e19feb2b05f10f2aa70c6807d0c8b913addba2', '\x0c413c1b4e7c47de994386d32add7c530ced7eccf57c0f45bafb6c9e6f42f7c2'),
	(177, '2026-02-01 09:00:00+00', 8, 6, 'pilot.add', '{"digest":"a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46","name":"Checkout","revision":1,"zone":"Europe/Berlin"}', '\x0c413c1b4e7c47de994386d32add7c530ced7eccf57c0f45bafb6c9e6f42f7c2', '\xb1f9bbd28abbf214b311bef13fab149383efb433d86da038dbba88078b0fd8fe'),
	(179, '2026-02-01 09:00:00+00', 8, 6, 'proposal.send', '{"approvers":[9],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","due_at":"2026-02-08T16:00:00Z","request":7,"revision":2,"zone_version":1}', '\xb5e63cabddd1f1b5d8b128b2819fbed4a7f535f6dc1fde0b4c43450ecdf408c4', '\x1bd6e7e73d4e527e7356d391ad5de4ba65965789e283cceccf40d3c86788f0d6'),
	(180, '2026-02-01 09:00:00+00', 9, 6, 'approval.decide', '{"approval":6,"conditions":[],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","request":7,"revision":2,"seat":9,"verdict":"approve","zone_version":1}', '\x1bd6e7e73d4e527e7356d391ad5de4ba65965789e283cceccf40d3c86788f0d6', '\x4995ed214b3bc6abcc2f862d442fb50d1a776c979022ab9de459ceea57d86366'),
	(182, '2026-02-01 09:00:00+00', 8, 6, 'proposal.restore', '{"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","restored":2,"revision":4}', '\xfb4d4a24bf3a631ee9a23f7c96180c32c6ac0e946bdd46cde1a1a7ccfddad580', '\x682bffb05787f94c59ac80fe7d5d6df5d6d101af4fa66e379c2d647d8e297b8c'),
	(185, '2026-02-01 09:00:00+00', 8, 7, 'proposal.complete', '{"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","revision":2,"summary":"Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks","terms":["baseline_statistic","readout_at","asks"],"terms_digest":"2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292"}', '\x00aa5197ea83cb1c456017d190fce3025caa6891e0744a0a614c1697f0b79dbc', '\xf0d76cb026da59cdcb5b58912a4ed4f130092c4710e3e81954c1a8f07030c904'),
	(188, '2026-02-01 09:00:00+00', 8, 7, 'proposal.revise', '{"digest":"6b6659340c8201730dede6e3c22cd6978434f8cfd30eea7915bedcdbebf1feb2","merged_with":null,"revision":3,"summary":"Edited Risks"}', '\xcdb13748410d1ebadb90b3cc8b69fcfe462edd8dfd019c578c261c7bd4ea0478', '\x776e0ad1091452852008967781e85833881ffd06974ec6d5a899ce7ded68c227'),
	(189, '2026-02-01 09:00:00+00', 8, 7, 'proposal.send', '{"approvers":[9],"digest":"6b6659340c8201730dede6e3c22cd6978434f8cfd30eea7915bedcdbebf1feb2","due_at":"2026-02-08T16:00:00Z","request":9,"revision":3,"zone_version":1}', '\x776e0ad1091452852008967781e85833881ffd06974ec6d5a899ce7ded68c227', '\xe03eb05459b743319e56b0410735366d60f984c495f22b225c0205596d9f53d9'),
	(191, '2026-02-01 09:00:00+00', 8, 8, 'zone.revise', '{"digest":"e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3","summary":"Items of revision 1 of the proposal","version":1}', '\x7cc850d7a1245e164cb2dd3be33635ea0dd3539de5181e0d10b0886133f50050', '\x9d47efc1600993d87bbf071f4e9387fb1a228363182788b6db30e498be66ff59'),
	(192, '2026-02-01 09:00:00+00', 8, 8, 'pilot.add', '{"digest":"a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46","name":"Checkout","revision":1,"zone":"Europe/Berlin"}', '\x9d47efc1600993d87bbf071f4e9387fb1a228363182788b6db30e498be66ff59', '\xda9f99f798740209392029ef13500cdd34b6dbfe13be2501869be14d162f8b10'),
	(194, '2026-02-01 09:00:00+00', 8, 8, 'proposal.send', '{"approvers":[9],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","due_at":"2026-02-08T16:00:00Z","request":10,"revision":2,"zone_version":1}', '\xde5d26755b7f8fde3d5806546c183200075635b5e380dbee0150addc7b65fa38', '\x7e69b962ab5326f48a66368e8de62f31658300f5a499081d16d39f6de87708de'),
	(195, '2026-02-01 09:00:00+00', 9, 8, 'approval.decide', '{"approval":8,"conditions":[],"digest":"4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25","request":10,"revision":2,"seat":9,"verdict":"approve","zone_version":1}', '\x7e69b962ab5326f48a66368e8de62f31658300f5a499081d16d39f6de87708de', '\x4c8904567d4c76cd59f7b9fb37f75bf28f34c79bc1593c15769f999db556f13d');

INSERT INTO public.activity_head VALUES
	(true, 196, '\xb550c8429d73d76f1955ff7f724519844994fc532a238e52549dd4ed65dc7f92');

INSERT INTO public.answer OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 3, 3, 'Two days of setting things up before I could do anything.', false, '2026-10-23 14:45:00+00'),
	(2, 1, 1, 4, 3, '', false, '2026-10-23 15:10:00+00'),
	(3, 1, 2, 3, 4, 'My first change went live. The second review round on fees was fair.', false, '2026-10-30 15:55:00+00'),
	(4, 1, 2, 4, 3, 'Sorry, this is late: I was on leave.', false, '2026-11-03 08:12:00+00'),
	(5, 1, 3, 4, 2, 'Waiting for reviews takes most of my week.', false, '2026-11-06 14:40:00+00'),
	(6, 1, 4, 3, 5, 'I see the numbers of my own change. I would do this again.', false, '2026-11-13 13:20:00+00'),
	(7, 1, 4, 4, 3, '', false, '2026-11-13 15:05:00+00');

INSERT INTO public.approval OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 2, 'request_changes', '[{"ask": {"title": "Run the pilot", "words": "Approve the pilot.", "detail": "2 pilot PMs, 4 weeks", "subject": "run"}, "answer": "agree"}, {"ask": {"title": "Give the review hours", "words": "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "detail": "2 engineers × 2 h × 4 weeks = 16 h", "subject": "review_hours"}, "answer": "agree"}, {"ask": {"title": "Agree to the zone boundary", "words": "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "detail": "Zone version 1", "subject": "zone_boundary"}, "answer": "do_not_agree"}, {"ask": {"title": "Attend the readout and decide", "words": "Attend the readout on 2026-11-18 at 15:00 and decide with us.", "detail": "Wed 18 Nov 2026, 15:00 CET", "subject": "readout"}, "answer": "agree"}]', 'I want this pilot. Two things first: the boundary names things, and I need paths before I sign it. And say plainly what one feature per arm can and cannot tell us.', '3c382e8bf3b19f6e8827c6f6a536d3d0c052251b3bccb414b2613e77ef43521f', '2026-09-24 14:40:00+00', 2, NULL),
	(2, 2, 2, 'approve_with_conditions', '[{"ask": {"title": "Run the pilot", "words": "Approve the pilot.", "detail": "2 pilot PMs, 4 weeks", "subject": "run"}, "answer": "agree"}, {"ask": {"title": "Give the review hours", "words": "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "detail": "2 engineers × 2 h × 4 weeks = 16 h", "subject": "review_hours"}, "answer": "agree_with_condition"}, {"ask": {"title": "Agree to the zone boundary", "words": "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "detail": "Zone version 13", "subject": "zone_boundary"}, "answer": "agree"}, {"ask": {"title": "Attend the readout and decide", "words": "Attend the readout on 2026-11-18 at 15:00 and decide with us.", "detail": "Wed 18 Nov 2026, 15:00 CET", "subject": "readout"}, "answer": "agree"}]', 'Clear enough. Naomi and Viktor keep the right to refuse any merge.', 'd25762dabc4a8ae197bb38e865f70dbb5bd8a1596af8a7197510cf6ec7944296', '2026-09-29 07:15:00+00', 2, NULL),
	(3, 3, 9, 'approve', '[{"ask": {"title": "Run the pilot", "words": "Approve the pilot.", "detail": "2 pilot PMs, 4 weeks", "subject": "run"}, "answer": "agree"}, {"ask": {"title": "Give the review hours", "words": "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "detail": "2 engineers × 2 h × 4 weeks = 16 h", "subject": "review_hours"}, "answer": "agree"}, {"ask": {"title": "Agree to the zone boundary", "words": "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "detail": "Zone version 1", "subject": "zone_boundary"}, "answer": "agree"}, {"ask": {"title": "Attend the readout and decide", "words": "Attend the readout on filled and decide with us.", "detail": "Fri 3 Apr 2026, 16:00 CEST", "subject": "readout"}, "answer": "agree"}]', '', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', '2026-02-01 09:00:00+00', 9, NULL),
	(4, 4, 9, 'approve', '[{"ask": {"title": "Run the pilot", "words": "Approve the pilot.", "detail": "2 pilot PMs, 4 weeks", "subject": "run"}, "answer": "agree"}, {"ask": {"title": "Give the review hours", "words": "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "detail": "2 engineers × 2 h × 4 weeks = 16 h", "subject": "review_hours"}, "answer": "agree"}, {"ask": {"title": "Agree to the zone boundary", "words": "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "detail": "Zone version 1", "subject": "zone_boundary"}, "answer": "agree"}, {"ask": {"title": "Attend the readout and decide", "words": "Attend the readout on filled and decide with us.", "detail": "Fri 3 Apr 2026, 16:00 CEST", "subject": "readout"}, "answer": "agree"}]', '', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', '2026-02-01 09:00:00+00', 9, NULL),
	(5, 5, 9, 'approve', '[{"ask": {"title": "Run the pilot", "words": "Approve the pilot.", "detail": "2 pilot PMs, 4 weeks", "subject": "run"}, "answer": "agree"}, {"ask": {"title": "Give the review hours", "words": "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "detail": "2 engineers × 2 h × 4 weeks = 16 h", "subject": "review_hours"}, "answer": "agree"}, {"ask": {"title": "Agree to the zone boundary", "words": "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "detail": "Zone version 1", "subject": "zone_boundary"}, "answer": "agree"}, {"ask": {"title": "Attend the readout and decide", "words": "Attend the readout on filled and decide with us.", "detail": "Fri 3 Apr 2026, 16:00 CEST", "subject": "readout"}, "answer": "agree"}]', '', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', '2026-02-01 09:00:00+00', 9, NULL),
	(6, 7, 9, 'approve', '[{"ask": {"title": "Run the pilot", "words": "Approve the pilot.", "detail": "2 pilot PMs, 4 weeks", "subject": "run"}, "answer": "agree"}, {"ask": {"title": "Give the review hours", "words": "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "detail": "2 engineers × 2 h × 4 weeks = 16 h", "subject": "review_hours"}, "answer": "agree"}, {"ask": {"title": "Agree to the zone boundary", "words": "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "detail": "Zone version 1", "subject": "zone_boundary"}, "answer": "agree"}, {"ask": {"title": "Attend the readout and decide", "words": "Attend the readout on filled and decide with us.", "detail": "Fri 3 Apr 2026, 16:00 CEST", "subject": "readout"}, "answer": "agree"}]', '', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', '2026-02-01 09:00:00+00', 9, NULL),
	(7, 8, 9, 'approve', '[{"ask": {"title": "Run the pilot", "words": "Approve the pilot.", "detail": "2 pilot PMs, 4 weeks", "subject": "run"}, "answer": "agree"}, {"ask": {"title": "Give the review hours", "words": "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "detail": "2 engineers × 2 h × 4 weeks = 16 h", "subject": "review_hours"}, "answer": "agree"}, {"ask": {"title": "Agree to the zone boundary", "words": "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "detail": "Zone version 1", "subject": "zone_boundary"}, "answer": "agree"}, {"ask": {"title": "Attend the readout and decide", "words": "Attend the readout on filled and decide with us.", "detail": "Fri 3 Apr 2026, 16:00 CEST", "subject": "readout"}, "answer": "agree"}]', '', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', '2026-02-01 09:00:00+00', 9, NULL),
	(8, 10, 9, 'approve', '[{"ask": {"title": "Run the pilot", "words": "Approve the pilot.", "detail": "2 pilot PMs, 4 weeks", "subject": "run"}, "answer": "agree"}, {"ask": {"title": "Give the review hours", "words": "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "detail": "2 engineers × 2 h × 4 weeks = 16 h", "subject": "review_hours"}, "answer": "agree"}, {"ask": {"title": "Agree to the zone boundary", "words": "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "detail": "Zone version 1", "subject": "zone_boundary"}, "answer": "agree"}, {"ask": {"title": "Attend the readout and decide", "words": "Attend the readout on filled and decide with us.", "detail": "Fri 3 Apr 2026, 16:00 CEST", "subject": "readout"}, "answer": "agree"}]', '', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', '2026-02-01 09:00:00+00', 9, NULL);

INSERT INTO public.approval_request OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 2, 1, 1, '2026-09-22 09:20:00+00', '2026-09-29 15:00:00+00'),
	(2, 1, 3, 13, 1, '2026-09-25 14:05:00+00', '2026-10-02 15:00:00+00'),
	(3, 2, 2, 1, 8, '2026-02-01 09:00:00+00', '2026-02-08 16:00:00+00'),
	(4, 3, 2, 1, 8, '2026-02-01 09:00:00+00', '2026-02-08 16:00:00+00'),
	(5, 4, 2, 1, 8, '2026-02-01 09:00:00+00', '2026-02-08 16:00:00+00'),
	(6, 5, 2, 1, 8, '2026-02-01 09:00:00+00', '2026-02-08 16:00:00+00'),
	(7, 6, 2, 1, 8, '2026-02-01 09:00:00+00', '2026-02-08 16:00:00+00'),
	(8, 7, 2, 1, 8, '2026-02-01 09:00:00+00', '2026-02-08 16:00:00+00'),
	(9, 7, 3, 1, 8, '2026-02-01 09:00:00+00', '2026-02-08 16:00:00+00'),
	(10, 8, 2, 1, 8, '2026-02-01 09:00:00+00', '2026-02-08 16:00:00+00');

INSERT INTO public.approval_seat VALUES
	(1, 2),
	(2, 2),
	(3, 9),
	(4, 9),
	(5, 9),
	(6, 9),
	(7, 9),
	(8, 9),
	(9, 9),
	(10, 9);

INSERT INTO public.approval_withdrawal VALUES
	(9, 8, 'Too early', '2026-02-01 09:00:00+00');

INSERT INTO public.baseline_feature OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 'Seat map on the phone', 'https://tickets.example.com/booking/1012', NULL, '2026-06-22', NULL, '2026-07-03', '2026-07-28', '[{"cycles": 2, "number": 301, "merged_at": "2026-07-10T13:45:00Z", "opened_at": "2026-07-08T08:20:00Z", "known_from": "hand"}, {"cycles": 1, "number": 309, "merged_at": "2026-07-23T09:45:00Z", "opened_at": "2026-07-22T07:20:00Z", "known_from": "hand"}]', 1, '2026-10-06 07:42:00+00'),
	(2, 1, 2, 'Price alerts by e-mail', 'https://tickets.example.com/booking/1035', NULL, '2026-07-07', NULL, '2026-07-24', '2026-08-18', '[{"cycles": 1, "number": 322, "merged_at": "2026-07-31T14:45:00Z", "opened_at": "2026-07-30T09:20:00Z", "known_from": "hand"}, {"cycles": 2, "number": 327, "merged_at": "2026-08-10T08:45:00Z", "opened_at": "2026-08-05T12:20:00Z", "known_from": "hand"}, {"cycles": 1, "number": 331, "merged_at": "2026-08-17T13:45:00Z", "opened_at": "2026-08-14T07:20:00Z", "known_from": "hand"}]', 1, '2026-10-06 07:54:00+00'),
	(3, 1, 3, 'Receipts for companies', 'https://tickets.example.com/booking/1058', NULL, '2026-07-21', NULL, '2026-07-30', '2026-08-25', '[{"cycles": 2, "number": 335, "merged_at": "2026-08-07T10:45:00Z", "opened_at": "2026-08-06T08:20:00Z", "known_from": "hand"}, {"cycles": 1, "number": 340, "merged_at": "2026-08-20T15:45:00Z", "opened_at": "2026-08-19T11:20:00Z", "known_from": "hand"}]', 1, '2026-10-06 08:06:00+00'),
	(4, 1, 4, 'Pay with a voucher', 'https://tickets.example.com/booking/1077', NULL, '2026-08-05', NULL, '2026-08-18', '2026-09-15', '[{"cycles": 2, "number": 352, "merged_at": "2026-09-01T09:45:00Z", "opened_at": "2026-08-28T08:20:00Z", "known_from": "hand"}, {"cycles": 1, "number": 358, "merged_at": "2026-09-04T15:45:00Z", "opened_at": "2026-09-04T12:20:00Z", "known_from": "hand"}, {"cycles": 2, "number": 366, "merged_at": "2026-09-11T14:45:00Z", "opened_at": "2026-09-10T07:20:00Z", "known_from": "hand"}]', 1, '2026-10-06 08:18:00+00');

INSERT INTO public.checklist_tick VALUES
	(1, 'new_model', 1, 'pilot_pm', 3, 'Read, two questions noted in the wiki', '2026-10-19 12:10:00+00'),
	(1, 'new_model', 2, 'pilot_pm', 3, 'Tests run on my machine', '2026-10-19 13:30:00+00'),
	(1, 'new_model', 2, 'dri', 5, '', '2026-10-19 14:02:00+00'),
	(1, 'old_model', 1, 'pilot_pm', 4, 'Read with Viktor', '2026-10-20 07:10:00+00'),
	(1, 'new_model', 1, 'dri', 5, '', '2026-10-20 07:20:00+00'),
	(1, 'old_model', 1, 'dri', 6, '', '2026-10-21 11:00:00+00'),
	(1, 'new_model', 3, 'pilot_pm', 3, 'https://code.example.com/example-ferries/booking/pull/412', '2026-10-21 13:22:00+00'),
	(1, 'new_model', 3, 'dri', 5, '', '2026-10-21 13:40:00+00'),
	(1, 'old_model', 2, 'pilot_pm', 4, 'Runs since this morning', '2026-10-22 08:45:00+00'),
	(1, 'old_model', 2, 'dri', 6, '', '2026-10-22 09:00:00+00'),
	(1, 'new_model', 4, 'pilot_pm', 3, 'https://code.example.com/example-ferries/booking/pull/415', '2026-10-23 09:30:00+00'),
	(1, 'new_model', 4, 'dri', 5, '', '2026-10-23 11:05:00+00'),
	(1, 'old_model', 3, 'pilot_pm', 4, 'https://docs.example.com/change-rules/planning', '2026-10-23 14:20:00+00'),
	(1, 'old_model', 3, 'dri', 6, '', '2026-10-27 08:00:00+00'),
	(1, 'old_model', 4, 'pilot_pm', 4, 'Shipped with the release of this week', '2026-10-28 13:15:00+00');

INSERT INTO public.comment OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 5, 'So a pull request of the pilot never jumps the queue, not even in the last week?', '2026-09-21 14:20:00+00', NULL, NULL),
	(2, 1, 1, 'Never. If that costs us a criterion, it costs us a criterion.', '2026-09-21 14:44:00+00', NULL, NULL),
	(3, 2, 4, 'More careful.', '2026-09-22 07:05:00+00', NULL, NULL);

INSERT INTO public.comment_placement VALUES
	(1, 3, 2576, 2593),
	(2, 3, 3362, 3375);

INSERT INTO public.comment_resolution OVERRIDING SYSTEM VALUE VALUES
	(1, 1, true, 5, '2026-09-21 15:02:00+00');

INSERT INTO public.comment_thread OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 2, 'the-pilot', 'The pilot', 2576, 2593, 'in the same order', 'wo hours a week.
- The DRI takes the pull requests of the pilot ', ' as any others, and may refuse any merge.
- A pull request that ', NULL, 5, '2026-09-21 14:20:00+00'),
	(2, 1, 2, 'risks', 'Risks', 3362, 3375, 'takes seconds', 'pilot PM ships sits behind a feature flag, and switching it off ', '. The DRI can stop any merge.
- **Engineers end up with more to ', 'takes less than a minute', 4, '2026-09-22 07:05:00+00');

INSERT INTO public.condition OVERRIDING SYSTEM VALUE VALUES
	(1, 2, 1, 'Say who reviews when Naomi or Viktor is on call', 'A line in the team calendar for each of the four weeks', 5, '2026-10-13', 2);

INSERT INTO public.condition_step OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'submit', 'https://calendar.example.com/booking/on-call', 5, '2026-10-12 08:40:00+00'),
	(2, 1, 'close', 'All four weeks have a name for both of them.', 2, '2026-10-13 07:20:00+00');

INSERT INTO public.connection OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'example-ferries/booking', 'c9u4Uy9iN-i1mn6J8umFsi3gzpajsYNIX-Btv4spI6c', 'FCxDYBKZCvPdc1rE3aYTeaYFeKsVJGvJVVMJjFiJgoY', 1, '2026-10-19 07:40:00+00');

INSERT INTO public.consent OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 5, 'new_model', 'yes', '2026-10-01 08:15:00+00'),
	(2, 1, 6, 'old_model', 'talk_first', '2026-10-01 09:02:00+00'),
	(3, 1, 6, 'old_model', 'yes', '2026-10-02 14:30:00+00');

INSERT INTO public.decision OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 1, 'iterate', 'iterate', 'Three of four. Review cycles rose: one pull request about fees took three rounds, because the plan did not say which fares it covers. That is worth a second pilot on two other surfaces, not a rollout.', 'Hanna Lindqvist, Rafael Moreno, Ines Carvalho, Tobias Brandt, Naomi Okafor, Viktor Sandberg', 'Second pilot, plans signed first', 'Hanna Lindqvist', '2026-12-09', 1, '2026-11-18 14:52:00+00');

INSERT INTO public.decision_confirmation VALUES
	(1, 2, '2026-11-19 07:40:00+00');

INSERT INTO public.delivery VALUES
	(1, 'example-009', 'push', '\x7b226166746572223a2233353039333363656162343965393031336532316335643630646130353131643137323663346135222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2233353039333363656162343965393031336532316335643630646130353131643137323663346135222c2274696d657374616d70223a22323032362d31302d32315430383a30353a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f706c616e222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739323537303332307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-10-21 08:12:02+00', '2026-10-21 08:12:03+00', 'push to luggage-hints/plan: 1 new commit', 1),
	(1, 'example-010', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32315430383a33313a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f706c616e222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2233353039333363656162343965393031336532316335643630646130353131643137323663346135227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343132222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3431322c227469746c65223a22506c616e20746865206c7567676167652068696e74732028504c414e4e494e472e6d6429222c22757064617465645f6174223a22323032362d31302d32315430383a33313a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-21 08:31:02+00', '2026-10-21 08:31:03+00', 'pull request 412: 1 new fact', 1),
	(1, 'example-012', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32315430383a33313a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f706c616e222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2233353039333363656162343965393031336532316335643630646130353131643137323663346135227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343132222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3431322c227469746c65223a22506c616e20746865206c7567676167652068696e74732028504c414e4e494e472e6d6429222c22757064617465645f6174223a22323032362d31302d32315431333a30353a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31302d32315431333a30353a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-10-21 13:05:02+00', '2026-10-21 13:05:03+00', 'pull request 412: 1 new fact', 1),
	(1, 'example-013', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32315430383a33313a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f706c616e222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2233353039333363656162343965393031336532316335643630646130353131643137323663346135227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343132222c226d65726765645f6174223a22323032362d31302d32315431333a32303a30305a222c226e756d626572223a3431322c227469746c65223a22506c616e20746865206c7567676167652068696e74732028504c414e4e494e472e6d6429222c22757064617465645f6174223a22323032362d31302d32315431333a32303a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-21 13:20:02+00', '2026-10-21 13:20:03+00', 'pull request 412: 1 new fact', 1),
	(1, 'example-018', 'push', '\x7b226166746572223a2238323061313664333939666532373061343830636130643238373666363036333165333739303936222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2238323061313664333939666532373061343830636130643238373666363036333165333739303936222c2274696d657374616d70223a22323032362d31302d32335430373a31383a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f636162696e2d626167222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739323734303330307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-10-23 07:25:02+00', '2026-10-23 07:25:03+00', 'push to luggage-hints/cabin-bag: 1 new commit', 1),
	(1, 'example-019', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32335430373a34303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f636162696e2d626167222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2238323061313664333939666532373061343830636130643238373666363036333165333739303936227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343135222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3431352c227469746c65223a2253617920e2809c636162696e20626167e2809d207768657265207765207361696420e2809c68616e64206c756767616765e2809d222c22757064617465645f6174223a22323032362d31302d32335430373a34303a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-23 07:40:02+00', '2026-10-23 07:40:03+00', 'pull request 415: 1 new fact', 1),
	(1, 'example-020', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32335430373a34303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f636162696e2d626167222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2238323061313664333939666532373061343830636130643238373666363036333165333739303936227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343135222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3431352c227469746c65223a2253617920e2809c636162696e20626167e2809d207768657265207765207361696420e2809c68616e64206c756767616765e2809d222c22757064617465645f6174223a22323032362d31302d32335430393a31353a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31302d32335430393a31353a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-10-23 09:15:02+00', '2026-10-23 09:15:03+00', 'pull request 415: 1 new fact', 1),
	(1, 'example-021', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32335430373a34303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f636162696e2d626167222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2238323061313664333939666532373061343830636130643238373666363036333165333739303936227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343135222c226d65726765645f6174223a22323032362d31302d32335430393a32323a30305a222c226e756d626572223a3431352c227469746c65223a2253617920e2809c636162696e20626167e2809d207768657265207765207361696420e2809c68616e64206c756767616765e2809d222c22757064617465645f6174223a22323032362d31302d32335430393a32323a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-23 09:22:02+00', '2026-10-23 09:22:03+00', 'pull request 415: 1 new fact', 1),
	(1, 'example-027', 'push', '\x7b226166746572223a2265396464353830323130353264633339393633373932636232343533643136353035313638616364222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2265396464353830323130353264633339393633373932636232343533643136353035313638616364222c2274696d657374616d70223a22323032362d31302d32365431343a35353a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f726573756c7473222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333032363932307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-10-26 15:02:02+00', '2026-10-26 15:02:03+00', 'push to luggage-hints/results: 1 new commit', 1),
	(1, 'example-029', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32375430383a30353a30305a222c226472616674223a747275652c2268656164223a7b22726566223a226c7567676167652d68696e74732f726573756c7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2265396464353830323130353264633339393633373932636232343533643136353035313638616364227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343139222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3431392c227469746c65223a2253686f77206c7567676167652068696e747320696e2073656172636820726573756c74732c20626568696e642074686520666c6167222c22757064617465645f6174223a22323032362d31302d32375430383a30353a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-27 08:05:02+00', '2026-10-27 08:05:03+00', 'pull request 419: 1 new fact', 1),
	(1, 'example-030', 'push', '\x7b226166746572223a2263333265666266353532326466396135373636646262343964663233336538393335616132633137222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a226d6172746162227d2c226964223a2263333265666266353532326466396135373636646262343964663233336538393335616132633137222c2274696d657374616d70223a22323032362d31302d32375431303a31333a30305a227d5d2c22707573686572223a7b226e616d65223a226d6172746162227d2c22726566223a22726566732f68656164732f6368616e67652d72756c65732f6661726573222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333039363430307d2c2273656e646572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d', '2026-10-27 10:20:02+00', '2026-10-27 10:20:03+00', 'push to change-rules/fares: 1 new commit', 1),
	(1, 'example-031', 'pull_request', '\x7b22616374696f6e223a2272656164795f666f725f726576696577222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32375430383a30353a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f726573756c7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2265396464353830323130353264633339393633373932636232343533643136353035313638616364227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343139222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3431392c227469746c65223a2253686f77206c7567676167652068696e747320696e2073656172636820726573756c74732c20626568696e642074686520666c6167222c22757064617465645f6174223a22323032362d31302d32375431323a31303a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-27 12:10:02+00', '2026-10-27 12:10:03+00', 'pull request 419: 1 new fact', 1),
	(1, 'example-075', 'push', '\x7b226166746572223a2235383732333865333532356435316135656230373464613839653063653132663231613333633138222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a226d6172746162227d2c226964223a2235383732333865333532356435316135656230373464613839653063653132663231613333633138222c2274696d657374616d70223a22323032362d31312d30355431343a35343a30305a227d5d2c22707573686572223a7b226e616d65223a226d6172746162227d2c22726566223a22726566732f68656164732f6368616e67652d72756c65732f652d6d61696c222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333839303836307d2c2273656e646572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d', '2026-11-05 15:01:02+00', '2026-11-05 15:01:03+00', 'push to change-rules/e-mail: 1 new commit', 1),
	(1, 'example-032', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32375430383a30353a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f726573756c7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2265396464353830323130353264633339393633373932636232343533643136353035313638616364227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343139222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3431392c227469746c65223a2253686f77206c7567676167652068696e747320696e2073656172636820726573756c74732c20626568696e642074686520666c6167222c22757064617465645f6174223a22323032362d31302d32375431353a34343a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22636f6d6d656e746564222c227375626d69747465645f6174223a22323032362d31302d32375431353a34343a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-10-27 15:44:02+00', '2026-10-27 15:44:03+00', 'pull request 419: 1 new fact', 1),
	(1, 'example-033', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32385430383a33313a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f6661726573222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2263333265666266353532326466396135373636646262343964663233336538393335616132633137227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343231222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432312c227469746c65223a225265616420746865206368616e67652072756c65732066726f6d2074686520666172652073657276696365222c22757064617465645f6174223a22323032362d31302d32385430383a33313a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-28 08:31:02+00', '2026-10-28 08:31:03+00', 'pull request 421: 1 new fact', 1),
	(1, 'example-037', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32375430383a30353a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f726573756c7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2234656334623265613463663836303239666464316161643733373036656234356533383839623235227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343139222c226d65726765645f6174223a22323032362d31302d32385431333a34313a30305a222c226e756d626572223a3431392c227469746c65223a2253686f77206c7567676167652068696e747320696e2073656172636820726573756c74732c20626568696e642074686520666c6167222c22757064617465645f6174223a22323032362d31302d32385431333a34313a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-28 13:41:02+00', '2026-10-28 13:41:03+00', 'pull request 419: 1 new fact', 1),
	(1, 'example-040', 'push', '\x7b226166746572223a2236383631663566336539366363646538623237363232343164333435383564363431343862356335222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2236383631663566336539366363646538623237363232343164333435383564363431343862356335222c2274696d657374616d70223a22323032362d31302d32395430393a33333a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f66656573222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333236363830307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-10-29 09:40:02+00', '2026-10-29 09:40:03+00', 'push to luggage-hints/fees: 1 new commit', 1),
	(1, 'example-043', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32395431303a30333a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f66656573222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2236383631663566336539366363646538623237363232343164333435383564363431343862356335227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343234222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432342c227469746c65223a224c7567676167652068696e74733a20666565732062792066617265222c22757064617465645f6174223a22323032362d31302d32395431363a30393a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a226368616e6765735f726571756573746564222c227375626d69747465645f6174223a22323032362d31302d32395431363a30393a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-10-29 16:09:02+00', '2026-10-29 16:09:03+00', 'pull request 424: 1 new fact', 1),
	(1, 'example-046', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d33305431313a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f636f6e6669726d6174696f6e222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2264376131373038386666306130633839646135373038653539353139313038336463343930616339227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343236222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432362c227469746c65223a2253686f7720746865206368616e67652072756c6573206f6e2074686520636f6e6669726d6174696f6e2070616765222c22757064617465645f6174223a22323032362d31302d33305431313a30303a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-30 11:00:02+00', '2026-10-30 11:00:03+00', 'pull request 426: 1 new fact', 1),
	(1, 'example-049', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d33305431333a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f6576656e7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2235376530313565343630336433303564663337663037623335393132656534653730663235343061227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343237222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432372c227469746c65223a22436f756e7420686f77206f6674656e2061206c7567676167652068696e74206973206f70656e6564222c22757064617465645f6174223a22323032362d31302d33305431333a30323a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22636f6d6d656e746564222c227375626d69747465645f6174223a22323032362d31302d33305431333a30323a30305a222c2275736572223a7b226c6f67696e223a227374796c652d636865636b735b626f745d222c2274797065223a22426f74227d7d7d', '2026-10-30 13:02:02+00', '2026-10-30 13:02:03+00', 'pull request 427: 1 new fact', 1),
	(1, 'example-054', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d33305431313a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f636f6e6669726d6174696f6e222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2264376131373038386666306130633839646135373038653539353139313038336463343930616339227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343236222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432362c227469746c65223a2253686f7720746865206368616e67652072756c6573206f6e2074686520636f6e6669726d6174696f6e2070616765222c22757064617465645f6174223a22323032362d31312d30325430393a32303a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a226368616e6765735f726571756573746564222c227375626d69747465645f6174223a22323032362d31312d30325430393a32303a30305a222c2275736572223a7b226c6f67696e223a227673616e6462657267222c2274797065223a2255736572227d7d7d', '2026-11-02 09:20:02+00', '2026-11-02 09:20:03+00', 'pull request 426: 1 new fact', 1),
	(1, 'example-057', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d33305431333a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f6576656e7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2230633731656161656531656330313233623439303861386464343631636466336338396561646438227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343237222c226d65726765645f6174223a22323032362d31312d30325431303a33313a30305a222c226e756d626572223a3432372c227469746c65223a22436f756e7420686f77206f6674656e2061206c7567676167652068696e74206973206f70656e6564222c22757064617465645f6174223a22323032362d31312d30325431303a33313a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-02 10:31:02+00', '2026-11-02 10:31:03+00', 'pull request 427: 1 new fact', 1),
	(1, 'example-062', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30335430393a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f726f6c6c6f7574222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2231633933336635333730383932336233653964333165336235623239336461353961316632336532227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343333222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3433332c227469746c65223a224c7567676167652068696e74733a206f6e20666f722065766572796f6e65222c22757064617465645f6174223a22323032362d31312d30335430393a30303a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-03 09:00:02+00', '2026-11-03 09:00:03+00', 'pull request 433: 1 new fact', 1),
	(1, 'example-068', 'push', '\x7b226166746572223a2230333236656461323034383463333865343834326334363733333765353238643736666435626236222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a226d6172746162227d2c226964223a2230333236656461323034383463333865343834326334363733333765353238643736666435626236222c2274696d657374616d70223a22323032362d31312d30335431323a35363a30305a227d5d2c22707573686572223a7b226e616d65223a226d6172746162227d2c22726566223a22726566732f68656164732f6368616e67652d72756c65732f636f6e6669726d6174696f6e222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333731303938307d2c2273656e646572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d', '2026-11-03 13:03:02+00', '2026-11-03 13:03:03+00', 'push to change-rules/confirmation: 1 new commit', 1),
	(1, 'example-072', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30345431343a30323a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f776f7264696e67222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2238326331303132356139376137306337366365316634383133373163303835353632636434373661227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343335222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3433352c227469746c65223a224368616e67652072756c65733a20776f7264696e6720616674657220746865206669727374206c6f6f6b222c22757064617465645f6174223a22323032362d31312d30345431343a30323a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-04 14:02:02+00', '2026-11-04 14:02:03+00', 'pull request 435: 1 new fact', 1),
	(1, 'example-034', 'push', '\x7b226166746572223a2234656334623265613463663836303239666464316161643733373036656234356533383839623235222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2234656334623265613463663836303239666464316161643733373036656234356533383839623235222c2274696d657374616d70223a22323032362d31302d32385430393a30313a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f726573756c7473222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333137383438307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-10-28 09:08:02+00', '2026-10-28 09:08:03+00', 'push to luggage-hints/results: 1 new commit', 1),
	(1, 'example-036', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32375430383a30353a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f726573756c7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2234656334623265613463663836303239666464316161643733373036656234356533383839623235227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343139222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3431392c227469746c65223a2253686f77206c7567676167652068696e747320696e2073656172636820726573756c74732c20626568696e642074686520666c6167222c22757064617465645f6174223a22323032362d31302d32385431333a32353a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31302d32385431333a32353a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-10-28 13:25:02+00', '2026-10-28 13:25:03+00', 'pull request 419: 1 new fact', 1),
	(1, 'example-039', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32385430383a33313a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f6661726573222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2263333265666266353532326466396135373636646262343964663233336538393335616132633137227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343231222c226d65726765645f6174223a22323032362d31302d32395430393a33303a30305a222c226e756d626572223a3432312c227469746c65223a225265616420746865206368616e67652072756c65732066726f6d2074686520666172652073657276696365222c22757064617465645f6174223a22323032362d31302d32395430393a33303a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-29 09:30:02+00', '2026-10-29 09:30:03+00', 'pull request 421: 1 new fact', 1),
	(1, 'example-042', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32395431303a30333a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f66656573222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2236383631663566336539366363646538623237363232343164333435383564363431343862356335227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343234222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432342c227469746c65223a224c7567676167652068696e74733a20666565732062792066617265222c22757064617465645f6174223a22323032362d31302d32395431343a31323a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22636f6d6d656e746564222c227375626d69747465645f6174223a22323032362d31302d32395431343a31323a30305a222c2275736572223a7b226c6f67696e223a22746f626961732d6272616e6474222c2274797065223a2255736572227d7d7d', '2026-10-29 14:12:02+00', '2026-10-29 14:12:03+00', 'pull request 424: 1 new fact', 1),
	(1, 'example-045', 'push', '\x7b226166746572223a2264376131373038386666306130633839646135373038653539353139313038336463343930616339222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a226d6172746162227d2c226964223a2264376131373038386666306130633839646135373038653539353139313038336463343930616339222c2274696d657374616d70223a22323032362d31302d33305431303a33343a30305a227d5d2c22707573686572223a7b226e616d65223a226d6172746162227d2c22726566223a22726566732f68656164732f6368616e67652d72756c65732f636f6e6669726d6174696f6e222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333335363836307d2c2273656e646572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d', '2026-10-30 10:41:02+00', '2026-10-30 10:41:03+00', 'push to change-rules/confirmation: 1 new commit', 1),
	(1, 'example-048', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d33305431333a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f6576656e7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2235376530313565343630336433303564663337663037623335393132656534653730663235343061227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343237222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432372c227469746c65223a22436f756e7420686f77206f6674656e2061206c7567676167652068696e74206973206f70656e6564222c22757064617465645f6174223a22323032362d31302d33305431333a30303a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-30 13:00:02+00', '2026-10-30 13:00:03+00', 'pull request 427: 1 new fact', 1),
	(1, 'example-051', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d33305431333a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f6576656e7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2235376530313565343630336433303564663337663037623335393132656534653730663235343061227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343237222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432372c227469746c65223a22436f756e7420686f77206f6674656e2061206c7567676167652068696e74206973206f70656e6564222c22757064617465645f6174223a22323032362d31302d33305431353a34353a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a226368616e6765735f726571756573746564222c227375626d69747465645f6174223a22323032362d31302d33305431353a34353a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-10-30 15:45:02+00', '2026-10-30 15:45:03+00', 'pull request 427: 1 new fact', 1),
	(1, 'example-053', 'push', '\x7b226166746572223a2265306432306135663463313564333938373432363238386164313439303765343037666632646336222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2265306432306135663463313564333938373432363238386164313439303765343037666632646336222c2274696d657374616d70223a22323032362d31312d30325430383a34313a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f66656573222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333630393238307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-11-02 08:48:02+00', '2026-11-02 08:48:03+00', 'push to luggage-hints/fees: 1 new commit', 1),
	(1, 'example-056', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d33305431333a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f6576656e7473222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2230633731656161656531656330313233623439303861386464343631636466336338396561646438227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343237222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432372c227469746c65223a22436f756e7420686f77206f6674656e2061206c7567676167652068696e74206973206f70656e6564222c22757064617465645f6174223a22323032362d31312d30325431303a31303a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31312d30325431303a31303a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-11-02 10:10:02+00', '2026-11-02 10:10:03+00', 'pull request 427: 1 new fact', 1),
	(1, 'example-059', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32395431303a30333a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f66656573222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2265306432306135663463313564333938373432363238386164313439303765343037666632646336227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343234222c226d65726765645f6174223a22323032362d31312d30325431323a32303a30305a222c226e756d626572223a3432342c227469746c65223a224c7567676167652068696e74733a20666565732062792066617265222c22757064617465645f6174223a22323032362d31312d30325431323a32303a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-02 12:20:02+00', '2026-11-02 12:20:03+00', 'pull request 424: 1 new fact', 1),
	(1, 'example-061', 'push', '\x7b226166746572223a2231633933336635333730383932336233653964333165336235623239336461353961316632336532222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2231633933336635333730383932336233653964333165336235623239336461353961316632336532222c2274696d657374616d70223a22323032362d31312d30335430383a34333a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f726f6c6c6f7574222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333639353830307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-11-03 08:50:02+00', '2026-11-03 08:50:03+00', 'push to luggage-hints/rollout: 1 new commit', 1),
	(1, 'example-071', 'push', '\x7b226166746572223a2238326331303132356139376137306337366365316634383133373163303835353632636434373661222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a226d6172746162227d2c226964223a2238326331303132356139376137306337366365316634383133373163303835353632636434373661222c2274696d657374616d70223a22323032362d31312d30345431333a33313a30305a227d5d2c22707573686572223a7b226e616d65223a226d6172746162227d2c22726566223a22726566732f68656164732f6368616e67652d72756c65732f776f7264696e67222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333739393438307d2c2273656e646572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d', '2026-11-04 13:38:02+00', '2026-11-04 13:38:03+00', 'push to change-rules/wording: 1 new commit', 1),
	(1, 'example-038', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32385430383a33313a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f6661726573222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2263333265666266353532326466396135373636646262343964663233336538393335616132633137227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343231222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432312c227469746c65223a225265616420746865206368616e67652072756c65732066726f6d2074686520666172652073657276696365222c22757064617465645f6174223a22323032362d31302d32395430393a30323a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31302d32395430393a30323a30305a222c2275736572223a7b226c6f67696e223a227673616e6462657267222c2274797065223a2255736572227d7d7d', '2026-10-29 09:02:02+00', '2026-10-29 09:02:03+00', 'pull request 421: 1 new fact', 1),
	(1, 'example-041', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32395431303a30333a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f66656573222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2236383631663566336539366363646538623237363232343164333435383564363431343862356335227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343234222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432342c227469746c65223a224c7567676167652068696e74733a20666565732062792066617265222c22757064617465645f6174223a22323032362d31302d32395431303a30333a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-10-29 10:03:02+00', '2026-10-29 10:03:03+00', 'pull request 424: 1 new fact', 1),
	(1, 'example-044', 'push', '\x7b226166746572223a2238383662623936306262666138383830613031393635396632646135366539613761386232613932222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2238383662623936306262666138383830613031393635396632646135366539613761386232613932222c2274696d657374616d70223a22323032362d31302d33305430383a35343a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f66656573222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333335303836307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-10-30 09:01:02+00', '2026-10-30 09:01:03+00', 'push to luggage-hints/fees: 1 new commit', 1),
	(1, 'example-047', 'push', '\x7b226166746572223a2235376530313565343630336433303564663337663037623335393132656534653730663235343061222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2235376530313565343630336433303564663337663037623335393132656534653730663235343061222c2274696d657374616d70223a22323032362d31302d33305431323a32333a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f6576656e7473222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333336333430307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-10-30 12:30:02+00', '2026-10-30 12:30:03+00', 'push to luggage-hints/events: 1 new commit', 1),
	(1, 'example-050', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32395431303a30333a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f66656573222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2238383662623936306262666138383830613031393635396632646135366539613761386232613932227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343234222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432342c227469746c65223a224c7567676167652068696e74733a20666565732062792066617265222c22757064617465645f6174223a22323032362d31302d33305431343a33343a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a226368616e6765735f726571756573746564222c227375626d69747465645f6174223a22323032362d31302d33305431343a33343a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-10-30 14:34:02+00', '2026-10-30 14:34:03+00', 'pull request 424: 1 new fact', 1),
	(1, 'example-055', 'push', '\x7b226166746572223a2230633731656161656531656330313233623439303861386464343631636466336338396561646438222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a22696e65732d63227d2c226964223a2230633731656161656531656330313233623439303861386464343631636466336338396561646438222c2274696d657374616d70223a22323032362d31312d30325430393a32353a30305a227d5d2c22707573686572223a7b226e616d65223a22696e65732d63227d2c22726566223a22726566732f68656164732f6c7567676167652d68696e74732f6576656e7473222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333631313932307d2c2273656e646572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d', '2026-11-02 09:32:02+00', '2026-11-02 09:32:03+00', 'push to luggage-hints/events: 1 new commit', 1),
	(1, 'example-058', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d32395431303a30333a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f66656573222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2265306432306135663463313564333938373432363238386164313439303765343037666632646336227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343234222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432342c227469746c65223a224c7567676167652068696e74733a20666565732062792066617265222c22757064617465645f6174223a22323032362d31312d30325431323a30323a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31312d30325431323a30323a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-11-02 12:02:02+00', '2026-11-02 12:02:03+00', 'pull request 424: 1 new fact', 1),
	(1, 'example-063', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30335430393a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f726f6c6c6f7574222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2231633933336635333730383932336233653964333165336235623239336461353961316632336532227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343333222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3433332c227469746c65223a224c7567676167652068696e74733a206f6e20666f722065766572796f6e65222c22757064617465645f6174223a22323032362d31312d30335431303a32383a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31312d30335431303a32383a30305a222c2275736572223a7b226c6f67696e223a226e6f6b61666f72222c2274797065223a2255736572227d7d7d', '2026-11-03 10:28:02+00', '2026-11-03 10:28:03+00', 'pull request 433: 1 new fact', 1),
	(1, 'example-064', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30335430393a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226c7567676167652d68696e74732f726f6c6c6f7574222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2231633933336635333730383932336233653964333165336235623239336461353961316632336532227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343333222c226d65726765645f6174223a22323032362d31312d30335431303a33353a30305a222c226e756d626572223a3433332c227469746c65223a224c7567676167652068696e74733a206f6e20666f722065766572796f6e65222c22757064617465645f6174223a22323032362d31312d30335431303a33353a30305a222c2275736572223a7b226c6f67696e223a22696e65732d63222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-03 10:35:02+00', '2026-11-03 10:35:03+00', 'pull request 433: 1 new fact', 1),
	(1, 'example-069', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d33305431313a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f636f6e6669726d6174696f6e222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2230333236656461323034383463333865343834326334363733333765353238643736666435626236227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343236222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3432362c227469746c65223a2253686f7720746865206368616e67652072756c6573206f6e2074686520636f6e6669726d6174696f6e2070616765222c22757064617465645f6174223a22323032362d31312d30345430383a34363a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31312d30345430383a34363a30305a222c2275736572223a7b226c6f67696e223a227673616e6462657267222c2274797065223a2255736572227d7d7d', '2026-11-04 08:46:02+00', '2026-11-04 08:46:03+00', 'pull request 426: 1 new fact', 1),
	(1, 'example-070', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31302d33305431313a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f636f6e6669726d6174696f6e222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2230333236656461323034383463333865343834326334363733333765353238643736666435626236227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343236222c226d65726765645f6174223a22323032362d31312d30345430393a30353a30305a222c226e756d626572223a3432362c227469746c65223a2253686f7720746865206368616e67652072756c6573206f6e2074686520636f6e6669726d6174696f6e2070616765222c22757064617465645f6174223a22323032362d31312d30345430393a30353a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-04 09:05:02+00', '2026-11-04 09:05:03+00', 'pull request 426: 1 new fact', 1),
	(1, 'example-073', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30345431343a30323a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f776f7264696e67222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2238326331303132356139376137306337366365316634383133373163303835353632636434373661227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343335222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3433352c227469746c65223a224368616e67652072756c65733a20776f7264696e6720616674657220746865206669727374206c6f6f6b222c22757064617465645f6174223a22323032362d31312d30355431303a30303a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31312d30355431303a30303a30305a222c2275736572223a7b226c6f67696e223a227673616e6462657267222c2274797065223a2255736572227d7d7d', '2026-11-05 10:00:02+00', '2026-11-05 10:00:03+00', 'pull request 435: 1 new fact', 1),
	(1, 'example-074', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30345431343a30323a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f776f7264696e67222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2238326331303132356139376137306337366365316634383133373163303835353632636434373661227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343335222c226d65726765645f6174223a22323032362d31312d30355431303a31393a30305a222c226e756d626572223a3433352c227469746c65223a224368616e67652072756c65733a20776f7264696e6720616674657220746865206669727374206c6f6f6b222c22757064617465645f6174223a22323032362d31312d30355431303a31393a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-05 10:19:02+00', '2026-11-05 10:19:03+00', 'pull request 435: 1 new fact', 1),
	(1, 'example-076', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30355431353a32303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f652d6d61696c222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2235383732333865333532356435316135656230373464613839653063653132663231613333633138227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343338222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3433382c227469746c65223a224368616e67652072756c657320696e2074686520636f6e6669726d6174696f6e20652d6d61696c222c22757064617465645f6174223a22323032362d31312d30355431353a32303a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-05 15:20:02+00', '2026-11-05 15:20:03+00', 'pull request 438: 1 new fact', 1),
	(1, 'example-083', 'pull_request', '\x7b22616374696f6e223a226f70656e6564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d31305430383a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f726f6c6c6f7574222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2266333236623038636262306230336466313166663562363336343566666133643539633236303063227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343434222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3434342c227469746c65223a224368616e67652072756c65733a206f6e20666f722065766572796f6e65222c22757064617465645f6174223a22323032362d31312d31305430383a30303a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-10 08:00:02+00', '2026-11-10 08:00:03+00', 'pull request 444: 1 new fact', 1),
	(1, 'example-077', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30355431353a32303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f652d6d61696c222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2235383732333865333532356435316135656230373464613839653063653132663231613333633138227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343338222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3433382c227469746c65223a224368616e67652072756c657320696e2074686520636f6e6669726d6174696f6e20652d6d61696c222c22757064617465645f6174223a22323032362d31312d30365430393a30303a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22636f6d6d656e746564222c227375626d69747465645f6174223a22323032362d31312d30365430393a30303a30305a222c2275736572223a7b226c6f67696e223a227673616e6462657267222c2274797065223a2255736572227d7d7d', '2026-11-06 09:00:02+00', '2026-11-06 09:00:03+00', 'pull request 438: 1 new fact', 1),
	(1, 'example-078', 'push', '\x7b226166746572223a2262383135653262323666366233376564613166666434653961333066653938373935363064346334222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a226d6172746162227d2c226964223a2262383135653262323666366233376564613166666434653961333066653938373935363064346334222c2274696d657374616d70223a22323032362d31312d30365431343a30363a30305a227d5d2c22707573686572223a7b226e616d65223a226d6172746162227d2c22726566223a22726566732f68656164732f6368616e67652d72756c65732f652d6d61696c222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739333937343338307d2c2273656e646572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d', '2026-11-06 14:13:02+00', '2026-11-06 14:13:03+00', 'push to change-rules/e-mail: 1 new commit', 1),
	(1, 'example-084', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d31305430383a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f726f6c6c6f7574222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2266333236623038636262306230336466313166663562363336343566666133643539633236303063227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343434222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3434342c227469746c65223a224368616e67652072756c65733a206f6e20666f722065766572796f6e65222c22757064617465645f6174223a22323032362d31312d31305431323a31303a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31312d31305431323a31303a30305a222c2275736572223a7b226c6f67696e223a227673616e6462657267222c2274797065223a2255736572227d7d7d', '2026-11-10 12:10:02+00', '2026-11-10 12:10:03+00', 'pull request 444: 1 new fact', 1),
	(1, 'example-080', 'pull_request_review', '\x7b22616374696f6e223a227375626d6974746564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30355431353a32303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f652d6d61696c222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2262383135653262323666366233376564613166666434653961333066653938373935363064346334227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343338222c226d65726765645f6174223a6e756c6c2c226e756d626572223a3433382c227469746c65223a224368616e67652072756c657320696e2074686520636f6e6669726d6174696f6e20652d6d61696c222c22757064617465645f6174223a22323032362d31312d30395430383a33303a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22726576696577223a7b227374617465223a22617070726f766564222c227375626d69747465645f6174223a22323032362d31312d30395430383a33303a30305a222c2275736572223a7b226c6f67696e223a227673616e6462657267222c2274797065223a2255736572227d7d7d', '2026-11-09 08:30:02+00', '2026-11-09 08:30:03+00', 'pull request 438: 1 new fact', 1),
	(1, 'example-081', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d30355431353a32303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f652d6d61696c222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2262383135653262323666366233376564613166666434653961333066653938373935363064346334227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343338222c226d65726765645f6174223a22323032362d31312d30395430383a34343a30305a222c226e756d626572223a3433382c227469746c65223a224368616e67652072756c657320696e2074686520636f6e6669726d6174696f6e20652d6d61696c222c22757064617465645f6174223a22323032362d31312d30395430383a34343a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-09 08:44:02+00', '2026-11-09 08:44:03+00', 'pull request 438: 1 new fact', 1),
	(1, 'example-082', 'push', '\x7b226166746572223a2266333236623038636262306230336466313166663562363336343566666133643539633236303063222c22636f6d6d697473223a5b7b22617574686f72223a7b22757365726e616d65223a226d6172746162227d2c226964223a2266333236623038636262306230336466313166663562363336343566666133643539633236303063222c2274696d657374616d70223a22323032362d31312d31305430373a34353a30305a227d5d2c22707573686572223a7b226e616d65223a226d6172746162227d2c22726566223a22726566732f68656164732f6368616e67652d72756c65732f726f6c6c6f7574222c227265706f7369746f7279223a7b2264656661756c745f6272616e6368223a226d61696e222c2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67222c227075736865645f6174223a313739343239373132307d2c2273656e646572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d', '2026-11-10 07:52:02+00', '2026-11-10 07:52:03+00', 'push to change-rules/rollout: 1 new commit', 1),
	(1, 'example-085', 'pull_request', '\x7b22616374696f6e223a22636c6f736564222c2270756c6c5f72657175657374223a7b22637265617465645f6174223a22323032362d31312d31305430383a30303a30305a222c226472616674223a66616c73652c2268656164223a7b22726566223a226368616e67652d72756c65732f726f6c6c6f7574222c227265706f223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d2c22736861223a2266333236623038636262306230336466313166663562363336343566666133643539633236303063227d2c2268746d6c5f75726c223a2268747470733a2f2f636f64652e6578616d706c652e636f6d2f6578616d706c652d666572726965732f626f6f6b696e672f70756c6c2f343434222c226d65726765645f6174223a22323032362d31312d31305431323a32313a30305a222c226e756d626572223a3434342c227469746c65223a224368616e67652072756c65733a206f6e20666f722065766572796f6e65222c22757064617465645f6174223a22323032362d31312d31305431323a32313a30305a222c2275736572223a7b226c6f67696e223a226d6172746162222c2274797065223a2255736572227d7d2c227265706f7369746f7279223a7b2266756c6c5f6e616d65223a226578616d706c652d666572726965732f626f6f6b696e67227d7d', '2026-11-10 12:21:02+00', '2026-11-10 12:21:03+00', 'pull request 444: 1 new fact', 1);

INSERT INTO public.feature OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'new_model', 'Luggage hints', 'Trip search', 'Answer one question that travellers write to support about, in the place where it comes up. Two weeks of work at most.', NULL, '2026-10-15', 'https://tickets.example.com/booking/1180', '2026-10-15 09:10:00+00', 'luggage-hints', 'ines-c', 'Luggage questions to support', 'per 1,000 bookings', 'Support desk, by topic and day', 'down', '2026-11-16', 28, '2026-11-03', 'https://code.example.com/example-ferries/booking/pull/433'),
	(2, 1, 'old_model', 'Change rules', 'Booking confirmation', 'Answer one question that travellers write to support about, in the place where it comes up. Two weeks of work at most.', NULL, '2026-10-15', 'https://tickets.example.com/booking/1181', '2026-10-15 09:24:00+00', 'change-rules', 'tobias-brandt', 'Change questions to support', 'per 1,000 bookings', 'Support desk, by topic and day', 'down', '2026-11-16', 28, '2026-11-10', 'https://code.example.com/example-ferries/booking/pull/444');

INSERT INTO public.invitation OVERRIDING SYSTEM VALUE VALUES
	(1, '\xee223d5b174e1296e53a3195c25de14abca37c857498c47490eaf647730cfcae', 2, 1, 1, '2026-09-21 08:31:00+00', '2026-09-24 08:31:00+00', '2026-09-21 11:31:00+00'),
	(2, '\xb8e5d7340e8903f8e335b6f4b19654c8108f4feaabab65040a35072ab94ba120', 3, 1, 1, '2026-09-21 08:33:00+00', '2026-09-24 08:33:00+00', '2026-09-21 11:33:00+00'),
	(3, '\x2462fc7673dbfa54d7fbe8b191d58fcfa40c14df9bb3ff049780f1e0a450aafd', 4, 1, 1, '2026-09-21 08:35:00+00', '2026-09-24 08:35:00+00', '2026-09-21 11:35:00+00'),
	(4, '\x20e8c52888bd886c52c240c0c392bda6658dee2537f6e3f55b2bb6c620f74e4b', 5, 1, 1, '2026-09-21 08:37:00+00', '2026-09-24 08:37:00+00', '2026-09-21 11:37:00+00'),
	(5, '\x796e35009106a793648193041b3469f4c4075bb00bcdc37e7269beb190ca8780', 6, 1, 1, '2026-09-21 08:39:00+00', '2026-09-24 08:39:00+00', '2026-09-21 11:39:00+00'),
	(6, '\x5f4bd1f22130129e9719bc7094a9e9aa0261833210d3cc99b26a14570dec3b4b', 7, 1, 1, '2026-09-21 08:41:00+00', '2026-09-24 08:41:00+00', '2026-09-21 11:41:00+00');

INSERT INTO public.member VALUES
	(1, 1, 'sponsor', NULL, 1, '2026-09-21 07:20:00+00'),
	(1, 2, 'approver', NULL, 1, '2026-09-21 08:31:00+00'),
	(1, 3, 'pilot_pm', 'new_model', 1, '2026-09-21 08:33:00+00'),
	(1, 4, 'pilot_pm', 'old_model', 1, '2026-09-21 08:35:00+00'),
	(1, 5, 'dri', 'new_model', 1, '2026-09-21 08:37:00+00'),
	(1, 6, 'dri', 'old_model', 1, '2026-09-21 08:39:00+00'),
	(1, 7, 'observer', NULL, 1, '2026-09-21 08:41:00+00'),
	(2, 8, 'sponsor', NULL, 8, '2026-02-01 09:00:00+00'),
	(2, 9, 'approver', NULL, 8, '2026-02-01 09:00:00+00'),
	(2, 10, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(2, 11, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(3, 8, 'sponsor', NULL, 8, '2026-02-01 09:00:00+00'),
	(3, 9, 'approver', NULL, 8, '2026-02-01 09:00:00+00'),
	(3, 10, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(3, 11, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(4, 8, 'sponsor', NULL, 8, '2026-02-01 09:00:00+00'),
	(4, 9, 'approver', NULL, 8, '2026-02-01 09:00:00+00'),
	(4, 10, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(4, 11, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(5, 8, 'sponsor', NULL, 8, '2026-02-01 09:00:00+00'),
	(5, 9, 'approver', NULL, 8, '2026-02-01 09:00:00+00'),
	(5, 10, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(5, 11, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(6, 8, 'sponsor', NULL, 8, '2026-02-01 09:00:00+00'),
	(6, 9, 'approver', NULL, 8, '2026-02-01 09:00:00+00'),
	(6, 10, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(6, 11, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(7, 8, 'sponsor', NULL, 8, '2026-02-01 09:00:00+00'),
	(7, 9, 'approver', NULL, 8, '2026-02-01 09:00:00+00'),
	(7, 10, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(7, 11, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(8, 8, 'sponsor', NULL, 8, '2026-02-01 09:00:00+00'),
	(8, 9, 'approver', NULL, 8, '2026-02-01 09:00:00+00'),
	(8, 10, 'observer', NULL, 8, '2026-02-01 09:00:00+00'),
	(8, 11, 'observer', NULL, 8, '2026-02-01 09:00:00+00');

INSERT INTO public.no_go_acknowledgement VALUES
	(1, 3, '2026-10-19 08:05:00+00'),
	(1, 4, '2026-10-20 06:55:00+00');

INSERT INTO public.outcome_point OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '2026-10-06', 6.1, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(2, 1, '2026-10-07', 6.8, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(3, 1, '2026-10-08', 6.4, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(4, 1, '2026-10-09', 6, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(5, 1, '2026-10-10', 7.1, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(6, 1, '2026-10-11', 5.9, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(7, 1, '2026-10-12', 6.3, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(8, 1, '2026-10-13', 6.6, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(9, 1, '2026-10-14', 6.2, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(10, 1, '2026-10-15', 7, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(11, 1, '2026-10-16', 5.8, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(12, 1, '2026-10-17', 6.5, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(13, 1, '2026-10-18', 6.7, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(14, 1, '2026-10-19', 6.2, 'pasted', 1, '2026-10-20 08:30:00+00'),
	(15, 2, '2026-10-13', 4.9, 'pasted', 1, '2026-10-20 08:34:00+00'),
	(16, 2, '2026-10-14', 5.3, 'pasted', 1, '2026-10-20 08:34:00+00'),
	(17, 2, '2026-10-15', 5, 'pasted', 1, '2026-10-20 08:34:00+00'),
	(18, 2, '2026-10-16', 5.6, 'pasted', 1, '2026-10-20 08:34:00+00'),
	(19, 2, '2026-10-17', 4.7, 'pasted', 1, '2026-10-20 08:34:00+00'),
	(20, 2, '2026-10-18', 5.2, 'pasted', 1, '2026-10-20 08:34:00+00'),
	(21, 2, '2026-10-19', 5.1, 'pasted', 1, '2026-10-20 08:34:00+00'),
	(22, 1, '2026-10-20', 6.1, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(23, 1, '2026-10-21', 6.8, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(24, 1, '2026-10-22', 6.4, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(25, 1, '2026-10-23', 6, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(26, 1, '2026-10-24', 7.1, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(27, 1, '2026-10-25', 5.9, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(28, 1, '2026-10-26', 6.3, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(29, 1, '2026-10-27', 6.6, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(30, 1, '2026-10-28', 6.2, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(31, 1, '2026-10-29', 7, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(32, 1, '2026-10-30', 5.8, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(33, 1, '2026-10-31', 6.5, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(34, 1, '2026-11-01', 6.7, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(35, 1, '2026-11-02', 6.2, 'pasted', 1, '2026-11-03 11:10:00+00'),
	(36, 2, '2026-10-20', 4.8, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(37, 2, '2026-10-21', 5.4, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(38, 2, '2026-10-22', 5, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(39, 2, '2026-10-23', 5.2, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(40, 2, '2026-10-24', 5.5, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(41, 2, '2026-10-25', 4.6, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(42, 2, '2026-10-26', 5.1, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(43, 2, '2026-10-27', 4.9, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(44, 2, '2026-10-28', 5.3, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(45, 2, '2026-10-29', 5, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(46, 2, '2026-10-30', 5.6, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(47, 2, '2026-10-31', 4.7, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(48, 2, '2026-11-01', 5.2, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(49, 2, '2026-11-02', 5.1, 'pasted', 1, '2026-11-03 11:14:00+00'),
	(50, 2, '2026-11-03', 4.8, 'pasted', 1, '2026-11-10 13:00:00+00'),
	(51, 2, '2026-11-04', 5.4, 'pasted', 1, '2026-11-10 13:00:00+00'),
	(52, 2, '2026-11-05', 5, 'pasted', 1, '2026-11-10 13:00:00+00'),
	(53, 2, '2026-11-06', 5.2, 'pasted', 1, '2026-11-10 13:00:00+00'),
	(54, 2, '2026-11-07', 5.5, 'pasted', 1, '2026-11-10 13:00:00+00'),
	(55, 2, '2026-11-08', 4.6, 'pasted', 1, '2026-11-10 13:00:00+00'),
	(56, 2, '2026-11-09', 5.1, 'pasted', 1, '2026-11-10 13:00:00+00'),
	(57, 1, '2026-11-03', 6.2, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(58, 1, '2026-11-04', 5.9, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(59, 1, '2026-11-05', 5.5, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(60, 1, '2026-11-06', 5.7, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(61, 1, '2026-11-07', 4.9, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(62, 1, '2026-11-08', 5.2, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(63, 1, '2026-11-09', 5.4, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(64, 1, '2026-11-10', 5, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(65, 1, '2026-11-11', 5.6, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(66, 1, '2026-11-12', 4.8, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(67, 1, '2026-11-13', 5.3, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(68, 1, '2026-11-14', 5.1, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(69, 1, '2026-11-15', 4.7, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(70, 1, '2026-11-16', 4.9, 'pasted', 1, '2026-11-17 08:15:00+00'),
	(71, 2, '2026-11-10', 5.2, 'pasted', 1, '2026-11-17 08:19:00+00'),
	(72, 2, '2026-11-11', 4.9, 'pasted', 1, '2026-11-17 08:19:00+00'),
	(73, 2, '2026-11-12', 5, 'pasted', 1, '2026-11-17 08:19:00+00'),
	(74, 2, '2026-11-13', 5, 'pasted', 1, '2026-11-17 08:19:00+00'),
	(75, 2, '2026-11-14', 4.8, 'pasted', 1, '2026-11-17 08:19:00+00'),
	(76, 2, '2026-11-15', 5.1, 'pasted', 1, '2026-11-17 08:19:00+00'),
	(77, 2, '2026-11-16', 5, 'pasted', 1, '2026-11-17 08:19:00+00');

INSERT INTO public.person OVERRIDING SYSTEM VALUE VALUES
	(1, 'hanna@example.com', 'Hanna Lindqvist', '$argon2id$v=19$m=19456,t=2,p=1$A0bT6+1nRIe6wWqi/htjGQ$RTdMESG03Z4iYQpfJKwx9pn5Uuop9m/UHApJ4m6z9S0', true, NULL, '2026-09-21 07:04:00+00'),
	(2, 'rafael@example.com', 'Rafael Moreno', '$argon2id$v=19$m=19456,t=2,p=1$A0bT6+1nRIe6wWqi/htjGQ$RTdMESG03Z4iYQpfJKwx9pn5Uuop9m/UHApJ4m6z9S0', false, NULL, '2026-09-21 08:31:00+00'),
	(3, 'ines@example.com', 'Ines Carvalho', '$argon2id$v=19$m=19456,t=2,p=1$A0bT6+1nRIe6wWqi/htjGQ$RTdMESG03Z4iYQpfJKwx9pn5Uuop9m/UHApJ4m6z9S0', false, NULL, '2026-09-21 08:33:00+00'),
	(4, 'tobias@example.com', 'Tobias Brandt', '$argon2id$v=19$m=19456,t=2,p=1$A0bT6+1nRIe6wWqi/htjGQ$RTdMESG03Z4iYQpfJKwx9pn5Uuop9m/UHApJ4m6z9S0', false, NULL, '2026-09-21 08:35:00+00'),
	(5, 'naomi@example.com', 'Naomi Okafor', '$argon2id$v=19$m=19456,t=2,p=1$A0bT6+1nRIe6wWqi/htjGQ$RTdMESG03Z4iYQpfJKwx9pn5Uuop9m/UHApJ4m6z9S0', false, NULL, '2026-09-21 08:37:00+00'),
	(6, 'viktor@example.com', 'Viktor Sandberg', '$argon2id$v=19$m=19456,t=2,p=1$A0bT6+1nRIe6wWqi/htjGQ$RTdMESG03Z4iYQpfJKwx9pn5Uuop9m/UHApJ4m6z9S0', false, NULL, '2026-09-21 08:39:00+00'),
	(7, 'greta@example.com', 'Greta Holm', '$argon2id$v=19$m=19456,t=2,p=1$A0bT6+1nRIe6wWqi/htjGQ$RTdMESG03Z4iYQpfJKwx9pn5Uuop9m/UHApJ4m6z9S0', false, NULL, '2026-09-21 08:41:00+00'),
	(8, 'dana@example.com', 'Dana', NULL, false, NULL, '2026-01-01 00:00:00+00'),
	(9, 'priya@example.com', 'Priya', NULL, false, NULL, '2026-01-01 00:00:00+00'),
	(10, 'sam@example.com', 'Sam', NULL, false, NULL, '2026-01-01 00:00:00+00'),
	(11, 'lee@example.com', 'Lee', NULL, false, NULL, '2026-01-01 00:00:00+00');

INSERT INTO public.pilot OVERRIDING SYSTEM VALUE VALUES
	(1, 'ferry-booking', 'Ferry booking', 'Europe/Berlin', true, 1, '2026-09-21 07:20:00+00'),
	(2, 'editorial', 'editorial', 'Europe/Berlin', false, 8, '2026-02-01 09:00:00+00'),
	(3, 'binding', 'binding', 'Europe/Berlin', false, 8, '2026-02-01 09:00:00+00'),
	(4, 'says-another-bar', 'says-another-bar', 'Europe/Berlin', false, 8, '2026-02-01 09:00:00+00'),
	(5, 'asked-about', 'asked-about', 'Europe/Berlin', false, 8, '2026-02-01 09:00:00+00'),
	(6, 'restored', 'restored', 'Europe/Berlin', false, 8, '2026-02-01 09:00:00+00'),
	(7, 'withdrawn', 'withdrawn', 'Europe/Berlin', false, 8, '2026-02-01 09:00:00+00'),
	(8, 'a-fifth', 'a-fifth', 'Europe/Berlin', false, 8, '2026-02-01 09:00:00+00');

INSERT INTO public.pilot_start VALUES
	(1, '2026-10-19 07:00:00+00', 1, 3, 13, '{"definitions":1,"pilot":"Ferry booking","zone_of_time":"Europe/Berlin","started_at":"2026-10-19T07:00:00Z","revision":{"digest":"d25762dabc4a8ae197bb38e865f70dbb5bd8a1596af8a7197510cf6ec7944296","number":3},"terms":{"weeks":4,"dri_hours_per_week":2,"pilot_pms":2,"baseline_features":4,"baseline_statistic":"median","commit_drop_percent":30,"energy_at_least":3,"success_at":4,"iterate_at":3,"readout_at":"2026-11-18T15:00:00"},"zone":{"digest":"edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1","items":[{"category":"copy","rules":["**/locales/**","/content/onboarding/"],"side":"pm_zone","text":"Wording that users read: error messages, empty states, onboarding"},{"category":"flag","rules":["/flags/luggage-hints.yaml","/flags/change-rules.yaml"],"side":"pm_zone","text":"Feature flags they own, and how far those are rolled out"},{"category":"prompt","rules":["/prompts/trip-assistant/"],"side":"pm_zone","text":"Prompts for models and agents of features they own"},{"category":"analytics","rules":["/analytics/events/","/dashboards/booking/"],"side":"pm_zone","text":"Analytics events, and the dashboards that show them"},{"category":"config_addition","rules":["/config/trip-search/*.yaml"],"side":"pm_zone","text":"Entries added to the configuration of their feature, as long as nothing existing breaks"},{"category":"composed_front_end","rules":["/web/src/trip-search/","/web/src/confirmation/"],"side":"pm_zone","text":"Small front-end changes put together from parts the design system already has"},{"category":null,"rules":["/db/","*.sql"],"side":"engineering_zone","text":"Data models"},{"category":null,"rules":["/api/","*.proto"],"side":"engineering_zone","text":"API contracts"},{"category":null,"rules":["**/auth/**"],"side":"engineering_zone","text":"Authentication"},{"category":null,"rules":["/.github/","/deploy/","Dockerfile"],"side":"engineering_zone","text":"Build and release configuration"},{"category":null,"rules":["/agents/core/"],"side":"engineering_zone","text":"The core that orchestrates agents"},{"category":null,"rules":["/payments/","**/crypto/**"],"side":"engineering_zone","text":"Code that security depends on"}],"version":13},"members":[{"arm":null,"name":"Rafael Moreno","person":2,"role":"approver"},{"arm":"new_model","name":"Naomi Okafor","person":5,"role":"dri"},{"arm":"old_model","name":"Viktor Sandberg","person":6,"role":"dri"},{"arm":"new_model","name":"Ines Carvalho","person":3,"role":"pilot_pm"},{"arm":"old_model","name":"Tobias Brandt","person":4,"role":"pilot_pm"},{"arm":null,"name":"Hanna Lindqvist","person":1,"role":"sponsor"}],"features":[{"arm":"new_model","name":"Luggage hints","surface":"Trip search","brief":"Answer one question that travellers write to support about, in the place where it comes up. Two weeks of work at most.","idea":{"kind":"date","at":"2026-10-15"},"idea_evidence":"https://tickets.example.com/booking/1180","idea_entered_at":"2026-10-15T09:10:00Z","flag_key":"luggage-hints","github_login":"ines-c","primary_metric":{"name":"Luggage questions to support","unit":"per 1,000 bookings","source":"Support desk, by topic and day","direction":"down","read_on":"2026-11-16","window_days":28}},{"arm":"old_model","name":"Change rules","surface":"Booking confirmation","brief":"Answer one question that travellers write to support about, in the place where it comes up. Two weeks of work at most.","idea":{"kind":"date","at":"2026-10-15"},"idea_evidence":"https://tickets.example.com/booking/1181","idea_entered_at":"2026-10-15T09:24:00Z","flag_key":"change-rules","github_login":"tobias-brandt","primary_metric":{"name":"Change questions to support","unit":"per 1,000 bookings","source":"Support desk, by topic and day","direction":"down","read_on":"2026-11-16","window_days":28}}],"baseline":[{"id":1,"name":"Seat map on the phone","evidence":"https://tickets.example.com/booking/1012","idea":{"kind":"date","at":"2026-06-22"},"first_commit":{"kind":"date","at":"2026-07-03"},"shipped_on":"2026-07-28","pull_requests":[{"known_from":"hand","number":301,"opened_at":"2026-07-08T08:20:00Z","merged_at":"2026-07-10T13:45:00Z","cycles":2},{"known_from":"hand","number":309,"opened_at":"2026-07-22T07:20:00Z","merged_at":"2026-07-23T09:45:00Z","cycles":1}]},{"id":2,"name":"Price alerts by e-mail","evidence":"https://tickets.example.com/booking/1035","idea":{"kind":"date","at":"2026-07-07"},"first_commit":{"kind":"date","at":"2026-07-24"},"shipped_on":"2026-08-18","pull_requests":[{"known_from":"hand","number":322,"opened_at":"2026-07-30T09:20:00Z","merged_at":"2026-07-31T14:45:00Z","cycles":1},{"known_from":"hand","number":327,"opened_at":"2026-08-05T12:20:00Z","merged_at":"2026-08-10T08:45:00Z","cycles":2},{"known_from":"hand","number":331,"opened_at":"2026-08-14T07:20:00Z","merged_at":"2026-08-17T13:45:00Z","cycles":1}]},{"id":3,"name":"Receipts for companies","evidence":"https://tickets.example.com/booking/1058","idea":{"kind":"date","at":"2026-07-21"},"first_commit":{"kind":"date","at":"2026-07-30"},"shipped_on":"2026-08-25","pull_requests":[{"known_from":"hand","number":335,"opened_at":"2026-08-06T08:20:00Z","merged_at":"2026-08-07T10:45:00Z","cycles":2},{"known_from":"hand","number":340,"opened_at":"2026-08-19T11:20:00Z","merged_at":"2026-08-20T15:45:00Z","cycles":1}]},{"id":4,"name":"Pay with a voucher","evidence":"https://tickets.example.com/booking/1077","idea":{"kind":"date","at":"2026-08-05"},"first_commit":{"kind":"date","at":"2026-08-18"},"shipped_on":"2026-09-15","pull_requests":[{"known_from":"hand","number":352,"opened_at":"2026-08-28T08:20:00Z","merged_at":"2026-09-01T09:45:00Z","cycles":2},{"known_from":"hand","number":358,"opened_at":"2026-09-04T12:20:00Z","merged_at":"2026-09-04T15:45:00Z","cycles":1},{"known_from":"hand","number":366,"opened_at":"2026-09-10T07:20:00Z","merged_at":"2026-09-11T14:45:00Z","cycles":2}]}],"survey_weeks":[{"number":1,"opens_at":"2026-10-18T22:00:00Z","closes_at":"2026-10-25T23:00:00Z"},{"number":2,"opens_at":"2026-10-25T23:00:00Z","closes_at":"2026-11-01T23:00:00Z"},{"number":3,"opens_at":"2026-11-01T23:00:00Z","closes_at":"2026-11-08T23:00:00Z"},{"number":4,"opens_at":"2026-11-08T23:00:00Z","closes_at":"2026-11-15T23:00:00Z"}]}', 'b378c743bb1c51ff9c354837a1f5eb4c4eeb741feda95a754c5ecfe8b463bf49');

INSERT INTO public.pull_request OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 'example-ferries/booking', 412, 'Plan the luggage hints (PLANNING.md)', 'https://code.example.com/example-ferries/booking/pull/412', 'ines-c', false, 'luggage-hints/plan', 1, false),
	(2, 1, 'example-ferries/booking', 415, 'Say “cabin bag” where we said “hand luggage”', 'https://code.example.com/example-ferries/booking/pull/415', 'ines-c', false, 'luggage-hints/cabin-bag', 1, false),
	(3, 1, 'example-ferries/booking', 419, 'Show luggage hints in search results, behind the flag', 'https://code.example.com/example-ferries/booking/pull/419', 'ines-c', false, 'luggage-hints/results', 1, false),
	(4, 1, 'example-ferries/booking', 421, 'Read the change rules from the fare service', 'https://code.example.com/example-ferries/booking/pull/421', 'martab', false, 'change-rules/fares', 2, false),
	(5, 1, 'example-ferries/booking', 424, 'Luggage hints: fees by fare', 'https://code.example.com/example-ferries/booking/pull/424', 'ines-c', false, 'luggage-hints/fees', 1, false),
	(6, 1, 'example-ferries/booking', 426, 'Show the change rules on the confirmation page', 'https://code.example.com/example-ferries/booking/pull/426', 'martab', false, 'change-rules/confirmation', 2, false),
	(7, 1, 'example-ferries/booking', 427, 'Count how often a luggage hint is opened', 'https://code.example.com/example-ferries/booking/pull/427', 'ines-c', false, 'luggage-hints/events', 1, false),
	(8, 1, 'example-ferries/booking', 433, 'Luggage hints: on for everyone', 'https://code.example.com/example-ferries/booking/pull/433', 'ines-c', false, 'luggage-hints/rollout', 1, false),
	(9, 1, 'example-ferries/booking', 435, 'Change rules: wording after the first look', 'https://code.example.com/example-ferries/booking/pull/435', 'martab', false, 'change-rules/wording', 2, false),
	(10, 1, 'example-ferries/booking', 438, 'Change rules in the confirmation e-mail', 'https://code.example.com/example-ferries/booking/pull/438', 'martab', false, 'change-rules/e-mail', 2, false),
	(11, 1, 'example-ferries/booking', 444, 'Change rules: on for everyone', 'https://code.example.com/example-ferries/booking/pull/444', 'martab', false, 'change-rules/rollout', 2, false);

INSERT INTO public.pull_request_fact OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '2026-10-21 08:31:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-010"}', 'opened 1792571460', '2026-10-21 08:31:02+00'),
	(2, 1, '2026-10-21 13:05:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-012"}', 'reviewed nokafor approved 1792587900', '2026-10-21 13:05:02+00'),
	(3, 1, '2026-10-21 13:20:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-013"}', 'merged 1792588800', '2026-10-21 13:20:02+00'),
	(4, 2, '2026-10-23 07:40:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-019"}', 'opened 1792741200', '2026-10-23 07:40:02+00'),
	(5, 2, '2026-10-23 09:15:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-020"}', 'reviewed nokafor approved 1792746900', '2026-10-23 09:15:02+00'),
	(6, 2, '2026-10-23 09:22:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-021"}', 'merged 1792747320', '2026-10-23 09:22:02+00'),
	(7, 3, '2026-10-27 08:05:00+00', '{"fact": "opened", "draft": true}', '{"from": "webhook", "delivery": "example-029"}', 'opened draft 1793088300', '2026-10-27 08:05:02+00'),
	(8, 3, '2026-10-27 12:10:00+00', '{"fact": "ready_for_review"}', '{"from": "webhook", "delivery": "example-031"}', 'ready_for_review 1793103000', '2026-10-27 12:10:02+00'),
	(9, 3, '2026-10-27 15:44:00+00', '{"fact": "reviewed", "state": "commented", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-032"}', 'reviewed nokafor commented 1793115840', '2026-10-27 15:44:02+00'),
	(10, 4, '2026-10-28 08:31:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-033"}', 'opened 1793176260', '2026-10-28 08:31:02+00'),
	(11, 3, '2026-10-28 09:08:00+00', '{"sha": "4ec4b2ea4cf86029fdd1aad73706eb45e3889b25", "fact": "pushed", "author": {"login": "ines-c", "is_bot_type": false}, "forced": false, "content_id": null, "merge_of_base_only": false}', '{"from": "webhook", "delivery": "example-034"}', 'pushed 4ec4b2ea4cf86029fdd1aad73706eb45e3889b25 1793178480', '2026-10-28 09:08:02+00'),
	(12, 3, '2026-10-28 13:25:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-036"}', 'reviewed nokafor approved 1793193900', '2026-10-28 13:25:02+00'),
	(13, 3, '2026-10-28 13:41:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-037"}', 'merged 1793194860', '2026-10-28 13:41:02+00'),
	(14, 4, '2026-10-29 09:02:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "vsandberg", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-038"}', 'reviewed vsandberg approved 1793264520', '2026-10-29 09:02:02+00'),
	(15, 4, '2026-10-29 09:30:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-039"}', 'merged 1793266200', '2026-10-29 09:30:02+00'),
	(16, 5, '2026-10-29 10:03:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-041"}', 'opened 1793268180', '2026-10-29 10:03:02+00'),
	(17, 5, '2026-10-29 14:12:00+00', '{"fact": "reviewed", "state": "commented", "reviewer": {"login": "tobias-brandt", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-042"}', 'reviewed tobias-brandt commented 1793283120', '2026-10-29 14:12:02+00'),
	(18, 5, '2026-10-29 16:09:00+00', '{"fact": "reviewed", "state": "changes_requested", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-043"}', 'reviewed nokafor changes_requested 1793290140', '2026-10-29 16:09:02+00'),
	(19, 5, '2026-10-30 09:01:00+00', '{"sha": "886bb960bbfa8880a019659f2da56e9a7a8b2a92", "fact": "pushed", "author": {"login": "ines-c", "is_bot_type": false}, "forced": false, "content_id": null, "merge_of_base_only": false}', '{"from": "webhook", "delivery": "example-044"}', 'pushed 886bb960bbfa8880a019659f2da56e9a7a8b2a92 1793350860', '2026-10-30 09:01:02+00'),
	(20, 6, '2026-10-30 11:00:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-046"}', 'opened 1793358000', '2026-10-30 11:00:02+00'),
	(21, 7, '2026-10-30 13:00:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-048"}', 'opened 1793365200', '2026-10-30 13:00:02+00'),
	(22, 7, '2026-10-30 13:02:00+00', '{"fact": "reviewed", "state": "commented", "reviewer": {"login": "style-checks[bot]", "is_bot_type": true}}', '{"from": "webhook", "delivery": "example-049"}', 'reviewed style-checks[bot] commented 1793365320', '2026-10-30 13:02:02+00'),
	(23, 5, '2026-10-30 14:34:00+00', '{"fact": "reviewed", "state": "changes_requested", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-050"}', 'reviewed nokafor changes_requested 1793370840', '2026-10-30 14:34:02+00'),
	(24, 7, '2026-10-30 15:45:00+00', '{"fact": "reviewed", "state": "changes_requested", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-051"}', 'reviewed nokafor changes_requested 1793375100', '2026-10-30 15:45:02+00'),
	(25, 5, '2026-11-02 08:48:00+00', '{"sha": "e0d20a5f4c15d3987426288ad14907e407ff2dc6", "fact": "pushed", "author": {"login": "ines-c", "is_bot_type": false}, "forced": false, "content_id": null, "merge_of_base_only": false}', '{"from": "webhook", "delivery": "example-053"}', 'pushed e0d20a5f4c15d3987426288ad14907e407ff2dc6 1793609280', '2026-11-02 08:48:02+00'),
	(26, 6, '2026-11-02 09:20:00+00', '{"fact": "reviewed", "state": "changes_requested", "reviewer": {"login": "vsandberg", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-054"}', 'reviewed vsandberg changes_requested 1793611200', '2026-11-02 09:20:02+00'),
	(27, 7, '2026-11-02 09:32:00+00', '{"sha": "0c71eaaee1ec0123b4908a8dd461cdf3c89eadd8", "fact": "pushed", "author": {"login": "ines-c", "is_bot_type": false}, "forced": false, "content_id": null, "merge_of_base_only": false}', '{"from": "webhook", "delivery": "example-055"}', 'pushed 0c71eaaee1ec0123b4908a8dd461cdf3c89eadd8 1793611920', '2026-11-02 09:32:02+00'),
	(28, 7, '2026-11-02 10:10:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-056"}', 'reviewed nokafor approved 1793614200', '2026-11-02 10:10:02+00'),
	(29, 7, '2026-11-02 10:31:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-057"}', 'merged 1793615460', '2026-11-02 10:31:02+00'),
	(30, 5, '2026-11-02 12:02:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-058"}', 'reviewed nokafor approved 1793620920', '2026-11-02 12:02:02+00'),
	(31, 5, '2026-11-02 12:20:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-059"}', 'merged 1793622000', '2026-11-02 12:20:02+00'),
	(32, 8, '2026-11-03 09:00:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-062"}', 'opened 1793696400', '2026-11-03 09:00:02+00'),
	(33, 8, '2026-11-03 10:28:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "nokafor", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-063"}', 'reviewed nokafor approved 1793701680', '2026-11-03 10:28:02+00'),
	(34, 8, '2026-11-03 10:35:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-064"}', 'merged 1793702100', '2026-11-03 10:35:02+00'),
	(36, 6, '2026-11-04 08:46:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "vsandberg", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-069"}', 'reviewed vsandberg approved 1793781960', '2026-11-04 08:46:02+00'),
	(35, 6, '2026-11-03 13:03:00+00', '{"sha": "0326eda20484c38e4842c467337e528d76fd5bb6", "fact": "pushed", "author": {"login": "martab", "is_bot_type": false}, "forced": false, "content_id": null, "merge_of_base_only": false}', '{"from": "webhook", "delivery": "example-068"}', 'pushed 0326eda20484c38e4842c467337e528d76fd5bb6 1793710980', '2026-11-03 13:03:02+00'),
	(40, 9, '2026-11-05 10:19:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-074"}', 'merged 1793873940', '2026-11-05 10:19:02+00'),
	(42, 10, '2026-11-06 09:00:00+00', '{"fact": "reviewed", "state": "commented", "reviewer": {"login": "vsandberg", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-077"}', 'reviewed vsandberg commented 1793955600', '2026-11-06 09:00:02+00'),
	(45, 10, '2026-11-09 08:44:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-081"}', 'merged 1794213840', '2026-11-09 08:44:02+00'),
	(47, 11, '2026-11-10 12:10:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "vsandberg", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-084"}', 'reviewed vsandberg approved 1794312600', '2026-11-10 12:10:02+00'),
	(37, 6, '2026-11-04 09:05:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-070"}', 'merged 1793783100', '2026-11-04 09:05:02+00'),
	(39, 9, '2026-11-05 10:00:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "vsandberg", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-073"}', 'reviewed vsandberg approved 1793872800', '2026-11-05 10:00:02+00'),
	(41, 10, '2026-11-05 15:20:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-076"}', 'opened 1793892000', '2026-11-05 15:20:02+00'),
	(46, 11, '2026-11-10 08:00:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-083"}', 'opened 1794297600', '2026-11-10 08:00:02+00'),
	(38, 9, '2026-11-04 14:02:00+00', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "example-072"}', 'opened 1793800920', '2026-11-04 14:02:02+00'),
	(43, 10, '2026-11-06 14:13:00+00', '{"sha": "b815e2b26f6b37eda1ffd4e9a30fe9879560d4c4", "fact": "pushed", "author": {"login": "martab", "is_bot_type": false}, "forced": false, "content_id": null, "merge_of_base_only": false}', '{"from": "webhook", "delivery": "example-078"}', 'pushed b815e2b26f6b37eda1ffd4e9a30fe9879560d4c4 1793974380', '2026-11-06 14:13:02+00'),
	(44, 10, '2026-11-09 08:30:00+00', '{"fact": "reviewed", "state": "approved", "reviewer": {"login": "vsandberg", "is_bot_type": false}}', '{"from": "webhook", "delivery": "example-080"}', 'reviewed vsandberg approved 1794213000', '2026-11-09 08:30:02+00'),
	(48, 11, '2026-11-10 12:21:00+00', '{"fact": "merged"}', '{"from": "webhook", "delivery": "example-085"}', 'merged 1794313260', '2026-11-10 12:21:02+00');

INSERT INTO public.received_commit VALUES
	(1, 'example-ferries/booking', 'luggage-hints/plan', '350933ceab49e9013e21c5d60da0511d1726c4a5', 'ines-c', '2026-10-21 08:05:00+00', '2026-10-21 08:12:02+00', 1),
	(1, 'example-ferries/booking', 'luggage-hints/cabin-bag', '820a16d399fe270a480ca0d2876f60631e379096', 'ines-c', '2026-10-23 07:18:00+00', '2026-10-23 07:25:02+00', 1),
	(1, 'example-ferries/booking', 'change-rules/fares', 'c32efbf5522df9a5766dbb49df233e8935aa2c17', 'martab', '2026-10-27 10:13:00+00', '2026-10-27 10:20:02+00', 2),
	(1, 'example-ferries/booking', 'luggage-hints/results', '4ec4b2ea4cf86029fdd1aad73706eb45e3889b25', 'ines-c', '2026-10-28 09:01:00+00', '2026-10-28 09:08:02+00', 1),
	(1, 'example-ferries/booking', 'luggage-hints/results', 'e9dd58021052dc39963792cb2453d16505168acd', 'ines-c', '2026-10-26 14:55:00+00', '2026-10-26 15:02:02+00', 1),
	(1, 'example-ferries/booking', 'luggage-hints/fees', '6861f5f3e96ccde8b2762241d34585d64148b5c5', 'ines-c', '2026-10-29 09:33:00+00', '2026-10-29 09:40:02+00', 1),
	(1, 'example-ferries/booking', 'luggage-hints/fees', '886bb960bbfa8880a019659f2da56e9a7a8b2a92', 'ines-c', '2026-10-30 08:54:00+00', '2026-10-30 09:01:02+00', 1),
	(1, 'example-ferries/booking', 'luggage-hints/fees', 'e0d20a5f4c15d3987426288ad14907e407ff2dc6', 'ines-c', '2026-11-02 08:41:00+00', '2026-11-02 08:48:02+00', 1),
	(1, 'example-ferries/booking', 'luggage-hints/events', '0c71eaaee1ec0123b4908a8dd461cdf3c89eadd8', 'ines-c', '2026-11-02 09:25:00+00', '2026-11-02 09:32:02+00', 1),
	(1, 'example-ferries/booking', 'luggage-hints/events', '57e015e4603d305df37f07b35912ee4e70f2540a', 'ines-c', '2026-10-30 12:23:00+00', '2026-10-30 12:30:02+00', 1),
	(1, 'example-ferries/booking', 'luggage-hints/rollout', '1c933f53708923b3e9d31e3b5b293da59a1f23e2', 'ines-c', '2026-11-03 08:43:00+00', '2026-11-03 08:50:02+00', 1),
	(1, 'example-ferries/booking', 'change-rules/confirmation', '0326eda20484c38e4842c467337e528d76fd5bb6', 'martab', '2026-11-03 12:56:00+00', '2026-11-03 13:03:02+00', 2),
	(1, 'example-ferries/booking', 'change-rules/confirmation', 'd7a17088ff0a0c89da5708e595191083dc490ac9', 'martab', '2026-10-30 10:34:00+00', '2026-10-30 10:41:02+00', 2),
	(1, 'example-ferries/booking', 'change-rules/wording', '82c10125a97a70c76ce1f481371c085562cd476a', 'martab', '2026-11-04 13:31:00+00', '2026-11-04 13:38:02+00', 2),
	(1, 'example-ferries/booking', 'change-rules/e-mail', '587238e3525d51a5eb074da89e0ce12f21a33c18', 'martab', '2026-11-05 14:54:00+00', '2026-11-05 15:01:02+00', 2),
	(1, 'example-ferries/booking', 'change-rules/e-mail', 'b815e2b26f6b37eda1ffd4e9a30fe9879560d4c4', 'martab', '2026-11-06 14:06:00+00', '2026-11-06 14:13:02+00', 2),
	(1, 'example-ferries/booking', 'change-rules/rollout', 'f326b08cbb0b03df11ff5b63645ffa3d59c2600c', 'martab', '2026-11-10 07:45:00+00', '2026-11-10 07:52:02+00', 2);

INSERT INTO public.revision VALUES
	(1, 1, '# Product managers who ship: a pilot proposal

- **For:** [Name of the CTO or VP Engineering]
- **Author:** [Your name and title]
- **Written on:** [YYYY-MM-DD]

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the [median or mean] of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by [Your name]. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": null, "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": null, "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', 'a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46', 'Began with the built-in proposal', 1, '2026-09-21 07:20:00+00', NULL, NULL),
	(1, 2, '# Product managers who ship: a pilot proposal

- **For:** Rafael Moreno, VP Engineering
- **Author:** Hanna Lindqvist, Head of Product
- **Written on:** 2026-09-21

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the median of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on 2026-11-18 at 15:00 and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by Hanna Lindqvist. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on 2026-11-18 at 15:00 and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-11-18T15:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '3c382e8bf3b19f6e8827c6f6a536d3d0c052251b3bccb414b2613e77ef43521f', 'Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks', 1, '2026-09-21 13:47:00+00', NULL, '{"terms": ["baseline_statistic", "readout_at", "asks"], "sections": ["Product managers who ship: a pilot proposal", "The pilot", "What I ask of you", "Week one"]}'),
	(1, 3, '# Product managers who ship: a pilot proposal

- **For:** Rafael Moreno, VP Engineering
- **Author:** Hanna Lindqvist, Head of Product
- **Written on:** 2026-09-21

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the median of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.
- **Two features prove little.** One feature in each arm shows what happened with these two features. We will not read it as what would happen with every team, and the readout says so on every page.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on 2026-11-18 at 15:00 and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by Hanna Lindqvist. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on 2026-11-18 at 15:00 and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-11-18T15:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', 'd25762dabc4a8ae197bb38e865f70dbb5bd8a1596af8a7197510cf6ec7944296', 'Say what one feature per arm cannot show', 1, '2026-09-25 13:30:00+00', NULL, '{"terms": [], "sections": ["Risks"]}'),
	(2, 1, '# Product managers who ship: a pilot proposal

- **For:** [Name of the CTO or VP Engineering]
- **Author:** [Your name and title]
- **Written on:** [YYYY-MM-DD]

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the [median or mean] of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by [Your name]. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": null, "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": null, "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', 'a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46', 'Imported', 8, '2026-02-01 09:00:00+00', NULL, NULL),
	(2, 2, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', 'Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": ["baseline_statistic", "readout_at", "asks"], "sections": ["Product managers who ship: a pilot proposal", "The pilot", "What I ask of you", "Week one"]}'),
	(3, 1, '# Product managers who ship: a pilot proposal

- **For:** [Name of the CTO or VP Engineering]
- **Author:** [Your name and title]
- **Written on:** [YYYY-MM-DD]

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the [median or mean] of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by [Your name]. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": null, "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": null, "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', 'a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46', 'Imported', 8, '2026-02-01 09:00:00+00', NULL, NULL),
	(2, 3, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

None worth naming.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '6b6659340c8201730dede6e3c22cd6978434f8cfd30eea7915bedcdbebf1feb2', 'Edited Risks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": [], "sections": ["Risks"]}'),
	(4, 1, '# Product managers who ship: a pilot proposal

- **For:** [Name of the CTO or VP Engineering]
- **Author:** [Your name and title]
- **Written on:** [YYYY-MM-DD]

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the [median or mean] of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by [Your name]. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": null, "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": null, "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', 'a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46', 'Imported', 8, '2026-02-01 09:00:00+00', NULL, NULL),
	(5, 1, '# Product managers who ship: a pilot proposal

- **For:** [Name of the CTO or VP Engineering]
- **Author:** [Your name and title]
- **Written on:** [YYYY-MM-DD]

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the [median or mean] of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by [Your name]. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": null, "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": null, "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', 'a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46', 'Imported', 8, '2026-02-01 09:00:00+00', NULL, NULL),
	(6, 3, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '7a0bfb4a1c14ad50c921356472800b3e54728337691b144a724a90c7a2554501', 'Edited What I ask of you', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": [], "sections": ["What I ask of you"]}'),
	(3, 2, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', 'Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": ["baseline_statistic", "readout_at", "asks"], "sections": ["Product managers who ship: a pilot proposal", "The pilot", "What I ask of you", "Week one"]}'),
	(3, 3, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '7a0bfb4a1c14ad50c921356472800b3e54728337691b144a724a90c7a2554501', 'Edited What I ask of you', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": [], "sections": ["What I ask of you"]}'),
	(4, 2, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', 'Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": ["baseline_statistic", "readout_at", "asks"], "sections": ["Product managers who ship: a pilot proposal", "The pilot", "What I ask of you", "Week one"]}'),
	(5, 3, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

None worth naming.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '6b6659340c8201730dede6e3c22cd6978434f8cfd30eea7915bedcdbebf1feb2', 'Edited Risks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": [], "sections": ["Risks"]}'),
	(6, 2, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', 'Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": ["baseline_statistic", "readout_at", "asks"], "sections": ["Product managers who ship: a pilot proposal", "The pilot", "What I ask of you", "Week one"]}'),
	(8, 2, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', 'Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": ["baseline_statistic", "readout_at", "asks"], "sections": ["Product managers who ship: a pilot proposal", "The pilot", "What I ask of you", "Week one"]}'),
	(4, 3, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

None. The bar is 20 %.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '2eae440ca66e0718ddbb6b3f0fbef315aa63d61a61f5a06cdf78d3a723132f90', 'Edited Risks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": [], "sections": ["Risks"]}'),
	(5, 2, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', 'Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": ["baseline_statistic", "readout_at", "asks"], "sections": ["Product managers who ship: a pilot proposal", "The pilot", "What I ask of you", "Week one"]}'),
	(6, 1, '# Product managers who ship: a pilot proposal

- **For:** [Name of the CTO or VP Engineering]
- **Author:** [Your name and title]
- **Written on:** [YYYY-MM-DD]

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the [median or mean] of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by [Your name]. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": null, "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": null, "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', 'a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46', 'Imported', 8, '2026-02-01 09:00:00+00', NULL, NULL),
	(6, 4, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', 'Restored revision 2', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": [], "sections": ["What I ask of you"]}'),
	(7, 2, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '4b67212b6aad88be86d1866c2276c8a1e789dd41757c619adae68c7a77b40c25', 'Filled 6 placeholders; set Baseline statistic, Time of the readout, Asks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": ["baseline_statistic", "readout_at", "asks"], "sections": ["Product managers who ship: a pilot proposal", "The pilot", "What I ask of you", "Week one"]}'),
	(7, 1, '# Product managers who ship: a pilot proposal

- **For:** [Name of the CTO or VP Engineering]
- **Author:** [Your name and title]
- **Written on:** [YYYY-MM-DD]

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the [median or mean] of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by [Your name]. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": null, "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": null, "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', 'a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46', 'Imported', 8, '2026-02-01 09:00:00+00', NULL, NULL),
	(7, 3, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

None worth naming.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '6b6659340c8201730dede6e3c22cd6978434f8cfd30eea7915bedcdbebf1feb2', 'Edited Risks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": [], "sections": ["Risks"]}'),
	(8, 3, '# Product managers who ship: a pilot proposal

- **For:** filled
- **Author:** filled
- **Written on:** filled

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the filled of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

None. The bar is a fifth.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on filled and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by filled. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on filled and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": "2026-04-03T16:00:00", "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": "median", "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', '54cd666cd6a0426407d4d796cd442c1abc5126ea732744e4b9e72eecfa2cc317', 'Edited Risks', 8, '2026-02-01 09:00:00+00', NULL, '{"terms": [], "sections": ["Risks"]}'),
	(8, 1, '# Product managers who ship: a pilot proposal

- **For:** [Name of the CTO or VP Engineering]
- **Author:** [Your name and title]
- **Written on:** [YYYY-MM-DD]

## In brief

Let two senior product managers (PMs) put their own changes into production for four weeks, inside a zone that both sides have signed. Engineering keeps everything outside that zone. Afterwards we look at five numbers together and choose one of three things: expand, iterate or roll back. It takes one engineering DRI per pilot PM, each for two hours a week.

## Why this, and why at this moment

- Writing code has become cheap; reading it has not. Small changes that need a PM''s knowledge more than an engineer''s should not use up the reading time of senior engineers.
- A plan can sit in the repository as a `PLANNING.md`, next to the code, and a coding agent can work from it. Nothing gets lost between the wish and the work.
- Other companies already let PMs and designers ship. Learning how to do it well takes time, and we would rather start small than late.

## What is wrong with how we work

- A change of wording is written in an hour and then waits for a sprint that has room for it.
- A specification leaves something open, the engineer decides, and the difference shows up in review, when it is expensive.
- PMs see how their feature behaves through dashboards somebody else built for another question.

## The pilot

### Set-up

- The pilot runs for four weeks.
- Two pilot PMs take part, one in each arm. Both know their surface well, and the surfaces are neighbours.
- Both ship a feature of similar size from the same brief: one the way we work now, one in the new model.
- Each pull request of a PM passes the PM PR Review skill file before an engineer is asked to look at it.

### PM zone

Inside their own feature the pilot PMs may change:

- Wording that users read: error messages, empty states, onboarding
- Feature flags they own, and how far those are rolled out
- Prompts for models and agents of features they own
- Analytics events, and the dashboards that show them
- Entries added to the configuration of their feature, as long as nothing existing breaks
- Small front-end changes put together from parts the design system already has

### Engineering zone

Data models, API contracts, authentication, build and release configuration, the core that orchestrates agents, and code that security depends on stay with engineering.

### Reviewers

- Each pilot PM has an engineering DRI, and each DRI gives two hours a week.
- The DRI takes the pull requests of the pilot in the same order as any others, and may refuse any merge.
- A pull request that reaches outside the PM zone goes back with an offer to pair, without comments line by line.

### Metrics

These are the metrics we report:

1. Days from the idea to the first commit
2. Review cycles for each pull request
3. Cycle time, from opened to merged (reported only, it has no criterion)
4. Energy of the pilot PM with the new model, from 1 to 5
5. How the primary metric of the feature moved

The baseline is the [median or mean] of the four features shipped last in the old model. Energy has no baseline, because nobody was asked at the time. The dashboards stand before the first day.

## Risks

- **A change breaks production.** Whatever a pilot PM ships sits behind a feature flag, and switching it off takes seconds. The DRI can stop any merge.
- **Engineers end up with more to review.** What has not passed the skill file never reaches them.
- **It works for these two and for nobody else.** Expanding happens in waves over a quarter, new surfaces first and entangled ones second, and only where a team asks for it.
- **Engineers feel pushed aside.** I speak with each DRI in private before we begin. If one of them would rather not, no pilot PM works on that surface.

## How we judge it

The pilot is a success when all four of these hold at its end:

1. The days from idea to first commit in the new model are at least 30% lower than the baseline.
2. Review cycles per pull request are no higher than the baseline.
3. The energy of the pilot PM in the new model averages at least 3.
4. The feature has shipped, and its primary metric moved in the expected direction.

When exactly three of the four hold, we iterate with a second pilot. When fewer than three hold, we roll back to the way we work now. A criterion whose data is missing counts neither as met nor as not met until the data is there.

## What I ask of you

1. Approve the pilot.
2. Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.
3. Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.
4. Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us.

This commits you to nothing after the pilot: neither to a wider rollout nor to a new rule for everyone.

## Week one

What the pilot PMs do in week one:

- Read the style guide of the engineering team.
- Get a working development environment, together with their DRI.
- Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.
- Ship one word: a harmless change of copy that shows every step of the way works.

What may not happen in week one:

- A change to anything that production cannot do without, however small.
- A change outside the PM zone.
- A pull request that has not passed the PM PR Review skill file.
- A pull request without a link to its `PLANNING.md`.

---

Proposed by [Your name]. Say what you doubt and what you would change, as long as we have not started.
', '{"asks": ["Approve the pilot.", "Give two hours a week of an engineering DRI for each pilot PM, for the four weeks.", "Agree to the boundary of the PM zone as it stands here; changes to it belong before the start.", "Attend the readout on [YYYY-MM-DD at HH:MM] and decide with us."], "no_go": ["A change to anything that production cannot do without, however small.", "A change outside the PM zone.", "A pull request that has not passed the PM PR Review skill file.", "A pull request without a link to its `PLANNING.md`."], "weeks": 4, "metrics": ["Days from the idea to the first commit", "Review cycles for each pull request", "Cycle time, from opened to merged (reported only, it has no criterion)", "Energy of the pilot PM with the new model, from 1 to 5", "How the primary metric of the feature moved"], "pm_zone": ["Wording that users read: error messages, empty states, onboarding", "Feature flags they own, and how far those are rolled out", "Prompts for models and agents of features they own", "Analytics events, and the dashboards that show them", "Entries added to the configuration of their feature, as long as nothing existing breaks", "Small front-end changes put together from parts the design system already has"], "week_one": ["Read the style guide of the engineering team.", "Get a working development environment, together with their DRI.", "Open a pull request with the `PLANNING.md` of their feature and have the DRI sign it off.", "Ship one word: a harmless change of copy that shows every step of the way works."], "pilot_pms": 2, "iterate_at": 3, "readout_at": null, "success_at": 4, "energy_at_least": 3, "engineering_zone": ["Data models", "API contracts", "authentication", "build and release configuration", "the core that orchestrates agents", "code that security depends on"], "baseline_features": 4, "outcome_must_move": true, "baseline_statistic": null, "dri_hours_per_week": 2, "metric_definitions": {"hash": "b36a8d08b064", "edition": 1}, "commit_drop_percent": 30, "cycles_must_not_increase": true}', 'a5f70e09178405cff29474b8212af49a384205cd51bec74d682c0dd050a08b46', 'Imported', 8, '2026-02-01 09:00:00+00', NULL, NULL);

INSERT INTO public.setup_link VALUES
	('\x7a2a647c3efcb5fa44d7cc224fc20605d5a820c8595c889b3791ef49e30197ce', '2026-09-21 07:04:00+00', '2026-09-21 07:04:00+00');

INSERT INTO public.snapshot OVERRIDING SYSTEM VALUE VALUES
	(1, 1, '{"pilot_name":"Ferry booking","zone":"Europe/Berlin","terms":{"weeks":4,"dri_hours_per_week":2,"pilot_pms":2,"baseline_features":4,"baseline_statistic":"median","commit_drop_percent":30,"energy_at_least":3,"success_at":4,"iterate_at":3,"readout_at":"2026-11-18T15:00:00"},"started_at":"2026-10-19T07:00:00Z","ended_at":"2026-11-15T23:00:00Z","new_model":{"id":1,"arm":"new_model","pm_name":"Ines Carvalho","pm":3,"github_login":"ines-c","name":"Luggage hints","surface":"Trip search","idea":{"kind":"date","at":"2026-10-15"},"idea_entered_at":"2026-10-15T09:10:00Z","first_received":{"at":"2026-10-21T08:12:02Z","sha":"350933ceab49e9013e21c5d60da0511d1726c4a5"},"author_dates":["2026-10-21T08:05:00Z","2026-10-23T07:18:00Z","2026-10-26T14:55:00Z","2026-10-28T09:01:00Z","2026-10-29T09:33:00Z","2026-10-30T08:54:00Z","2026-10-30T12:23:00Z","2026-11-02T08:41:00Z","2026-11-02T09:25:00Z","2026-11-03T08:43:00Z"],"flag_key":"luggage-hints","primary_metric":{"name":"Luggage questions to support","unit":"per 1,000 bookings","source":"Support desk, by topic and day","direction":"down","read_on":"2026-11-16","window_days":28},"shipped":{"on":"2026-11-03","evidence":"https://code.example.com/example-ferries/booking/pull/433"},"points":[{"on":"2026-10-06","value":6.1,"source":"pasted"},{"on":"2026-10-07","value":6.8,"source":"pasted"},{"on":"2026-10-08","value":6.4,"source":"pasted"},{"on":"2026-10-09","value":6.0,"source":"pasted"},{"on":"2026-10-10","value":7.1,"source":"pasted"},{"on":"2026-10-11","value":5.9,"source":"pasted"},{"on":"2026-10-12","value":6.3,"source":"pasted"},{"on":"2026-10-13","value":6.6,"source":"pasted"},{"on":"2026-10-14","value":6.2,"source":"pasted"},{"on":"2026-10-15","value":7.0,"source":"pasted"},{"on":"2026-10-16","value":5.8,"source":"pasted"},{"on":"2026-10-17","value":6.5,"source":"pasted"},{"on":"2026-10-18","value":6.7,"source":"pasted"},{"on":"2026-10-19","value":6.2,"source":"pasted"},{"on":"2026-10-20","value":6.1,"source":"pasted"},{"on":"2026-10-21","value":6.8,"source":"pasted"},{"on":"2026-10-22","value":6.4,"source":"pasted"},{"on":"2026-10-23","value":6.0,"source":"pasted"},{"on":"2026-10-24","value":7.1,"source":"pasted"},{"on":"2026-10-25","value":5.9,"source":"pasted"},{"on":"2026-10-26","value":6.3,"source":"pasted"},{"on":"2026-10-27","value":6.6,"source":"pasted"},{"on":"2026-10-28","value":6.2,"source":"pasted"},{"on":"2026-10-29","value":7.0,"source":"pasted"},{"on":"2026-10-30","value":5.8,"source":"pasted"},{"on":"2026-10-31","value":6.5,"source":"pasted"},{"on":"2026-11-01","value":6.7,"source":"pasted"},{"on":"2026-11-02","value":6.2,"source":"pasted"},{"on":"2026-11-03","value":6.2,"source":"pasted"},{"on":"2026-11-04","value":5.9,"source":"pasted"},{"on":"2026-11-05","value":5.5,"source":"pasted"},{"on":"2026-11-06","value":5.7,"source":"pasted"},{"on":"2026-11-07","value":4.9,"source":"pasted"},{"on":"2026-11-08","value":5.2,"source":"pasted"},{"on":"2026-11-09","value":5.4,"source":"pasted"},{"on":"2026-11-10","value":5.0,"source":"pasted"},{"on":"2026-11-11","value":5.6,"source":"pasted"},{"on":"2026-11-12","value":4.8,"source":"pasted"},{"on":"2026-11-13","value":5.3,"source":"pasted"},{"on":"2026-11-14","value":5.1,"source":"pasted"},{"on":"2026-11-15","value":4.7,"source":"pasted"},{"on":"2026-11-16","value":4.9,"source":"pasted"}],"pull_requests":[{"id":1,"repository":"example-ferries/booking","number":412,"title":"Plan the luggage hints (PLANNING.md)","url":"https://code.example.com/example-ferries/booking/pull/412","author":{"login":"ines-c","is_bot_type":false},"head_branch":"luggage-hints/plan","facts":[{"at":"2026-10-21T08:31:00Z","arrival":1,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-010"}},{"at":"2026-10-21T13:05:00Z","arrival":2,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-012"}},{"at":"2026-10-21T13:20:00Z","arrival":3,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-013"}}]},{"id":2,"repository":"example-ferries/booking","number":415,"title":"Say “cabin bag” where we said “hand luggage”","url":"https://code.example.com/example-ferries/booking/pull/415","author":{"login":"ines-c","is_bot_type":false},"head_branch":"luggage-hints/cabin-bag","facts":[{"at":"2026-10-23T07:40:00Z","arrival":4,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-019"}},{"at":"2026-10-23T09:15:00Z","arrival":5,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-020"}},{"at":"2026-10-23T09:22:00Z","arrival":6,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-021"}}]},{"id":3,"repository":"example-ferries/booking","number":419,"title":"Show luggage hints in search results, behind the flag","url":"https://code.example.com/example-ferries/booking/pull/419","author":{"login":"ines-c","is_bot_type":false},"head_branch":"luggage-hints/results","facts":[{"at":"2026-10-27T08:05:00Z","arrival":7,"kind":{"fact":"opened","draft":true},"source":{"from":"webhook","delivery":"example-029"}},{"at":"2026-10-27T12:10:00Z","arrival":8,"kind":{"fact":"ready_for_review"},"source":{"from":"webhook","delivery":"example-031"}},{"at":"2026-10-27T15:44:00Z","arrival":9,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"commented"},"source":{"from":"webhook","delivery":"example-032"}},{"at":"2026-10-28T09:08:00Z","arrival":11,"kind":{"fact":"pushed","sha":"4ec4b2ea4cf86029fdd1aad73706eb45e3889b25","author":{"login":"ines-c","is_bot_type":false},"forced":false,"content_id":null,"merge_of_base_only":false},"source":{"from":"webhook","delivery":"example-034"}},{"at":"2026-10-28T13:25:00Z","arrival":12,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-036"}},{"at":"2026-10-28T13:41:00Z","arrival":13,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-037"}}]},{"id":5,"repository":"example-ferries/booking","number":424,"title":"Luggage hints: fees by fare","url":"https://code.example.com/example-ferries/booking/pull/424","author":{"login":"ines-c","is_bot_type":false},"head_branch":"luggage-hints/fees","facts":[{"at":"2026-10-29T10:03:00Z","arrival":16,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-041"}},{"at":"2026-10-29T14:12:00Z","arrival":17,"kind":{"fact":"reviewed","reviewer":{"login":"tobias-brandt","is_bot_type":false},"state":"commented"},"source":{"from":"webhook","delivery":"example-042"}},{"at":"2026-10-29T16:09:00Z","arrival":18,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"changes_requested"},"source":{"from":"webhook","delivery":"example-043"}},{"at":"2026-10-30T09:01:00Z","arrival":19,"kind":{"fact":"pushed","sha":"886bb960bbfa8880a019659f2da56e9a7a8b2a92","author":{"login":"ines-c","is_bot_type":false},"forced":false,"content_id":null,"merge_of_base_only":false},"source":{"from":"webhook","delivery":"example-044"}},{"at":"2026-10-30T14:34:00Z","arrival":23,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"changes_requested"},"source":{"from":"webhook","delivery":"example-050"}},{"at":"2026-11-02T08:48:00Z","arrival":25,"kind":{"fact":"pushed","sha":"e0d20a5f4c15d3987426288ad14907e407ff2dc6","author":{"login":"ines-c","is_bot_type":false},"forced":false,"content_id":null,"merge_of_base_only":false},"source":{"from":"webhook","delivery":"example-053"}},{"at":"2026-11-02T12:02:00Z","arrival":30,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-058"}},{"at":"2026-11-02T12:20:00Z","arrival":31,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-059"}}]},{"id":7,"repository":"example-ferries/booking","number":427,"title":"Count how often a luggage hint is opened","url":"https://code.example.com/example-ferries/booking/pull/427","author":{"login":"ines-c","is_bot_type":false},"head_branch":"luggage-hints/events","facts":[{"at":"2026-10-30T13:00:00Z","arrival":21,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-048"}},{"at":"2026-10-30T13:02:00Z","arrival":22,"kind":{"fact":"reviewed","reviewer":{"login":"style-checks[bot]","is_bot_type":true},"state":"commented"},"source":{"from":"webhook","delivery":"example-049"}},{"at":"2026-10-30T15:45:00Z","arrival":24,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"changes_requested"},"source":{"from":"webhook","delivery":"example-051"}},{"at":"2026-11-02T09:32:00Z","arrival":27,"kind":{"fact":"pushed","sha":"0c71eaaee1ec0123b4908a8dd461cdf3c89eadd8","author":{"login":"ines-c","is_bot_type":false},"forced":false,"content_id":null,"merge_of_base_only":false},"source":{"from":"webhook","delivery":"example-055"}},{"at":"2026-11-02T10:10:00Z","arrival":28,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-056"}},{"at":"2026-11-02T10:31:00Z","arrival":29,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-057"}}]},{"id":8,"repository":"example-ferries/booking","number":433,"title":"Luggage hints: on for everyone","url":"https://code.example.com/example-ferries/booking/pull/433","author":{"login":"ines-c","is_bot_type":false},"head_branch":"luggage-hints/rollout","facts":[{"at":"2026-11-03T09:00:00Z","arrival":32,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-062"}},{"at":"2026-11-03T10:28:00Z","arrival":33,"kind":{"fact":"reviewed","reviewer":{"login":"nokafor","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-063"}},{"at":"2026-11-03T10:35:00Z","arrival":34,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-064"}}]}]},"old_model":{"id":2,"arm":"old_model","pm_name":"Tobias Brandt","pm":4,"github_login":"tobias-brandt","name":"Change rules","surface":"Booking confirmation","idea":{"kind":"date","at":"2026-10-15"},"idea_entered_at":"2026-10-15T09:24:00Z","first_received":{"at":"2026-10-27T10:20:02Z","sha":"c32efbf5522df9a5766dbb49df233e8935aa2c17"},"author_dates":["2026-10-27T10:13:00Z","2026-10-30T10:34:00Z","2026-11-03T12:56:00Z","2026-11-04T13:31:00Z","2026-11-05T14:54:00Z","2026-11-06T14:06:00Z","2026-11-10T07:45:00Z"],"flag_key":"change-rules","primary_metric":{"name":"Change questions to support","unit":"per 1,000 bookings","source":"Support desk, by topic and day","direction":"down","read_on":"2026-11-16","window_days":28},"shipped":{"on":"2026-11-10","evidence":"https://code.example.com/example-ferries/booking/pull/444"},"points":[{"on":"2026-10-13","value":4.9,"source":"pasted"},{"on":"2026-10-14","value":5.3,"source":"pasted"},{"on":"2026-10-15","value":5.0,"source":"pasted"},{"on":"2026-10-16","value":5.6,"source":"pasted"},{"on":"2026-10-17","value":4.7,"source":"pasted"},{"on":"2026-10-18","value":5.2,"source":"pasted"},{"on":"2026-10-19","value":5.1,"source":"pasted"},{"on":"2026-10-20","value":4.8,"source":"pasted"},{"on":"2026-10-21","value":5.4,"source":"pasted"},{"on":"2026-10-22","value":5.0,"source":"pasted"},{"on":"2026-10-23","value":5.2,"source":"pasted"},{"on":"2026-10-24","value":5.5,"source":"pasted"},{"on":"2026-10-25","value":4.6,"source":"pasted"},{"on":"2026-10-26","value":5.1,"source":"pasted"},{"on":"2026-10-27","value":4.9,"source":"pasted"},{"on":"2026-10-28","value":5.3,"source":"pasted"},{"on":"2026-10-29","value":5.0,"source":"pasted"},{"on":"2026-10-30","value":5.6,"source":"pasted"},{"on":"2026-10-31","value":4.7,"source":"pasted"},{"on":"2026-11-01","value":5.2,"source":"pasted"},{"on":"2026-11-02","value":5.1,"source":"pasted"},{"on":"2026-11-03","value":4.8,"source":"pasted"},{"on":"2026-11-04","value":5.4,"source":"pasted"},{"on":"2026-11-05","value":5.0,"source":"pasted"},{"on":"2026-11-06","value":5.2,"source":"pasted"},{"on":"2026-11-07","value":5.5,"source":"pasted"},{"on":"2026-11-08","value":4.6,"source":"pasted"},{"on":"2026-11-09","value":5.1,"source":"pasted"},{"on":"2026-11-10","value":5.2,"source":"pasted"},{"on":"2026-11-11","value":4.9,"source":"pasted"},{"on":"2026-11-12","value":5.0,"source":"pasted"},{"on":"2026-11-13","value":5.0,"source":"pasted"},{"on":"2026-11-14","value":4.8,"source":"pasted"},{"on":"2026-11-15","value":5.1,"source":"pasted"},{"on":"2026-11-16","value":5.0,"source":"pasted"}],"pull_requests":[{"id":4,"repository":"example-ferries/booking","number":421,"title":"Read the change rules from the fare service","url":"https://code.example.com/example-ferries/booking/pull/421","author":{"login":"martab","is_bot_type":false},"head_branch":"change-rules/fares","facts":[{"at":"2026-10-28T08:31:00Z","arrival":10,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-033"}},{"at":"2026-10-29T09:02:00Z","arrival":14,"kind":{"fact":"reviewed","reviewer":{"login":"vsandberg","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-038"}},{"at":"2026-10-29T09:30:00Z","arrival":15,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-039"}}]},{"id":6,"repository":"example-ferries/booking","number":426,"title":"Show the change rules on the confirmation page","url":"https://code.example.com/example-ferries/booking/pull/426","author":{"login":"martab","is_bot_type":false},"head_branch":"change-rules/confirmation","facts":[{"at":"2026-10-30T11:00:00Z","arrival":20,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-046"}},{"at":"2026-11-02T09:20:00Z","arrival":26,"kind":{"fact":"reviewed","reviewer":{"login":"vsandberg","is_bot_type":false},"state":"changes_requested"},"source":{"from":"webhook","delivery":"example-054"}},{"at":"2026-11-03T13:03:00Z","arrival":35,"kind":{"fact":"pushed","sha":"0326eda20484c38e4842c467337e528d76fd5bb6","author":{"login":"martab","is_bot_type":false},"forced":false,"content_id":null,"merge_of_base_only":false},"source":{"from":"webhook","delivery":"example-068"}},{"at":"2026-11-04T08:46:00Z","arrival":36,"kind":{"fact":"reviewed","reviewer":{"login":"vsandberg","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-069"}},{"at":"2026-11-04T09:05:00Z","arrival":37,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-070"}}]},{"id":9,"repository":"example-ferries/booking","number":435,"title":"Change rules: wording after the first look","url":"https://code.example.com/example-ferries/booking/pull/435","author":{"login":"martab","is_bot_type":false},"head_branch":"change-rules/wording","facts":[{"at":"2026-11-04T14:02:00Z","arrival":38,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-072"}},{"at":"2026-11-05T10:00:00Z","arrival":39,"kind":{"fact":"reviewed","reviewer":{"login":"vsandberg","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-073"}},{"at":"2026-11-05T10:19:00Z","arrival":40,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-074"}}]},{"id":10,"repository":"example-ferries/booking","number":438,"title":"Change rules in the confirmation e-mail","url":"https://code.example.com/example-ferries/booking/pull/438","author":{"login":"martab","is_bot_type":false},"head_branch":"change-rules/e-mail","facts":[{"at":"2026-11-05T15:20:00Z","arrival":41,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-076"}},{"at":"2026-11-06T09:00:00Z","arrival":42,"kind":{"fact":"reviewed","reviewer":{"login":"vsandberg","is_bot_type":false},"state":"commented"},"source":{"from":"webhook","delivery":"example-077"}},{"at":"2026-11-06T14:13:00Z","arrival":43,"kind":{"fact":"pushed","sha":"b815e2b26f6b37eda1ffd4e9a30fe9879560d4c4","author":{"login":"martab","is_bot_type":false},"forced":false,"content_id":null,"merge_of_base_only":false},"source":{"from":"webhook","delivery":"example-078"}},{"at":"2026-11-09T08:30:00Z","arrival":44,"kind":{"fact":"reviewed","reviewer":{"login":"vsandberg","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-080"}},{"at":"2026-11-09T08:44:00Z","arrival":45,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-081"}}]},{"id":11,"repository":"example-ferries/booking","number":444,"title":"Change rules: on for everyone","url":"https://code.example.com/example-ferries/booking/pull/444","author":{"login":"martab","is_bot_type":false},"head_branch":"change-rules/rollout","facts":[{"at":"2026-11-10T08:00:00Z","arrival":46,"kind":{"fact":"opened","draft":false},"source":{"from":"webhook","delivery":"example-083"}},{"at":"2026-11-10T12:10:00Z","arrival":47,"kind":{"fact":"reviewed","reviewer":{"login":"vsandberg","is_bot_type":false},"state":"approved"},"source":{"from":"webhook","delivery":"example-084"}},{"at":"2026-11-10T12:21:00Z","arrival":48,"kind":{"fact":"merged"},"source":{"from":"webhook","delivery":"example-085"}}]}]},"baseline":[{"id":1,"name":"Seat map on the phone","evidence":"https://tickets.example.com/booking/1012","idea":{"kind":"date","at":"2026-06-22"},"first_commit":{"kind":"date","at":"2026-07-03"},"shipped_on":"2026-07-28","pull_requests":[{"known_from":"hand","number":301,"opened_at":"2026-07-08T08:20:00Z","merged_at":"2026-07-10T13:45:00Z","cycles":2},{"known_from":"hand","number":309,"opened_at":"2026-07-22T07:20:00Z","merged_at":"2026-07-23T09:45:00Z","cycles":1}]},{"id":2,"name":"Price alerts by e-mail","evidence":"https://tickets.example.com/booking/1035","idea":{"kind":"date","at":"2026-07-07"},"first_commit":{"kind":"date","at":"2026-07-24"},"shipped_on":"2026-08-18","pull_requests":[{"known_from":"hand","number":322,"opened_at":"2026-07-30T09:20:00Z","merged_at":"2026-07-31T14:45:00Z","cycles":1},{"known_from":"hand","number":327,"opened_at":"2026-08-05T12:20:00Z","merged_at":"2026-08-10T08:45:00Z","cycles":2},{"known_from":"hand","number":331,"opened_at":"2026-08-14T07:20:00Z","merged_at":"2026-08-17T13:45:00Z","cycles":1}]},{"id":3,"name":"Receipts for companies","evidence":"https://tickets.example.com/booking/1058","idea":{"kind":"date","at":"2026-07-21"},"first_commit":{"kind":"date","at":"2026-07-30"},"shipped_on":"2026-08-25","pull_requests":[{"known_from":"hand","number":335,"opened_at":"2026-08-06T08:20:00Z","merged_at":"2026-08-07T10:45:00Z","cycles":2},{"known_from":"hand","number":340,"opened_at":"2026-08-19T11:20:00Z","merged_at":"2026-08-20T15:45:00Z","cycles":1}]},{"id":4,"name":"Pay with a voucher","evidence":"https://tickets.example.com/booking/1077","idea":{"kind":"date","at":"2026-08-05"},"first_commit":{"kind":"date","at":"2026-08-18"},"shipped_on":"2026-09-15","pull_requests":[{"known_from":"hand","number":352,"opened_at":"2026-08-28T08:20:00Z","merged_at":"2026-09-01T09:45:00Z","cycles":2},{"known_from":"hand","number":358,"opened_at":"2026-09-04T12:20:00Z","merged_at":"2026-09-04T15:45:00Z","cycles":1},{"known_from":"hand","number":366,"opened_at":"2026-09-10T07:20:00Z","merged_at":"2026-09-11T14:45:00Z","cycles":2}]}],"survey_weeks":[{"number":1,"opens_at":"2026-10-18T22:00:00Z","closes_at":"2026-10-25T23:00:00Z"},{"number":2,"opens_at":"2026-10-25T23:00:00Z","closes_at":"2026-11-01T23:00:00Z"},{"number":3,"opens_at":"2026-11-01T23:00:00Z","closes_at":"2026-11-08T23:00:00Z"},{"number":4,"opens_at":"2026-11-08T23:00:00Z","closes_at":"2026-11-15T23:00:00Z"}],"answers":[{"person":3,"week":1,"score":3,"at":"2026-10-23T14:45:00Z"},{"person":4,"week":1,"score":3,"at":"2026-10-23T15:10:00Z"},{"person":3,"week":2,"score":4,"at":"2026-10-30T15:55:00Z"},{"person":4,"week":2,"score":3,"at":"2026-11-03T08:12:00Z"},{"person":4,"week":3,"score":2,"at":"2026-11-06T14:40:00Z"},{"person":3,"week":4,"score":5,"at":"2026-11-13T13:20:00Z"},{"person":4,"week":4,"score":3,"at":"2026-11-13T15:05:00Z"}],"bots":[],"holidays":[],"pm_logins":["ines-c","tobias-brandt"],"set_aside":[]}', '0cf0c9b6d64e152a6e78502bd2297b13d18e2b52d9a7184c56284cdbce4331cb', '2026-11-18 13:30:00+00', 1);

INSERT INTO public.suggestion_outcome VALUES
	(2, NULL, 'Seconds is what the flags do today, and the log of the pilot will show it.', 1, '2026-09-22 07:30:00+00', NULL);

INSERT INTO public.survey_week VALUES
	(1, 1, '2026-10-18 22:00:00+00', '2026-10-25 23:00:00+00'),
	(1, 2, '2026-10-25 23:00:00+00', '2026-11-01 23:00:00+00'),
	(1, 3, '2026-11-01 23:00:00+00', '2026-11-08 23:00:00+00'),
	(1, 4, '2026-11-08 23:00:00+00', '2026-11-15 23:00:00+00');

INSERT INTO public.terms_confirmation OVERRIDING SYSTEM VALUE VALUES
	(1, 1, 2, 'eaa37c67e88800a5a922a9985e75fe699d0d56c335c795c866b557d4391d4e36', 1, '2026-09-21 13:47:00+00'),
	(2, 2, 2, '2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292', 8, '2026-02-01 09:00:00+00'),
	(3, 3, 2, '2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292', 8, '2026-02-01 09:00:00+00'),
	(4, 4, 2, '2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292', 8, '2026-02-01 09:00:00+00'),
	(5, 5, 2, '2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292', 8, '2026-02-01 09:00:00+00'),
	(6, 6, 2, '2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292', 8, '2026-02-01 09:00:00+00'),
	(7, 7, 2, '2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292', 8, '2026-02-01 09:00:00+00'),
	(8, 8, 2, '2936c7be482822199c508db4d4d2cf4a35b333a103bdc8ad570220e0d9fa2292', 8, '2026-02-01 09:00:00+00');

INSERT INTO public.zone_signature VALUES
	(1, 13, 2, 'approver', NULL, 'edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1', '2026-10-16 06:50:00+00'),
	(1, 13, 1, 'sponsor', NULL, 'edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1', '2026-10-16 07:05:00+00'),
	(1, 13, 5, 'dri', 'new_model', 'edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1', '2026-10-16 07:32:00+00'),
	(1, 13, 6, 'dri', 'old_model', 'edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1', '2026-10-16 12:18:00+00');

INSERT INTO public.zone_version VALUES
	(1, 1, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": [], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": [], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3', 'Items of revision 1 of the proposal', 1, '2026-09-21 07:20:00+00'),
	(1, 2, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": [], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'd3c6d472fff42f0e1c800e20ddea4735d71880b2a6df104d1d5a9fdb234d49a8', 'Changed “Wording that users read: error messages, empty states, onboarding”', 1, '2026-09-25 08:06:00+00'),
	(1, 3, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', '68b0c420cf9e33677856aa1eb218fbef60ad19d1284272e5f4086a5ef3ee8193', 'Changed “Feature flags they own, and how far those are rolled out”', 1, '2026-09-25 08:10:00+00'),
	(1, 4, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', '57f2d5d48bf7047475b258d252d0a7fcfb7ffb2bb0fbeed67d9bd5f1451c259e', 'Changed “Prompts for models and agents of features they own”', 1, '2026-09-25 08:14:00+00'),
	(1, 5, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": ["/analytics/events/", "/dashboards/booking/"], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'c7b0d8d4e484297a531616eb2c7fccc627298761e0d89a6a95f5f8008dcf9534', 'Changed “Analytics events, and the dashboards that show them”', 1, '2026-09-25 08:18:00+00'),
	(1, 8, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": ["/analytics/events/", "/dashboards/booking/"], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": ["/config/trip-search/*.yaml"], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": ["/web/src/trip-search/", "/web/src/confirmation/"], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": ["/db/", "*.sql"], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'a71eb5a47aeb794cfbb8e69cda42210a2108e286ad070f33ced9f2579dd65671', 'Changed “Data models”', 1, '2026-09-25 08:30:00+00'),
	(1, 11, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": ["/analytics/events/", "/dashboards/booking/"], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": ["/config/trip-search/*.yaml"], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": ["/web/src/trip-search/", "/web/src/confirmation/"], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": ["/db/", "*.sql"], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": ["/api/", "*.proto"], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": ["**/auth/**"], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": ["/.github/", "/deploy/", "Dockerfile"], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'bc8b3cb0eda4689ff346c7332bab5ee0e8e763794b0941a4650e7d993bafca29', 'Changed “Build and release configuration”', 1, '2026-09-25 08:42:00+00'),
	(1, 6, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": ["/analytics/events/", "/dashboards/booking/"], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": ["/config/trip-search/*.yaml"], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', '193e614c7657e762a624f69c066b35a03a8736deb3016f4fa5185d495a3b81b6', 'Changed “Entries added to the configuration of their feature, as long as nothing existing breaks”', 1, '2026-09-25 08:22:00+00'),
	(1, 9, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": ["/analytics/events/", "/dashboards/booking/"], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": ["/config/trip-search/*.yaml"], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": ["/web/src/trip-search/", "/web/src/confirmation/"], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": ["/db/", "*.sql"], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": ["/api/", "*.proto"], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', '8744cdabad512c436749e054fd067ea4f02088baf99c5f920d75f1250748e817', 'Changed “API contracts”', 1, '2026-09-25 08:34:00+00'),
	(1, 12, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": ["/analytics/events/", "/dashboards/booking/"], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": ["/config/trip-search/*.yaml"], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": ["/web/src/trip-search/", "/web/src/confirmation/"], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": ["/db/", "*.sql"], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": ["/api/", "*.proto"], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": ["**/auth/**"], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": ["/.github/", "/deploy/", "Dockerfile"], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": ["/agents/core/"], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', '51b911490459644403b5f2f36d55d4bb7aadd658dbc4e404860e62123c3e9747', 'Changed “The core that orchestrates agents”', 1, '2026-09-25 08:46:00+00'),
	(1, 7, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": ["/analytics/events/", "/dashboards/booking/"], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": ["/config/trip-search/*.yaml"], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": ["/web/src/trip-search/", "/web/src/confirmation/"], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', '501fa919051b09a074ffac1485536cce2abacad78e2845454cb9991e3b31900b', 'Changed “Small front-end changes put together from parts the design system already has”', 1, '2026-09-25 08:26:00+00'),
	(1, 10, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": ["/analytics/events/", "/dashboards/booking/"], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": ["/config/trip-search/*.yaml"], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": ["/web/src/trip-search/", "/web/src/confirmation/"], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": ["/db/", "*.sql"], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": ["/api/", "*.proto"], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": ["**/auth/**"], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', '30de439acc170809edec2faf7a20155b5f9789ea511b762311a5a35a56d716b3', 'Changed “Authentication”', 1, '2026-09-25 08:38:00+00'),
	(1, 13, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": ["**/locales/**", "/content/onboarding/"], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": ["/flags/luggage-hints.yaml", "/flags/change-rules.yaml"], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": ["/prompts/trip-assistant/"], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": ["/analytics/events/", "/dashboards/booking/"], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": ["/config/trip-search/*.yaml"], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": ["/web/src/trip-search/", "/web/src/confirmation/"], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": ["/db/", "*.sql"], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": ["/api/", "*.proto"], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": ["**/auth/**"], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": ["/.github/", "/deploy/", "Dockerfile"], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": ["/agents/core/"], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": ["/payments/", "**/crypto/**"], "category": null}]', 'edb90963a59bbfb7af51dccc9df6428f718b141b88a86463a6c63b8bd2f67bf1', 'Changed “Code that security depends on”', 1, '2026-09-25 08:50:00+00'),
	(2, 1, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": [], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": [], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3', 'Items of revision 1 of the proposal', 8, '2026-02-01 09:00:00+00'),
	(3, 1, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": [], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": [], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3', 'Items of revision 1 of the proposal', 8, '2026-02-01 09:00:00+00'),
	(4, 1, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": [], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": [], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3', 'Items of revision 1 of the proposal', 8, '2026-02-01 09:00:00+00'),
	(5, 1, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": [], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": [], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3', 'Items of revision 1 of the proposal', 8, '2026-02-01 09:00:00+00'),
	(6, 1, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": [], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": [], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3', 'Items of revision 1 of the proposal', 8, '2026-02-01 09:00:00+00'),
	(8, 1, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": [], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": [], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3', 'Items of revision 1 of the proposal', 8, '2026-02-01 09:00:00+00'),
	(7, 1, '[{"side": "pm_zone", "text": "Wording that users read: error messages, empty states, onboarding", "rules": [], "category": "copy"}, {"side": "pm_zone", "text": "Feature flags they own, and how far those are rolled out", "rules": [], "category": "flag"}, {"side": "pm_zone", "text": "Prompts for models and agents of features they own", "rules": [], "category": "prompt"}, {"side": "pm_zone", "text": "Analytics events, and the dashboards that show them", "rules": [], "category": "analytics"}, {"side": "pm_zone", "text": "Entries added to the configuration of their feature, as long as nothing existing breaks", "rules": [], "category": "config_addition"}, {"side": "pm_zone", "text": "Small front-end changes put together from parts the design system already has", "rules": [], "category": "composed_front_end"}, {"side": "engineering_zone", "text": "Data models", "rules": [], "category": null}, {"side": "engineering_zone", "text": "API contracts", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Authentication", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Build and release configuration", "rules": [], "category": null}, {"side": "engineering_zone", "text": "The core that orchestrates agents", "rules": [], "category": null}, {"side": "engineering_zone", "text": "Code that security depends on", "rules": [], "category": null}]', 'e13379191583c5bbb7a03dca8f9784478626ae0437bd11bdfe79d4e9469a84f3', 'Items of revision 1 of the proposal', 8, '2026-02-01 09:00:00+00');

SELECT pg_catalog.setval('public.answer_answer_id_seq', 7, true);

SELECT pg_catalog.setval('public.approval_approval_id_seq', 8, true);

SELECT pg_catalog.setval('public.approval_request_approval_request_id_seq', 10, true);

SELECT pg_catalog.setval('public.baseline_feature_baseline_feature_id_seq', 4, true);

SELECT pg_catalog.setval('public.comment_comment_id_seq', 3, true);

SELECT pg_catalog.setval('public.comment_reading_comment_reading_id_seq', 1, false);

SELECT pg_catalog.setval('public.comment_resolution_comment_resolution_id_seq', 1, true);

SELECT pg_catalog.setval('public.comment_thread_comment_thread_id_seq', 2, true);

SELECT pg_catalog.setval('public.condition_condition_id_seq', 1, true);

SELECT pg_catalog.setval('public.condition_step_condition_step_id_seq', 2, true);

SELECT pg_catalog.setval('public.conflict_conflict_id_seq', 1, false);

SELECT pg_catalog.setval('public.connection_connection_id_seq', 1, true);

SELECT pg_catalog.setval('public.consent_consent_id_seq', 3, true);

SELECT pg_catalog.setval('public.decision_decision_id_seq', 1, true);

SELECT pg_catalog.setval('public.delegation_delegation_id_seq', 1, false);

SELECT pg_catalog.setval('public.draft_draft_id_seq', 1, false);

SELECT pg_catalog.setval('public.feature_feature_id_seq', 2, true);

SELECT pg_catalog.setval('public.invitation_invitation_id_seq', 6, true);

SELECT pg_catalog.setval('public.outcome_point_outcome_point_id_seq', 77, true);

SELECT pg_catalog.setval('public.person_person_id_seq', 35, true);

SELECT pg_catalog.setval('public.pilot_pilot_id_seq', 8, true);

SELECT pg_catalog.setval('public.pull_request_fact_fact_id_seq', 48, true);

SELECT pg_catalog.setval('public.pull_request_pull_request_id_seq', 11, true);

SELECT pg_catalog.setval('public.sign_in_failure_sign_in_failure_id_seq', 1, false);

SELECT pg_catalog.setval('public.snapshot_snapshot_id_seq', 1, true);

SELECT pg_catalog.setval('public.terms_confirmation_terms_confirmation_id_seq', 8, true);

ALTER TABLE ONLY public._sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);

ALTER TABLE ONLY public.activity_head
    ADD CONSTRAINT activity_head_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY public.activity
    ADD CONSTRAINT activity_pkey PRIMARY KEY (seq);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_pkey PRIMARY KEY (answer_id);

ALTER TABLE ONLY public.approval_draft
    ADD CONSTRAINT approval_draft_pkey PRIMARY KEY (approval_request_id, person_id);

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_one_per_person UNIQUE (approval_request_id, person_id);

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_one_per_seat UNIQUE (approval_request_id, approver_id);

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_pkey PRIMARY KEY (approval_id);

ALTER TABLE ONLY public.approval_request
    ADD CONSTRAINT approval_request_pkey PRIMARY KEY (approval_request_id);

ALTER TABLE ONLY public.approval_seat
    ADD CONSTRAINT approval_seat_pkey PRIMARY KEY (approval_request_id, approver_id);

ALTER TABLE ONLY public.approval_withdrawal
    ADD CONSTRAINT approval_withdrawal_pkey PRIMARY KEY (approval_request_id);

ALTER TABLE ONLY public.baseline_feature
    ADD CONSTRAINT baseline_feature_pkey PRIMARY KEY (baseline_feature_id);

ALTER TABLE ONLY public.baseline_feature
    ADD CONSTRAINT baseline_feature_position_unique UNIQUE (pilot_id, "position");

ALTER TABLE ONLY public.checklist_tick
    ADD CONSTRAINT checklist_tick_pkey PRIMARY KEY (pilot_id, arm, item, role);

ALTER TABLE ONLY public.comment_mention
    ADD CONSTRAINT comment_mention_pkey PRIMARY KEY (person_id, comment_id);

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_pkey PRIMARY KEY (comment_id);

ALTER TABLE ONLY public.comment_placement
    ADD CONSTRAINT comment_placement_pkey PRIMARY KEY (comment_thread_id);

ALTER TABLE ONLY public.comment_reading
    ADD CONSTRAINT comment_reading_pkey PRIMARY KEY (comment_reading_id);

ALTER TABLE ONLY public.comment_resolution
    ADD CONSTRAINT comment_resolution_pkey PRIMARY KEY (comment_resolution_id);

ALTER TABLE ONLY public.comment_thread
    ADD CONSTRAINT comment_thread_pkey PRIMARY KEY (comment_thread_id);

ALTER TABLE ONLY public.condition
    ADD CONSTRAINT condition_pkey PRIMARY KEY (condition_id);

ALTER TABLE ONLY public.condition
    ADD CONSTRAINT condition_position_once UNIQUE (approval_id, "position");

ALTER TABLE ONLY public.condition_step
    ADD CONSTRAINT condition_step_pkey PRIMARY KEY (condition_step_id);

ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT conflict_pkey PRIMARY KEY (conflict_id);

ALTER TABLE ONLY public.connection
    ADD CONSTRAINT connection_path_key_unique UNIQUE (path_key);

ALTER TABLE ONLY public.connection
    ADD CONSTRAINT connection_pkey PRIMARY KEY (connection_id);

ALTER TABLE ONLY public.connection
    ADD CONSTRAINT connection_repository_unique UNIQUE (pilot_id, repository);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (consent_id);

ALTER TABLE ONLY public.decision_confirmation
    ADD CONSTRAINT decision_confirmation_pkey PRIMARY KEY (decision_id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (decision_id);

ALTER TABLE ONLY public.delegation
    ADD CONSTRAINT delegation_pkey PRIMARY KEY (delegation_id);

ALTER TABLE ONLY public.delegation_revocation
    ADD CONSTRAINT delegation_revocation_pkey PRIMARY KEY (delegation_id);

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_pkey PRIMARY KEY (connection_id, delivery_guid);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_of_window UNIQUE (pilot_id, person_id, section, base_number, written_in);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (draft_id);

ALTER TABLE ONLY public.feature
    ADD CONSTRAINT feature_one_per_arm UNIQUE (pilot_id, arm);

ALTER TABLE ONLY public.feature
    ADD CONSTRAINT feature_pkey PRIMARY KEY (feature_id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (invitation_id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_token_unique UNIQUE (token_hash);

ALTER TABLE ONLY public.no_go_acknowledgement
    ADD CONSTRAINT no_go_acknowledgement_pkey PRIMARY KEY (pilot_id, person_id);

ALTER TABLE ONLY public.outcome_point
    ADD CONSTRAINT outcome_point_pkey PRIMARY KEY (outcome_point_id);

ALTER TABLE ONLY public.outcome_point
    ADD CONSTRAINT outcome_point_unique UNIQUE (feature_id, day);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_email_unique UNIQUE (email);

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (person_id);

ALTER TABLE ONLY public.pilot
    ADD CONSTRAINT pilot_pkey PRIMARY KEY (pilot_id);

ALTER TABLE ONLY public.pilot
    ADD CONSTRAINT pilot_slug_unique UNIQUE (slug);

ALTER TABLE ONLY public.pilot_start
    ADD CONSTRAINT pilot_start_pkey PRIMARY KEY (pilot_id);

ALTER TABLE ONLY public.pull_request_fact
    ADD CONSTRAINT pull_request_fact_once UNIQUE (pull_request_id, same_fact);

ALTER TABLE ONLY public.pull_request_fact
    ADD CONSTRAINT pull_request_fact_pkey PRIMARY KEY (fact_id);

ALTER TABLE ONLY public.pull_request
    ADD CONSTRAINT pull_request_pkey PRIMARY KEY (pull_request_id);

ALTER TABLE ONLY public.pull_request
    ADD CONSTRAINT pull_request_unique UNIQUE (pilot_id, repository, number);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (pilot_id, person_id);

ALTER TABLE ONLY public.received_commit
    ADD CONSTRAINT received_commit_pkey PRIMARY KEY (pilot_id, repository, branch, sha);

ALTER TABLE ONLY public.refused_form
    ADD CONSTRAINT refused_form_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.reset_link
    ADD CONSTRAINT reset_link_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (pilot_id, number);

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (session_hash);

ALTER TABLE ONLY public.setup_link
    ADD CONSTRAINT setup_link_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.sign_in_failure
    ADD CONSTRAINT sign_in_failure_pkey PRIMARY KEY (sign_in_failure_id);

ALTER TABLE ONLY public.snapshot
    ADD CONSTRAINT snapshot_pkey PRIMARY KEY (snapshot_id);

ALTER TABLE ONLY public.survey_link
    ADD CONSTRAINT survey_link_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.survey_week
    ADD CONSTRAINT survey_week_pkey PRIMARY KEY (pilot_id, number);

ALTER TABLE ONLY public.terms_confirmation
    ADD CONSTRAINT terms_confirmation_pkey PRIMARY KEY (terms_confirmation_id);

ALTER TABLE ONLY public.zone_version
    ADD CONSTRAINT zone_version_pkey PRIMARY KEY (pilot_id, number);

CREATE INDEX activity_person ON public.activity USING btree (pilot_id, person_id, seq);

CREATE INDEX activity_pilot ON public.activity USING btree (pilot_id, seq);

CREATE INDEX answer_person ON public.answer USING btree (pilot_id, week, person_id, answer_id);

CREATE INDEX approval_request_pilot ON public.approval_request USING btree (pilot_id, approval_request_id);

CREATE INDEX comment_in_thread ON public.comment USING btree (comment_thread_id, comment_id);

CREATE INDEX comment_reading_of ON public.comment_reading USING btree (comment_thread_id, person_id, comment_id);

CREATE INDEX comment_resolution_of ON public.comment_resolution USING btree (comment_thread_id, comment_resolution_id);

CREATE INDEX comment_thread_pilot ON public.comment_thread USING btree (pilot_id, comment_thread_id);

CREATE UNIQUE INDEX condition_closed_once ON public.condition_step USING btree (condition_id) WHERE (kind = 'close'::text);

CREATE INDEX condition_owner ON public.condition USING btree (owner_id);

CREATE INDEX condition_step_condition ON public.condition_step USING btree (condition_id, condition_step_id);

CREATE INDEX conflict_of_person ON public.conflict USING btree (pilot_id, person_id);

CREATE INDEX consent_pilot ON public.consent USING btree (pilot_id, arm, consent_id);

CREATE INDEX decision_pilot ON public.decision USING btree (pilot_id, decision_id);

CREATE INDEX delegation_deputy ON public.delegation USING btree (deputy_id);

CREATE INDEX delegation_pilot ON public.delegation USING btree (pilot_id, approver_id);

CREATE INDEX delivery_waiting ON public.delivery USING btree (received_at) WHERE (processed_at IS NULL);

CREATE INDEX invitation_person ON public.invitation USING btree (person_id);

CREATE UNIQUE INDEX member_one_per_arm ON public.member USING btree (pilot_id, role, arm) WHERE (arm IS NOT NULL);

CREATE INDEX member_person ON public.member USING btree (person_id);

CREATE UNIQUE INDEX member_unique ON public.member USING btree (pilot_id, person_id, role, COALESCE(arm, ''::text));

CREATE INDEX refused_form_age ON public.refused_form USING btree (created_at);

CREATE INDEX reset_link_person ON public.reset_link USING btree (person_id);

CREATE INDEX session_expiry ON public.session USING btree (expires_at);

CREATE INDEX sign_in_failure_address ON public.sign_in_failure USING btree (address, at);

CREATE INDEX sign_in_failure_email ON public.sign_in_failure USING btree (email, at);

CREATE INDEX snapshot_pilot ON public.snapshot USING btree (pilot_id, snapshot_id);

CREATE UNIQUE INDEX suggestion_outcome_of ON public.suggestion_outcome USING btree (comment_thread_id, COALESCE(comment_id, (0)::bigint));

CREATE INDEX terms_confirmation_terms ON public.terms_confirmation USING btree (pilot_id, terms_digest);

CREATE UNIQUE INDEX zone_signature_once ON public.zone_signature USING btree (pilot_id, zone_version, person_id, role, COALESCE(arm, ''::text));

CREATE TRIGGER activity_announce AFTER INSERT ON public.activity FOR EACH ROW EXECUTE FUNCTION public.announce_activity();

CREATE TRIGGER activity_append_only BEFORE DELETE OR UPDATE ON public.activity FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER activity_no_truncate BEFORE TRUNCATE ON public.activity FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER answer_append_only BEFORE DELETE OR UPDATE ON public.answer FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER approval_append_only BEFORE DELETE OR UPDATE ON public.approval FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER approval_in_turn BEFORE INSERT ON public.approval FOR EACH ROW EXECUTE FUNCTION public.refuse_decision_out_of_turn();

CREATE TRIGGER approval_request_append_only BEFORE DELETE OR UPDATE ON public.approval_request FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER approval_seat_append_only BEFORE DELETE OR UPDATE ON public.approval_seat FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER approval_seat_four_eyes BEFORE INSERT ON public.approval_seat FOR EACH ROW EXECUTE FUNCTION public.refuse_seat_of_sponsor();

CREATE TRIGGER approval_withdrawal_append_only BEFORE DELETE OR UPDATE ON public.approval_withdrawal FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER comment_append_only BEFORE DELETE OR UPDATE ON public.comment FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER comment_mention_append_only BEFORE DELETE OR UPDATE ON public.comment_mention FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER comment_reading_append_only BEFORE DELETE OR UPDATE ON public.comment_reading FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER comment_resolution_append_only BEFORE DELETE OR UPDATE ON public.comment_resolution FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER comment_thread_append_only BEFORE DELETE OR UPDATE ON public.comment_thread FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER condition_append_only BEFORE DELETE OR UPDATE ON public.condition FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER condition_step_append_only BEFORE DELETE OR UPDATE ON public.condition_step FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER condition_step_before_close BEFORE INSERT ON public.condition_step FOR EACH ROW EXECUTE FUNCTION public.refuse_step_after_close();

CREATE TRIGGER consent_append_only BEFORE DELETE OR UPDATE ON public.consent FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER decision_append_only BEFORE DELETE OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER decision_confirmation_append_only BEFORE DELETE OR UPDATE ON public.decision_confirmation FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER decision_confirmation_second_person BEFORE INSERT ON public.decision_confirmation FOR EACH ROW EXECUTE FUNCTION public.refuse_own_confirmation();

CREATE TRIGGER delegation_append_only BEFORE DELETE OR UPDATE ON public.delegation FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER delegation_deputy_is_not_sponsor BEFORE INSERT ON public.delegation FOR EACH ROW EXECUTE FUNCTION public.refuse_sponsor_as_deputy();

CREATE TRIGGER delegation_revocation_append_only BEFORE DELETE OR UPDATE ON public.delegation_revocation FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER member_approver_is_not_sponsor BEFORE INSERT OR UPDATE ON public.member FOR EACH ROW EXECUTE FUNCTION public.refuse_sponsor_as_approver();

CREATE TRIGGER member_sponsor_is_not_deputy BEFORE INSERT OR UPDATE ON public.member FOR EACH ROW EXECUTE FUNCTION public.refuse_deputy_as_sponsor();

CREATE TRIGGER pilot_start_append_only BEFORE DELETE OR UPDATE ON public.pilot_start FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER pull_request_fact_append_only BEFORE DELETE OR UPDATE ON public.pull_request_fact FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER revision_append_only BEFORE DELETE OR UPDATE ON public.revision FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER snapshot_append_only BEFORE DELETE OR UPDATE ON public.snapshot FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER suggestion_outcome_append_only BEFORE DELETE OR UPDATE ON public.suggestion_outcome FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER terms_confirmation_append_only BEFORE DELETE OR UPDATE ON public.terms_confirmation FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER zone_signature_append_only BEFORE DELETE OR UPDATE ON public.zone_signature FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER zone_version_append_only BEFORE DELETE OR UPDATE ON public.zone_version FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.answer
    ADD CONSTRAINT answer_pilot_id_week_fkey FOREIGN KEY (pilot_id, week) REFERENCES public.survey_week(pilot_id, number);

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_approval_request_id_approver_id_fkey FOREIGN KEY (approval_request_id, approver_id) REFERENCES public.approval_seat(approval_request_id, approver_id);

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_approval_request_id_fkey FOREIGN KEY (approval_request_id) REFERENCES public.approval_request(approval_request_id);

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_delegation_id_fkey FOREIGN KEY (delegation_id) REFERENCES public.delegation(delegation_id);

ALTER TABLE ONLY public.approval_draft
    ADD CONSTRAINT approval_draft_approval_request_id_fkey FOREIGN KEY (approval_request_id) REFERENCES public.approval_request(approval_request_id);

ALTER TABLE ONLY public.approval_draft
    ADD CONSTRAINT approval_draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.approval_request
    ADD CONSTRAINT approval_request_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.approval_request
    ADD CONSTRAINT approval_request_pilot_id_revision_number_fkey FOREIGN KEY (pilot_id, revision_number) REFERENCES public.revision(pilot_id, number);

ALTER TABLE ONLY public.approval_request
    ADD CONSTRAINT approval_request_pilot_id_zone_version_fkey FOREIGN KEY (pilot_id, zone_version) REFERENCES public.zone_version(pilot_id, number);

ALTER TABLE ONLY public.approval_request
    ADD CONSTRAINT approval_request_sent_by_fkey FOREIGN KEY (sent_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.approval_seat
    ADD CONSTRAINT approval_seat_approval_request_id_fkey FOREIGN KEY (approval_request_id) REFERENCES public.approval_request(approval_request_id);

ALTER TABLE ONLY public.approval_seat
    ADD CONSTRAINT approval_seat_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.approval_withdrawal
    ADD CONSTRAINT approval_withdrawal_approval_request_id_fkey FOREIGN KEY (approval_request_id) REFERENCES public.approval_request(approval_request_id);

ALTER TABLE ONLY public.approval_withdrawal
    ADD CONSTRAINT approval_withdrawal_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.baseline_feature
    ADD CONSTRAINT baseline_feature_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.baseline_feature
    ADD CONSTRAINT baseline_feature_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.checklist_tick
    ADD CONSTRAINT checklist_tick_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.checklist_tick
    ADD CONSTRAINT checklist_tick_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.comment
    ADD CONSTRAINT comment_comment_thread_id_fkey FOREIGN KEY (comment_thread_id) REFERENCES public.comment_thread(comment_thread_id);

ALTER TABLE ONLY public.comment_mention
    ADD CONSTRAINT comment_mention_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES public.comment(comment_id);

ALTER TABLE ONLY public.comment_mention
    ADD CONSTRAINT comment_mention_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.comment_placement
    ADD CONSTRAINT comment_placement_comment_thread_id_fkey FOREIGN KEY (comment_thread_id) REFERENCES public.comment_thread(comment_thread_id);

ALTER TABLE ONLY public.comment_reading
    ADD CONSTRAINT comment_reading_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES public.comment(comment_id);

ALTER TABLE ONLY public.comment_reading
    ADD CONSTRAINT comment_reading_comment_thread_id_fkey FOREIGN KEY (comment_thread_id) REFERENCES public.comment_thread(comment_thread_id);

ALTER TABLE ONLY public.comment_reading
    ADD CONSTRAINT comment_reading_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.comment_resolution
    ADD CONSTRAINT comment_resolution_comment_thread_id_fkey FOREIGN KEY (comment_thread_id) REFERENCES public.comment_thread(comment_thread_id);

ALTER TABLE ONLY public.comment_resolution
    ADD CONSTRAINT comment_resolution_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.comment_thread
    ADD CONSTRAINT comment_thread_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.comment_thread
    ADD CONSTRAINT comment_thread_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.comment_thread
    ADD CONSTRAINT comment_thread_pilot_id_revision_number_fkey FOREIGN KEY (pilot_id, revision_number) REFERENCES public.revision(pilot_id, number);

ALTER TABLE ONLY public.condition
    ADD CONSTRAINT condition_approval_id_fkey FOREIGN KEY (approval_id) REFERENCES public.approval(approval_id);

ALTER TABLE ONLY public.condition
    ADD CONSTRAINT condition_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.condition_step
    ADD CONSTRAINT condition_step_condition_id_fkey FOREIGN KEY (condition_id) REFERENCES public.condition(condition_id);

ALTER TABLE ONLY public.condition_step
    ADD CONSTRAINT condition_step_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT conflict_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT conflict_pilot_id_base_number_fkey FOREIGN KEY (pilot_id, base_number) REFERENCES public.revision(pilot_id, number);

ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT conflict_pilot_id_latest_number_fkey FOREIGN KEY (pilot_id, latest_number) REFERENCES public.revision(pilot_id, number);

ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT conflict_pilot_id_result_base_fkey FOREIGN KEY (pilot_id, result_base) REFERENCES public.revision(pilot_id, number);

ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT conflict_pilot_id_settled_number_fkey FOREIGN KEY (pilot_id, settled_number) REFERENCES public.revision(pilot_id, number);

ALTER TABLE ONLY public.connection
    ADD CONSTRAINT connection_added_by_fkey FOREIGN KEY (added_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.connection
    ADD CONSTRAINT connection_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.consent
    ADD CONSTRAINT consent_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.decision_confirmation
    ADD CONSTRAINT decision_confirmation_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.decision_confirmation
    ADD CONSTRAINT decision_confirmation_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(decision_id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_snapshot_id_fkey FOREIGN KEY (snapshot_id) REFERENCES public.snapshot(snapshot_id);

ALTER TABLE ONLY public.delegation
    ADD CONSTRAINT delegation_approver_id_fkey FOREIGN KEY (approver_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.delegation
    ADD CONSTRAINT delegation_deputy_id_fkey FOREIGN KEY (deputy_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.delegation
    ADD CONSTRAINT delegation_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.delegation_revocation
    ADD CONSTRAINT delegation_revocation_delegation_id_fkey FOREIGN KEY (delegation_id) REFERENCES public.delegation(delegation_id);

ALTER TABLE ONLY public.delivery
    ADD CONSTRAINT delivery_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES public.connection(connection_id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.feature
    ADD CONSTRAINT feature_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_added_by_fkey FOREIGN KEY (added_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.member
    ADD CONSTRAINT member_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.no_go_acknowledgement
    ADD CONSTRAINT no_go_acknowledgement_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.no_go_acknowledgement
    ADD CONSTRAINT no_go_acknowledgement_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.outcome_point
    ADD CONSTRAINT outcome_point_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.outcome_point
    ADD CONSTRAINT outcome_point_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES public.feature(feature_id);

ALTER TABLE ONLY public.pilot
    ADD CONSTRAINT pilot_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.pilot_start
    ADD CONSTRAINT pilot_start_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.pilot_start
    ADD CONSTRAINT pilot_start_pilot_id_revision_number_fkey FOREIGN KEY (pilot_id, revision_number) REFERENCES public.revision(pilot_id, number);

ALTER TABLE ONLY public.pilot_start
    ADD CONSTRAINT pilot_start_pilot_id_zone_version_fkey FOREIGN KEY (pilot_id, zone_version) REFERENCES public.zone_version(pilot_id, number);

ALTER TABLE ONLY public.pilot_start
    ADD CONSTRAINT pilot_start_started_by_fkey FOREIGN KEY (started_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.pull_request_fact
    ADD CONSTRAINT pull_request_fact_pull_request_id_fkey FOREIGN KEY (pull_request_id) REFERENCES public.pull_request(pull_request_id);

ALTER TABLE ONLY public.pull_request
    ADD CONSTRAINT pull_request_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES public.feature(feature_id);

ALTER TABLE ONLY public.pull_request
    ADD CONSTRAINT pull_request_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_pilot_id_number_fkey FOREIGN KEY (pilot_id, number) REFERENCES public.revision(pilot_id, number);

ALTER TABLE ONLY public.received_commit
    ADD CONSTRAINT received_commit_feature_id_fkey FOREIGN KEY (feature_id) REFERENCES public.feature(feature_id);

ALTER TABLE ONLY public.received_commit
    ADD CONSTRAINT received_commit_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.reset_link
    ADD CONSTRAINT reset_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.revision
    ADD CONSTRAINT revision_suggested_by_fkey FOREIGN KEY (suggested_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.snapshot
    ADD CONSTRAINT snapshot_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.snapshot
    ADD CONSTRAINT snapshot_taken_by_fkey FOREIGN KEY (taken_by) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.suggestion_outcome
    ADD CONSTRAINT suggestion_outcome_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES public.comment(comment_id);

ALTER TABLE ONLY public.suggestion_outcome
    ADD CONSTRAINT suggestion_outcome_comment_thread_id_fkey FOREIGN KEY (comment_thread_id) REFERENCES public.comment_thread(comment_thread_id);

ALTER TABLE ONLY public.suggestion_outcome
    ADD CONSTRAINT suggestion_outcome_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.survey_link
    ADD CONSTRAINT survey_link_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.survey_link
    ADD CONSTRAINT survey_link_pilot_id_week_fkey FOREIGN KEY (pilot_id, week) REFERENCES public.survey_week(pilot_id, number);

ALTER TABLE ONLY public.survey_week
    ADD CONSTRAINT survey_week_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

ALTER TABLE ONLY public.terms_confirmation
    ADD CONSTRAINT terms_confirmation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.terms_confirmation
    ADD CONSTRAINT terms_confirmation_pilot_id_revision_number_fkey FOREIGN KEY (pilot_id, revision_number) REFERENCES public.revision(pilot_id, number);

ALTER TABLE ONLY public.zone_signature
    ADD CONSTRAINT zone_signature_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.zone_signature
    ADD CONSTRAINT zone_signature_pilot_id_zone_version_fkey FOREIGN KEY (pilot_id, zone_version) REFERENCES public.zone_version(pilot_id, number);

ALTER TABLE ONLY public.zone_version
    ADD CONSTRAINT zone_version_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.person(person_id);

ALTER TABLE ONLY public.zone_version
    ADD CONSTRAINT zone_version_pilot_id_fkey FOREIGN KEY (pilot_id) REFERENCES public.pilot(pilot_id);

