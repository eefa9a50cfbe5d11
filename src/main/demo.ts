import { systemClock } from '#kernel/time';
import type { DemoAccount } from '#platform/auth';
import type { Config } from '#platform/config';
import type { Runtime } from '#platform/context';
import type { Logger } from '#platform/telemetry';
import { demoAccounts, isWorldLoaded, LiveWorld, openWorld, writeKeysIn, type World } from '#sim';
import { runChild } from './child.ts';

/** The demo's world, who may try it, and the life in it. */
export interface Demo {
  readonly world: World;
  readonly accounts: readonly DemoAccount[];
  readonly live: LiveWorld;
}

/** Opens the world of the data folder; undefined in production and where it was switched off. */
export async function openDemo(config: Config, log: Logger): Promise<Demo | undefined> {
  if (config.mode !== 'demo' || config.worldResidents === 0) return undefined;
  const { dataDir } = config;
  const world = await openWorld({ dataDir, residents: config.worldResidents, now: systemClock.now() });
  const accounts = demoAccounts(world);
  // Whom the accounts are for, people play: the world does nothing in their name.
  const playedByPeople = new Set(accounts.flatMap(({ phone, login }) => phone ?? login ?? []));
  const live = new LiveWorld({ world, keys: writeKeysIn(dataDir), clock: systemClock, log, playedByPeople });
  return { world, accounts, live };
}

/** Loads the world if it is not there yet. */
export async function fillDemo(runtime: Runtime, { world }: Demo, say: (text: string) => void): Promise<void> {
  if (await isWorldLoaded(runtime, world)) return;
  say('正在载入演示世界（不到一分钟）…');
  await runChild(['src/main/cli.ts', 'load-demo'], (line) => say(`  ${line}`));
}

/** What a person at the terminal needs to try it. */
export function greet(say: (text: string) => void, address: string, accounts: readonly DemoAccount[]): void {
  say(`\n双轮已启动：${address}\n`);
  if (accounts.length === 0) return;
  say(`控制台 ${address}/console/`);
  for (const account of accounts) {
    if (account.surface === 'console') say(`  ${account.label}：账号 ${account.login}，密码 ${account.password}`);
  }
  say(`工作台 ${address}/work/ （手机号登录，验证码见控制台 · 系统 · 开发者页）`);
  for (const account of accounts) if (account.surface === 'workbench') say(`  ${account.label}：${account.phone}`);
  say(`业主页 ${address}/my （手机号登录，验证码同上）`);
  for (const account of accounts) if (account.surface === 'shop') say(`  ${account.label}：${account.phone}`);
}
