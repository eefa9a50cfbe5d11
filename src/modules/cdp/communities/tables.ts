import type { Distribution } from '#platform/postgres';

export const communityTables = {
  community_profile: { by: 'city_id' },
  mention_day: { by: 'city_id' },
  mention_person_day: { by: 'city_id' },
  mention: { by: 'subject_id' },
  order_day: { by: 'city_id' },
} as const satisfies Record<string, Distribution>;
