import type { Messages } from '../module/module.ts';

export const messages: Messages = {
  zh: {
    'audit-head-missing': '审计链的链头不见了，请先从备份恢复，再核对导出的链头。',
    'seal-missing': '审计链第 {seq} 环缺失，有记录被删除或改了次序。',
    'entry-missing': '审计记录 {entryId} 被删除。',
    'entry-changed': '审计记录 {entryId} 被改动，或不在原来的位置。',
    'entry-unchained': '审计记录 {entryId} 不在链上，是绕过系统写入的。',
    'head-differs': '审计链在第 {seq} 环断开，链尾被截断或链头被改动。',
    'export-differs': '审计链和导出的链头对不上，第 {seq} 环起被截断或重写。',
  },
};
