import type { Messages } from '../module/module.ts';

export const messages: Messages = {
  zh: {
    'threads-busy': '现在处理的人有点多，请过几秒再试。',
    'threads-closed': '系统正在重启，请稍后再试。',
    'task-timed-out': '这一步超过 {seconds} 秒还没算完，已停止，请稍后再试。',
  },
  en: {
    'threads-busy': 'Too much is being processed right now. Please try again in a few seconds.',
    'threads-closed': 'The system is restarting. Please try again shortly.',
    'task-timed-out': 'This took longer than {seconds} seconds and was stopped. Please try again later.',
  },
};
