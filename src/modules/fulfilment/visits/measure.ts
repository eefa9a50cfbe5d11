import { Refusal } from '#kernel/errors';

export const WALL_CONDITION_NAMES = {
  good: '完好',
  cracked: '有裂缝',
  peeling: '起皮掉粉',
  damp: '潮湿',
  mouldy: '发霉',
  hollow: '空鼓',
} as const;
export type WallCondition = keyof typeof WALL_CONDITION_NAMES;

export const LEAK_SEVERITIES = { trace: '有水渍', drip: '滴水', flow: '流水' } as const;
export type LeakSeverity = keyof typeof LEAK_SEVERITIES;

export interface Room {
  readonly name: string;
  readonly lengthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** What was measured, without the free notes, which are sealed. */
export interface MeasuringForm {
  readonly rooms: readonly Room[];
  readonly wallCondition: WallCondition | null;
  /** Null while nobody has looked; empty when there is none. */
  readonly leaks: readonly { readonly where: string; readonly severity: LeakSeverity }[] | null;
}

/** Most photos of one visit. */
export const MOST_MEASURE_PHOTOS = 20;

/** The visit is to be measured and is not, or not wholly. */
export class MeasuringMissing extends Refusal {
  constructor(missing: readonly string[]) {
    super('measuring-missing', 'conflict', { missing: missing.join('、') });
  }
}
/** Somebody saved the form since it was opened. */
export class MeasuringChangedMeanwhile extends Refusal {
  constructor() {
    super('measuring-changed-meanwhile', 'conflict');
  }
}
/** The visit is for something else. */
export class NoMeasureVisit extends Refusal {
  constructor() {
    super('no-measure-visit', 'conflict');
  }
}
export class TooManyMeasurePhotos extends Refusal {
  constructor() {
    super('too-many-photos', 'invalid', { limit: MOST_MEASURE_PHOTOS });
  }
}

/** Square millimetres in a hundredth of a square metre. */
const MM2 = 10_000;

/** Floor of a room in hundredths of a square metre, rounded half up. */
export const floorArea = (room: Room): number => Math.round((room.lengthMm * room.widthMm) / MM2);

/** Its four walls, doors and windows included, in hundredths of a square metre. */
export const wallArea = (room: Room): number => Math.round((2 * (room.lengthMm + room.widthMm) * room.heightMm) / MM2);

const sum = (rooms: readonly Room[], area: (room: Room) => number): number =>
  rooms.reduce((total, room) => total + area(room), 0);

/** The sum of the rooms as they are shown, so that the lines add up. */
export const totalFloorArea = (rooms: readonly Room[]): number => sum(rooms, floorArea);
export const totalWallArea = (rooms: readonly Room[]): number => sum(rooms, wallArea);

/** What has to be filled in before the visit is done, in words. */
export function missingFrom(form: MeasuringForm | undefined): string[] {
  if (form === undefined) return ['房间尺寸', '墙面情况', '有没有漏水'];
  return [
    ...(form.rooms.length === 0 ? ['房间尺寸'] : []),
    ...(form.wallCondition === null ? ['墙面情况'] : []),
    ...(form.leaks === null ? ['有没有漏水'] : []),
  ];
}
