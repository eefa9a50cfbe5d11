import { subscribe, type EventType } from '#platform/outbox';
import { ContractSigned, OrderPaid, OrderRefunded, QuotationSent } from '#modules/commerce/events';
import { ProjectCompleted, VisitBooked, VisitProgressed } from '#modules/fulfilment/events';
import { LeadRecorded, NpsAnswered } from '#modules/growth/events';
import { CommissionAccrued, CommissionReversed } from '#modules/touchpoints/events';
import { dealOf, npsKind, type DealFact, type DealKind, type DealPayload } from './deal-fact.ts';
import { recordDeals } from './record-deals.ts';

/** Everything that happens between a lead and a finished home. */
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
    // Goods are no deals of this board.
    ({ channel }) => (channel === 'service' ? 'paid' : undefined),
    ({ amountFen }) => amountFen,
  ),
  counting(
    OrderRefunded,
    ({ channel }) => (channel === 'service' ? 'refunded' : undefined),
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
]);

/** The fact that an event of a deal is; undefined where it counts for nothing. */
export function readDeal(happened: Happened): DealFact | undefined {
  const read = READINGS.get(happened.type);
  if (read === undefined) throw new Error(`${happened.type} is no event of a deal`);
  return read(happened);
}

/** Every event between a lead and a finished home becomes a fact. */
export const onDealEvents = subscribe('insight.record-deals', DEAL_EVENTS, async (ctx, event) => {
  const fact = readDeal(event);
  if (fact !== undefined) await recordDeals(ctx, [fact]);
});
