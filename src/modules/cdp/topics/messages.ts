/** Sentences of the topics' refusals, by code. */
export const topicMessages = {
  'word.topic': '话题',
  'topics-changed-meanwhile': '话题刚被别人改过，请刷新后再改一次',
  'topics-version-required': '请带上 If-Match，说明是在哪个版本上修改的',
} as const;
