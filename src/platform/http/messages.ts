import type { Messages } from '../module/module.ts';

export const messages: Messages = {
  zh: {
    'not-found': '没有找到这个{what}，可能已删除，或不在您的负责范围内',
    'illegal-move': '{what}现在的状态不能这样操作，请刷新后再看',
    'invalid-request': '填写的内容有误：{first}',
    'malformed-request': '请求格式不对，服务器读不懂',
    'body-too-large': '内容太大，最多 {limitKb} KB',
    'not-signed-in': '请先登录',
    'not-permitted': '您没有做这件事的权限，需要时请联系管理员开通',
    'cross-site-request': '请求不是从本站页面发出的，已拒绝',
    'too-many-live': '打开的页面太多了，请先关掉几个',
    'too-many-requests': '操作太频繁，请 {seconds} 秒后再试',
    'idempotency-key-missing': '缺少 Idempotency-Key 请求头',
    'idempotency-key-reused': '同一个 Idempotency-Key 被用在了不同的请求上',
    'jobs-not-running': '后台任务没有在这个进程里运行',
    'shutting-down': '服务正在重启，请稍后再试',
    'database-away': '数据库暂时连不上，请稍后再试，您的数据没有丢',
    'internal-error': '服务器出错了，已记录。请稍后再试，或把编号 {requestId} 告诉管理员',
    'cursor-unreadable': '这一页的位置读不懂，请从第一页重新翻',
    'route-not-found': '没有这个地址',
    'word.parked-event': '停放事件',
    'word.user': '用户',
    'word.session': '登录',
    'word.file': '文件',
  },
};
