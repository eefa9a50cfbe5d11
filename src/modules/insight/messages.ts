import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {
    'period-unreadable': '时间段不对：结束要在开始之后，最长 {days} 天',
  },
};
