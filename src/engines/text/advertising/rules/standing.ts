import { LAWS } from '../laws.ts';
import type { WordingRule } from '../wording-rule.ts';

/** Whose name is used, which honours and figures are shown, and what offends. */
export const STANDING: readonly WordingRule[] = [
  {
    code: 'flags',
    grade: 'banned',
    pattern: /(?<![中全外各韩法美德])(?:国旗(?!舰|袍|下)|国歌(?!手|曲|剧|舞))|国徽|军旗|军徽|军歌/gu,
    law: LAWS.flags,
    why: '国家的标志不能用来卖东西',
    suggestion: '去掉',
  },
  {
    code: 'state-organs',
    grade: 'banned',
    pattern:
      /国家机关|(?:国家)?领导人(?!才)|(?:政府|街道办?|公安局?|消防队?|住建局|教育局|卫健委)(?:部门)?(?:推荐|指定|认可|力荐|背书)|(?<![独奇])特供(?!应)|内供|军供|(?:机关|部队|军队|人民大会堂|中南海|央企)专[供用]|人民大会堂|中南海|国宴(?:级|专用|用[酒茶水])/gu,
    law: LAWS.stateOrgans,
    why: '不能借机关和领导的名义',
    suggestion: '去掉机关名义',
  },
  {
    code: 'made-for',
    grade: 'doubtful',
    pattern: /(?<!机关|部队|军队|大会堂|中南海|央企)专供(?!应)|国宴(?!级|专用|用)/gu,
    law: LAWS.stateOrgans,
    why: '供给谁要说明白，不能让人想到机关',
    suggestion: '写“只在本小区卖”之类的大白话',
  },
  {
    code: 'exempt-from-inspection',
    grade: 'banned',
    pattern: /(?:国家|质量)?免检(?:产品|企业|资格)?(?!入)/gu,
    law: LAWS.facts,
    why: '国家免检早已取消，没有这个荣誉',
    suggestion: '写最近一次检测的结果',
  },
  {
    code: 'famous-mark',
    grade: 'banned',
    pattern: /驰名商标|驰名品牌/gu,
    law: LAWS.famousMark,
    why: '“驰名商标”不准用在宣传里',
    suggestion: '只写自己的商标',
  },
  {
    code: 'honours',
    grade: 'doubtful',
    pattern:
      /(?:质量|权威|国际|国家|专业|官方|环保|绿色)认证|通过[^,。;!?\n]{0,8}认证|(?<![a-z])iso\s?\d{4,5}|荣获|获奖|金奖|银奖|百年(?:老店|品牌)|老字号|中国名牌|著名商标|知名品牌/gu,
    law: LAWS.facts,
    why: '荣誉和认证要真有，还在有效期里',
    suggestion: '写全称、发证单位和编号',
    answeredBy: /证书|编号|颁发/u,
  },
  {
    code: 'figures',
    grade: 'doubtful',
    pattern:
      /(?:服务|累计|已售|卖出|热销|销量|突破|超过|装过|做过)[^,。;!?\d\n]{0,6}(?:\d[\d.]*万|\d{3,})[+多余]?(?:单|件|份|户|家庭|用户|业主|人|家|套)|(?:好评率|满意率|满意度|复购率|成功率|回头率|除醛率|杀菌率|抑菌率)[^,。;!?\d\n]{0,4}\d[\d.]*%?|\d[\d.]*%的?(?:用户|业主|顾客|客户|家庭|邻居)/gu,
    law: LAWS.figures,
    why: '数字要有出处',
    suggestion: '写谁统计的、从哪天到哪天',
    answeredBy: /来源|据[^,。;!?\n]{0,10}统计|截[至止]\S{0,10}[日月号]/u,
  },
  {
    code: 'offends',
    grade: 'banned',
    pattern: /残废|弱智|智障|脑残/gu,
    law: LAWS.theWeak,
    why: '伤人',
    suggestion: '换一句',
  },
  {
    code: 'sexism',
    grade: 'banned',
    pattern: /女人就(?:该|应该|得)|男人就(?:该|应该|得)|男尊女卑|剩女|包生男|重男轻女|(?:只招|只要)男/gu,
    law: LAWS.discrimination,
    why: '不能看轻哪一种人',
    suggestion: '换一句，对所有人说',
  },
  {
    code: 'gambling',
    grade: 'banned',
    pattern: /赌一把|下注|博彩|赌石|百家乐|一夜暴富/gu,
    law: LAWS.superstition,
    why: '涉及赌博',
    suggestion: '换一句',
  },
];
