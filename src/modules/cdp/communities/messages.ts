/** Sentences and words of communities' profiles, by code. */
export const communityMessages = {
  'word.community-profile': '小区画像',
  'voice-unknown': '没有这条消息，或不在您的负责范围内',
  'label-topic-unknown': '没有「{topic}」这个话题，请先在话题里添加',
} as const;
