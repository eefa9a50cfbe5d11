import { LAWS } from '../laws.ts';
import type { WordingRule } from '../wording-rule.ts';

/** What praises: 最好, 最划算. The longer ones first. */
const PRAISE =
  '高级|高端|高品质|优惠|优质|优秀|便宜|实惠|划算|超值|实在|专业|权威|正宗|地道|先进|安全|环保|健康|新鲜|受欢迎|热门|畅销|热销|流行|' +
  '时尚|豪华|奢华|舒适|舒服|耐用|结实|牢固|可靠|靠谱|放心|省心|省钱|出色|完美|完善|齐全|顶级|纯正|香甜|鲜嫩|甜|嫩|鲜|香|营养|贴心|细心|' +
  '负责|诚信|良心|厉害|静音|精致|精准|给力|有效|有名|著名|知名|领先|创新|前沿|尖端|美味|好吃|好用|佳|好|优|强|高|大|低|快|美|全|火|靓|牛|棒|值|赞|酷';

/** What may follow 最 in ordinary sentences: order in time and place, feelings, defects, bounds of what a thing can do. */
const ORDINARY_MOST = [
  '近|后|终|初|晚|迟|早|多|少|爱|喜欢|想|怕|关心|担心|在意|头疼|常|难|烦|脏|潮|贵|差|坏|糟|累|忙|热的|冷的|容易|易',
  '里|外|上面|下面|左|右|底|前|边|顶上|顶层|远|靠|主要|重要|要紧|基本|基础|起码|薄弱|严重|直接|小|短|长|厚|薄|重|轻',
  '低(?:消费|起|限|库|配|工资|价格区|温|气温|水位|含量)|低处',
  '高(?:温|气温|限|楼|处|额度|层|点|水位|人民)|高(?:可|能)?(?:减|抵|返|领|省|补|用)',
  '大(?:承重|功率|容量|尺寸|直径|厚度|跨度|限|可|起|号码|风速|载重|间距|面积|化|问题|的?困扰|的?毛病|的?麻烦|的?缺点)',
  '佳(?:食用|赏味|饮用|品尝|保存|储存|温度|使用|安装|施工|角度)',
  '新(?=进度|进展|消息|通知|状态|情况|版|公告|安排|报价|价格|一期|一批|动态|数据|地址|政策|到货|的?进度)',
  '好(?:是|在|能|提前|先|别|不要|上午|下午|早点|早上|晚上|把|带|有人|当天|今天|明天|后天|尽快|趁|避|让|约|放|冷藏|等|再|周|也|给|和家|写)',
  '[大低高快](?=档|多少|多高|多大|多快|能|要|得|几|一级|也)|好的?办法|好的朋友|大程度',
].join('|');

/** 不是最便宜的 claims nothing; 开到最大 is a switch. */
const NOT_DENIED = '(?<!不是|[开调拧升降]到)';

const withoutMost = (phrase: string): string =>
  ({ 佳: '好', 优: '优质' })[phrase.replace(/^(?:最|zui)/u, '')] ?? phrase.replace(/^(?:最|zui)/u, '');

const MOST: readonly WordingRule[] = [
  {
    code: 'superlative-most',
    grade: 'banned',
    pattern: new RegExp(
      `${NOT_DENIED}(?:最|zui)(?!${ORDINARY_MOST}|新(?!鲜))(?!(?:快|低|高|大)[\\d半一二两三当次今明])(?:${PRAISE})`,
      'gu',
    ),
    law: LAWS.superlatives,
    why: '“最”是比出来的，一般没法证明',
    suggestion: '去掉“最”，写具体的事实或数字',
    instead: withoutMost,
  },
  {
    code: 'superlative-doubtful',
    grade: 'doubtful',
    pattern: new RegExp(
      `${NOT_DENIED}(?:最|zui)(?!${ORDINARY_MOST})(?:新|适合|合适|理想|满意|幸福|明智|快|低|高|大|强)`,
      'gu',
    ),
    law: LAWS.superlatives,
    why: '说的是事实就要拿得出数字，夸自己就不行',
    suggestion: '写清时间、地点和数字，或者去掉“最”',
    instead: (phrase) => (/适合|合适|理想|满意/u.test(phrase) ? withoutMost(phrase) : undefined),
  },
];

/** Nothing is sold by 第一 in these: ordinals, names, and the order of arguments. */
const ORDINAL = [
  '[次时步批天个位件手季部节周期站课口年月日届轮眼道层排遍套户台章条款项页栏张封桶餐顿杯锅茬拨波车趟声笔份袋箱盒块片行列号栋幢类组队班段版稿代晚夜关刀铲阶梯场处间册句回家]',
  '单(?!品)|线(?!品牌|大牌)|人(?:民|称|责任)|责任|联系人|顺位|印象|反应|医院|中学|小学|幼儿园|实验|师范|财经|食堂|百货',
  '要务|要义|要素|原则|追求|产业|季度|感觉|[或和到至、百千万亿二三四\\d]',
].join('|');
const ENUMERATION = '(?<=(?:^|[,。;!?:、\\s])第[一1])[,、:.][^]{0,300}?第[二2]';
const VALUES = '安全|客户|顾客|用户|业主|居民|健康|邻居|孩子|家人|信誉|诚信|信用|友谊';

const FIRST: readonly WordingRule[] = [
  {
    code: 'first',
    grade: 'banned',
    pattern: new RegExp(
      `(?<!${VALUES}|质量|品质|服务)(?:天下|全网|全国|全城|全市|行业|销量|口碑|世界)?第[一1](?!${ORDINAL}|${ENUMERATION})(?:品牌|名)?`,
      'gu',
    ),
    law: LAWS.superlatives,
    why: '排第一要有公认的统计，一般拿不出来',
    suggestion: '写“很多邻居选择”之类可以核实的说法',
  },
  {
    code: 'quality-first',
    grade: 'doubtful',
    pattern: /(?:质量|品质|服务)第[一1](?!次|批|时)/gu,
    law: LAWS.superlatives,
    why: '说成理念可以，说成排名不行',
    suggestion: '写成“把质量放在前面”',
    instead: (phrase) => `把${phrase.slice(0, 2)}放在前面`,
  },
  {
    code: 'number-one',
    grade: 'banned',
    pattern: /(?<![a-z])(?:n[\s.]?o|top)[\s.]{0,2}1(?![\d号栋幢单层楼室])/gu,
    law: LAWS.superlatives,
    why: '换成字母还是“第一”',
    suggestion: '去掉排名，写可以核实的数字',
  },
  {
    code: 'ranking',
    grade: 'doubtful',
    pattern: /(?<![a-z])top[\s.]{0,2}(?:[2-9]|\d{2,3})(?!\d)|榜首|排名第[二三2-9]|前[三五十]强/gu,
    law: LAWS.figures,
    why: '排名要说是谁排的、哪一年的',
    suggestion: '写上榜单的名字、发布单位和年份',
    answeredBy: /来源|发布|\d{4}年/u,
  },
  {
    code: 'champion',
    grade: 'banned',
    pattern: /销(?:量|售)?冠军?|(?<!世界|奥运|全国|亚洲|全省|全能)冠军(?!杯|赛)|领导者|领袖/gu,
    law: LAWS.superlatives,
    why: '“冠军”“领袖”和“第一”是一个意思',
    suggestion: '写卖了多少、到哪一天为止',
  },
];

const ABSOLUTE: readonly WordingRule[] = [
  {
    code: 'state-level',
    grade: 'banned',
    pattern:
      /国家级(?!非遗|非物质|高新|专精特新|绿色工厂|重点|示范|实验室|文物|景区|风景|自然保护|森林|湿地|龙头企业|新区|经开)|世界级(?!遗产)|宇宙级|殿堂级/gu,
    law: LAWS.superlatives,
    why: '法条点名不让用的词',
    suggestion: '写具体的材料、工艺或标准',
    instead: '优质',
  },
  {
    code: 'official-title',
    grade: 'doubtful',
    pattern:
      /国家级(?:非遗|非物质文化遗产|高新技术企业|高新|专精特新|绿色工厂|重点|示范|实验室|龙头企业)|(?:世界|奥运|全国)冠军(?!杯|赛)/gu,
    law: LAWS.facts,
    why: '官方评的称号可以写，但要真有',
    suggestion: '写称号全名、评定单位和年份',
    answeredBy: /\d{4}年|证书|编号/u,
  },
  {
    code: 'top-grade',
    grade: 'banned',
    pattern:
      /(?<![屋楼房吊天到山浪封])顶级|(?<!山)顶尖|(?<![积消南北太阴阳电磁两])极品(?!控)|极致|至尊|神级|绝世|盖世/gu,
    law: LAWS.superlatives,
    why: '和“最高级”是一个意思',
    suggestion: '写具体的材料、工艺或标准',
    instead: '优质',
  },
  {
    code: 'peerless',
    grade: 'banned',
    pattern:
      /(?<!姓|老)王牌(?![子照匾友位])|[果中品界]之王(?!府)|无敌|巅峰|登峰造极|鼻祖|举世无双|天下无双|无与伦比|无可比拟|空前绝后/gu,
    law: LAWS.superlatives,
    why: '说别人都比不上，没法证明',
    suggestion: '写清楚好在哪里',
  },
  {
    code: 'only-one',
    grade: 'banned',
    pattern:
      /(?<!不是|并非|非)唯[一1](?!性|码|编号|标识|识别|账号|联系|入口|地址|号码|的?小?(?:缺点|不足|要求|遗憾|问题|办法|槽点|烦恼|美中不足|卫生间|厕所|阳台))|独[一1]无二|绝无仅有|史无前例|前所未有|前无古人/gu,
    law: LAWS.superlatives,
    why: '说只有自己有，没法证明',
    suggestion: '写清楚和别人不同在哪里',
  },
  {
    code: 'almighty',
    grade: 'banned',
    pattern:
      /(?<![\d一二三四五六七八九十几百千])万能(?!胶|钥匙|工具|扳手|转换|插|遥控|角度|充电|表|板)|(?<![安完齐健保成周])全能(?!量|力)/gu,
    law: LAWS.superlatives,
    why: '什么都能，等于没说准',
    suggestion: '写清能做什么、不能做什么',
    instead: '多用',
  },
  {
    code: 'absolute',
    grade: 'banned',
    pattern: /(?<![不拒杜隔谢灭断根弃回])绝对(?!值|温度|湿度|高度|标高|误差|化|路径)|百分之百|百分百/gu,
    law: LAWS.effects,
    why: '话说满了，做不到就是虚假',
    suggestion: '去掉这个词，写检测结果或质保年限',
    instead: '',
  },
  {
    code: 'hundred-percent',
    grade: 'banned',
    pattern:
      /(?<![\d.]|进度|完成|电量|湿度|已付|支付|付到)100(?:\.0{1,2})?\s?%(?!以|的?进度|\s?纯?(?:棉|羊毛|蚕丝|桑蚕丝|实木|果汁|椰子|聚酯|乳胶|橡木|羊绒|亚麻|苹果|原汁))/gu,
    law: LAWS.effects,
    why: '话说满了，做不到就是虚假',
    suggestion: '写检测结果或质保年限',
  },
  {
    code: 'ingredient-share',
    grade: 'doubtful',
    pattern: /(?<![\d.])100\s?%\s?纯?(?:棉|羊毛|蚕丝|桑蚕丝|实木|果汁|椰子|聚酯|乳胶|橡木|羊绒|亚麻|苹果|原汁)/gu,
    law: LAWS.facts,
    why: '成分要和标签、检测一致',
    suggestion: '照标签写成分，留好检测报告',
  },
];

const CLAIMED: readonly WordingRule[] = [
  {
    code: 'claimed-rank',
    grade: 'doubtful',
    pattern:
      /(?:全国|全市|全城|全网|行业|国内|本市|本区|同城)(?:首[家个款创发]|第[一1][家个款])|首创|独创|开创者|独家|遥遥领先|(?:行业|国际|国内|技术|销量|品质)领先|领先(?:品牌|同行|地位)|领导品牌|领军(?:品牌|企业|者)|龙头(?:企业|品牌|老大|地位)|行业标杆|[一1]线(?:品牌|大牌)|顶流/gu,
    law: LAWS.superlatives,
    why: '要拿得出公认的依据，否则算绝对化用语',
    suggestion: '写依据是谁、哪一年；拿不出就去掉',
  },
  {
    code: 'glowing',
    grade: 'doubtful',
    pattern:
      /(?<![统单同])[一1]流(?!程|量|转|水)|(?:界|圈|行业|品质|颜值|性价比)的?天花板|首选|终极|完美无缺|完美无瑕|绝版|不二之选|填补(?:国内|行业|市场)?空白/gu,
    law: LAWS.superlatives,
    why: '接近绝对化用语，容易被投诉',
    suggestion: '写具体的事实',
    instead: (phrase) => (phrase === '首选' || phrase === '不二之选' ? '好选择' : undefined),
  },
];

/** Superlatives and whatever means the same. 《广告绝对化用语执法指南》（2023年） lets facts of time and place, hints for use,
 * grades of standards and official titles through. */
export const SUPERLATIVES: readonly WordingRule[] = [...MOST, ...FIRST, ...ABSOLUTE, ...CLAIMED];
