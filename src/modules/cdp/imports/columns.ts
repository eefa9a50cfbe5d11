import { FileColumnsMissing, type FileKind } from './file-import.ts';

interface Column {
  readonly field: string;
  /** The title that we write, then others that we read. */
  readonly titles: readonly [string, ...string[]];
  readonly required: boolean;
}

const column = (field: string, titles: readonly [string, ...string[]], required = false): Column => ({
  field,
  titles,
  required,
});
const community = column('communityCode', ['小区编码', 'communitycode', 'community_code', 'community'], true);
const phone = column('phone', ['手机号', '手机', '电话', 'phone', 'mobile']);
const card = column('memberCard', ['会员卡', '会员卡号', '会员号', 'membercard', 'member_card', 'card']);

export const COLUMNS: Readonly<Record<FileKind, readonly Column[]>> = {
  orders: [
    column('orderNo', ['订单号', '单号', 'orderno', 'order_no', 'order_id'], true),
    column('storeCode', ['门店编码', 'storecode', 'store_code', 'store']),
    { ...community, required: false },
    phone,
    card,
    column('items', ['商品', '商品明细', 'items', 'sku']),
    column('amountYuan', ['金额', '实付金额', '金额（元）', 'amount', 'amountyuan', 'amount_yuan', 'total']),
    column('amountFen', ['金额分', '金额（分）', 'amountfen', 'amount_fen']),
    column('paidAt', ['支付时间', '付款时间', '时间', 'paidat', 'paid_at', 'time'], true),
  ],
  people: [
    community,
    phone,
    card,
    column('name', ['姓名', '名字', 'name']),
    column('householdCode', ['户号', '房号', 'householdcode', 'household_code', 'household']),
    column('since', ['登记时间', '入住时间', '注册时间', 'since', 'created_at']),
  ],
  posts: [
    community,
    column('author', ['作者', '发言人', '昵称', 'author', 'handle', 'sender'], true),
    column('postedAt', ['时间', '发布时间', 'postedat', 'posted_at', 'time'], true),
    column('text', ['内容', '正文', 'text', 'content'], true),
    column('channel', ['渠道', 'channel']),
    column('externalId', ['编号', 'id', 'externalid', 'external_id']),
  ],
};

export function titleOf(kind: FileKind, field: string): string {
  return COLUMNS[kind].find((each) => each.field === field)?.titles[0] ?? field;
}

const plain = (title: string): string => title.replace(/[\s*＊\ufeff]/g, '').toLowerCase();

/** The field that a title names, whatever its case. */
export function fieldOf(kind: FileKind, title: string): string | undefined {
  const wanted = plain(title);
  return COLUMNS[kind].find((each) => each.field.toLowerCase() === wanted || each.titles.includes(wanted))?.field;
}

/** Which cell holds which field. @throws FileColumnsMissing */
export function fieldsOfHeader(kind: FileKind, header: readonly string[]): (string | undefined)[] {
  const fields = header.map((title) => fieldOf(kind, title));
  const missing = COLUMNS[kind]
    .filter((each) => each.required && !fields.includes(each.field))
    .map((each) => each.titles[0]);
  if (kind === 'orders' && !fields.includes('amountFen') && !fields.includes('amountYuan')) missing.push('金额');
  if (missing.length > 0) throw new FileColumnsMissing(missing);
  return fields;
}
