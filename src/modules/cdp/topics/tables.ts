import type { Distribution } from '#platform/postgres';

export const topicTables = {
  topic: 'reference',
  topic_keyword: 'reference',
  taxonomy: 'reference',
} as const satisfies Record<string, Distribution>;
