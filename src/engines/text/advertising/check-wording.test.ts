import { describe, expect, it } from 'vitest';
import { bannedWordsIn, WORDING_RULES, wordingHitsIn } from './check-wording.ts';

/** The text, what is found in it as it was written, and by which rules. */
type Example = readonly [text: string, phrases: readonly string[], codes: readonly string[]];

const BANNED: readonly Example[] = [
  ['全城最好的防水', ['最好'], ['superlative-most']],
  ['本小区最受欢迎的水果摊', ['最受欢迎'], ['superlative-most']],
  ['最佳选择', ['最佳'], ['superlative-most']],
  ['请最专业的师傅', ['最专业'], ['superlative-most']],
  ['防水第一品牌', ['第一品牌'], ['first']],
  ['销量第一的团', ['销量第一'], ['first']],
  ['口碑天下第一', ['天下第一'], ['first']],
  ['全国第一折扣', ['全国第一'], ['first']],
  ['TOP1 防水', ['TOP1'], ['number-one']],
  ['NO.1 家装', ['NO.1'], ['number-one']],
  ['本月销量冠军', ['销量冠军'], ['champion']],
  ['家装行业的领导者', ['领导者'], ['champion']],
  ['国家级工艺', ['国家级'], ['state-level']],
  ['顶级材料，极致体验', ['顶级', '极致'], ['top-grade', 'top-grade']],
  ['防水界的王牌', ['王牌'], ['peerless']],
  ['水果之王榴莲', ['果之王'], ['peerless']],
  ['小区唯一的直营店', ['唯一'], ['only-one']],
  ['独一无二的设计', ['独一无二'], ['only-one']],
  ['一把万能的刀', ['万能'], ['almighty']],
  ['绝对放心', ['绝对'], ['absolute']],
  ['百分之百不漏', ['百分之百'], ['absolute']],
  ['100% 有效', ['100%'], ['hundred-percent']],
  ['全网最低价', ['全网最低价'], ['lowest-price']],
  ['史上最低，错过没有', ['史上最低'], ['lowest-price']],
  ['价格全网最低', ['价格全网最低'], ['lowest-price']],
  ['质保期内永不返修', ['永不'], ['for-ever']],
  ['做一次终身不漏', ['终身不漏'], ['for-ever']],
  ['一劳永逸', ['一劳永逸'], ['for-ever']],
  ['彻底解决漏水', ['彻底解决'], ['root-cure']],
  ['根治返潮', ['根治'], ['root-cure']],
  ['零风险装修', ['零风险'], ['no-risk']],
  ['除霉有奇效', ['奇效'], ['miracle']],
  ['囤货稳赚', ['稳赚'], ['returns-promised']],
  ['房子必涨', ['必涨'], ['returns-promised']],
  ['活动保本', ['保本'], ['returns-promised']],
  ['最终解释权归本店所有', ['最终解释权归本店所有'], ['final-say']],
  ['本公司保留最终解释权', ['本公司保留最终解释权'], ['final-say']],
  ['特价商品不退', ['特价商品不退'], ['no-returns']],
  ['一经售出，概不退换', ['一经售出，概不退换'], ['no-returns']],
  ['五星好评返红包', ['五星好评返红包'], ['paid-praise']],
  ['吊打同行的工艺', ['吊打同行'], ['disparaging']],
  ['别家都是骗人的', ['别家都是骗'], ['disparaging']],
  ['小朋友快让妈妈买', ['小朋友快让妈妈买'], ['coaxing-children']],
  ['高仿包袋到货', ['高仿'], ['look-alike-goods']],
  ['这茶能降血压', ['降血压'], ['cure']],
  ['姜茶预防感冒', ['预防感冒'], ['cure']],
  ['治愈率很高', ['治愈率'], ['cure-rate']],
  ['枸杞养生，喝了排毒', ['养生', '排毒'], ['food-health', 'food-health']],
  ['蜂蜜润肠养颜', ['润肠', '养颜'], ['food-health', 'food-health']],
  ['孩子吃了增强免疫力', ['增强免疫力'], ['food-health']],
  ['穿上就能提高免疫力', ['提高免疫力'], ['immunity']],
  ['接近母乳的奶粉', ['接近母乳'], ['instead-of-breast-milk']],
  ['质检部门推荐的鸡蛋', ['质检部门推荐'], ['official-food-advice']],
  ['白酒解乏', ['解乏'], ['urging-to-drink']],
  ['零甲醛板材', ['零甲醛'], ['no-formaldehyde']],
  ['0 甲醛家装', ['0 甲醛'], ['no-formaldehyde']],
  ['工艺已申请专利', ['已申请专利'], ['patent-pending']],
  ['这个楼盘升值快', ['升值'], ['rising-home']],
  ['帮您调风水', ['风水'], ['superstition']],
  ['国旗飘飘大促', ['国旗'], ['flags']],
  ['机关特供大米', ['特供'], ['state-organs']],
  ['街道办推荐的装修队', ['街道办推荐'], ['state-organs']],
  ['国家免检产品', ['国家免检产品'], ['exempt-from-inspection']],
  ['中国驰名商标', ['驰名商标'], ['famous-mark']],
  ['脑残才买贵的', ['脑残'], ['offends']],
  ['剩女也该有个家', ['剩女'], ['sexism']],
  ['女人就该待在厨房', ['女人就该'], ['sexism']],
  ['下单赌一把', ['赌一把'], ['gambling']],
];

const DOUBTFUL: readonly Example[] = [
  ['最适合您家的方案', ['最适合'], ['superlative-doubtful']],
  ['服务第一', ['服务第一'], ['quality-first']],
  ['TOP10 装修公司', ['TOP10'], ['ranking']],
  ['国家级非遗做法', ['国家级非遗'], ['official-title']],
  ['100%纯棉', ['100%纯棉'], ['ingredient-share']],
  ['一线品牌的瓷砖', ['一线品牌'], ['claimed-rank']],
  ['全城首家体验店', ['全城首家'], ['claimed-rank']],
  ['装修首选', ['首选'], ['glowing']],
  ['价格史低', ['史低'], ['low-of-all-times']],
  ['原价199，现在99', ['原价'], ['compared-price']],
  ['划线价是吊牌上的', ['划线价'], ['compared-price']],
  ['低至三折', ['低至'], ['as-low-as']],
  ['按政府指导价收费', ['政府指导价'], ['public-price']],
  ['国补再减', ['国补'], ['subsidy']],
  ['限时特价', ['限时'], ['limited-time']],
  ['草莓秒杀', ['秒杀'], ['limited-time']],
  ['秒杀全场', ['秒杀全场'], ['sweeping-sale']],
  ['先到先得', ['先到先得'], ['limited-number']],
  ['仅剩3份', ['仅剩3份'], ['few-left']],
  ['免费量房', ['免费'], ['free']],
  ['0元购', ['0元购'], ['free']],
  ['车厘子包邮', ['包邮'], ['free-delivery']],
  ['买一送一', ['买一送一'], ['gift']],
  ['全屋零增项', ['零增项'], ['no-extras']],
  ['装修零首付', ['零首付'], ['credit']],
  ['下单抽大奖', ['抽大奖'], ['lottery']],
  ['除霉特效', ['特效'], ['quick-effect']],
  ['见效快', ['见效快'], ['quick-effect']],
  ['旧房秒变新房', ['秒变'], ['quick-effect']],
  ['终身质保', ['终身质保'], ['lifelong-warranty']],
  ['零投诉的工长', ['零投诉'], ['zero-complaints']],
  ['七天无理由', ['七天无理由'], ['return-promise']],
  ['假一赔十', ['假一赔十'], ['fake-pays']],
  ['萌娃代言', ['萌娃代言'], ['young-faces']],
  ['营养师推荐的早餐', ['营养师推荐'], ['expert-advice']],
  ['团长亲测好用', ['亲测'], ['sharing-that-sells']],
  ['记者获悉门店打折', ['记者获悉'], ['news-form']],
  ['恭喜您中奖', ['恭喜您中奖'], ['false-notice']],
  ['明星同款沙发', ['明星同款'], ['same-as']],
  ['养生地板', ['养生'], ['wellness']],
  ['绿豆汤清热', ['清热'], ['folk-health']],
  ['糖尿病人能吃的米', ['糖尿病人'], ['patients-may-eat']],
  ['店里有保健食品', ['保健食品'], ['health-food']],
  ['有机蔬菜到货', ['有机'], ['organic']],
  ['绿色食品', ['绿色食品'], ['green-food']],
  ['零添加酱油', ['零添加'], ['nothing-added']],
  ['低脂酸奶', ['低脂'], ['nutrition']],
  ['纯天然蜂蜜', ['纯天然'], ['natural']],
  ['进口车厘子', ['进口'], ['imported']],
  ['清真牛肉', ['清真'], ['halal']],
  ['当天现摘的草莓', ['当天现摘'], ['fresh-today']],
  ['产地直采', ['产地直采'], ['fresh-today']],
  ['足斤足两', ['足斤足两'], ['full-weight']],
  ['宝宝放心吃', ['宝宝放心吃'], ['for-babies']],
  ['专业除甲醛', ['除甲醛'], ['formaldehyde']],
  ['环保板材', ['环保板材'], ['eco-friendly']],
  ['即装即住', ['即装即住'], ['harmless']],
  ['包不漏', ['包不漏'], ['never-leaks']],
  ['军工级涂料', ['军工级'], ['grade-of-others']],
  ['德国工艺', ['德国工艺'], ['foreign-craft']],
  ['房源步行5分钟到地铁', ['步行5分钟'], ['home-distance']],
  ['抗菌砧板', ['抗菌'], ['kills-germs']],
  ['专利配方', ['专利配方'], ['patent']],
  ['小区专供鸡蛋', ['专供'], ['made-for']],
  ['荣获金奖', ['荣获', '金奖'], ['honours', 'honours']],
  ['累计服务10万户', ['累计服务10万户'], ['figures']],
  ['98%的业主满意', ['98%的业主'], ['figures']],
];

/** Written so that a list of words does not find it. */
const EVADING: readonly Example[] = [
  ['全城最 好的防水', ['最 好'], ['superlative-most']],
  ['最，好的防水', ['最，好'], ['superlative-most']],
  ['蕞好的防水', ['蕞好'], ['superlative-most']],
  ['zui低价', ['zui低价'], ['lowest-price']],
  ['顶*级材料', ['顶*级'], ['top-grade']],
  ['顶🔥级材料', ['顶🔥级'], ['top-grade']],
  ['顶\u200b级材料', ['顶\u200b级'], ['top-grade']],
  ['N O . 1 装修', ['N O . 1'], ['number-one']],
  ['ＮＯ．１ 装修', ['ＮＯ．１'], ['number-one']],
  ['№1 装修', ['№1'], ['number-one']],
  ['第 ① 品牌', ['第 ① 品牌'], ['first']],
  ['①线品牌', ['①线品牌'], ['claimed-rank']],
  ['國家級工藝', ['國家級'], ['state-level']],
  ['絕對不漏', ['絕對'], ['absolute']],
  ['１００％有效', ['１００％'], ['hundred-percent']],
  ['零“甲醛”板材', ['零“甲醛'], ['no-formaldehyde']],
  ['全 網 最 低 價', ['全 網 最 低 價'], ['lowest-price']],
];

describe('what advertising may not say', () => {
  it.each([...BANNED, ...EVADING.filter(([, , [code]]) => code !== 'claimed-rank')])(
    'is found and refused in 「%s」',
    (text, phrases, codes) => {
      const hits = bannedWordsIn(text);
      expect(hits.map(({ phrase }) => phrase)).toEqual(phrases);
      expect(hits.map(({ code }) => code)).toEqual(codes);
    },
  );

  it.each([...DOUBTFUL, ...EVADING.filter(([, , [code]]) => code === 'claimed-rank')])(
    'is found and may stay with proof in 「%s」',
    (text, phrases, codes) => {
      const hits = wordingHitsIn(text);
      expect(hits.map(({ phrase }) => phrase)).toEqual(phrases);
      expect(hits.map(({ code }) => code)).toEqual(codes);
      expect(bannedWordsIn(text)).toEqual([]);
    },
  );

  it('has an example of each rule', () => {
    const shown = new Set([...BANNED, ...DOUBTFUL].flatMap(([, , codes]) => codes));
    expect(WORDING_RULES.map(({ code }) => code).filter((code) => !shown.has(code))).toEqual([]);
  });
});

describe('a doubt', () => {
  it.each([
    ['限时到8月3日', '限时'],
    ['限量50份，先到先得', '限量'],
    ['免费量房，不签约也不收费', '免费'],
    ['包邮，新疆西藏除外', '包邮'],
    ['买一送一，送鸡蛋一盒', '买一送一'],
    ['有机蔬菜，证书编号100OP2400123', '有机'],
    ['除甲醛，检测报告编号CMA2024', '除甲醛'],
    ['专利配方，专利号ZL202410001234.5', '专利'],
    ['进口车厘子，原产智利', '进口'],
    ['净含量500克', '净含量'],
  ])('is answered by the text itself: 「%s」', (text, phrase) => {
    expect(text).toContain(phrase);
    expect(wordingHitsIn(text)).toEqual([]);
    expect(wordingHitsIn(phrase)).not.toEqual([]);
  });

  it('weighs more where food is sold', () => {
    expect(wordingHitsIn('疗养').map(({ grade }) => grade)).toEqual(['doubtful']);
    expect(wordingHitsIn('疗养鸡汤').map(({ grade }) => grade)).toEqual(['banned']);
  });
});

describe('a replacement', () => {
  it.each([
    ['全网最低价19.9元', '活动价'],
    ['最专业的师傅', '专业'],
    ['最佳选择', '好'],
    ['顶级材料', '优质'],
    ['绝对放心', ''],
    ['最终解释权归本店所有', '有疑问请联系客服'],
    ['大牌同款', '类似款'],
    ['零甲醛', null],
    ['销量第一', null],
  ])('of 「%s」 is %s', (text, replacement) => {
    expect(wordingHitsIn(text)[0]?.replacement).toBe(replacement);
  });

  it('is never refused itself', () => {
    const texts = [...BANNED, ...DOUBTFUL].flatMap(([text]) => wordingHitsIn(text).map((hit) => ({ text, ...hit })));
    for (const { text, at, phrase, replacement } of texts) {
      if (replacement === null) continue;
      const written = text.slice(0, at) + replacement + text.slice(at + phrase.length);
      expect(bannedWordsIn(written).map((hit) => hit.phrase)).not.toContain(replacement);
      expect(bannedWordsIn(replacement)).toEqual([]);
    }
  });
});
