/* The answers of the routes of accounts, which no module's contract holds. */

export interface StaffGrant {
  readonly role: string;
  readonly roleName: string;
  readonly areaKind: 'all' | 'city' | 'store' | 'community';
  readonly areaId: string | null;
  readonly areaName: string;
}

/** An account of somebody in the office. */
export interface StaffAccount {
  readonly userId: string;
  readonly login: string;
  readonly title: string;
  readonly grants: readonly StaffGrant[];
  readonly createdAt: string;
  readonly seenAt: string | null;
  readonly closedAt: string | null;
  /** It is the account of whoever asks. */
  readonly own: boolean;
}

/** A role that can be granted. */
export interface StaffRole {
  readonly role: string;
  readonly name: string;
}

/** What is handed to whoever signs in by the account. */
export interface Credentials {
  readonly login: string;
  readonly password: string;
}

export const STAFF_KEY = ['staff'];
export const STAFF_PATH = '/api/auth/staff';
export const ROLES_PATH = '/api/auth/staff-roles';
