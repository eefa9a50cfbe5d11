/** What people in communities talk about, by the codes that the product's topic list has too. */
export const TOPICS = [
  'leak',
  'damp',
  'crack',
  'wiring',
  'noise',
  'storage',
  'kids_room',
  'elderly',
  'kitchen',
  'bathroom',
  'freshness',
  'delivery_delay',
] as const;

export type Topic = (typeof TOPICS)[number];

/** A number for each topic. */
export type PerTopic = Readonly<Record<Topic, number>>;

export function perTopic(value: (topic: Topic) => number): PerTopic {
  return Object.fromEntries(TOPICS.map((topic) => [topic, value(topic)])) as Record<Topic, number>;
}
