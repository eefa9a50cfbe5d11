import { businessDay, dayInWords } from '#kernel/time';
import { yuanInWords, type Fen } from '#kernel/money';
import type { DeliveryRule } from '../carts/cart.ts';
import type { PromotionRule } from './benefit.ts';
import { CHANNEL_NAMES, type Promotion } from './promotion.ts';

const yuan = (amount: Fen): string => yuanInWords(amount).slice(1).replaceAll(',', '');
const from = (fromFen: Fen): string => (fromFen === 0 ? '' : `满${yuan(fromFen)}元`);

/** 「满59减10」, 「88折」: short, for the face of a coupon. */
export function faceOf(rule: PromotionRule): string {
  switch (rule.kind) {
    case 'fixed':
      return rule.fromFen === 0 ? `立减${yuan(rule.offFen)}元` : `满${yuan(rule.fromFen)}减${yuan(rule.offFen)}`;
    case 'percent':
      return `${rule.fromFen === 0 ? '' : `满${yuan(rule.fromFen)}打`}${discountInWords(rule.offBasisPoints)}`;
    case 'threshold':
      return rule.rungs.map((rung) => `满${yuan(rung.fromFen)}减${yuan(rung.offFen)}`).join('、');
    case 'bundle_price':
      return `组合价${yuan(rule.priceFen)}元`;
    case 'delivery':
      return `${from(rule.fromFen)}${rule.offFen === null ? '免运费' : `运费减${yuan(rule.offFen)}元`}`;
  }
}

/** 1200 basis points off is 88折, 500 is 95折, 3000 is 7折, 1250 is 87.5折. */
function discountInWords(offBasisPoints: number): string {
  const paid = (10_000 - offBasisPoints) / 100;
  return paid % 10 === 0 ? `${paid / 10}折` : `${paid}折`;
}

/**
 * The published rule of a promotion, made from its terms so that it cannot say anything else: what, from which goods,
 * for whom, where, when, how often. 「全场满59减10，新客首单可用，杭州，11月1日到11月30日，每人限1次」
 */
export function publishedRule(promotion: Promotion, now: Date): string {
  const { rule, scope, channels } = promotion;
  const goods =
    rule.kind === 'bundle_price' ? '' : { all: '全场', categories: '指定分类', skus: '指定商品' }[scope.kind];
  const cap = rule.kind === 'percent' && rule.capFen !== null ? `，最多减${yuan(rule.capFen)}元` : '';
  const sets = rule.kind === 'bundle_price' && rule.maxSets !== null ? `，每单最多${rule.maxSets}组` : '';
  const where = promotion.area.kind === 'all' ? '' : `，${promotion.areaName}`;
  const only = channels.length === 3 ? '' : `，限${channels.map((channel) => CHANNEL_NAMES[channel]).join('、')}`;
  return [
    `${rule.kind === 'delivery' ? '' : goods}${faceOf(rule)}${cap}${sets}`,
    `，${forWhom(promotion)}${where}${only}，${daysInWords(promotion, now)}${limitsInWords(promotion)}`,
    promotion.stackable ? '，可与其他同享优惠叠加' : '',
  ].join('');
}

function forWhom({ eligibility, way, grantedFor }: Promotion): string {
  const who = {
    everybody: '人人可用',
    first_order: '新客首单可用',
    member_level: `${eligibility.kind === 'member_level' ? eligibility.level : ''}级及以上会员可用`,
  }[eligibility.kind];
  if (way === 'code') return `${who}，凭优惠码`;
  return way === 'grant' ? `${who}，${grantedFor ?? ''}后发放` : who;
}

function daysInWords({ validFrom, validUntil, validDays }: Promotion, now: Date): string {
  const last = businessDay(new Date(validUntil.getTime() - 1));
  const span = `${dayInWords(businessDay(validFrom), now)}到${dayInWords(last, now)}`;
  return validDays === null ? span : `${span}领取，领取后${validDays}天内有效`;
}

const limitsInWords = ({ perPersonLimit, claimLimit }: Promotion): string =>
  `${perPersonLimit === null ? '' : `，每人限${perPersonLimit}次`}${claimLimit === null ? '' : `，共${claimLimit}份`}`;

/** 「运费5元，满39元免运费」 */
export function deliveryRuleInWords({ feeFen, freeFromFen }: DeliveryRule): string {
  if (feeFen === 0) return '免运费';
  return `运费${yuan(feeFen)}元${freeFromFen === null ? '' : `，满${yuan(freeFromFen)}元免运费`}`;
}
