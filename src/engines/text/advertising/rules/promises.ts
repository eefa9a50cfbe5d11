import { LAWS } from '../laws.ts';
import type { WordingRule } from '../wording-rule.ts';

const EFFECTS: readonly WordingRule[] = [
  {
    code: 'for-ever',
    grade: 'banned',
    pattern:
      /永久(?!性?(?:地址|链接|用地|基本|居住|居留|绿地|产权|牌))|永不|永无后患|永远不会?[漏坏裂掉霉褪锈变]|[终][身生]不[坏漏换霉修]|一劳永逸|绝不(?:漏|渗|裂|掉|返|反弹|变形|褪色|开裂|起皮)/gu,
    law: LAWS.effects,
    why: '没有东西能保一辈子，做不到就是虚假',
    suggestion: '写质保年限和售后办法',
  },
  {
    code: 'root-cure',
    grade: 'banned',
    pattern: /(?<!树)根治|彻底(?:解决|根除|告别|杜绝)|包治|无效退款|一次解决所有/gu,
    law: LAWS.effects,
    why: '断言效果，没法保证',
    suggestion: '写“按规范施工，质保几年”',
    instead: (phrase) => (phrase === '彻底解决' || phrase === '根治' ? '处理' : undefined),
  },
  {
    code: 'no-risk',
    grade: 'banned',
    pattern: /(?<!有)无风险|零风险|(?<![\d.])0\s?风险|万无一失/gu,
    law: LAWS.truth,
    why: '没有不担风险的买卖',
    suggestion: '写出了问题怎么赔',
  },
  {
    code: 'miracle',
    grade: 'banned',
    pattern: /神效|奇效|药到病除|包治百病|起死回生/gu,
    law: LAWS.effects,
    why: '夸大效果',
    suggestion: '写用法和一般要多久',
  },
  {
    code: 'quick-effect',
    grade: 'doubtful',
    pattern:
      /(?<!视频|灯光|电影|动画|独)特效(?!师|镜头|药房)|见效(?:快|迅速)|[立当]\S{0,1}见效|\d+[天日]见效|立竿见影|速效|强效|一[用喷抹擦贴]就(?:灵|好|净|掉|没)|秒[变除净]|高效除|瞬间(?:变|消失|去除)/gu,
    law: LAWS.effects,
    why: '效果要有检测或实测作证',
    suggestion: '写用了多少、等多久、什么情况下有用',
  },
  {
    code: 'lifelong-warranty',
    grade: 'doubtful',
    pattern: /[终][身生](?:质保|保修|维护|维修|售后|保固|免费维修|保障|保换)/gu,
    law: LAWS.accuracy,
    why: '谁的一辈子、保什么，没说清',
    suggestion: '写明质保几年、保哪些、怎么找人',
  },
  {
    code: 'zero-complaints',
    grade: 'doubtful',
    pattern: /(?:(?<![\d.])0|零)\s?(?:投诉|返修|差评|事故|失误|瑕疵)|滴水不漏/gu,
    law: LAWS.figures,
    why: '一个也没有，要拿得出记录',
    suggestion: '写统计的时间和数字',
  },
  {
    code: 'returns-promised',
    grade: 'banned',
    pattern:
      /(?:保证|必定|肯定)升值|升值(?:空间(?:大|巨大|无限)|在望)|稳赚|(?<![质担环医社联确参投低])保本(?![店人月周次年地日期项社产公小身质色])|保收益|(?<![何不未势])必涨|躺赚|高回报|投资回报率?/gu,
    law: LAWS.returns,
    why: '不能对未来的收益作保证',
    suggestion: '去掉对收益的承诺',
  },
];

const TERMS: readonly WordingRule[] = [
  {
    code: 'final-say',
    grade: 'banned',
    pattern:
      /(?:本(?:店|公司|活动|平台|商城)|商家|我们)?(?:拥有|保留|享有|对活动有|的)?最终解释权(?:[^,。;!?\n]{0,12}所有)?/gu,
    law: LAWS.terms,
    why: '规则怎么讲不能由一家说了算，这句话无效',
    suggestion: '删掉，写“有疑问请联系客服”',
    instead: '有疑问请联系客服',
  },
  {
    code: 'no-returns',
    grade: 'banned',
    pattern:
      /(?:(?:一经|一旦)?(?:售出|出售|离柜|离店|签收)后?,?)?(?:概不(?:退换|退款|退货|负责)|恕不(?:退换|退款|退货|负责)|不退不换|不予退换)|(?:特价|打折|促销)(?:商品|品|款)?不退/gu,
    law: LAWS.terms,
    why: '有质量问题必须能退，不能事先免责',
    suggestion: '写“有质量问题可以退换”',
    instead: '有质量问题可以退换',
  },
  {
    code: 'return-promise',
    grade: 'doubtful',
    pattern: /无条件退[换款货]?|无理由退[换款货]?|(?:七|7)[天日]无理由/gu,
    law: LAWS.noReason,
    why: '说了就要做到；生鲜、定作的本来不在其中',
    suggestion: '写清哪些能退、几天内、谁出运费',
    answeredBy: /除外|不支持|不含/u,
  },
  {
    code: 'fake-pays',
    grade: 'doubtful',
    pattern: /假一[赔罚][\d一二两三四五六七八九十百]*|(?:保证|承诺|官方)正品|正品保[证障]/gu,
    law: LAWS.promises,
    why: '写了就要照赔，进货单要齐',
    suggestion: '留好授权和进货单，写清怎么认定、赔多少',
  },
];

const PEOPLE: readonly WordingRule[] = [
  {
    code: 'paid-praise',
    grade: 'banned',
    pattern: /(?:好评|五星|5星|点赞)[^,。;!?\n]{0,6}(?:返现|返\d|返红包|返券|领红包|送红包|得红包|有礼|有奖)/gu,
    law: LAWS.paidPraise,
    why: '不能拿钱换好评',
    suggestion: '写“欢迎如实评价”，评价好坏都一样送',
    instead: '欢迎如实评价',
  },
  {
    code: 'disparaging',
    grade: 'banned',
    pattern:
      /吊打(?:同行|对手|别家|其他|全场)?|秒杀(?:同行|对手)|完[胜爆](?:同行|对手|别家|其他)?|碾压(?:同行|对手|别家|其他)?|(?:别家|同行|其他家|外面)(?:的)?(?:都|全)是(?:坑|骗|假|垃圾|次品|套路)/gu,
    law: LAWS.disparaging,
    why: '只能说自己好，不能说别人坏',
    suggestion: '写自己的做法',
  },
  {
    code: 'coaxing-children',
    grade: 'banned',
    pattern: /(?:小朋友|宝贝|同学|孩子)们?[^。;!?\n]{0,10}[让叫喊求](?:爸|妈|家长|父母)[^,。;!?\n]{0,4}(?:买|下单)/gu,
    law: LAWS.coaxing,
    why: '不能鼓动孩子去求家长',
    suggestion: '对家长说',
  },
  {
    code: 'young-faces',
    grade: 'doubtful',
    pattern: /(?:儿童|宝宝|萌娃|小朋友|童星|小小|娃娃|小学生)[^,。;!?\n]{0,3}代言/gu,
    law: LAWS.youngFaces,
    why: '不满十岁的不能做代言人',
    suggestion: '改成产品和使用场景',
  },
  {
    code: 'expert-advice',
    grade: 'doubtful',
    pattern:
      /(?:医生|专家|教授|院士|营养师|医院|央视|cctv)(?:都|一致|强烈|鼎力|亲自|力)?(?:推荐|力荐|上榜|背书|点名)/gu,
    law: LAWS.truth,
    why: '是谁说的、同不同意用，都要有据',
    suggestion: '写真名、单位并留好授权，没有就去掉',
  },
  {
    code: 'sharing-that-sells',
    grade: 'doubtful',
    pattern: /亲测|实测|测评|种草|探店/gu,
    law: LAWS.markedSharing,
    why: '像自己的体验，其实带着链接卖东西',
    suggestion: '在醒目处标“广告”',
    answeredBy: /广告/u,
  },
  {
    code: 'news-form',
    grade: 'doubtful',
    pattern: /本报讯|记者(?:获悉|从)|据(?:本报|记者)|新闻快讯/gu,
    law: LAWS.recognisable,
    why: '广告不能写成新闻',
    suggestion: '用自己的口气写',
  },
  {
    code: 'false-notice',
    grade: 'doubtful',
    pattern:
      /恭喜[您你]?中奖|点击领取?(?:现金|红包|大奖)|红包已到账|您有(?:一|\d+)个(?:现金)?红包|系统检测到|(?:账户|账号)(?:存在)?异常|版本过低/gu,
    law: LAWS.tricks,
    why: '装成系统通知或者奖励，骗人点开',
    suggestion: '直接写是什么优惠',
  },
  {
    code: 'look-alike-goods',
    grade: 'banned',
    pattern: /高仿|精仿|(?<![a-z])a货|1:1复刻/gu,
    law: LAWS.confusion,
    why: '仿冒别人的商品',
    suggestion: '只写自己的牌子',
  },
  {
    code: 'same-as',
    grade: 'doubtful',
    pattern: /(?:明星|网红|大牌|专柜|博主|总理)?同款(?!不同)|大牌平替|平替|原单|尾单/gu,
    law: LAWS.confusion,
    why: '不是同一家做的，就会让人误认',
    suggestion: '写清牌子和型号；只是像，就写“类似款式”',
    instead: (phrase) => (phrase.endsWith('同款') ? '类似款' : undefined),
  },
];

/** Effects, terms of sale, and how people are spoken to. */
export const PROMISES: readonly WordingRule[] = [...EFFECTS, ...TERMS, ...PEOPLE];
