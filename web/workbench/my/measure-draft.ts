import type { MeasureAnswer, MeasureBody } from '#modules/fulfilment/contract';
import type { Choice } from './words.ts';

type WallCondition = NonNullable<MeasureBody['wallCondition']>;
type Severity = NonNullable<MeasureBody['leaks']>[number]['severity'];

export const ROOM_NAMES = ['客厅', '主卧', '次卧', '厨房', '卫生间', '阳台'] as const;

export const WALL_CHOICES: readonly Choice<WallCondition>[] = [
  { code: 'good', name: '完好' },
  { code: 'cracked', name: '有裂缝' },
  { code: 'peeling', name: '起皮掉粉' },
  { code: 'damp', name: '潮湿' },
  { code: 'mouldy', name: '发霉' },
  { code: 'hollow', name: '空鼓' },
];
export const SEVERITY_CHOICES: readonly Choice<Severity>[] = [
  { code: 'trace', name: '有水渍' },
  { code: 'drip', name: '滴水' },
  { code: 'flow', name: '流水' },
];

export interface RoomDraft {
  readonly id: number;
  readonly name: string;
  /** As typed. */
  readonly length: string;
  readonly width: string;
  readonly height: string;
}
export interface LeakDraft {
  readonly id: number;
  readonly where: string;
  readonly severity: Severity | undefined;
}

/** The form while it is filled in: texts as they were typed. */
export interface MeasureDraft {
  /** The revision of the server that it began from. */
  readonly basedOn: number;
  /** It was handed to the outbox like this, and not changed since. */
  readonly sent: boolean;
  readonly rooms: readonly RoomDraft[];
  readonly wallCondition: WallCondition | null;
  readonly leaks: readonly LeakDraft[] | null;
  readonly notes: string;
}

const SIDES = [
  { side: 'length', name: '长', least: 300, most: 50_000 },
  { side: 'width', name: '宽', least: 300, most: 50_000 },
  { side: 'height', name: '高', least: 1_000, most: 10_000 },
] as const;

/** Nothing at home is as long in metres: a whole number from here on is meant in centimetres, from 1000 on in mm. */
const CENTIMETRES_FROM = 100;
const MILLIMETRES_FROM = 1_000;

/**
 * Millimetres of a length as people type it: `2.85`, `2。85`, `２.８５米`, `285` and `285cm` (centimetres), `2850` (mm).
 * Undefined when it is no length.
 */
export function millimetres(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[。,、]/g, '.')
    .replaceAll(/\s/g, '')
    .toLowerCase();
  const [, figure, unit = ''] = /^(\d{1,5}(?:\.\d{0,3})?|\.\d{1,3})(m|米|cm|公分|厘米|mm|毫米)?$/.exec(plain) ?? [];
  if (figure === undefined) return undefined;
  const value = Number(figure);
  return Math.round(value * scaleOf(unit, value, figure.includes('.')));
}

function scaleOf(unit: string, value: number, hasFraction: boolean): number {
  if (unit === 'mm' || unit === '毫米') return 1;
  if (unit === 'cm' || unit === '公分' || unit === '厘米') return 10;
  if (unit !== '' || hasFraction || value < CENTIMETRES_FROM) return 1_000;
  return value < MILLIMETRES_FROM ? 10 : 1;
}

/** `2.85`, as many digits as there are. */
export const metres = (mm: number): string => String(mm / 1_000);

/** Hundredths of a square metre, as the server rounds them: floor, and the four walls. */
export function areasOf(room: RoomDraft): { readonly floor?: number; readonly walls?: number } {
  const length = millimetres(room.length);
  const width = millimetres(room.width);
  const height = millimetres(room.height);
  if (length === undefined || width === undefined) return {};
  const floor = Math.round((length * width) / 10_000);
  return height === undefined ? { floor } : { floor, walls: Math.round((2 * (length + width) * height) / 10_000) };
}

/** `12.35 ㎡`. */
export const squareMetres = (hundredths: number): string => `${hundredths / 100} ㎡`;

/** What is wrong with the sides of a room, by side; what is empty is not wrong, it is missing. */
export function faultsOf(room: RoomDraft): Partial<Record<'length' | 'width' | 'height', string>> {
  return Object.fromEntries(
    SIDES.flatMap(({ side, name, least, most }) => {
      if (room[side].trim() === '') return [];
      const mm = millimetres(room[side]);
      if (mm === undefined) return [[side, `${name}填数字，如 2.85`]];
      if (mm < least) return [[side, `${name}至少 ${metres(least)} 米`]];
      return mm > most ? [[side, `${name}最多 ${metres(most)} 米`]] : [];
    }),
  );
}

/** What has to be put right before it can be saved, in words. */
export function openFaults(draft: MeasureDraft): readonly string[] {
  const rooms = draft.rooms.flatMap((room) => {
    const name = room.name.trim() === '' ? '有个房间' : `「${room.name.trim()}」`;
    const wrong = Object.values(faultsOf(room));
    const empty = SIDES.filter(({ side }) => room[side].trim() === '').map((side) => side.name);
    return [
      ...(room.name.trim() === '' ? ['有个房间还没起名'] : []),
      ...wrong.map((fault) => `${name}${fault}`),
      ...(empty.length > 0 ? [`${name}还差${empty.join('、')}`] : []),
    ];
  });
  const leaks = (draft.leaks ?? []).flatMap((leak) => [
    ...(leak.where.trim() === '' ? ['漏水写明在哪'] : []),
    ...(leak.severity === undefined ? ['漏水点一下多严重'] : []),
  ]);
  return [...new Set([...rooms, ...leaks])];
}

/** What the visit cannot be finished without, as the server says it. */
export function missingOf(draft: Pick<MeasureDraft, 'rooms' | 'wallCondition' | 'leaks'>): readonly string[] {
  return [
    ...(draft.rooms.length === 0 ? ['房间尺寸'] : []),
    ...(draft.wallCondition === null ? ['墙面情况'] : []),
    ...(draft.leaks === null ? ['有没有漏水'] : []),
  ];
}

/** The form as the server has it, to be filled in. */
export function draftOf(saved: MeasureAnswer): MeasureDraft {
  return {
    basedOn: saved.revision,
    sent: false,
    rooms: saved.rooms.map(({ name, lengthMm, widthMm, heightMm }, id) => ({
      id,
      name,
      length: metres(lengthMm),
      width: metres(widthMm),
      height: metres(heightMm),
    })),
    wallCondition: saved.wallCondition,
    leaks: saved.leaks?.map(({ where, severity }, id) => ({ id, where, severity })) ?? null,
    notes: saved.notes,
  };
}

export const EMPTY_DRAFT: MeasureDraft = {
  basedOn: 0,
  sent: false,
  rooms: [],
  wallCondition: null,
  leaks: null,
  notes: '',
};

/** What is sent. Only for a draft without open faults. */
export function bodyOf(draft: MeasureDraft): MeasureBody {
  return {
    basedOn: draft.basedOn,
    rooms: draft.rooms.map((room) => ({
      name: room.name.trim(),
      lengthMm: millimetres(room.length) ?? 0,
      widthMm: millimetres(room.width) ?? 0,
      heightMm: millimetres(room.height) ?? 0,
    })),
    wallCondition: draft.wallCondition,
    leaks:
      draft.leaks?.flatMap(({ where, severity }) =>
        severity === undefined ? [] : [{ where: where.trim(), severity }],
      ) ?? null,
    notes: draft.notes.trim(),
  };
}

const nextId = (those: readonly { readonly id: number }[]): number => Math.max(-1, ...those.map(({ id }) => id)) + 1;

/** One more room: `次卧`, then `次卧2`; as high as the one before, since ceilings are. */
export function withRoom(draft: MeasureDraft, kind: string): MeasureDraft {
  const alike = draft.rooms.filter((room) => room.name.replace(/\d+$/, '') === kind).length;
  const name = alike === 0 || kind === '' ? kind : `${kind}${alike + 1}`;
  const height = draft.rooms.at(-1)?.height ?? '';
  const room = { id: nextId(draft.rooms), name, length: '', width: '', height };
  return { ...draft, rooms: [...draft.rooms, room] };
}

export function withLeak(draft: MeasureDraft): MeasureDraft {
  const leaks = draft.leaks ?? [];
  return { ...draft, leaks: [...leaks, { id: nextId(leaks), where: '', severity: undefined }] };
}

/**
 * Which form is to be shown: the draft of this phone, or what the server has. `conflict` when somebody saved on another
 * device since the draft was begun; `taken` when what was sent has arrived and the draft can go.
 */
export function whichForm(
  draft: MeasureDraft | undefined,
  savedRevision: number | undefined,
  waiting: boolean,
): 'server' | 'draft' | 'conflict' | 'taken' {
  if (draft === undefined) return 'server';
  if (waiting || savedRevision === undefined || savedRevision === draft.basedOn) return 'draft';
  if (draft.sent && savedRevision > draft.basedOn) return 'taken';
  return savedRevision > draft.basedOn ? 'conflict' : 'draft';
}

/** The draft after a change. What was sent is a revision of its own: the change comes on top of it. */
export function changed(draft: MeasureDraft, change: Partial<MeasureDraft>): MeasureDraft {
  return { ...draft, ...change, sent: false, basedOn: draft.sent ? draft.basedOn + 1 : draft.basedOn };
}

/** The revision to save upon: never one that the server refused to make. */
export const basisOf = (draft: MeasureDraft, savedRevision: number | undefined, waiting: boolean): number =>
  waiting || savedRevision === undefined ? draft.basedOn : Math.min(draft.basedOn, savedRevision);
