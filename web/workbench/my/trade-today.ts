import type { MyClaim, MyGroupBuyItem, MyPickUpAnswer } from '#modules/commerce/contract';
import { businessDay, startOfBusinessDay } from '#kernel/time';
import type { Due } from './due.ts';
import { cutOffDue, dayName, missingPeople, soldWords } from './group-words.ts';

/** Something of group buys or a pick-up point that wants to be done today. */
export interface TradeCard {
  readonly id: string;
  readonly what: 'none' | 'draft' | 'open' | 'arrival' | 'collect' | 'claims';
  readonly who: string;
  readonly does: string;
  readonly why: string;
  readonly by: 'system' | 'people';
  readonly to: string;
  readonly verb: string;
  /** Where its button goes, if it opens more than the card does. */
  readonly next?: string;
  /** The community whose last group buy can be opened again in one tap. */
  readonly copies?: string;
  readonly due: Due | undefined;
  /** Orders the queue. */
  readonly dueAt: string | null;
  readonly since: string;
}

interface GroupFacts {
  readonly running: readonly MyGroupBuyItem[] | undefined;
  /** The last ones; undefined while nobody knows. */
  readonly over: readonly MyGroupBuyItem[] | undefined;
}

/** What there is to do with group buys; `now` is the server's time. */
export function groupCards({ running, over }: GroupFacts, now: number): readonly TradeCard[] {
  if (running === undefined) return [];
  const cards = running.filter((it) => it.state === 'open' || it.state === 'draft').map((it) => groupCard(it, now));
  const today = businessDay(new Date(now));
  const openedToday = (it: MyGroupBuyItem): boolean =>
    it.state !== 'draft' && businessDay(new Date(it.opensAt)) === today;
  const leads = running.some((it) => it.state === 'open' || it.state === 'scheduled' || it.state === 'closing');
  if (leads || (over ?? []).some((it) => openedToday(it) && it.state !== 'cancelled')) return cards;
  return [noneToday(over, today, now), ...cards];
}

function noneToday(over: GroupFacts['over'], today: string, now: number): TradeCard {
  const last = over?.find((it) => it.state === 'closed' && it.orders > 0);
  const why = last === undefined ? '开一个，链接发到群里，邻居自己下单' : `上次「${last.title}」${soldWords(last)}`;
  return {
    id: `none/${today}`,
    what: 'none',
    who: '今天的团还没开',
    does: last === undefined ? '选几样货，截单时间系统定好' : `${last.communityName}的邻居在等`,
    why,
    by: 'system',
    to: '/groups/new',
    verb: last === undefined ? '开团' : '重新选货',
    ...(last === undefined ? {} : { copies: last.communityId }),
    due: undefined,
    dueAt: null,
    since: new Date(now).toISOString(),
  };
}

function groupCard(it: MyGroupBuyItem, now: number): TradeCard {
  const missing = missingPeople(it);
  const shared = {
    id: `group/${it.groupBuyId}`,
    who: it.title,
    to: `/groups/${it.groupBuyId}`,
    since: it.opensAt,
  } as const;
  if (it.state === 'draft') {
    return {
      ...shared,
      what: 'draft',
      does: `草稿 · ${it.communityName}`,
      why: '还没开，邻居看不到',
      by: 'people',
      verb: '去开团',
      due: undefined,
      dueAt: null,
    };
  }
  return {
    ...shared,
    next: `${shared.to}#share`,
    what: 'open',
    does: `${it.kindName} · ${it.communityName} · ${soldWords(it)}`,
    why:
      missing ??
      (it.orders === 0 ? '发到群里，邻居才看得到' : `${dayName(it.pickupOn, businessDay(new Date(now)))}到自提点`),
    by: 'system',
    verb: '发到群里',
    due: cutOffDue(it, now),
    dueAt: it.cutOffAt,
  };
}

/** What there is to do at my points: goods to be checked in, goods to be handed over. */
export function pickUpCards(pickUp: MyPickUpAnswer | undefined): readonly TradeCard[] {
  if (pickUp === undefined) return [];
  return pickUp.points.flatMap((point) => {
    const arrivals = point.days
      .filter((day) => day.onTheWay > 0 && (day.pickupOn === null || day.pickupOn <= pickUp.today))
      .map((day): TradeCard => ({
        id: `arrival/${point.pickupPointId}/${day.pickupOn ?? ''}`,
        what: 'arrival',
        who: point.name,
        does: `到货要点 · ${day.onTheWay} 单在路上`,
        why: `点完到货，${day.customers} 位邻居就收到来取的消息`,
        by: 'system',
        to: `/pickup/arrivals/${point.pickupPointId}/${day.pickupOn ?? 'now'}`,
        verb: '点到货',
        due: undefined,
        dueAt: day.pickupOn === null ? null : startOfBusinessDay(day.pickupOn).toISOString(),
        since: '1970-01-01T00:00:00.000Z',
      }));
    const lying = point.days.reduce((sum, day) => sum + day.arrived, 0);
    if (lying === 0) return arrivals;
    const late = point.days.filter((day) => day.pickupOn !== null && day.pickupOn < pickUp.today);
    const old = late.reduce((sum, day) => sum + day.arrived, 0);
    const collect: TradeCard = {
      id: `collect/${point.pickupPointId}`,
      what: 'collect',
      who: point.name,
      does: `待自提 ${lying} 单`,
      why: old === 0 ? '邻居来了，扫码或报提货码' : `其中 ${old} 单过了自提日，提醒一下邻居`,
      by: 'people',
      to: '/pickup',
      verb: '核销',
      due: undefined,
      dueAt: null,
      since: '1970-01-01T00:00:00.000Z',
    };
    return [...arrivals, collect];
  });
}

/** `售后 n 件要你看一眼`; none where nobody waits for what I say. */
export function claimCards(claims: readonly MyClaim[] | undefined): readonly TradeCard[] {
  const asked = (claims ?? []).filter((claim) => claim.canConfirm && claim.seen === null);
  const first = asked.toSorted((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'))[0];
  if (first === undefined) return [];
  return [
    {
      id: 'claims',
      what: 'claims',
      who: `售后 ${asked.length} 件要你看一眼`,
      does: `${first.customerName || '邻居'} · ${first.kindName} · ${first.lines[0]?.name ?? ''}`,
      why: '你只说看到的，退不退由售后定，不用你垫钱',
      by: 'people',
      to: asked.length === 1 ? `/pickup/claims/${first.claimId}` : '/pickup/claims',
      verb: '看一眼',
      due: undefined,
      dueAt: first.dueAt,
      since: first.openedAt,
    },
  ];
}
