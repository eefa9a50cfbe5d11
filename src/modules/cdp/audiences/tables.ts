import type { Distribution } from '#platform/postgres';

export const audienceTables = {
  audience: 'reference',
  community_evaluation: { by: 'city_id' },
  audience_member: { by: 'city_id' },
  audience_transition: { by: 'city_id' },
  audience_snapshot: 'reference',
  audience_snapshot_member: { by: 'city_id' },
} as const satisfies Record<string, Distribution>;
