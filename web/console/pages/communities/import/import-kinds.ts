import { csvOf } from '../../../parts/save-csv.ts';

export type ImportPageKind =
  | 'communities'
  | 'stores'
  | 'partners'
  | 'cities'
  | 'regions'
  | 'warehouses'
  | 'pickup_points'
  | 'orders'
  | 'people'
  | 'posts';

export interface ImportKindFacts {
  readonly kind: ImportPageKind;
  readonly title: string;
  /** What a row is: `个小区`. */
  readonly unit: string;
  /** Places are compared with what stands there; history is added to the log. */
  readonly into: 'territory' | 'history';
  /** Titles of the columns as the server writes them; those with an asterisk must be there. */
  readonly columns: readonly string[];
  readonly example: readonly string[];
  /** Whether rows have coordinates, whose system must be known. */
  readonly placed?: boolean;
  readonly hint: string;
}

/** Everything that can be brought in from a file, in the order in which people ask for it. */
export const IMPORT_KINDS: readonly ImportKindFacts[] = [
  {
    kind: 'communities',
    title: '小区',
    unit: '个小区',
    into: 'territory',
    columns: ['小区编码*', '小区名称*', '城市编码*', '行政区', '经度*', '纬度*', '建成年份', '户数', '合作方编码'],
    example: ['HF-0001', '和平一村', 'HF', '包河区', '117.2834', '31.8612', '1996', '860', 'WY-01'],
    placed: true,
    hint: '同一个编码再导一次就是修改；没有的列保持原样。',
  },
  {
    kind: 'stores',
    title: '门店',
    unit: '家门店',
    into: 'territory',
    columns: ['门店编码*', '门店名称*', '城市编码*', '经度*', '纬度*', '服务小区编码'],
    example: ['HF-S01', '包河万达店', 'HF', '117.3021', '31.8533', 'HF-0001;HF-0002'],
    placed: true,
    hint: '服务的小区用分号隔开，先导小区再导门店。',
  },
  {
    kind: 'orders',
    title: '门店POS',
    unit: '笔订单',
    into: 'history',
    columns: ['订单号*', '门店编码', '小区编码', '手机号', '会员卡', '商品', '金额*', '支付时间*'],
    example: ['P20261101-0007', 'HF-S01', 'HF-0001', '', 'VIP000123', '防水涂料 10kg x2', '598.00', '2026-11-01 18:30'],
    hint: '手机号和会员卡至少填一个；同一个订单号只算一次，重复导入不会多算。',
  },
  {
    kind: 'posts',
    title: '帖子',
    unit: '条帖子',
    into: 'history',
    columns: ['小区编码*', '作者*', '时间*', '内容*', '渠道', '编号'],
    example: ['HF-0001', '业主A', '2026-11-02 21:10', '顶楼又漏水了，有没有靠谱的师傅', 'chat', 'G1-20261102-88'],
    hint: '群聊写 chat，论坛写 forum；内容会按话题数一遍，原文加密保存。',
  },
  {
    kind: 'people',
    title: '会员',
    unit: '位会员',
    into: 'history',
    columns: ['小区编码*', '手机号', '会员卡', '姓名', '户号', '登记时间'],
    example: ['HF-0001', '', 'VIP000123', '', '3-502', '2025-03-08'],
    hint: '手机号和会员卡至少填一个；手机号、姓名加密保存，只按权限显示。',
  },
  {
    kind: 'warehouses',
    title: '仓',
    unit: '个仓',
    into: 'territory',
    columns: ['仓库编码*', '仓库名称*', '类型*', '城市编码*', '经度*', '纬度*', '启用', '供货小区编码'],
    example: ['HF-W01', '包河网格仓', '网格仓', 'HF', '117.3012', '31.8455', '是', 'HF-0001;HF-0002'],
    placed: true,
    hint: '类型写中心仓、网格仓或闪电仓；供货的小区用分号隔开，一个小区每类仓只有一个。',
  },
  {
    kind: 'pickup_points',
    title: '自提点',
    unit: '个自提点',
    into: 'territory',
    columns: ['自提点编码*', '自提点名称*', '小区编码*', '位置', '上级自提点编码', '仅自提', '休息日', '启用'],
    example: ['HF-P01', '东门便利店', 'HF-0001', '东门右手第一家', '', '否', '周日', '是'],
    hint: '休息日写成「周一、周日」，不休就空着。谁管这个点，导进来以后在页面上选。',
  },
  {
    kind: 'partners',
    title: '物业与中介',
    unit: '家合作方',
    into: 'territory',
    columns: ['合作方编码*', '合作方名称*', '类型*'],
    example: ['WY-01', '和平物业', 'property_company'],
    hint: '类型写 property_company（物业）或 agency（中介）。',
  },
  {
    kind: 'cities',
    title: '城市',
    unit: '个城市',
    into: 'territory',
    columns: ['城市编码*', '城市名称*', '大区编码*', '经度*', '纬度*'],
    example: ['HF', '合肥', 'HD', '117.23', '31.82'],
    placed: true,
    hint: '新开一个城市时先导这一张。',
  },
  {
    kind: 'regions',
    title: '大区',
    unit: '个大区',
    into: 'territory',
    columns: ['大区编码*', '大区名称*'],
    example: ['HD', '华东'],
    hint: '最上面一层，通常只导一次。',
  },
];

const BY_KIND = new Map(IMPORT_KINDS.map((facts) => [facts.kind, facts]));

export const isImportKind = (text: string | undefined): text is ImportPageKind => BY_KIND.has(text as ImportPageKind);

export function importKind(kind: ImportPageKind): ImportKindFacts {
  const facts = BY_KIND.get(kind);
  if (facts === undefined) throw new Error(`no import of ${kind}`);
  return facts;
}

/** A file to fill in: the titles and one row that shows how. */
export const templateOf = ({ columns, example }: ImportKindFacts): string => csvOf(columns, [example]);

/** Where a kind is sent to be looked through. */
export function uploadPath({ kind, into, placed = false }: ImportKindFacts, datum: string): string {
  const root = into === 'territory' ? '/api/territory/imports' : '/api/cdp/imports';
  return `${root}?kind=${kind}${placed ? `&datum=${datum}` : ''}`;
}
