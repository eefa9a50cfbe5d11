import { LAWS } from '../laws.ts';
import type { WordingRule } from '../wording-rule.ts';

/** A time that ends an offer. */
const A_TIME =
  /\d{1,2}[月日号点]|\d{1,2}:\d{2}|\d{1,2}\.\d{1,2}(?=前|截|止|至|-|到)|\d+(?:小时|分钟|天)|[今明后][天日晚]|周[一二三四五六日末]|星期|截止|截至|截单|月底|月末|年底/u;
const A_NUMBER =
  /\d+(?:份|件|套|户|个|名|席|单|箱|盒|袋|斤|位)|[一二两三四五六七八九十]+(?:份|件|套|户|个|名|席|单|箱|盒|袋|斤|位)/u;

const COMPARISONS: readonly WordingRule[] = [
  {
    code: 'lowest-price',
    grade: 'banned',
    pattern:
      /(?:(?:全网|全市|全城|全国|全区|史上|历史|行业|同城|全年)最低价?|(?:最|zui)低价)(?!格区间)|价格?(?:全网|全城|全市)?最低(?!\d)/gu,
    law: LAWS.comparedPrices,
    why: '没法证明别处都更贵',
    suggestion: '写出具体价格和活动日期',
    instead: (phrase) => (phrase.startsWith('价') ? undefined : '活动价'),
  },
  {
    code: 'low-of-all-times',
    grade: 'doubtful',
    pattern:
      /史低|新低价|骨折价|地板价|跳楼价|白菜价|击穿底价|(?:到|破)底价|亏本(?:卖|价|清|甩)|赔本(?:卖|价|清|赚吆喝)|员工价|内部价/gu,
    law: LAWS.comparedPrices,
    why: '说价格低到底，要有前面的成交价作证',
    suggestion: '写现价多少、平时卖多少',
    instead: (phrase) => (phrase.endsWith('价') || phrase === '史低' ? '活动价' : undefined),
  },
  {
    code: 'compared-price',
    grade: 'doubtful',
    pattern:
      /(?<!恢复)原价|划线价|市场价|专柜价|吊牌价|官方价|门市价|零售价|指导价(?<!政府指导价)|出厂价|成本价|批发价/gu,
    law: LAWS.comparedPrices,
    why: '被比的价格要真卖过、查得到',
    suggestion: '留好前七天的成交记录，写清是哪里的价',
  },
  {
    code: 'as-low-as',
    grade: 'doubtful',
    pattern: /低至|(?:最|zui)低(?=\d|[一二三四五六七八九]折)|全场[\d.一二三四五六七八九]+折|[\d.]+元?起(?=购|抢|包)/gu,
    law: LAWS.luringPrices,
    why: '只有少数东西是这个价就会误导',
    suggestion: '写清哪几样是这个价、有什么条件',
  },
  {
    code: 'public-price',
    grade: 'doubtful',
    pattern: /政府(?:定价|指导价)|国家定价/gu,
    law: LAWS.publicPrices,
    why: '不在定价目录里的，不能这么说',
    suggestion: '拿不出文件就去掉',
  },
  {
    code: 'subsidy',
    grade: 'doubtful',
    pattern: /国补|(?:政府|国家|财政)补贴|以旧换新补贴/gu,
    law: LAWS.truth,
    why: '要真有这项政策，而且这样东西在里面',
    suggestion: '写政策名字、能补多少、到哪天为止',
    answeredBy: /文件|〔\d{4}〕|截[止至]/u,
  },
];

const URGING: readonly WordingRule[] = [
  {
    code: 'limited-time',
    grade: 'doubtful',
    pattern:
      /限时|限期|秒杀(?!同行|全场|对手)|闪购|抢购|手慢无|(?:即将|马上|随时)涨价|恢复原价|最后(?:机会|一天|一波)|仅此一[天次]|机不可失|错过(?:不再|再等|等一年)/gu,
    law: LAWS.luringPrices,
    why: '没写到哪天，就是催人下单',
    suggestion: '写清从几号到几号、几点截止',
    answeredBy: A_TIME,
  },
  {
    code: 'sweeping-sale',
    grade: 'doubtful',
    pattern: /秒杀全场|全场秒杀|全网秒杀|全场清仓|击穿全[网场]/gu,
    law: LAWS.luringPrices,
    why: '有一样不是这个价就不实',
    suggestion: '写清哪些商品参加、几号到几号',
  },
  {
    code: 'limited-number',
    grade: 'doubtful',
    pattern: /(?<![无不])限量(?!为)|售完即止|抢完即止|送完即止|先到先得/gu,
    law: LAWS.luringPrices,
    why: '没写多少份，就是催人下单',
    suggestion: '写清一共多少份',
    answeredBy: A_NUMBER,
  },
  {
    code: 'few-left',
    grade: 'doubtful',
    pattern: /[仅只]剩(?:最后)?(?:\d+|[一二两三四五六七八九十几]+)[份件套户个名席单箱盒袋]|库存告急|所剩无几/gu,
    law: LAWS.competition,
    why: '剩多少要和库存一致',
    suggestion: '以页面上的实时库存为准，不写死数字',
  },
];

const CONDITIONS: readonly WordingRule[] = [
  {
    code: 'free',
    grade: 'doubtful',
    pattern: /(?<![非不])免费(?!站|政策)|(?<![\d.])(?:0|零)元(?:购|领|拿|送|体验|装)|免单|白送|白拿|不花钱/gu,
    law: LAWS.luringPrices,
    why: '有条件的免费要把条件写出来',
    suggestion: '写清免到哪一步、谁能享、要不要下单',
    answeredBy: /不(?:下单|签约|签|装|买|做|满意)也?(?:不|没)|仅限|限前\d|每户限|满\d+|凭[^,。]{0,8}[券卡码]|不收其他/u,
  },
  {
    code: 'free-delivery',
    grade: 'doubtful',
    pattern: /(?<!不)包邮|免邮|包送货?上门/gu,
    law: LAWS.luringPrices,
    why: '有地方不包就要写明',
    suggestion: '写清哪些地方不包、满多少包',
    answeredBy: /不包邮|(?:偏远|新疆|西藏|港澳)[^。]{0,10}(?:除外|不)|除外|满\d+[^。]{0,4}(?:包邮|免邮)|仅限/u,
  },
  {
    code: 'gift',
    grade: 'doubtful',
    pattern:
      /买[一二两三123]送[一二两三123]|[买签]就送|下单(?:就|即)送|(?:好|豪|大|厚)礼相送|送(?:好|豪|大|厚)礼|赠品/gu,
    law: LAWS.gifts,
    why: '送什么、送多少要说清',
    suggestion: '写清送的东西、规格、几份、到哪天为止',
    answeredBy:
      /[送赠](?![一二两三123](?:[^\d个份瓶盒袋件次张套斤块把只条箱]|$))[^,。;!?\n]{0,12}[一二两三\d][个份瓶盒袋件次张套斤块把只条箱]/u,
  },
  {
    code: 'no-extras',
    grade: 'doubtful',
    pattern: /(?:(?<![\d.])0|零|无|不)增项|一口价|全包价|报价即决算价?|一价全包/gu,
    law: LAWS.luringPrices,
    why: '低价引来再加钱，就是价格欺诈',
    suggestion: '写清包哪些项、什么情况要加钱，写进合同',
  },
  {
    code: 'credit',
    grade: 'doubtful',
    pattern: /(?<![\d.])0(?:首付|利息|利率)|零首付|零利息|零利率|免首付|免息|低月供|随借随还/gu,
    law: LAWS.accuracy,
    why: '借钱装修要把利息和手续费说清',
    suggestion: '写明年化利率、手续费和谁放款',
    answeredBy: /年化/u,
  },
  {
    code: 'lottery',
    grade: 'doubtful',
    pattern: /抽大?奖|必中|人人有奖|万元大奖/gu,
    law: LAWS.prizes,
    why: '奖品和规则要事先说明',
    suggestion: '写清奖品、份数、怎么抽、几号兑奖',
    answeredBy: /奖品[:为]|兑奖|规则/u,
  },
];

/** What is said of prices, of how long they hold, and under which conditions. */
export const PRICES: readonly WordingRule[] = [...COMPARISONS, ...URGING, ...CONDITIONS];
