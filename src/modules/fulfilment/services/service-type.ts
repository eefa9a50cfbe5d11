import { Refusal } from '#kernel/errors';
import type { Id } from '#kernel/ids';
import type { Role } from '#modules/touchpoints';

/** What people can do at a home, and how it is called. */
export const SKILLS = { design: '量房设计', install: '施工', repair: '维修' } as const;
export type Skill = keyof typeof SKILLS;
export const isSkill = (text: string): text is Skill => text in SKILLS;

/** 1 simple, 3 difficult. */
export type Level = 1 | 2 | 3;
export type Booker = 'customer' | 'staff' | 'seller';

/** Something that is done at a customer's home. */
export interface ServiceType {
  readonly service: string;
  readonly name: string;
  readonly minutes: number;
  /** Kept free beside the way there, for parking and stairs. */
  readonly bufferMinutes: number;
  readonly skill: Skill;
  readonly level: Level;
  readonly roles: readonly Role[];
  readonly minNoticeHours: number;
  readonly maxDays: number;
  readonly bookedBy: readonly Booker[];
  /** Packages that ask for a higher level. */
  readonly packageLevels: Readonly<Record<Id<'Package'>, Level>>;
  readonly active: boolean;
  readonly revision: number;
}

export class UnknownService extends Refusal {
  constructor() {
    super('unknown-service', 'invalid');
  }
}

/** Nobody of this kind books this service by themselves. */
export class NotBookedThisWay extends Refusal {
  constructor(name: string) {
    super('not-booked-this-way', 'invalid', { name });
  }
}

export class ServiceChangedMeanwhile extends Refusal {
  constructor(name: string) {
    super('service-changed-meanwhile', 'conflict', { name });
  }
}

/** How difficult it is: what the service asks for, or the package where it asks for more. */
export function levelAsked(service: ServiceType, packageId: Id<'Package'> | null): Level {
  const raised = packageId === null ? undefined : service.packageLevels[packageId];
  return raised === undefined || raised < service.level ? service.level : raised;
}
