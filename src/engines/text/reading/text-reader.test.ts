import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { graveKindsIn } from '../grave.ts';
import { readLinear } from '../learning/save-linear.ts';
import { normaliseText } from '../normalise.ts';
import { DEFAULT_TOPICS } from '../topics.ts';
import { compileTaxonomy } from './taxonomy.ts';
import { TextReader } from './text-reader.ts';

const model = (name: string) => readLinear(readFileSync(new URL(`../models/${name}.model`, import.meta.url)));
const learnt = compileTaxonomy(DEFAULT_TOPICS.map((each) => ({ ...each, active: true })));
const models = { sentiment: model('sentiment'), topics: model('topics') };
const reader = new TextReader(models, { configured: learnt, learnt });
const read = (text: string) => reader.read([text])[0]!;

describe('what a message says', () => {
  it.each([
    ['挺好的就是慢', 'negative'],
    ['慢是慢了点，但东西真不错', 'positive'],
    ['土豆烂了一半，怎么吃', 'negative'],
    ['师傅手艺没得说，缝对得整整齐齐', 'positive'],
    ['明天几点能取菜', 'neutral'],
    ['收到', 'neutral'],
  ])('is felt: %s is %s', (text, sentiment) => {
    expect(read(text).sentiment).toBe(sentiment);
  });

  it('has topics with the words that show them', () => {
    const { topics } = read('卫生间又漏水了，楼下都找上来了');
    expect(topics.map(({ topic }) => topic)).toEqual(expect.arrayContaining(['leak', 'bathroom']));
    expect(topics.find(({ topic }) => topic === 'leak')?.words).toContain('漏水');
  });

  it('is about what it denies, and says that it denies it', () => {
    const leak = read('住了五年没漏水').topics.find(({ topic }) => topic === 'leak');
    expect(leak?.isDenied).toBe(true);
  });

  it('is about what somebody configured, whatever the model knows', () => {
    const own = { topic: 'pets', active: true, keywords: ['猫粮'] };
    const configured = compileTaxonomy([
      own,
      ...DEFAULT_TOPICS.map((each) => ({ ...each, active: each.topic !== 'leak' })),
    ]);
    const custom = new TextReader(models, { configured, learnt });
    expect(custom.read(['猫粮有吗'])[0]!.topics.map(({ topic }) => topic)).toContain('pets');
    // What is switched off is not listened for.
    expect(custom.read(['阳台漏水了'])[0]!.topics.map(({ topic }) => topic)).not.toContain('leak');
  });

  it('reads the same alone and among others', () => {
    const texts = ['阳台漏水了，烦死了', '谢谢', '这箱苹果又脆又甜', ''];
    expect(reader.read(texts)).toEqual(texts.map(read));
  });

  it('asks for somebody today where it is grave, not where it is asked about or denied', () => {
    expect(read('孩子吃了群里的虾，上吐下泻，在医院').severity).toBe(3);
    expect(read('一打开燃气灶就闻到煤气味，人头晕').severity).toBe(3);
    expect(read('防水怎么做才不漏水').severity).toBe(0);
    expect(read('瓷砖贴歪了，不满意').severity).toBeLessThan(3);
  });
});

describe('rules of what is grave', () => {
  it.each([
    ['吃完拉肚子，全家都进医院了', ['food']],
    ['水管爆了，水一直往外喷', ['water']],
    ['插座冒火花', ['power']],
    ['柜门掉下来砸到孩子', ['injury']],
    ['交了定金人就联系不上了', ['fraud']],
    ['我已经打了12315', ['escalation']],
    ['新家味道大得我头晕', ['air']],
  ])('find %s', (text, kinds) => {
    expect(graveKindsIn(normaliseText(text))).toEqual(expect.arrayContaining(kinds));
  });

  it.each(['没有漏电', '怎么防止漏电', '电话13912345678', '这瓜甜得很'])('leave %s alone', (text) => {
    expect(graveKindsIn(normaliseText(text))).toEqual([]);
  });
});
