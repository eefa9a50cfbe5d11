import { LAWS } from '../laws.ts';
import type { WordingRule } from '../wording-rule.ts';

const A_REPORT = /检测报告|检验报告|报告编?号|gb\/?t?\s?\d|国标|cma/u;
/** Homes are sold or let, not renovated. */
const PROPERTY = /楼盘|新盘|房源|售楼|开盘/u;

/** What is said of materials, works and homes. */
export const HOMES: readonly WordingRule[] = [
  {
    code: 'no-formaldehyde',
    grade: 'banned',
    pattern: /(?:(?<![\d.])0|零|(?<!有)无|不含|没有|杜绝)\s?甲醛(?!超)|(?:(?<![\d.])0|零|(?<!有)无)\s?醛(?!添加|胶)/gu,
    law: LAWS.effects,
    why: '人造板都有一点甲醛，说没有就是虚假',
    suggestion: '写检测标准，如“E0级板材”',
  },
  {
    code: 'formaldehyde',
    grade: 'doubtful',
    pattern: /(?:除|去|净|吸|低|抗|分解|祛)甲?醛|甲醛(?:释放量|达标|合格|不超标|未检出|含量)|无醛(?:添加|胶)/gu,
    law: LAWS.figures,
    why: '甲醛多少要有检测报告',
    suggestion: '写检测单位、报告编号和数值',
    answeredBy: A_REPORT,
  },
  {
    code: 'eco-friendly',
    grade: 'doubtful',
    pattern:
      /(?:绿色|健康|安全|更|很|超|真正|纯|十分)环保|环保(?:材料|板材|板|漆|涂料|家装|装修|级|健康|材质|建材|胶|无味|无毒|达标|不超标|安全)|绿色(?:健康|环保|建材|材料|家装|装修|产品)/gu,
    law: LAWS.facts,
    why: '环保不环保，看检测和认证',
    suggestion: '写执行的标准和等级，附检测报告',
    answeredBy: A_REPORT,
  },
  {
    code: 'harmless',
    grade: 'doubtful',
    pattern:
      /无毒无?[害味]?|(?<![淡而之])无味(?!道)|(?:零|无)(?:污染|异味|气味|排放|voc)|即[装刷]即住|(?:刷完|装完|当天)就?能?入?住(?![户址院])/gu,
    law: LAWS.facts,
    why: '要有检测，通风几天也要说',
    suggestion: '写检测结果和建议通风几天',
    answeredBy: A_REPORT,
  },
  {
    code: 'never-leaks',
    grade: 'doubtful',
    pattern: /(?:保证|包|决)不[漏渗裂掉返]水?|不漏不渗|漏[水了]?包赔|[十二三五]\d?年不漏/gu,
    law: LAWS.promises,
    why: '说了就要兑现，要写清怎么赔',
    suggestion: '写质保几年、漏了几天内上门、怎么修',
    answeredBy: /质保\S{0,6}年/u,
  },
  {
    code: 'grade-of-others',
    grade: 'doubtful',
    pattern: /(?:军工|军用|航天|航空|医用|食品|实验室|五星酒店)级(?!别|塑料袋)/gu,
    law: LAWS.facts,
    why: '要有对应的标准，不能借名头',
    suggestion: '写执行的标准号',
    answeredBy: A_REPORT,
  },
  {
    code: 'foreign-craft',
    grade: 'doubtful',
    pattern:
      /(?:德国|日本|意大利|美国|法国|瑞士|欧洲|德系|日系)(?:原装|工艺|技术|品质|大师|标准|制造)|国际(?:大牌|品质|标准)/gu,
    law: LAWS.facts,
    why: '外国来的要有证明',
    suggestion: '写产地和牌子',
  },
  {
    code: 'kills-germs',
    grade: 'doubtful',
    pattern: /(?:抗|抑|杀|除|灭)(?:细)?(?:菌|螨|病毒)率?(?!丝)/gu,
    law: LAWS.figures,
    why: '杀了多少要有检测',
    suggestion: '写检测单位、菌种和数值',
    answeredBy: A_REPORT,
  },
  {
    code: 'patent-pending',
    grade: 'banned',
    pattern: /(?:已|正在)?申请(?:了)?(?:国家)?(?:发明)?专利|专利申请(?:中|号)|专利(?:审批|受理)中/gu,
    law: LAWS.patents,
    why: '没授权的专利不能拿来宣传',
    suggestion: '拿到授权再写，写专利号',
  },
  {
    code: 'patent',
    grade: 'doubtful',
    pattern: /(?:国家|发明|独有|自主)?专利(?!申请|审批|受理|权人|号)(?:技术|产品|配方|工艺)?/gu,
    law: LAWS.patents,
    why: '要写专利号和种类',
    suggestion: '写“专利号ZL…”和是发明还是外观',
    answeredBy: /专利号|(?<![a-z])zl\s?\d/u,
  },
  {
    code: 'rising-home',
    grade: 'banned',
    pattern: /升值|投资回报/gu,
    law: LAWS.property,
    why: '卖房不能承诺升值或者回报',
    suggestion: '只写房子本身',
    when: PROPERTY,
  },
  {
    code: 'home-distance',
    grade: 'doubtful',
    pattern: /(?:步行|开车|驾车|车程|距)[^,。;!?\n\d]{0,8}\d{1,3}分钟/gu,
    law: LAWS.property,
    why: '卖房不能用几分钟说远近',
    suggestion: '写距离多少米',
    when: PROPERTY,
  },
  {
    code: 'superstition',
    grade: 'banned',
    pattern:
      /(?<![新暖排冷热送通])风水(?![电管路泵机阀冷])|旺宅|镇宅|化煞|辟邪|驱邪|开光|招财(?!猫|树|进)|转运(?=[珠符手])|改运|旺夫|算命/gu,
    law: LAWS.superstition,
    why: '不能拿迷信卖东西',
    suggestion: '写采光、通风、动线',
  },
];
