import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly liveConnections: Gauge;
  readonly liveDropped: Counter;
  readonly outboxWaiting: Gauge;
  readonly outboxParked: Gauge;
}

/** The metrics of one process; `refresh` is called before each scrape. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'twinwheel_' });
  const registers = [registry];
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'twinwheel_request_seconds',
      help: 'Time from request to answer, by route',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    liveConnections: new Gauge({ name: 'twinwheel_live_connections', help: 'Connected live screens', registers }),
    liveDropped: new Counter({ name: 'twinwheel_live_dropped', help: 'Live connections too slow to keep', registers }),
    outboxWaiting: new Gauge({ name: 'twinwheel_outbox_waiting', help: 'Deliveries that wait', registers }),
    outboxParked: new Gauge({ name: 'twinwheel_outbox_parked', help: 'Parked events', registers }),
  };
}
