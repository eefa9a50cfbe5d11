import { count } from '../../../shared/format.ts';
import type { PageAnswer } from '../../parts/page-frame.tsx';
import type { AuditState, ParkedEvent, Queue } from './system-types.ts';

/** What a subscription does, as people say it; an unknown one is told by its name. */
const SUBSCRIPTIONS: Readonly<Record<string, string>> = {
  'cdp.copy-community': '把小区资料抄到画像',
  'cdp.count-signal': '把一线信号计入小区画像',
  'cdp.evaluate-after-mentions': '按新讨论重算人群',
  'cdp.evaluate-after-facts': '按新资料重算人群',
  'cdp.link-lead': '把线索归到客户档案',
  'cdp.share-touchpoint-phone': '标记触点的号码',
  'growth.put-share-link': '生成分享链接',
  'insight.record-facts': '记入飞轮数据',
  'intelligence.propose-on-entry': '小区进人群后出方案',
  'intelligence.continue-run': '继续生成方案',
  'intelligence.count-success': '记一次成功',
  'intelligence.count-trial': '记一次曝光',
  'intelligence.count-outcome': '记线索结果',
  'intelligence.note-forward': '记下已转发',
  'touchpoints.issue-task': '批准后派任务',
};

const JOBS: Readonly<Record<string, string>> = {
  'cdp.forget-messages': '清掉过期的去重记录',
  'cdp.prepare-partitions': '准备下个月的数据分区',
  'cdp.reevaluate-audiences': '重算全部人群',
  'insight.audit-rollup': '核对飞轮汇总',
  'intelligence.audit-budgets': '核对方案预算',
  'intelligence.expire-standing-approvals': '让到期的常设授权失效',
  'intelligence.refresh-main-pushes': '重算每个小区的主推',
  'platform.prune': '清理过期的登录和事件',
  'platform.sweep-files': '清理没用的文件',
  'territory.drop-old-imports': '清掉没确认的导入',
  'touchpoints.expire-tasks': '收回过期的任务',
};

export const subscriptionName = (name: string): string => SUBSCRIPTIONS[name] ?? name;
export const jobName = (name: string): string => JOBS[name] ?? name;

/** Parked events stand in the way of those behind them of the same thing: one act per thing and subscription. */
export const parkedId = ({ subscription, seq }: ParkedEvent): string => `${seq} ${subscription}`;

export function parkedAnswer(items: readonly ParkedEvent[], total: number): PageAnswer {
  if (total === 0) return { figure: '0', unit: '件事卡住', why: '一切正常：发生的每件事都处理完了。' };
  const [first] = items;
  const oldest =
    first === undefined
      ? ''
      : `最早的一件是「${subscriptionName(first.subscription)}」，试了${count(first.attempts)}次。`;
  return { figure: count(total), unit: '件事卡住，等人处理', why: `${oldest}同一个对象后面的事会排队等它。` };
}

/** A cron line as people say it, for the forms that we use; the line itself otherwise. */
export function cronWords(cron: string | null): string {
  if (cron === null) return '有事才跑';
  const [minute = '', hour = '', day, month, weekday] = cron.split(' ');
  if (day !== '*' || month !== '*' || weekday !== '*') return cron;
  const every = /^\*\/(\d+)$/.exec(minute);
  if (every !== null && hour === '*') return `每${every[1]}分钟`;
  if (!/^\d+$/.test(minute)) return cron;
  if (hour === '*') return `每小时第${minute}分`;
  return /^\d+$/.test(hour) ? `每天 ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}` : cron;
}

export function jobsAnswer(queues: readonly Queue[]): PageAnswer {
  const failed = queues.reduce((sum, queue) => sum + queue.failed, 0);
  const active = queues.reduce((sum, queue) => sum + queue.active, 0);
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  return {
    figure: count(failed),
    unit: failed === 0 ? '次失败' : '次失败，看看日志',
    why: `${count(queues.length)}项任务，${count(active)}个正在跑，${count(waiting)}个在等。`,
  };
}

const FAULTS: Readonly<Record<string, string>> = {
  'seal-missing': '少了一环，有封条被删掉了',
  'entry-missing': '有一条记录被删掉了',
  'entry-changed': '有一条记录被改过',
  'entry-unchained': '混进了一条没有封条的记录',
  'head-differs': '末尾被截断了',
  'export-differs': '和导出保存的末端对不上',
};

/** What the check of the audit chain found, in words. */
export function auditWords(state: AuditState): { readonly ok: boolean; readonly text: string; readonly hint: string } {
  const waiting = state.unsealed === 0 ? '' : `，还有${count(state.unsealed)}条刚写下、等着封存`;
  if (state.ok) {
    return {
      ok: true,
      text: `${count(state.sealed)}条记录首尾相连，没有被改过${waiting}。`,
      hint: '每条记录都带着前一条的指纹，改一条，后面就全对不上。',
    };
  }
  const [place = '', rest = ''] = (state.firstBroken ?? '').split(': ');
  const [fault = '', entryId] = rest.split(' ');
  const where = place === '-' || place === '' ? '' : `第${place}条：`;
  return {
    ok: false,
    text: `${where}${FAULTS[fault] ?? fault}。`,
    hint: `前${count(state.sealed)}条是完整的。请保留现场，通知安全负责人${entryId === undefined || entryId === '' ? '' : `，记录编号 ${entryId}`}。`,
  };
}

/** A verification code within a message of the sandbox, to be read and copied at a glance. */
export const codeIn = (body: string): string | undefined => /(?<!\d)\d{6}(?!\d)/.exec(body)?.[0];

/** The message with times of the machine told as people do (Asia/Shanghai). */
export const readableBody = (body: string, told: (at: string) => string): string =>
  body.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (at) => told(at));

/** The browser and system out of a user agent; the text itself where it says neither. */
export function deviceName(agent: string): string {
  const system = [
    [/iPhone|iPad/, '苹果手机'],
    [/Android/, '安卓手机'],
    [/Mac OS X/, 'Mac'],
    [/Windows/, 'Windows'],
    [/Linux/, 'Linux'],
  ].find(([pattern]) => (pattern as RegExp).test(agent))?.[1];
  const browser = [
    [/MicroMessenger/, '微信'],
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ].find(([pattern]) => (pattern as RegExp).test(agent))?.[1];
  const known = [system, browser].filter((part) => part !== undefined).join(' · ');
  return known === '' ? agent || '未知设备' : known;
}
