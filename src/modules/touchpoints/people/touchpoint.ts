import { IllegalMove, Refusal } from '#kernel/errors';
import type { CityId, CommunityId, PartnerId, PersonId, StoreId, TouchpointId, UserId } from '#kernel/ids';

/** Roles at the front, and how people call them. */
export const ROLES = {
  group_leader: '团长',
  property_steward: '物业管家',
  realtor: '房产中介',
  ambassador: '焕新大使',
  store_manager: '店长',
  guide: '导购',
  designer: '设计师',
  technician: '技师',
} as const;

export type Role = keyof typeof ROLES;
export const roleNames = Object.keys(ROLES) as readonly Role[];
export const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text);

export type TouchpointState = 'active' | 'paused' | 'left';

/** 在岗 may take tasks; 暂停 keeps what they have; 离开 signs in no more. */
const MOVES: Readonly<Record<TouchpointState, readonly TouchpointState[]>> = {
  active: ['paused', 'left'],
  paused: ['active', 'left'],
  left: [],
};

export interface Touchpoint {
  readonly touchpointId: TouchpointId;
  readonly userId: UserId;
  readonly personId: PersonId;
  readonly externalCode: string;
  readonly cityId: CityId;
  readonly storeId: StoreId | null;
  readonly partnerId: PartnerId | null;
  readonly role: Role;
  readonly state: TouchpointState;
  readonly version: number;
}

/** That a touchpoint serves a community; rank 1 is asked first. */
export interface Coverage {
  readonly touchpointId: TouchpointId;
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly rank: number;
}

export class TouchpointCodeTaken extends Refusal {
  constructor(code: string) {
    super('touchpoint-code-taken', 'conflict', { code });
  }
}

export class PhoneBelongsToTouchpoint extends Refusal {
  constructor(codes: readonly string[]) {
    super('phone-belongs-to-touchpoint', 'conflict', { codes: codes.join('、') });
  }
}

/** The city or store is not in the reach of whoever acts. */
export class OutsideArea extends Refusal {
  constructor() {
    super('outside-area', 'forbidden');
  }
}

export class UnknownCommunity extends Refusal {
  constructor(ids: readonly string[]) {
    super('unknown-community', 'invalid', { ids: ids.join('、') });
  }
}

/** The touchpoint in its next state; throws IllegalMove where the table has no such move. */
export function moveTouchpoint(touchpoint: Touchpoint, to: TouchpointState): Touchpoint {
  if (!MOVES[touchpoint.state].includes(to)) throw new IllegalMove('touchpoint', touchpoint.state, to);
  return { ...touchpoint, state: to, version: touchpoint.version + 1 };
}
