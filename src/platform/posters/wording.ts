import { formatYuan } from '#kernel/money';
import type { PosterInput, PosterPrice } from './poster.ts';

/** `¥2,999`: whole yuan without cents; 0 is 免费. */
export function priceText(price: PosterPrice): { symbol: string; figure: string; unit: string } {
  if (price.now === 0) return { symbol: '', figure: '免费', unit: '' };
  return { symbol: '¥', figure: yuan(price.now).slice(1), unit: price.unit ?? '' };
}

/** The struck-through price, only where it really was higher. */
export function beforeText(price: PosterPrice): string | undefined {
  return price.before !== undefined && price.before > price.now ? `原价 ${yuan(price.before)}` : undefined;
}

function yuan(amount: PosterPrice['now']): string {
  return formatYuan(amount).replace(/\.00$/, '');
}

const LOCAL = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** 「7月31日 20:00 截止」 */
export function deadlineText(deadline: Date): string {
  const part = Object.fromEntries(LOCAL.formatToParts(deadline).map(({ type, value }) => [type, value]));
  return `${part['month']}月${part['day']}日 ${part['hour']}:${part['minute']} 截止`;
}

export function touchpointText(touchpoint: NonNullable<PosterInput['touchpoint']>): string {
  return `您的${touchpoint.role} ${touchpoint.maskedName}`;
}
