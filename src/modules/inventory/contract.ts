import { z } from 'zod';
import { cityId, idOf, skuId, stockPlaceId } from '#platform/fields';

const time = z.iso.datetime();
const nextCursor = z.string().nullable();
const page = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const units = z.number().int().min(1, '数量至少是 1').max(1_000_000_000, '数量太大，请检查');
const zeroOrMore = z.number().int().min(0, '数量不能小于 0').max(1_000_000_000, '数量太大，请检查');
const documentId = idOf<'StockDocument'>();

/** 中心仓, 网格仓, 闪电仓, 门店. */
export const stockPlaceKind = z.enum(['central', 'grid', 'flash', 'store']);

const names = {
  placeName: z.string(),
  placeKind: stockPlaceKind,
  cityName: z.string(),
  skuCode: z.string(),
  /** With its spec: 「鲜牛奶 950毫升」. */
  skuName: z.string(),
  skuUnit: z.string(),
};

/** One item at one place. */
export const stockItem = z.object({
  cityId,
  placeId: stockPlaceId,
  skuId,
  ...names,
  /** 在库. */
  onHand: z.number().int(),
  /** 占用. */
  reserved: z.number().int(),
  /** 在途: to come (the quota of a group buy, a purchase). */
  incoming: z.number().int(),
  /** 可售 = 在库 + 在途 − 占用. */
  available: z.number().int(),
  /** 预警线; null: no warning. */
  lowBelow: z.number().int().nullable(),
  low: z.boolean(),
  revision: z.number().int(),
  changedAt: time,
});

export const stockView = z.enum(['low', 'out', 'incoming']);
export const stockQuery = z.object({
  ...page,
  placeId: stockPlaceId.optional(),
  cityId: cityId.optional(),
  skuId: skuId.optional(),
  /** Part of an item's code or name. */
  text: z.string().max(100).optional(),
  view: stockView.optional(),
});
export const stockExportQuery = stockQuery.omit({ cursor: true, limit: true });
export const stockAnswer = z.object({
  items: z.array(stockItem),
  nextCursor,
  /** Over all that match, whatever the view. */
  counts: z.object({
    rows: z.number().int(),
    low: z.number().int(),
    out: z.number().int(),
    incoming: z.number().int(),
  }),
});

export const stockParams = z.object({ placeId: stockPlaceId, skuId });
export const placeParams = z.object({ placeId: stockPlaceId });

export const movementKind = z.enum([
  'planned',
  'received',
  'reserved',
  'released',
  'short',
  'issued',
  'returned',
  'returned_waste',
  'counted',
  'transferred_out',
  'transferred_in',
  'written_off',
  'opened',
]);
export const movementsQuery = z.object({ ...page, kind: movementKind.optional() });
export const movementItem = z.object({
  /** Numbers the movements of an item at a place, without gaps. */
  revision: z.number().int(),
  movedAt: time,
  kind: movementKind,
  kindName: z.string(),
  quantity: z.number().int(),
  onHandDelta: z.number().int(),
  reservedDelta: z.number().int(),
  incomingDelta: z.number().int(),
  /** order, group_buy, receipt, count, transfer, write_off, plan, import, claim … */
  referenceKind: z.string(),
  referenceId: z.string(),
  reasonName: z.string().nullable(),
  /** Whether a person did it. */
  byHand: z.boolean(),
});
/** The newest first. */
export const movementsAnswer = z.object({ items: z.array(movementItem), nextCursor });

/** 预警线; null: no warning. */
export const thresholdBody = z.object({ lowBelow: units.nullable() });

const lines = <T extends z.ZodRawShape>(shape: T) =>
  z
    .array(z.object({ skuId, ...shape }))
    .min(1)
    .max(500);

/** To come: more, or less with a minus. Never below what is reserved. */
export const planBody = z.object({
  placeId: stockPlaceId,
  lines: lines({ change: z.number().int().min(-1_000_000_000).max(1_000_000_000) }),
});
export const receiptBody = z.object({
  placeId: stockPlaceId,
  /** `missing` will not come any more. */
  lines: lines({ received: zeroOrMore, missing: zeroOrMore.default(0) }),
});
export const countBody = z.object({
  placeId: stockPlaceId,
  reason: z.enum(['counted', 'found', 'lost', 'mistake']),
  lines: lines({ counted: zeroOrMore }),
});
export const transferBody = z.object({
  fromId: stockPlaceId,
  toId: stockPlaceId,
  lines: lines({ quantity: units }),
});
export const writeOffBody = z.object({
  placeId: stockPlaceId,
  reason: z.enum(['damaged', 'expired', 'sample', 'recalled']),
  lines: lines({ quantity: units }),
});
/** What an act did, item by item, with the counters after it. */
export const documentAnswer = z.object({
  documentId,
  lines: z.array(
    z.object({
      placeId: stockPlaceId,
      skuId,
      onHandDelta: z.number().int(),
      incomingDelta: z.number().int(),
      onHand: z.number().int(),
      reserved: z.number().int(),
      incoming: z.number().int(),
    }),
  ),
});
/** `uncovered` units are promised to orders and will not come: settle them as shortage. */
export const receiptAnswer = documentAnswer.extend({
  uncovered: z.array(z.object({ skuId, units: z.number().int() })),
});

export const hotQuery = z.object({
  /** The hours up to now. */
  hours: z.coerce.number().int().min(1).max(48).default(24),
  cityId: cityId.optional(),
  placeId: stockPlaceId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
/** Items with the most reservations and refusals, by item and place. */
export const hotAnswer = z.object({
  items: z.array(
    z.object({
      cityId,
      placeId: stockPlaceId,
      skuId,
      ...names,
      reservations: z.number().int(),
      reservedUnits: z.number().int(),
      /** How often orders were refused because there was too little. */
      refusals: z.number().int(),
      refusedUnits: z.number().int(),
      hours: z.array(z.object({ beganAt: time, reservations: z.number().int(), refusals: z.number().int() })),
    }),
  ),
});

const runId = idOf<'StockAudit'>();
export const auditParams = z.object({ runId });
export const auditsQuery = z.object(page);
export const auditItem = z.object({
  runId,
  startedAt: time,
  finishedAt: time,
  rowsChecked: z.number().int(),
  /** As far as the reader may see them. */
  differences: z.number().int(),
});
export const auditsAnswer = z.object({ items: z.array(auditItem), nextCursor });
export const differencesAnswer = z.object({
  items: z.array(
    z.object({
      cityId,
      placeId: stockPlaceId,
      skuId,
      ...names,
      kind: z.enum(['on_hand', 'reserved', 'incoming', 'revision', 'reservations', 'overdue']),
      kindName: z.string(),
      counter: z.number().int(),
      ledger: z.number().int(),
    }),
  ),
  nextCursor,
});

const importId = idOf<'StockImport'>();
export const importParams = z.object({ importId });
export const importsQuery = z.object(page);
export const importVerdict = z.enum(['change', 'same', 'bad']);
/** An uploaded count of opening stock. */
export const importAnswer = z.object({
  importId,
  fileName: z.string(),
  createdAt: time,
  good: z.number().int(),
  unchanged: z.number().int(),
  bad: z.number().int(),
  /** Rows taken over so far. */
  committed: z.number().int(),
});
export const importsAnswer = z.object({ items: z.array(importAnswer), nextCursor });
export const importRowsQuery = z.object({
  verdict: importVerdict.optional(),
  cursor: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const importRowsAnswer = z.object({
  items: z.array(
    z.object({
      lineNumber: z.number().int(),
      verdict: importVerdict,
      cells: z.record(z.string(), z.string()),
      /** What the counter says now, in the preview; null for bad rows. */
      onHand: z.number().int().nullable(),
      faults: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
      committedAt: time.nullable(),
    }),
  ),
  nextCursor: z.number().int().nullable(),
});
export const importCommitAnswer = z.object({
  changed: z.number().int(),
  unchanged: z.number().int(),
  /** Lines that were good in the preview and are no longer: too much is promised, or the place is not yours any more. */
  stale: z.array(z.number().int()),
});

const choice = z.object({ code: z.string(), name: z.string() });
/** Lists that forms and filters choose from. */
export const stockChoicesAnswer = z.object({
  movementKinds: z.array(choice),
  adjustReasons: z.array(choice),
  writeOffReasons: z.array(choice),
});

export type StockItem = z.output<typeof stockItem>;
export type StockAnswer = z.output<typeof stockAnswer>;
export type MovementItem = z.output<typeof movementItem>;
export type MovementsAnswer = z.output<typeof movementsAnswer>;
export type DocumentAnswer = z.output<typeof documentAnswer>;
export type ReceiptAnswer = z.output<typeof receiptAnswer>;
export type HotAnswer = z.output<typeof hotAnswer>;
export type AuditItem = z.output<typeof auditItem>;
export type DifferencesAnswer = z.output<typeof differencesAnswer>;
export type StockImportAnswer = z.output<typeof importAnswer>;
export type StockImportRowsAnswer = z.output<typeof importRowsAnswer>;
export type StockChoices = z.output<typeof stockChoicesAnswer>;
export type PlanBody = z.input<typeof planBody>;
export type ReceiptBody = z.input<typeof receiptBody>;
export type CountBody = z.input<typeof countBody>;
export type TransferBody = z.input<typeof transferBody>;
export type WriteOffBody = z.input<typeof writeOffBody>;
