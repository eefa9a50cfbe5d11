import type { Distribution } from '#platform/postgres';

export const listeningTables = {
  voice: { by: 'city_id' },
  voice_label: { by: 'city_id' },
  text_model: 'reference',
  learning_run: 'local',
  voice_day: { by: 'city_id' },
  refining_day: 'local',
} as const satisfies Record<string, Distribution>;
