import type { Messages } from '#platform/module';
import { audienceMessages } from './audiences/messages.ts';
import { communityMessages } from './communities/messages.ts';
import { listeningMessages } from './listening/messages.ts';
import { refiningMessages } from './listening/refining/messages.ts';
import { topicMessages } from './topics/messages.ts';

const customerMessages = {
  'word.source': '数据源',
  'word.merge': '合并记录',
  'word.profile': '客户档案',
  'word.import': '导入',
  'word.quarantine': '隔离数据',
  'write-key-refused': '写入密钥不对，或这个数据源已停用',
  'origin-not-allowed': '网站 {origin} 不在这个数据源允许的名单里，请先在数据源里加上',
  'batch-too-large': '一批数据太大，最多 {limitKb} KB，请拆小再发',
  'batch-unreadable': '数据读不懂：需要 JSON 或 gzip 压缩的 JSON',
  'ingest-overloaded': '接入繁忙，请 {seconds} 秒后再发',
  'source-rate-exceeded': '这个数据源每分钟最多 {eventsPerMinute} 条，请 {seconds} 秒后再发',
  'source-changed-meanwhile': '「{name}」刚被别人改过，请刷新后再改一次',
  'quarantine-headquarters-only': '隔离数据里没有区分小区，只能由总部处理',
  'profile-search-empty': '请输入完整手机号、手机号后四位或姓名',
  'cdp-import-file-missing': '没有收到文件，请选择一个文件再上传',
  'cdp-import-unreadable': '文件读不懂，请另存为 UTF-8 的 CSV 或 JSON Lines 再上传',
  'cdp-import-too-large': '文件太大，一次最多 {rows} 行、{megabytes} MB，请拆成几个文件',
  'cdp-import-columns-missing': '缺少这些列：{titles}',
  'cdp-import-needs-everything': '只有总部可以导入客户数据',
  'cdp-import-row-empty': '「{title}」没有填',
  'cdp-import-row-amount': '金额「{value}」不是数字，或小于 0',
  'cdp-import-row-time': '时间「{value}」读不懂，请写成 2026-03-05 18:30',
  'cdp-import-row-future': '时间「{value}」还没到',
  'cdp-import-row-community': '没有编码为「{value}」的小区',
  'cdp-import-row-phone': '手机号不对',
  'cdp-import-row-person': '手机号和会员卡至少填一个',
  'cdp-import-row-too-long': '「{title}」太长，最多 {max} 个字',
  'cdp-import-row-json': '这一行不是 JSON',
  'cdp-import-row-repeated': '和第 {line} 行重复',
  'identifier.user_id': '用户编号',
  'identifier.wechat_unionid': '微信 unionid',
  'identifier.phone': '手机号',
  'identifier.member_card': '会员卡',
  'identifier.wechat_openid': '微信 openid',
  'identifier.device_id': '设备',
  'identifier.anonymous_id': '浏览器',
  'merge-same-person': '同一条数据里同时出现了{linking}和{joined}，判定为同一个人',
  'merge-visitor-identified': '访客用{linking}表明了身份，之前这个{joined}的浏览记录归到本人',
  'merge-same-visitor': '同一条数据里同时出现了{linking}和{joined}，判定为同一位访客',
  'reject-not-an-object': '不是一条完整的事件',
  'reject-kind-unknown': '事件类型不认识',
  'reject-name-missing': '没有事件名，或事件名里有个人信息',
  'reject-message-id-invalid': 'messageId 不是文字，或超过 100 个字符',
  'reject-event-too-large': '单条事件超过大小上限',
  'reject-identity-missing': '没有 userId，也没有 anonymousId',
  'reject-identity-blocked': '只带了不能识别身份的值（如空值、占位符、测试号码）',
  'reject-community-unknown': '小区编码不存在',
  'reject-plan-violated': '不符合埋点规范',
  'reject-person-erased': '本人已要求删除，不再接收',
} as const;

export const messages: Messages = {
  zh: {
    ...customerMessages,
    ...topicMessages,
    ...communityMessages,
    ...audienceMessages,
    ...listeningMessages,
    ...refiningMessages,
  },
};
