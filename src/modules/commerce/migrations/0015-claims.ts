import type { Migration } from '#platform/postgres';

/** What customers claim after they bought, how it was decided and why, and the rules by which some is granted at once. */
export const claims: Migration = {
  name: '0015-claims',
  up: `
    create table commerce.claim (
      city_id uuid not null,
      claim_id uuid not null,
      order_id uuid not null,
      -- Which of the order, from 1.
      claim_no integer not null check (claim_no > 0),
      order_number text not null,
      kind text not null check (kind in ('shortage', 'damage', 'quality', 'return', 'exchange')),
      automatic boolean not null,
      state text not null check (state in ('opened', 'needs_more', 'approved', 'rejected', 'refunded', 'exchanged',
        'withdrawn', 'closed')),
      reason text not null,
      community_id uuid,
      store_id uuid,
      pickup_point_id uuid,
      -- Who keeps that point: sees it, and does not decide.
      touchpoint_id uuid,
      customer_key text not null check (customer_key ~ '^[0-9a-f]{64}$'),
      person_id uuid not null,
      units integer not null check (units > 0),
      amount_fen bigint not null check (amount_fen >= 0),
      approved_fen bigint check (approved_fen >= 0),
      refunded_fen bigint not null check (refunded_fen >= 0),
      decision text check (decision in ('refund', 'exchange', 'reject')),
      decision_words text,
      goods text check (goods in ('none', 'sellable', 'waste')),
      seen text check (seen in ('as_said', 'otherwise', 'not_seen')),
      goods_received boolean not null,
      replacement_parcel_id uuid,
      appealed boolean not null,
      has_words boolean not null,
      steps integer not null check (steps > 0),
      revision integer not null check (revision > 0),
      opened_at timestamptz not null,
      due_at timestamptz,
      escalated_at timestamptz,
      decided_at timestamptz,
      closed_at timestamptz,
      primary key (city_id, claim_id),
      unique (city_id, order_id, claim_no),
      foreign key (city_id, order_id) references commerce.sales_order (city_id, order_id),
      check (state not in ('approved', 'rejected', 'refunded', 'exchanged') or decided_at is not null),
      check ((state in ('refunded', 'exchanged', 'withdrawn', 'closed')) = (closed_at is not null)),
      check ((state in ('opened', 'needs_more')) = (due_at is not null))
    );
    create index claim_by_id on commerce.claim (claim_id);
    create index claim_due on commerce.claim (due_at, claim_id) where due_at is not null;
    create index claim_newest on commerce.claim (opened_at desc, claim_id desc);
    create index claim_of_customer on commerce.claim (customer_key, opened_at desc);
    create index claim_of_keeper on commerce.claim (touchpoint_id, opened_at desc, claim_id desc)
      where touchpoint_id is not null;
    create index claim_paying on commerce.claim (decided_at) where state = 'approved';

    create table commerce.claim_line (
      city_id uuid not null,
      claim_id uuid not null,
      order_id uuid not null,
      line_no integer not null,
      parcel_id uuid not null,
      quantity integer not null check (quantity > 0),
      amount_fen bigint not null check (amount_fen >= 0),
      primary key (city_id, claim_id, parcel_id, line_no),
      foreign key (city_id, claim_id) references commerce.claim (city_id, claim_id),
      foreign key (city_id, order_id, line_no) references commerce.order_line (city_id, order_id, line_no)
    );
    create index claim_line_of_order on commerce.claim_line (city_id, order_id);

    create table commerce.claim_photo (
      city_id uuid not null,
      claim_id uuid not null,
      file_id uuid not null,
      list_position integer not null,
      added_at timestamptz not null,
      primary key (city_id, claim_id, file_id),
      foreign key (city_id, claim_id) references commerce.claim (city_id, claim_id)
    );

    -- Pictures that customers took before they belong to a claim: nobody names another's.
    create table commerce.claim_upload (
      customer_key text not null check (customer_key ~ '^[0-9a-f]{64}$'),
      file_id uuid not null,
      uploaded_at timestamptz not null,
      primary key (customer_key, file_id)
    );

    create table commerce.claim_step (
      city_id uuid not null,
      claim_id uuid not null,
      step integer not null check (step > 0),
      move text not null check (move in ('opened', 'answered', 'confirmed', 'approved', 'rejected', 'asked_more',
        'appealed', 'overridden', 'escalated', 'refunded', 'exchanged', 'withdrawn', 'closed')),
      by_kind text not null check (by_kind in ('customer', 'leader', 'staff', 'system')),
      user_id uuid,
      reason text,
      -- What a customer wrote.
      words_sealed bytea,
      made_at timestamptz not null,
      primary key (city_id, claim_id, step),
      foreign key (city_id, claim_id) references commerce.claim (city_id, claim_id)
    );

    -- What each decision was made from.
    create table commerce.claim_decision (
      city_id uuid not null,
      claim_id uuid not null,
      decision_no integer not null check (decision_no > 0),
      automatic boolean not null,
      decision text not null check (decision in ('refund', 'exchange', 'reject', 'needs_more', 'wait')),
      amount_fen bigint check (amount_fen >= 0),
      reason text not null,
      inputs jsonb,
      terms jsonb,
      made_by uuid,
      made_at timestamptz not null,
      overridden_by uuid,
      overridden_at timestamptz,
      override_reason text,
      primary key (city_id, claim_id, decision_no),
      foreign key (city_id, claim_id) references commerce.claim (city_id, claim_id),
      check (automatic = (inputs is not null) and automatic = (terms is not null)),
      check ((overridden_at is null) = (override_reason is null))
    );

    create table commerce.claim_rule (
      kind text not null check (kind in ('shortage', 'damage', 'quality', 'return', 'exchange')),
      revision integer not null check (revision > 0),
      automatic_up_to_fen bigint not null check (automatic_up_to_fen >= 0),
      max_claims integer not null check (max_claims >= 0),
      max_rate_percent integer not null check (max_rate_percent between 0 and 100),
      needs_photo boolean not null,
      decide_within_hours integer not null check (decide_within_hours > 0),
      reason text not null check (reason <> ''),
      changed_by uuid,
      changed_at timestamptz not null,
      primary key (kind, revision)
    );
  `,
};
