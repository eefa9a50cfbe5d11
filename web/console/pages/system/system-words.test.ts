import { describe, expect, it } from 'vitest';
import {
  auditWords,
  codeIn,
  cronWords,
  deviceName,
  jobsAnswer,
  parkedAnswer,
  readableBody,
  subscriptionName,
} from './system-words.ts';
import type { ParkedEvent } from './system-types.ts';

describe('parked events', () => {
  it('are told as what stands still, or that all is well', () => {
    expect(parkedAnswer([], 0).why).toContain('一切正常');
    const event = { subscription: 'touchpoints.issue-task', attempts: 5 } as ParkedEvent;
    expect(parkedAnswer([event], 3)).toEqual({
      figure: '3',
      unit: '件事卡住，等人处理',
      why: '最早的一件是「批准后派任务」，试了5次。同一个对象后面的事会排队等它。',
    });
    expect(subscriptionName('new.thing')).toBe('new.thing');
  });
});

describe('jobs', () => {
  it('say when they run', () => {
    expect(['17 3 * * *', '3 * * * *', '*/10 * * * *', null, '0 3 * * 1'].map(cronWords)).toEqual([
      '每天 03:17',
      '每小时第3分',
      '每10分钟',
      '有事才跑',
      '0 3 * * 1',
    ]);
  });

  it('count what failed', () => {
    const queue = { name: 'a', cron: null, waiting: 2, active: 1, failed: 3 };
    expect(jobsAnswer([queue])).toEqual({
      figure: '3',
      unit: '次失败，看看日志',
      why: '1项任务，1个正在跑，2个在等。',
    });
  });
});

describe('the audit chain', () => {
  it('is whole', () => {
    expect(auditWords({ ok: true, sealed: 643, unsealed: 2, head: '643:ab', firstBroken: null }).text).toBe(
      '643条记录首尾相连，没有被改过，还有2条刚写下、等着封存。',
    );
  });

  it('is broken somewhere, in words', () => {
    const told = auditWords({
      ok: false,
      sealed: 11,
      unsealed: 0,
      head: '643:ab',
      firstBroken: '12: entry-changed 0190',
    });
    expect(told.text).toBe('第12条：有一条记录被改过。');
    expect(told.hint).toContain('0190');
    expect(
      auditWords({ ok: false, sealed: 11, unsealed: 0, head: null, firstBroken: '-: entry-unchained ' }).text,
    ).toBe('混进了一条没有封条的记录。');
  });
});

describe('the sandbox', () => {
  it('shows the code at a glance', () => {
    expect(codeIn('验证码 042137，5 分钟内有效（至 2026-11-22T00:05:00.000Z）')).toBe('042137');
    expect(codeIn('订单 20261122001 已到')).toBeUndefined();
    expect(readableBody('至 2026-11-22T00:05:00.000Z）', () => '08:05')).toBe('至 08:05）');
  });
});

describe('a device', () => {
  it('is told by system and browser', () => {
    expect(deviceName('Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36')).toBe('Windows · Chrome');
    expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0')).toBe(
      '苹果手机 · 微信',
    );
    expect(deviceName('curl/8')).toBe('curl/8');
    expect(deviceName('')).toBe('未知设备');
  });
});
