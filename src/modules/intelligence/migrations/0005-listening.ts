import type { Migration } from '#platform/postgres';

/** What communities complain of that somebody should look at, and when that is. */
export const listening: Migration = {
  name: '0005-listening',
  up: `
    create table intelligence.listening_alert (
      city_id uuid not null,
      alert_id uuid not null,
      kind text not null check (kind in ('spike', 'grave')),
      community_id uuid not null,
      topic text,
      -- The message of a grave one, and whoever wrote it or, of a spike, complained last.
      event_id uuid,
      subject_id uuid not null,
      raised_at timestamptz not null,
      counted_over text check (counted_over in ('hour', 'day')),
      people integer not null check (people > 0),
      expected double precision not null check (expected >= 0),
      grave_kinds text[] not null,
      state text not null check (state in ('open', 'in_hand', 'done', 'dismissed')),
      dismiss_reason text check (dismiss_reason in ('not_ours', 'known', 'misread', 'harmless')),
      decided_by uuid,
      decided_at timestamptz,
      revision integer not null check (revision > 0),
      primary key (city_id, alert_id),
      check ((kind = 'grave') = (event_id is not null)),
      check ((kind = 'spike') = (counted_over is not null)),
      check (kind = 'grave' or topic is not null),
      check ((state = 'dismissed') = (dismiss_reason is not null)),
      check ((state = 'open') = (decided_at is null))
    );
    -- One that is not over for a community and topic, and one ever for a message.
    create unique index listening_alert_once on intelligence.listening_alert (city_id, community_id, topic)
      where kind = 'spike' and state in ('open', 'in_hand');
    create unique index listening_alert_of_message on intelligence.listening_alert (city_id, event_id)
      where event_id is not null;
    create index listening_alert_newest on intelligence.listening_alert (raised_at desc, alert_id desc);
    create index listening_alert_of_community on intelligence.listening_alert (community_id, raised_at desc);
    create index listening_alert_open on intelligence.listening_alert (raised_at desc) where state = 'open';
    create index listening_alert_by_id on intelligence.listening_alert (alert_id);

    -- One row: when people's complaints are looked at.
    create table intelligence.listening_rule (
      singleton boolean primary key check (singleton),
      least_people integer not null check (least_people between 2 and 100),
      once_in integer not null check (once_in between 20 and 1000000),
      grave_to_ticket boolean not null,
      revision integer not null check (revision >= 0)
    );
    insert into intelligence.listening_rule (singleton, least_people, once_in, grave_to_ticket, revision)
    values (true, 3, 1000, true, 0);
  `,
};
