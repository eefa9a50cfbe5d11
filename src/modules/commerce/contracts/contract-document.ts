import type { CustomerKey } from '#kernel/ids';
import { formatYuan } from '#kernel/money';
import { businessDay } from '#kernel/time';
import type { Block, DocumentSpec, Fact } from '#platform/documents';
import type { CompanyFacts } from '../company/company.ts';
import type { Quotation, QuotationLine } from '../quotations/quotation.ts';
import { clausesOf, paymentRows, totalLine } from './clauses.ts';
import { CONSENT } from './consent.ts';
import type { GivenNumber } from './contract-store.ts';

/** Where it is signed, by their names. */
export interface ContractPlace {
  readonly cityName: string;
  readonly district: string;
  readonly communityName: string;
  /** Whom it is with. */
  readonly company: CompanyFacts;
  /** Empty where no store serves the community. */
  readonly storeName: string;
  readonly storeCode: string;
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** `2026年6月6日` of an instant in Asia/Shanghai. */
export function dayInWords(at: Date): string {
  const [year, month, day] = businessDay(at).split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}

/** Short name of a customer in documents: made of the phone by its keyed hash, which says nothing of the phone. */
export const customerNumber = (key: CustomerKey): string => key.slice(0, 10).toUpperCase();

/**
 * The contract of a quotation, word for word. Parties stand by place and number: the document holds no name, phone or
 * door. The same quotation, number and places make the same document.
 */
export function contractDocument(given: GivenNumber, quotation: Quotation, place: ContractPlace): DocumentSpec {
  const sections: { heading: string; blocks: Block[] }[] = [
    { heading: '项目与价格', blocks: [linesTable(quotation.lines), { kind: 'text', text: totalLine(quotation) }] },
    { heading: '付款', blocks: [paymentsTable(quotation)] },
    ...clausesOf(quotation).map(({ heading, text }) => ({ heading, blocks: [{ kind: 'text' as const, text }] })),
  ];
  return {
    title: '社区焕新服务合同',
    number: given.contractNumber,
    date: given.givenAt,
    blocks: [
      { kind: 'facts', rows: parties(given, quotation, place) },
      ...sections.flatMap(({ heading, blocks }, at): Block[] => [
        { kind: 'heading', text: `${NUMERALS[at]}、${heading}` },
        ...blocks,
      ]),
      { kind: 'heading', text: '签署' },
      {
        kind: 'text',
        text: `甲方签署时确认以下说明（版本 ${CONSENT.version}）：${CONSENT.text}\n签名图样、签署时间和验证记录见本合同的签署证明。`,
      },
    ],
  };
}

function parties({ contractNumber, givenAt }: GivenNumber, quotation: Quotation, place: ContractPlace): Fact[] {
  const { cityName, district, communityName, company, storeName, storeCode } = place;
  return [
    ['合同编号', contractNumber],
    ['出具日期', dayInWords(givenAt)],
    [
      '甲方（业主）',
      `${cityName}${communityName}业主，客户编号 ${customerNumber(quotation.customerKey)}（以甲方手机号生成，签署时验证）`,
    ],
    ['乙方（服务方）', company.legalName],
    ...(company.creditCode === null ? [] : ([['统一社会信用代码', company.creditCode]] as const)),
    ['乙方地址', company.address],
    ['乙方电话', company.phone],
    ['经办门店', storeName === '' ? `${cityName}服务中心` : `${storeName}（门店编号 ${storeCode}）`],
    ['施工地点', `${cityName}${district}${communityName}，甲方预约上门量房时登记的房屋`],
    ['套餐', quotation.packageName],
    ['报价', `第 ${quotation.revision} 版`],
    ['签署截止', `${dayInWords(new Date(quotation.validUntil.getTime() - 1))}`],
  ];
}

function linesTable(lines: readonly QuotationLine[]): Block {
  return {
    kind: 'table',
    columns: [
      { name: '序号', width: 1, align: 'center' },
      { name: '项目', width: 4.2 },
      { name: '数量', width: 1.8, align: 'right' },
      { name: '单价', width: 2, align: 'right' },
      { name: '金额', width: 2.2, align: 'right' },
    ],
    rows: lines.map((line, at) => [
      String(at + 1),
      line.kind === 'discount' ? `优惠：${line.name}` : line.name,
      line.kind === 'discount' ? '' : quantityInWords(line),
      line.kind === 'discount' ? '' : formatYuan(line.unitPriceFen),
      formatYuan(line.amountFen),
    ]),
  };
}

/** `12.5 ㎡`, `1 套`: catalogues write units as `/㎡`. */
const quantityInWords = ({ quantityHundredths, unit }: QuotationLine): string =>
  `${quantityHundredths / 100} ${unit.replace(/^\//u, '')}`.trim();

function paymentsTable(quotation: Quotation): Block {
  return {
    kind: 'table',
    columns: [
      { name: '款项', width: 2 },
      { name: '什么时候付', width: 5 },
      { name: '金额', width: 2.2, align: 'right' },
    ],
    rows: paymentRows(quotation),
  };
}
