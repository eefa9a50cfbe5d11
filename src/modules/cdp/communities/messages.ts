/** Sentences and words of communities' profiles, by code. */
export const communityMessages = {
  'word.community-profile': '小区画像',
} as const;
