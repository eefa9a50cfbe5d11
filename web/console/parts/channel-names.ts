const CHANNELS: Readonly<Record<string, string>> = {
  chat: '业主群',
  forum: '论坛',
  review: '评价',
  claim: '售后',
  ticket: '客服',
  nps: '评分',
};

/** Where something was said, as people call it. */
export const channelName = (channel: string): string => CHANNELS[channel] ?? channel;

export const CHANNEL_OPTIONS = Object.entries(CHANNELS).map(([value, label]) => ({ value, label }));
