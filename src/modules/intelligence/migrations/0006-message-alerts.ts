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
  `,
};
