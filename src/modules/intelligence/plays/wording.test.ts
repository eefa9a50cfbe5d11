import { describe, expect, it } from 'vitest';
import { CARRIER_ROLES, SCENES } from '#modules/commerce/contract';
import { bannedWordsIn } from '#engines/text';
import { somePackage } from './fixtures.ts';
import { BODIES, HEADLINES } from './phrases.ts';
import { offerOf } from './play.ts';
import { writeWording, type WordingInput } from './wording.ts';

const base: WordingInput = {
  communityName: '青枫里',
  ageYears: 21,
  topic: { topic: 'leak', name: '漏水' },
  offer: offerOf(somePackage({ name: '漏水检测' })),
  roles: ['property_steward'],
  dueAt: new Date('2026-06-13T02:00:00Z'),
  seed: 'a',
};

describe('writeWording', () => {
  it('says the same for the same seed, and not always the same for others', () => {
    expect(writeWording(base)).toEqual(writeWording(base));
    const said = new Set(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((seed) => writeWording({ ...base, seed }).script),
    );
    expect(said.size).toBeGreaterThan(1);
  });

  it('speaks as whoever carries it, of the offer with its price and date', () => {
    const { script, offerText } = writeWording(base);
    expect(script).toMatch(/物业/);
    expect(offerText).toBe('【漏水检测】上门检测、当天出报告，¥299/次（原价¥399），6月13日前有效。');
    expect(script).toContain(offerText);
    expect(writeWording({ ...base, roles: ['group_leader'] }).script).not.toMatch(/物业管家/);
  });

  it('greets as anybody when the play may be passed on from one role to another', () => {
    for (const seed of ['1', '2', '3', '4', '5']) {
      const { script } = writeWording({ ...base, seed, roles: ['property_steward', 'group_leader'] });
      expect(script).not.toMatch(/我是|物业这边|团长/);
    }
  });

  it('shows no price that was not higher before', () => {
    const offer = offerOf(somePackage({ originalPriceFen: null }));
    expect(writeWording({ ...base, offer }).offerText).not.toContain('原价');
  });

  it('writes whole texts within their limits and the law for every scene, topic and role', () => {
    for (const scene of SCENES) {
      const topics = new Set([...Object.keys(HEADLINES[scene]), ...Object.keys(BODIES[scene])]);
      for (const topic of topics) {
        for (const role of CARRIER_ROLES) {
          for (const ageYears of [null, 21]) {
            for (const seed of ['1', '2', '3']) {
              const offer = { ...base.offer, scene };
              const topicOf = topic === '*' ? null : { topic, name: topic };
              const words = writeWording({ ...base, offer, roles: [role], ageYears, seed, topic: topicOf });
              for (const text of Object.values(words)) {
                expect(text).not.toMatch(/undefined|null|\{|\}/);
                expect(bannedWordsIn(text)).toEqual([]);
              }
              expect(words.headline.length).toBeGreaterThan(3);
              expect(words.headline.length).toBeLessThanOrEqual(40);
              expect(words.script.length).toBeLessThanOrEqual(600);
            }
          }
        }
      }
    }
  });
});
