/**
 * What somebody has to act on today, even if only one person says it. Rules stand beside what the model learnt: they catch
 * what no corpus holds, and they can be read. Over normalised texts; between the parts of a rule no clause may end twice.
 */
interface GraveRule {
  readonly kind: GraveKind;
  readonly pattern: RegExp;
}

export type GraveKind =
  | 'food'
  | 'water'
  | 'power'
  | 'gas_fire'
  | 'injury'
  | 'structure'
  | 'air'
  | 'fraud'
  | 'escalation';

const rule = (kind: GraveKind, pattern: RegExp): GraveRule => ({ kind, pattern });

const RULES: readonly GraveRule[] = [
  rule(
    'food',
    /(?:吃|喝|食)[^。!！?？]{0,16}(?:拉肚子|拉稀|腹泻|上吐下泻|呕吐|吐了|一直吐|又吐又|肚子疼|肚子痛|胃疼|过敏|起疹|荨麻疹|中毒|住院|洗胃|挂水|急诊|送医|嘴唇肿|喉咙肿)/u,
  ),
  rule(
    'food',
    /(?:拉肚子|上吐下泻|食物中毒|急性肠胃炎|挂急诊|洗胃)[^。!！?？]{0,12}(?:吃|喝|菜|肉|虾|海鲜|蘑菇|牛奶|蛋糕|都|三个|全家|孩子|老人|宝宝)/u,
  ),
  rule(
    'food',
    /(?:吃出|喝出|咬到|嚼到|里面有|里头有|发现|混着|掺着|有一?[个条只片块截根])[^。!！?？]{0,8}(?:玻璃|铁丝|铁钉|刀片|钢丝|针头|金属|虫子|蛆|蟑螂|苍蝇|老鼠|鼠屎|老鼠屎|塑料片|创可贴|螺丝|石子)/u,
  ),
  rule('food', /(?:过期|变质|发臭|臭了|长毛|长蛆)[^。!！?？]{0,8}(?:还卖|还在卖|敢卖|卖给|给孩子|吃了|喝了|照样卖)/u),
  rule(
    'water',
    /(?:正在|还在|一直在?|哗哗|不停地?|往下|止不住|突然|现在)[^。!！?？]{0,8}(?:漏水|漏|滴水|喷水|冒水|渗水|淌水|灌水)|(?:水管|管子|阀门|接头|软管)[^。!！?？]{0,4}(?:爆了|爆开|崩了|断了)|(?:漏|滴|渗|流|泡)[^。!！?？]{0,6}(?:到楼下|楼下家|下面邻居|了楼下)|水漫金山|淹了|泡了?水|成河了/u,
  ),
  rule(
    'power',
    /漏电|触电|被电|电了?一下|电麻|冒火花|打火花|冒火星|电火花|烧焦|焦糊味|糊味|焦味|插座[^。!！?？]{0,6}(?:烫|冒烟|烧|发黑|熔)|冒烟|短路起火/u,
  ),
  rule(
    'gas_fire',
    /(?:煤气|燃气|天然气|瓦斯)[^。!！?？]{0,8}(?:味|漏|泄|中毒)|着火|起火|失火|爆炸|一氧化碳|自爆|炸了|炸裂/u,
  ),
  rule(
    'injury',
    /砸到|砸伤|砸中|划伤|割伤|割破|割了|烫伤|摔倒|摔了一跤|摔伤|骨折|缝了[^。!！?？]{0,3}针|流血|出血|夹到手|夹伤|戳伤|扎破|磕破|磕了|受伤|骨裂|昏迷|晕倒|掉下来|倒下来|塌下来|整个脱落|困在/u,
  ),
  rule(
    'structure',
    /承重墙|塌了|坍塌|要塌|往下沉|下坠|随时会掉|快要?掉|往外歪|松动得?[^。!！?？]{0,6}(?:栏杆|护栏|吊顶)|(?:栏杆|护栏|吊顶|天花板|玻璃)[^。!！?？]{0,8}(?:松|晃|掉|裂|塌)/u,
  ),
  rule(
    'air',
    /(?:甲醛|味道|气味|异味|刺鼻|熏)[^。!！?？]{0,14}(?:头晕|头疼|头痛|流鼻血|咳|恶心|喘|过敏|起疹|孕|怀着|宝宝|超标|超了|眼泪|呼吸|白血病)|(?:头晕|头疼|流鼻血|恶心|孕妇|怀孕|咳嗽)[^。!！?？]{0,14}(?:甲醛|味道|气味|异味|刺鼻|新家|新房|柜子)/u,
  ),
  rule(
    'fraud',
    /跑路|卷款|卷钱|卷着[^。!！?？]{0,6}(?:跑|走)|人去楼空|骗钱|诈骗|骗子|拉黑|(?:失联|联系不上|电话关机|电话打不通)[^。!！?？]{0,14}(?:钱|款|定金|押金)|(?:钱|款|定金|押金|货款)[^。!！?？]{0,16}(?:失联|联系不上|关机|打不通|空号|消失|不见人)/u,
  ),
  rule(
    'escalation',
    /(?<!\d)(?:12315|12345|12331)(?!\d)|报警|报了警|派出所|警察|起诉|律师|法院|法庭|消协|市监|市场监管|工商局|曝光|媒体|记者|电视台|食药监|举报|维权/u,
  ),
];

const DENIED =
  /(?:没有?|不|未|从没|从未|别|防|无|怎么|会不会|如果|万一|预防|免得|以免|避免|小心|注意|不用|不至于)[^，,。!！?？]{0,5}$/u;

/** The kinds of grave matters that a normalised text speaks of, each once; what is denied or asked beforehand does not count. */
export function graveKindsIn(text: string): GraveKind[] {
  const kinds = RULES.flatMap(({ kind, pattern }) => {
    const match = pattern.exec(text);
    return match === null || DENIED.test(text.slice(Math.max(0, match.index - 8), match.index)) ? [] : [kind];
  });
  return [...new Set(kinds)];
}
