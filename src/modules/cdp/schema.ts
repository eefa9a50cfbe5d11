import type { ModuleSchema } from '#platform/postgres';
import { customers } from './migrations/0001-customers.ts';

export const schema: ModuleSchema = {
  name: 'cdp',
  migrations: [customers],
  tables: {
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
    file_import_row: { by: 'import_id' },
  },
};
