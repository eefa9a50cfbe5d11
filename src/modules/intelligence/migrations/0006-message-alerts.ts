import type { Migration } from '#platform/postgres';

/** A person finds that somebody should see to a message, grave or not. */
export const messageAlerts: Migration = {
  name: '0006-message-alerts',
  up: `
    alter table intelligence.listening_alert drop constraint listening_alert_kind_check;
    alter table intelligence.listening_alert drop constraint listening_alert_check;
    alter table intelligence.listening_alert drop constraint listening_alert_check2;
    alter table intelligence.listening_alert add constraint listening_alert_kind_check
      check (kind in ('spike', 'grave', 'message'));
    alter table intelligence.listening_alert add constraint listening_alert_event_check
      check ((kind = 'spike') = (event_id is null));
    alter table intelligence.listening_alert add constraint listening_alert_topic_check
      check (kind <> 'spike' or topic is not null);
    -- What communities complain of at present, and what was settled of late.
    create index listening_alert_standing on intelligence.listening_alert (community_id) where state in ('open', 'in_hand');
    create index listening_alert_settled on intelligence.listening_alert (community_id, decided_at) where state = 'done';
  `,
};
