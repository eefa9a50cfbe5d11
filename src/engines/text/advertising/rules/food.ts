import { LAWS } from '../laws.ts';
import type { WordingRule } from '../wording-rule.ts';

/** Something to eat or drink is spoken of. Not 茶几, 效果, 平米. */
const FOOD =
  /[吃喝鸡鸭鱼虾蟹桃枣梨柚橘橙粥汤姜]|食用|食品|食材|饮用|饮品|饮料|入口|口感|茶(?!几|室|水间)|蜂蜜|枸杞|银耳|燕窝|阿胶|花胶|牛奶|酸奶|羊奶|奶粉|[牛羊猪]肉|海鲜|海参|水产|生鲜|大米|五谷|杂粮|豆浆|黑豆|坚果|核桃|山药|红薯|土豆|番茄|菌菇|木耳|石榴|柠檬|葡萄|苹果|蓝莓|草莓|樱桃|水果|鲜果|果汁|果园|蔬菜|青菜|零食|糕点|月饼|粽子|汤圆|米酒|白酒|红酒|黄酒|醋/u;
const DRINK = /酒/u;

const HEALTH: readonly WordingRule[] = [
  {
    code: 'cure',
    grade: 'banned',
    pattern:
      /(?:心理)?治疗|(?<!很|超|太|真|被)治愈(?!系|感|人心|[的了]?(?:小|瞬间|画面|我|你))|疗效|抗癌|防癌|抗肿瘤|降(?:血[压糖脂]|三高|尿酸)|消炎|止痛|祛痛|镇痛|止咳|化痰|药用|处方|偏方|临床(?:验证|证明|试验)|(?:预防|防治|对抗|远离|告别)[^,。;!?\n]{0,3}(?:感冒|流感|癌|肿瘤|三高|糖尿病|高血[压脂]|痛风|脂肪肝|心脏病|老年痴呆|骨质疏松|便秘|炎症|疾病)/gu,
    law: LAWS.notMedical,
    why: '普通商品和服务不能说能治病、防病',
    suggestion: '只说产品本身，不说治病',
  },
  {
    code: 'cure-rate',
    grade: 'banned',
    pattern: /治愈率|(?<![很更最])有效率(?=[^,。;!?\n]{0,4}\d)/gu,
    law: LAWS.medical,
    why: '连药品也不让说有效率',
    suggestion: '删掉这个数字',
  },
  {
    code: 'food-health',
    grade: 'banned',
    pattern:
      /(?:增强|提高|提升|改善|调节|增加)[^,。;!?\n]{0,4}(?:免疫|抵抗力|记忆力|睡眠|视力|代谢)力?|(?<!安)排毒|补肾|壮阳|滋阴|补血|益气|补气(?!密)|祛湿|清肠|润肠|润肺|护肝|养肝|护眼(?!灯|台灯|模式)|明目(?!张)|安神|助眠(?![枕灯床])|减肥|瘦身|燃脂|抗衰老?|延缓衰老|延年益寿|软化血管|活血|健脾|养胃|护胃|养颜|美容(?![院店仪])|美白|丰胸|抗氧化|抗疲劳|缓解疲劳|解酒|保健(?!食品|品|院|所|站|科|操)|养生(?!壶|馆|堂)|疗养(?!院)|食疗|强身健体|益智|补脑|调理(?:肠胃|身体|体质)|排宿便|清热解毒|抗病毒|(?<![交沟普直开畅联流互贯疏变串])通便(?![利捷民宜当])/gu,
    law: LAWS.foodHealth,
    why: '普通食品不得宣称保健功能',
    suggestion: '写产地、口味、怎么吃，不写对身体怎样',
    when: FOOD,
  },
  {
    code: 'immunity',
    grade: 'banned',
    pattern: /(?:增强|提高|提升|改善)[^,。;!?\n]{0,4}免疫力?|排毒养颜|壮阳|补肾|燃脂|清肠排毒|调理(?:身体|体质)/gu,
    law: LAWS.foodHealth,
    why: '只有保健食品能说保健功能',
    suggestion: '删掉，写产品本身',
  },
  {
    code: 'wellness',
    grade: 'doubtful',
    pattern: /养生(?!壶|馆|堂)|疗养(?!院)|理疗|(?<!安)排毒|助眠|护眼|负离子|远红外/gu,
    law: LAWS.notMedical,
    why: '容易让人当成能治病',
    suggestion: '拿得出检测就写指标，拿不出就去掉',
    answeredBy: /检测报告|检验报告|国标|gb\/?t?\s?\d/u,
  },
  {
    code: 'folk-health',
    grade: 'doubtful',
    pattern: /滋补|暖胃|暖身|降火|去火(?![锅车])|(?<!一)下火(?![锅车])|败火|清火|清热|温补|药膳|低GI/giu,
    law: LAWS.foodHealth,
    why: '老话也可能算宣称保健功能',
    suggestion: '写口味和时令，不写对身体怎样',
    when: FOOD,
  },
  {
    code: 'patients-may-eat',
    grade: 'doubtful',
    pattern: /糖尿病(?:人|患者)|糖友|三高人群|高血压(?:人群|患者)|痛风(?:人群|患者)/gu,
    law: LAWS.foodDisease,
    why: '说给病人吃，就涉及疾病',
    suggestion: '写配料和营养成分，让人自己看',
    when: FOOD,
  },
  {
    code: 'health-food',
    grade: 'doubtful',
    pattern: /保健(?:食品|品)|蓝帽子/gu,
    law: LAWS.healthFood,
    why: '要有批准文号，还要写提示',
    suggestion: '写批准文号和“本品不能代替药物”',
    answeredBy: /不能代替药物/u,
  },
];

const CERTIFIED: readonly WordingRule[] = [
  {
    code: 'organic',
    grade: 'doubtful',
    pattern: /(?<![没拥])有机(?![会器率动场油构关体房型硅物化酸肥械遇灵制票床身组子位长手车可乘顶盖井箱芯磷溶]|玻璃)/gu,
    law: LAWS.organic,
    why: '要有有机产品认证证书',
    suggestion: '写认证证书编号，没有就去掉“有机”',
    answeredBy: /证书(?:编)?号|认证编号|有机码/u,
  },
  {
    code: 'green-food',
    grade: 'doubtful',
    pattern: /绿色(?:食品|蔬菜|种植|农产品|有机|天然|生态|认证)|纯绿色|无公害|地理标志|a级绿色/gu,
    law: LAWS.facts,
    why: '“绿色食品”是认证标志，不是形容词',
    suggestion: '写证书编号，没有就写种植方法',
    answeredBy: /证书(?:编)?号|认证编号|gf\d/u,
  },
  {
    code: 'nothing-added',
    grade: 'doubtful',
    pattern:
      /(?:(?<![\d.])0|零|无|不含任?何?|绝无)\s?(?:添加(?!剂)|添加剂|防腐剂|色素|香精|激素|农残|农药|抗生素|反式脂肪|污染)|不打农药|不用农药/gu,
    law: LAWS.facts,
    why: '要有检测报告，一样查出来就是虚假',
    suggestion: '写检了哪些项、哪天检的',
    answeredBy: /检测报告|检验报告|未检出/u,
  },
  {
    code: 'nutrition',
    grade: 'doubtful',
    pattern: /(?:(?<![\d.])0|零|低)\s?(?:糖|脂|卡|钠|盐|胆固醇)(?![片通])|无(?:蔗糖|糖)|高(?:蛋白|钙|膳食纤维)|富含/gu,
    law: LAWS.accuracy,
    why: '含量声称要合营养标签的标准',
    suggestion: '写每100克含多少',
    answeredBy: /每100\s?(?:克|毫升|g|ml)/u,
  },
  {
    code: 'natural',
    grade: 'doubtful',
    pattern: /[纯全]天然|天然(?:健康|无害|食品|成分|绿色)|野生(?!动物|动植物|植物园)|散养|放养|原生态|非转基因|古法/gu,
    law: LAWS.facts,
    why: '怎么来的要拿得出证明',
    suggestion: '写产地、养法或做法，留好进货单',
  },
  {
    code: 'imported',
    grade: 'doubtful',
    pattern: /(?:原装|原瓶|纯|全)?进口(?![袋罩腔处商关税额量总])/gu,
    law: LAWS.facts,
    why: '要有报关单或者检疫证明',
    suggestion: '写原产国，留好报关单',
    answeredBy: /产地|原产|产自|产国|报关|检疫证/u,
  },
  {
    code: 'halal',
    grade: 'doubtful',
    pattern: /清真(?!寺)/gu,
    law: LAWS.facts,
    why: '要有当地发的清真牌证',
    suggestion: '写牌证编号，没有就去掉',
  },
];

const FRESH: readonly WordingRule[] = [
  {
    code: 'fresh-today',
    grade: 'doubtful',
    pattern:
      /(?:当[天日]|今[早晨天日]|凌晨|现)现?(?:采|摘|捞|宰|杀|挤)[摘捞收]?(?!用|购|访|集|纳)|当[天日](?:的)?新鲜|新鲜当[天日]|[日每][日天]鲜|不过夜|(?:产地|源头|农户|基地|果园)直[采发供送]/gu,
    law: LAWS.facts,
    why: '哪天采的、从哪里来，要查得到',
    suggestion: '写采收日期和产地，留好进货单',
    answeredBy: /采[收摘](?:日期|于)|产地[:：]|溯源码/u,
  },
  {
    code: 'full-weight',
    grade: 'doubtful',
    pattern: /净含量|净重|足斤足两|(?<!不)足秤|缺[一1]补[\d一二两三十]|少[一1]两?[赔补]/gu,
    law: LAWS.promises,
    why: '分量写了就要够，去掉包装算',
    suggestion: '写去包装后多少克，差了怎么补',
    answeredBy: /净(?:含量|重)[:≥约]?\d/u,
  },
  {
    code: 'for-babies',
    grade: 'doubtful',
    pattern: /(?:宝宝|婴儿|婴幼儿|孕妇|孕期|月子)[^,。;!?\n]{0,4}(?:可[以吃食]|能吃|放心吃|专用|都能吃|辅食)|母婴级/gu,
    law: LAWS.truth,
    why: '给特殊人群吃，要有标准和标签',
    suggestion: '照标签上的适宜人群写',
  },
  {
    code: 'instead-of-breast-milk',
    grade: 'banned',
    pattern: /(?:替代|代替|媲美|接近|堪比|胜过|超越)母乳|母乳级/gu,
    law: LAWS.breastMilk,
    why: '不能拿母乳来比',
    suggestion: '写适用月龄和成分',
  },
  {
    code: 'official-food-advice',
    grade: 'banned',
    pattern: /(?:质检|检验机构|行业协会|食药监|市监局|市场监管局|消协|消费者协会)[^,。;!?\n]{0,4}(?:推荐|力荐)/gu,
    law: LAWS.foodAdvice,
    why: '这些单位不能替食品说话',
    suggestion: '写检测报告的编号和结果',
    when: FOOD,
  },
  {
    code: 'urging-to-drink',
    grade: 'banned',
    pattern: /不醉不[归休]|一口闷|喝个痛快|放开喝|酒后[^,。;!?\n]{0,2}(?:开车|驾)|(?:解乏|解压|消愁|壮胆|助兴)/gu,
    law: LAWS.alcohol,
    why: '不能劝人喝酒，也不能说喝酒有什么好处',
    suggestion: '写香型、度数、产地',
    when: DRINK,
  },
];

/** What is said of health, and of food. */
export const FOODS: readonly WordingRule[] = [...HEALTH, ...CERTIFIED, ...FRESH];
