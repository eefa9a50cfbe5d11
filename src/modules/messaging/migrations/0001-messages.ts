import type { Migration } from '#platform/postgres';

/** What is sent to customers, why or why not, by which channel, and what they allowed. */
export const messages: Migration = {
  name: '0001-messages',
  up: `
    -- The ledger: one template to one customer about one thing. Everything lies with its customer, whose caps count it.
    create table messaging.message (
      customer_key text not null,
      message_id uuid not null,
      person_id uuid not null,
      city_id uuid not null,
      community_id uuid not null,
      store_id uuid,
      template text not null,
      purpose text not null check (purpose in ('service', 'survey', 'marketing')),
      about_kind text not null,
      about_id text not null,
      -- Tells two messages of one template about one thing apart: the new time, the round, the revision.
      occasion text not null,
      params jsonb not null,
      state text not null check (state in ('queued', 'deferred', 'delivered', 'not_sent')),
      why text not null,
      reason text not null check (reason <> ''),
      made_at timestamptz not null,
      due_at timestamptz not null,
      delivered_at timestamptz,
      read_at timestamptz,
      title text,
      body text,
      link text,
      primary key (customer_key, message_id),
      unique (customer_key, template, about_id, occasion),
      check ((state = 'delivered') = (delivered_at is not null)),
      check (delivered_at is null or (title is not null and body is not null and link is not null))
    );
    create index message_due on messaging.message (due_at, message_id) where state in ('queued', 'deferred');
    create index message_recent on messaging.message (customer_key, due_at) where state <> 'not_sent';
    create index message_inbox on messaging.message (customer_key, delivered_at desc, message_id desc)
      where state = 'delivered';
    create index message_of_city on messaging.message (city_id, made_at desc, message_id desc);
    create index message_of_store on messaging.message (store_id, made_at desc, message_id desc)
      where store_id is not null;
    create index message_of_community on messaging.message (community_id, made_at desc, message_id desc);
    create index message_newest on messaging.message (made_at desc, message_id desc);

    -- What each channel answered.
    create table messaging.delivery (
      customer_key text not null,
      message_id uuid not null,
      channel text not null check (channel in ('in_app', 'sms')),
      taken boolean not null,
      sandbox boolean not null,
      why text not null,
      tried_at timestamptz not null,
      primary key (customer_key, message_id, channel),
      foreign key (customer_key, message_id) references messaging.message (customer_key, message_id)
    );

    -- What a customer allowed or took back, in order; the last one counts.
    create table messaging.consent (
      customer_key text not null,
      purpose text not null check (purpose in ('survey', 'marketing')),
      revision integer not null check (revision > 0),
      given boolean not null,
      -- The edition of the words, and their SHA-256.
      version text not null,
      text_hash text not null,
      changed_at timestamptz not null,
      primary key (customer_key, purpose, revision)
    );
  `,
};
