import { describe, expect, it } from 'vitest';
import type { ContractFile } from '#modules/commerce/contract';
import { deviceInWords, evidenceSteps, verdictOf } from './contract-words.ts';

const evidence = [
  { seq: 1, kind: 'document_made', kindName: '合同生成', text: '生成', device: '', at: 'a', hash: 'a'.repeat(64) },
  {
    seq: 2,
    kind: 'signed',
    kindName: '完成签署',
    text: '签好',
    device: 'Mozilla/5.0 (Linux; Android 14) Chrome/126 MicroMessenger/8.0',
    at: 'b',
    hash: 'b'.repeat(64),
  },
] as ContractFile['evidence'];
const fine = { intact: true, documentMatches: true, drawingMatches: true, chainMatches: true, brokenAt: null };
const file = (over: Partial<ContractFile['verification']> = {}): ContractFile =>
  ({ evidence, verification: { ...fine, ...over } }) as ContractFile;

describe('the verification of a contract', () => {
  it('says that all is intact, or where it breaks', () => {
    expect(verdictOf(file())).toEqual({ intact: true, text: '刚核验过：合同文本、签名和2条签署记录都没动过。' });
    expect(verdictOf(file({ intact: false, chainMatches: false, brokenAt: 2 })).text).toBe(
      '签署记录从第2条（完成签署）起对不上。先别往下走，报给系统管理员查。',
    );
    expect(verdictOf(file({ intact: false, documentMatches: false, drawingMatches: false })).text).toBe(
      '合同文本和签的时候不一样；签名图样和签的时候不一样。先别往下走，报给系统管理员查。',
    );
  });

  it('marks every step from the break on', () => {
    const steps = evidenceSteps(file({ intact: false, chainMatches: false, brokenAt: 2 }));
    expect(steps.map(({ note }) => note)).toEqual([
      `生成 · 指纹 ${'a'.repeat(12)}…`,
      `对不上 · 签好 · 安卓手机 微信 · 指纹 ${'b'.repeat(12)}…`,
    ]);
    expect(steps.map(({ by }) => by)).toEqual(['system', 'people']);
  });

  it('names devices as people do, and leaves out what it does not know', () => {
    expect(deviceInWords('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
      '苹果手机 Safari',
    );
    expect(deviceInWords('curl/8')).toBeUndefined();
  });
});
