import { subscribeBatch, type EventType } from '#platform/outbox';
import {
  ClaimOpened,
  ContractSigned,
  OrderPaid,
  OrderRefunded,
  QuotationSent,
  TeamFailed,
  TeamFilled,
} from '#modules/commerce/events';
import { ProjectCompleted, VisitBooked, VisitProgressed } from '#modules/fulfilment/events';
import { LeadRecorded, NpsAnswered } from '#modules/growth/events';
import { CommissionAccrued, CommissionReversed } from '#modules/touchpoints/events';
import { dealOf, npsKind, type DealFact, type DealKind, type DealPayload } from './deal-fact.ts';
import { insertDeals } from './deal-store.ts';

/** Everything that happens between a lead and a finished home, and what becomes of goods. */
export const DEAL_EVENTS = [
  LeadRecorded,
  VisitBooked,
  VisitProgressed,
  QuotationSent,
  ContractSigned,
  OrderPaid,
  OrderRefunded,
  ProjectCompleted,
  NpsAnswered,
  CommissionAccrued,
  CommissionReversed,
  TeamFilled,
  TeamFailed,
  ClaimOpened,
] as const;

interface Happened {
  readonly type: string;
  readonly eventId: string;
  readonly occurredAt: Date;
  readonly payload: DealPayload;
}

/** Binds a kind of event to what it counts as; undefined counts for nothing. */
function counting<P extends DealPayload>(
  event: EventType<P>,
  kindOf: (payload: P) => DealKind | undefined,
  amountOf?: (payload: P) => number,
) {
  const read = (happened: Happened): DealFact | undefined => {
    const payload = happened.payload as P;
    const kind = kindOf(payload);
    return kind === undefined ? undefined : dealOf(happened, kind, amountOf?.(payload));
  };
  return [event.type, read] as const;
}

const READINGS: ReadonlyMap<string, (happened: Happened) => DealFact | undefined> = new Map([
  counting(LeadRecorded, () => 'lead'),
  // Visits of the works are no steps towards a contract.
  counting(VisitBooked, ({ service }) => (service === 'measure' ? 'visit_booked' : undefined)),
  counting(VisitProgressed, ({ service, state }) =>
    service === 'measure' && state === 'done' ? 'visit_done' : undefined,
  ),
  // A revised quotation is not another one.
  counting(QuotationSent, ({ revision }) => (revision === 1 ? 'quoted' : undefined)),
  counting(
    ContractSigned,
    () => 'signed',
    ({ totalFen }) => totalFen,
  ),
  counting(
    OrderPaid,
    ({ channel }) => (channel === 'service' ? 'paid' : 'goods_paid'),
    ({ amountFen }) => amountFen,
  ),
  counting(
    OrderRefunded,
    ({ channel }) => (channel === 'service' ? 'refunded' : 'goods_refunded'),
    ({ amountFen }) => amountFen,
  ),
  counting(ProjectCompleted, () => 'completed'),
  counting(NpsAnswered, ({ score }) => npsKind(score)),
  counting(
    CommissionAccrued,
    () => 'commission',
    ({ amountFen }) => amountFen,
  ),
  counting(
    CommissionReversed,
    () => 'commission_back',
    ({ amountFen }) => amountFen,
  ),
  counting(TeamFilled, () => 'team_filled'),
  counting(TeamFailed, () => 'team_failed'),
  counting(ClaimOpened, () => 'claimed'),
]);

/** The fact that an event of a deal is; undefined where it counts for nothing. */
export function readDeal(happened: Happened): DealFact | undefined {
  const read = READINGS.get(happened.type);
  if (read === undefined) throw new Error(`${happened.type} is no event of a deal`);
  return read(happened);
}

/** Each of them becomes a fact. */
export const onDealEvents = subscribeBatch('insight.record-deals', DEAL_EVENTS, async (tx, events) => {
  await insertDeals(
    tx.db,
    events.flatMap((event) => readDeal(event) ?? []),
  );
});
