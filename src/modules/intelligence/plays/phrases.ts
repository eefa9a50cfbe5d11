import type { Scene } from '#modules/commerce';

/** What a phrase may mention. */
export interface Variables {
  readonly community: string;
  readonly topic: string;
  readonly package: string;
  readonly price: string;
  /** The strongest selling point. */
  readonly point: string;
  readonly due: string;
  readonly age: number | null;
}

/** One way to say it; undefined where a figure that it needs is not known. */
export type Phrase = (variables: Variables) => string | undefined;

type ByTopic = Readonly<Record<string, readonly Phrase[]>>;

/** `*` where nothing more fitting is written. Each list has at least one phrase that needs no figure. */
export const HEADLINES: Readonly<Record<Scene, ByTopic>> = {
  renewal: {
    leak: [
      ({ community }) => `${community}漏水别再拖，先查后修`,
      () => '哪里漏、为什么漏，先查清楚',
      ({ age }) => (age === null ? undefined : `住了${age}年，给家里做一次漏水体检`),
    ],
    damp: [() => '墙面返潮发霉，先找原因再动手', ({ community }) => `${community}除潮防霉，趁晴天做`],
    crack: [() => '墙面开裂，先看要不要紧', ({ community }) => `${community}墙面翻新，裂缝一起处理`],
    wiring: [() => '老跳闸？线路该查一查了', ({ age }) => (age === null ? undefined : `${age}年的老线路，换得安心`)],
    storage: [() => '东西没处放？把家里的角落用起来', ({ community }) => `${community}收纳改造，多出一间的地方`],
    kids_room: [() => '孩子长大了，房间也该升级', ({ community }) => `${community}的孩子，该有张像样的书桌`],
    elderly: [() => '给爸妈装上扶手，洗澡更稳当', () => '适老改造，从卫生间开始'],
    kitchen: [() => '厨房旧了？几天换个样', ({ community }) => `${community}厨房焕新，不耽误做饭`],
    bathroom: [() => '卫生间翻新，干湿分开', ({ community }) => `${community}卫生间焕新，先量后报价`],
    noise: [() => '想睡个安稳觉，先把窗和门弄严实', ({ community }) => `${community}隔音改造，先听后做`],
    '*': [
      ({ community }) => `${community}老房焕新，先看后做`,
      ({ package: name, price }) => `${name}，${price}`,
      ({ point }) => point,
    ],
  },
  fresh: {
    freshness: [() => '当天到货，不新鲜就退', ({ community }) => `${community}的菜，早上到下午取`],
    delivery_delay: [() => '今天下单，明天准点到自提点', ({ community }) => `${community}自提，到货就通知`],
    missing_item: [() => '少一件补一件，缺货当天退款'],
    price: [({ price }) => `邻居一起拼，${price}`, ({ community }) => `${community}今日团，一起买更划算`],
    '*': [
      ({ package: name, price }) => `${name}，${price}`,
      ({ community }) => `${community}今天的团，看看有没有您要的`,
    ],
  },
  event: {
    '*': [
      ({ community, package: name }) => `${community}门口见：${name}`,
      ({ package: name }) => `${name}，来坐坐聊聊`,
      ({ point }) => point,
    ],
  },
};

/** Greetings, by who speaks. They claim nothing that the speaker may not have done. */
export const OPENINGS: Readonly<Record<string, readonly Phrase[]>> = {
  property_steward: [
    ({ community }) => `各位${community}的业主好，我是物业管家，说件家里的事。`,
    () => '业主朋友们好，物业这边给大家联系了个服务。',
  ],
  group_leader: [() => '邻居们，团长来说个实在的。', ({ community }) => `${community}的邻居们看过来。`],
  ambassador: [() => '邻居们好，我也住咱们小区。', ({ community }) => `${community}的邻居好，给大家说个靠谱的。`],
  realtor: [({ community }) => `${community}的业主好，我常在咱们小区跑。`, () => '业主朋友好，房子保养的事说一句。'],
  store_manager: [({ community }) => `${community}的邻居好，我是附近门店的店长。`],
  guide: [({ community }) => `${community}的邻居好，我是附近门店的导购。`],
  designer: [({ community }) => `${community}的邻居好，我是附近门店的设计师。`],
  technician: [({ community }) => `${community}的邻居好，我是附近门店的技师。`],
  '*': [
    ({ community }) => `各位${community}的邻居好，说件家里的事。`,
    ({ community }) => `${community}的邻居们看过来。`,
    () => '邻居们好，给大家说个实在的。',
  ],
};

export const BODIES: Readonly<Record<Scene, ByTopic>> = {
  renewal: {
    leak: [
      () => '近来不少邻居在聊漏水。漏点往往不在看得见的地方，先请师傅上门测一测，查清楚再决定修不修。',
      ({ age }) =>
        age === null ? undefined : `咱们的房子住了${age}年，防水和水管都到了该查的时候，先检测，再谈怎么修。`,
    ],
    damp: [
      () => '近来不少邻居说墙面返潮、长霉。光刷一遍管不了多久，要先找到潮气从哪里来，再做防霉。',
      () => '衣柜有霉味、墙皮鼓包，多半是潮气没处理好，师傅可以上门看一次。',
    ],
    crack: [() => '墙面有裂缝先别急着补，师傅上门看看是表面的还是里面的，再定怎么做。'],
    wiring: [() => '老跳闸、插座发热，说明线路该查了。电工上门检测，哪条线该换写得明明白白。'],
    storage: [() => '家里东西多、柜子不够，设计师上门量一量，把角落都用起来，出图给您看。'],
    kids_room: [() => '孩子大了，书桌、衣柜、床都得重新安排，设计师先出方案，您看了再定。'],
    elderly: [() => '家里有老人的，卫生间扶手、防滑地面、起夜灯都可以装，半天就好，先上门看哪里需要。'],
    kitchen: [() => '厨房柜门变形、台面开胶，可以只换该换的，先上门量尺，报价写清楚每一项。'],
    bathroom: [() => '卫生间返味、积水、干湿不分，可以做局部翻新，先上门看现场，再出方案和报价。'],
    workmanship: [() => '做工上大家提过意见。现在每一道做完都拍照给您看，您点了验收再往下做。'],
    works_delay: [() => '之前工期拖了，让大家着急。现在开工前先把每一步的日子定下来，做到哪一步手机上看得到。'],
    after_sales: [() => '之前做完有问题找不到人。现在手机上报一声，师傅什么时候到看得见。'],
    noise: [() => '楼上楼下有动静、临街有车声，先看声音从哪里进来，再定换窗还是做隔音。'],
    '*': [
      () => '房子住久了总有些地方要收拾，可以先请师傅上门看看，方案和报价写清楚，您看了再定。',
      ({ age }) => (age === null ? undefined : `房子住了${age}年，哪些要修、哪些还能用，师傅上门看一次就清楚。`),
    ],
  },
  fresh: {
    freshness: [() => '大家说过菜不够新鲜，这次换了当天的货，到了先看再拿，不满意当场退。'],
    delivery_delay: [() => '之前到得晚，大家等急了。这次截单后连夜分拣，到货马上通知。'],
    missing_item: [() => '少件漏件的事记着呢，这次到货当面点，缺了当天退款。'],
    price: [() => '邻居一起拼，量大价就下来，价格都写在下面。'],
    short_weight: [() => '分量的事大家提过，这次每份都先过秤，到手不够的告诉我，当场补上。'],
    damage: [() => '上次有压坏的，这次换了硬箱，取货的时候当面看，坏了当场退。'],
    leader_attitude: [() => '之前有没照顾到的地方，跟大家说声抱歉。这次有什么事直接找我，当天回。'],
    after_sales: [() => '之前退款让大家久等了。这次有问题在订单里点售后，不用来回问。'],
    food_safety: [() => '大家反映的那批已经不卖了。这次取货先看再拿，不放心的当场退。'],
    '*': [() => '今天的团开了，要的接龙就行。'],
  },
  event: {
    '*': [
      () => '门店在小区里摆个摊，量尺、报价、看样板都可以问，不买也没关系。',
      () => '周末在小区里有个咨询会，想了解的来坐坐，带上户型图更好聊。',
    ],
  },
};

export const CLOSINGS: Readonly<Record<Scene, readonly Phrase[]>> = {
  renewal: [
    ({ due }) => `想约的点下面链接留个电话，${due}前都可以，门店会跟您约时间。`,
    () => '点链接留个联系方式就行，上门前会先打电话。',
  ],
  fresh: [({ due }) => `点链接下单，${due}截止，到货通知您来取。`, () => '点链接接龙，到货了我在群里说。'],
  event: [({ due }) => `点链接报个名，${due}前都行，好给您留位子。`],
};
