import type { Migration } from '#platform/postgres';

/** Bills of payment providers, their lines, and where they differ from our books. */
export const providers: Migration = {
  name: '0012-providers',
  up: `
    -- A provider's bill of a day; it is the company's, of no city. Lines are loaded beside those that count, and taken
    -- over whole: load_no says which count, loads how often it was begun.
    create table commerce.bill (
      bill_id uuid primary key,
      provider text not null,
      day date not null,
      state text not null check (state in ('loading', 'matched', 'failed')),
      source text not null check (source in ('download', 'upload')),
      load_no integer not null check (load_no >= 0),
      loads integer not null check (loads >= load_no),
      file_hash text,
      payments integer not null check (payments >= 0),
      payments_fen bigint not null check (payments_fen >= 0),
      refunds integer not null check (refunds >= 0),
      refunds_fen bigint not null check (refunds_fen >= 0),
      failure text,
      begun_by uuid,
      begun_at timestamptz not null,
      matched_at timestamptz,
      unique (provider, day)
    );
    create index bill_newest on commerce.bill (day desc, bill_id desc);

    -- Of a line what is compared; who paid is in the file, and the file is not kept.
    create table commerce.bill_line (
      bill_id uuid not null references commerce.bill (bill_id),
      load_no integer not null,
      line_no integer not null,
      kind text not null check (kind in ('payment', 'refund')),
      payment_number text not null,
      refund_number text,
      provider_trade text not null,
      amount_fen bigint not null check (amount_fen >= 0),
      state text not null check (state in ('succeeded', 'processing', 'failed')),
      happened_at timestamptz not null,
      primary key (bill_id, load_no, line_no)
    );
    create index bill_line_of_payment on commerce.bill_line (payment_number);

    create table commerce.bill_difference (
      bill_id uuid not null references commerce.bill (bill_id),
      difference_no integer not null check (difference_no > 0),
      kind text not null
        check (kind in ('missing_with_us', 'missing_with_them', 'amount_differs', 'state_differs')),
      subject text not null check (subject in ('payment', 'refund')),
      payment_number text not null,
      refund_number text not null,
      line_no integer,
      provider_trade text,
      city_id uuid,
      community_id uuid,
      store_id uuid,
      order_id uuid,
      payment_id uuid,
      refund_id uuid,
      theirs_fen bigint check (theirs_fen >= 0),
      theirs_state text,
      ours_fen bigint check (ours_fen >= 0),
      ours_state text,
      state text not null check (state in ('open', 'explained', 'agreed')),
      reason text,
      closed_by uuid,
      closed_at timestamptz,
      found_at timestamptz not null,
      primary key (bill_id, difference_no),
      check ((state = 'open') = (closed_at is null)),
      check (state <> 'explained' or reason is not null)
    );
    create index bill_difference_newest on commerce.bill_difference (found_at desc, bill_id desc, difference_no desc);
    create index bill_difference_of_payment on commerce.bill_difference (bill_id, payment_number);
    create index bill_difference_open on commerce.bill_difference (bill_id) where state = 'open';

    -- What a day is compared by, and what is said of a provider's last notice.
    create index payment_refund_newest on commerce.payment_refund (requested_at);
    create index payment_notice_newest on commerce.payment_notice (provider, received_at desc);
    create index sandbox_trade_paid on commerce.sandbox_trade (paid_at, payment_number) where paid_at is not null;
    create index sandbox_refund_finished on commerce.sandbox_refund (finished_at, refund_number)
      where finished_at is not null;
  `,
};
