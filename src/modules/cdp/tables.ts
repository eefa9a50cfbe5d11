import type { Distribution } from '#platform/postgres';

/** Sources, log, One-ID, profiles, quarantine and imports. `event` is partitioned by month of `received_at`. */
export const customerTables = {
  source: 'reference',
  tracking_plan: 'reference',
  source_counter: { by: 'source_id' },
  message: { by: 'message_id' },
  event: { by: 'subject_id' },
  identifier: { by: 'keyed_hash' },
  blocked_identifier: { by: 'keyed_hash' },
  subject: { by: 'subject_id' },
  subject_trait: { by: 'subject_id' },
  consent: { by: 'subject_id' },
  profile: { by: 'profile_id' },
  household: { by: 'household_hash' },
  profile_merge: { by: 'merge_id' },
  kept_apart: { by: 'subject_id' },
  quarantine: { by: 'source_id' },
  imported_row: { by: 'external_id' },
  file_import: { by: 'import_id' },
  file_import_fault: { by: 'import_id' },
} as const satisfies Record<string, Distribution>;
