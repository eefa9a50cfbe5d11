import type { ModuleSchema } from '#platform/postgres';
import { audienceTables } from './audiences/tables.ts';
import { communityTables } from './communities/tables.ts';
import { customers } from './migrations/0001-customers.ts';
import { communities } from './migrations/0101-communities.ts';
import { audiences } from './migrations/0102-audiences.ts';
import { listening } from './migrations/0103-listening.ts';
import { learningRuns } from './migrations/0104-learning-runs.ts';
import { refining } from './migrations/0105-refining.ts';
import { voiceItems } from './migrations/0106-voice-items.ts';
import { listeningTables } from './listening/tables.ts';
import { customerTables } from './tables.ts';
import { topicTables } from './topics/tables.ts';

export const schema: ModuleSchema = {
  name: 'cdp',
  migrations: [customers, communities, audiences, listening, learningRuns, refining, voiceItems],
  tables: { ...customerTables, ...topicTables, ...communityTables, ...audienceTables, ...listeningTables },
};
