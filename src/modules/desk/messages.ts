import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {
    'word.ticket': '工单',
    'ticket-changed-meanwhile': '这张工单刚被同事更新过，刷新后再操作',
    'ticket-outcome-unfit': '这种工单不能以「{outcome}」办结，换一个结果',
    'ticket-follow-up-unfit': '只有解决了或回访过的工单才约回访，换一个结果或不约回访',
  },
};
