import type { Messages } from '../module/module.ts';

export const messages: Messages = {
  zh: {
    'ledger-unbalanced': '借贷不平，差 {differenceFen} 分，请核对各行金额。',
    'ledger-lines-wrong': '一笔分录要有 2 到 {limit} 行，这里有 {count} 行。',
    'ledger-line-amount': '第 {line} 行金额不能为零，而且要是整数分。',
    'ledger-account-malformed': '科目「{account}」写法不对，例如 commission:payable:编号。',
    'ledger-account-unit': '科目「{account}」不是这个单位：积分只记在 points: 下面，钱记在别处。',
    'ledger-entry-differs': '分录 {entryId} 已经存在，而且内容不同，请换一个编号。',
    'ledger-already-reversed': '这笔分录已经冲销过，不能再冲一次。',
    'ledger-reversal-final': '冲销分录不能再冲销，需要恢复时请重新入账。',
    'ledger-reason-missing': '请写明冲销原因。',
    'ledger-accounts-too-many': '一次最多查 {limit} 个科目，这次有 {count} 个，请分批。',
    'ledger-cursor-malformed': '翻页位置不对，请回到第一页。',
  },
};
