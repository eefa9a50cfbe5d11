import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {
    'word.message': '消息',
    'consent-text-outdated': '说明更新了，请看过新的再打开：{text}',
  },
};
