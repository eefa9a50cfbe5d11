import type { Fen } from '#kernel/money';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/**
 * An amount ≥ 0 in the capitals of cheques and contracts, `人民币壹万贰仟捌佰元整` (《支付结算办法》附件一, 正确填写票据和
 * 结算凭证的基本规定): a run of zeros inside is read 零 once, 整 ends what ends with 元 or 角.
 */
export function amountInCapitals(amount: Fen): string {
  if (amount < 0) throw new RangeError('only amounts of at least zero are written in capitals');
  const yuan = Math.floor(amount / 100);
  const jiao = Math.floor((amount % 100) / 10);
  const fen = amount % 10;
  if (amount === 0) return '人民币零元整';
  const whole = yuan === 0 ? '' : `${wholeInCapitals(yuan)}元`;
  if (jiao === 0 && fen === 0) return `人民币${whole}整`;
  const tenths = jiao === 0 ? (yuan === 0 ? '' : '零') : `${DIGITS[jiao]}角`;
  // 角 follows 元 directly unless the 元 themselves end in a zero.
  const gap = jiao > 0 && yuan > 0 && yuan % 10 === 0 ? '零' : '';
  return `人民币${whole}${gap}${tenths}${fen === 0 ? '整' : `${DIGITS[fen]}分`}`;
}

function wholeInCapitals(yuan: number): string {
  let text = '';
  let zeros = false;
  const groups: number[] = [];
  for (let rest = yuan; rest > 0; rest = Math.floor(rest / 10_000)) groups.unshift(rest % 10_000);
  for (const [at, group] of groups.entries()) {
    if (group === 0) {
      zeros = true;
      continue;
    }
    if (text !== '' && (zeros || group < 1_000)) text += '零';
    text += groupInCapitals(group) + (GROUPS[groups.length - 1 - at] ?? '');
    zeros = group % 10 === 0;
  }
  return text;
}

function groupInCapitals(group: number): string {
  let text = '';
  let zero = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      zero = text !== '';
      continue;
    }
    text += `${zero ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
    zero = false;
  }
  return text;
}
