import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {
    'word.ticket': '工单',
    'ticket-changed-meanwhile': '这张工单刚被同事更新过，刷新后再操作',
  },
};
