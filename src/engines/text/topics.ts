/** What communities talk about, in the trades that this is made for. */
export type TopicGroup = 'home' | 'fresh' | 'other';

export interface DefaultTopic {
  readonly topic: string;
  readonly name: string;
  readonly group: TopicGroup;
  /** Words that give it away, wherever they stand. */
  readonly keywords: readonly string[];
}

const topic = (id: string, name: string, group: TopicGroup, keywords: string): DefaultTopic => ({
  topic: id,
  name,
  group,
  keywords: keywords.split(' '),
});

/** The topics that the shipped model knows. Whoever runs the system may add topics and words of their own. */
export const DEFAULT_TOPICS: readonly DefaultTopic[] = [
  topic(
    'leak',
    '漏水',
    'home',
    '漏水 渗水 滴水 水管爆 爆管 渗漏 漏雨 水漫 防水坏 防水失效 重做防水 天花板有水印 做防水 闭水',
  ),
  topic('damp', '潮湿发霉', 'home', '潮湿 发霉 霉斑 返潮 回南天 霉味 长霉 墙皮脱落 墙面起泡 受潮 除湿 防潮'),
  topic('crack', '开裂', 'home', '开裂 裂缝 裂纹 空鼓 瓷砖翘 墙裂 地板翘 裂开'),
  topic('smell', '异味甲醛', 'home', '甲醛 异味 刺鼻 味道大 味儿大 返臭 反味 臭味 熏人 气味 除味 散味'),
  topic('noise', '噪音', 'home', '噪音 隔音 太吵 吵死 楼上吵 吵得睡不着 扰民 电钻 嗡嗡 动静大 静音'),
  topic('workmanship', '做工工艺', 'home', '做工 工艺 手艺 收口 美缝 封边 贴歪 返工 毛糙'),
  topic('design', '设计', 'home', '设计 效果图 出图 布局 动线 图纸 设计师'),
  topic('works_delay', '工期', 'home', '工期 拖工 停工 完工 竣工 没人干活 延期交付'),
  topic('wiring', '电路', 'home', '线路老化 电线 跳闸 短路 插座 电路 漏电 空开 漏保 开关面板 走线'),
  topic('elderly', '适老', 'home', '适老 扶手 防滑 老人摔 轮椅 老人洗澡 加装电梯 起夜灯 坐凳 助浴'),
  topic('kids_room', '儿童房', 'home', '儿童房 孩子房间 宝宝房 学习桌 书桌 上下床 二胎 分房睡 高低床'),
  topic('storage', '收纳', 'home', '收纳 储物 没地方放 东西太多 柜子不够 衣帽间 放不下 衣柜 鞋柜 置物'),
  topic('kitchen', '厨房', 'home', '厨房 橱柜 油烟机 灶台 水槽 台面 吊柜 洗碗机'),
  topic('bathroom', '卫生间', 'home', '卫生间 浴室 马桶 淋浴 花洒 干湿分离 洗手池 下水道 厕所 地漏'),
  topic('freshness', '新鲜度', 'fresh', '新鲜 烂了 蔫 变质 臭了 水灵 坏了好几个 发黄 不脆 熟透'),
  topic('short_weight', '缺斤少两', 'fresh', '缺斤 短斤 少两 足称 足秤 分量 斤两 称了 不够秤 克重 净重'),
  topic('damage', '破损', 'fresh', '破损 压坏 摔碎 碎了 漏了一箱 变形 磕碰 破了 化了 压扁 磕掉'),
  topic('delivery_delay', '配送延误', 'fresh', '还没到 还没送 送晚 太慢 迟到 晚到 延误 催了 准时 超时'),
  topic('missing_item', '漏发少件', 'fresh', '少了一 少发 漏发 缺货 没收到 少件 断货 发错 少给 配件少'),
  topic('price', '价格', 'fresh', '价格 太贵 涨价 便宜 降价 性价比 划算 贵了 优惠 超市贵 差价 实惠 多少钱 不值'),
  topic('leader_attitude', '服务态度', 'fresh', '态度 爱答不理 耐心 不耐烦 甩脸 怼人 服务好'),
  topic('after_sales', '售后退款', 'fresh', '售后 退款 退货 退钱 赔付 理赔 保修 质保 换货 客服 补发 维修'),
  topic(
    'food_safety',
    '食品安全',
    'fresh',
    '食品安全 拉肚子 中毒 过期 虫子 异物 添加剂 农残 保质期 配料表 检测报告 过敏',
  ),
];

/** Words for what people wish for: whoever says that it is not so complains, and denies nothing. */
const WISHES =
  '新鲜 水灵 熟透 足称 足秤 准时 便宜 划算 实惠 优惠 性价比 耐心 服务好 售后 退款 退货 退钱 赔付 理赔 保修 质保 换货 客服 补发 维修 ' +
  '隔音 静音 做工 工艺 手艺 收口 设计 完工 竣工';
export const WISHED: ReadonlySet<string> = new Set(WISHES.split(' '));
