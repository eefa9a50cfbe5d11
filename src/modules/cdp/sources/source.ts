import { Refusal } from '#kernel/errors';
import type { Id } from '#kernel/ids';

export type SourceId = Id<'Source'>;

export const SOURCE_KINDS = ['server', 'web', 'app', 'chat', 'import'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** Limits of the Segment spec; a source may be held to less. */
export const MAX_EVENT_BYTES = 32 * 1024;
export const MAX_BATCH_BYTES = 500 * 1024;

/** What a source must send with an event of a name: property → type. Other properties are free. */
export type RequiredProperties = Readonly<Record<string, PropertyType>>;
export const PROPERTY_TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array'] as const;
export type PropertyType = (typeof PROPERTY_TYPES)[number];

export interface Source {
  readonly sourceId: SourceId;
  readonly name: string;
  readonly kind: SourceKind;
  /** The last characters of the write key, for people to tell keys apart. */
  readonly writeKeyHint: string;
  /** `https://shop.example.cn`; `*` allows every site. Requests without an Origin are no browsers' and pass. */
  readonly allowedOrigins: readonly string[];
  readonly enabled: boolean;
  readonly eventsPerMinute: number;
  readonly maxEventBytes: number;
  readonly maxBatchBytes: number;
  readonly createdAt: Date;
  readonly version: number;
}

/** A source with what every request of it is checked against. */
export interface LiveSource extends Source {
  /** Event name → what it must carry. Names that are missing are unplanned and pass. */
  readonly plan: ReadonlyMap<string, RequiredProperties>;
}

/** Where history that people upload comes from: not rows, but fixed names in the log. */
export const IMPORT_SOURCES = {
  orders: '019a0000-0000-7000-8000-00000000c001' as SourceId,
  people: '019a0000-0000-7000-8000-00000000c002' as SourceId,
  posts: '019a0000-0000-7000-8000-00000000c003' as SourceId,
  leads: '019a0000-0000-7000-8000-00000000c004' as SourceId,
  goods: '019a0000-0000-7000-8000-00000000c005' as SourceId,
} as const;

export class WriteKeyRefused extends Refusal {
  constructor() {
    super('write-key-refused', 'unauthenticated');
  }
}

export class OriginNotAllowed extends Refusal {
  constructor(origin: string) {
    super('origin-not-allowed', 'forbidden', { origin: origin.slice(0, 200) });
  }
}

export class SourceChangedMeanwhile extends Refusal {
  constructor(name: string) {
    super('source-changed-meanwhile', 'conflict', { name });
  }
}

export function allowsOrigin(source: Pick<Source, 'allowedOrigins'>, origin: string): boolean {
  return source.allowedOrigins.includes('*') || source.allowedOrigins.includes(origin);
}

/** The first requirement that properties do not meet, as `missing amount` or `amount is no integer`. */
export function violates(
  required: RequiredProperties,
  properties: Readonly<Record<string, unknown>>,
): string | undefined {
  for (const [name, type] of Object.entries(required)) {
    const value = properties[name];
    if (value === undefined || value === null) return `missing ${name}`;
    if (!isOfType(value, type)) return `${name} is no ${type}`;
  }
  return undefined;
}

function isOfType(value: unknown, type: PropertyType): boolean {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
