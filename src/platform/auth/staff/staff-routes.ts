import { z } from 'zod';
import type { Context } from '../../context/index.ts';
import { userId } from '../../fields/index.ts';
import { defineRoute, fromCursor, NotSignedIn, toCursor, type Route } from '../../http/index.ts';
import { done } from '../contract.ts';
import { grantKey, type Grant } from '../user.ts';
import { addStaff } from '../users.ts';
import { changeOwnPassword, resetPassword } from './change-password.ts';
import { changeStaff } from './change-staff.ts';
import { closeStaff, reopenStaff } from './close-staff.ts';
import {
  addedStaff,
  newStaff,
  ownPasswordChange,
  passwordReset,
  staffAnswer,
  staffChange,
  staffQuery,
  staffRolesAnswer,
} from './staff-contract.ts';
import { checkEverywhere, checkGrants, type StaffPorts } from './staff-parts.ts';
import { listStaff } from './staff-store.ts';
import { MANAGE, type StaffAccount } from './staff.ts';

const access = { permission: MANAGE } as const;
const params = z.object({ userId });
const DONE = { done: true } as const;
/** Hashing is dear, and nobody changes passwords all the time. */
const PASSWORD_RATE = 10;

/** The same role in the same area counts once. */
const distinct = (grants: readonly unknown[]): Grant[] => [
  ...new Map((grants as readonly Grant[]).map((grant) => [grantKey(grant), grant])).values(),
];

/** The routes of accounts of staff: who works in the office and what they may do where. */
export function staffRoutes(ports: StaffPorts): Route[] {
  return [...readingRoutes(ports), ...changingRoutes(ports), ...passwordRoutes()];
}

function readingRoutes(ports: StaffPorts): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/auth/staff',
      summary: 'Accounts of staff, by login',
      access,
      query: staffQuery,
      answer: staffAnswer,
      handle: async (ctx, { query }) => {
        checkEverywhere(ctx);
        const after = String(fromCursor(query.cursor, ['string'])?.[0] ?? '');
        const found = await listStaff(ctx.db, { ...query, after }, query.limit + 1);
        const page = found.slice(0, query.limit);
        const last = found.length > query.limit ? page.at(-1) : undefined;
        return {
          items: await describe(ctx, ports, page),
          nextCursor: last === undefined ? null : toCursor([last.login]),
        };
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/auth/staff-roles',
      summary: 'Roles that staff may be granted',
      access,
      answer: staffRolesAnswer,
      handle: async () => ({
        items: Object.entries(ports.roles).flatMap(([role, { name, forStaff }]) =>
          forStaff === true ? [{ role, name }] : [],
        ),
      }),
    }),
  ];
}

function changingRoutes(ports: StaffPorts): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/auth/staff',
      summary: 'Add an account of staff, with a first password',
      access,
      body: newStaff,
      answer: addedStaff,
      keepsNoAnswer: true,
      ratePerMinute: 60,
      handle: async (ctx, { body }) => {
        checkEverywhere(ctx);
        const grants = distinct(body.grants);
        await checkGrants(ctx, ports, grants);
        return addStaff(ctx, { ...body, grants });
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/auth/staff/:userId',
      summary: 'Say anew how somebody is called and what they may do where',
      access,
      params,
      body: staffChange,
      answer: done,
      handle: async (ctx, { params: { userId: id }, body }) => {
        await changeStaff(ctx, ports, { userId: id, title: body.title, grants: distinct(body.grants) });
        return DONE;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/auth/staff/:userId/close',
      summary: 'Close an account; whoever is signed in by it is out',
      access,
      params,
      answer: done,
      handle: async (ctx, { params: { userId: id } }) => {
        await closeStaff(ctx, ports, id);
        return DONE;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/auth/staff/:userId/reopen',
      summary: 'Open a closed account again',
      access,
      params,
      answer: done,
      handle: async (ctx, { params: { userId: id } }) => {
        await reopenStaff(ctx, id);
        return DONE;
      },
    }),
  ];
}

function passwordRoutes(): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/auth/staff/:userId/password',
      summary: 'Give somebody another password; wherever they are signed in, they are out',
      access,
      params,
      body: passwordReset,
      answer: done,
      keepsNoAnswer: true,
      ratePerMinute: PASSWORD_RATE,
      handle: async (ctx, { params: { userId: id }, body }) => {
        await resetPassword(ctx, { userId: id, ...body });
        return DONE;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/auth/password',
      summary: 'Change my password; every session of mine ends',
      access: { signedIn: true },
      body: ownPasswordChange,
      answer: done,
      keepsNoAnswer: true,
      ratePerMinute: PASSWORD_RATE,
      handle: async (ctx, { body }) => {
        if (ctx.actor.kind !== 'user') throw new NotSignedIn();
        await changeOwnPassword(ctx, { userId: ctx.actor.userId, ...body });
        return DONE;
      },
    }),
  ];
}

async function describe(ctx: Context, ports: StaffPorts, accounts: readonly StaffAccount[]) {
  const ids = accounts.flatMap(({ grants }) => grants.flatMap(({ areaId }) => (areaId === null ? [] : [areaId])));
  const names = await ports.areaNames(ctx.db, [...new Set(ids)]);
  return accounts.map((account) => ({
    userId: account.userId,
    login: account.login,
    title: account.title,
    grants: account.grants.map((grant) => ({
      ...grant,
      roleName: ports.roles[grant.role]?.name ?? grant.role,
      areaName: grant.areaId === null ? '全国' : (names.get(grant.areaId) ?? ''),
    })),
    createdAt: account.createdAt.toISOString(),
    seenAt: account.seenAt?.toISOString() ?? null,
    closedAt: account.closedAt?.toISOString() ?? null,
    own: ctx.actor.kind === 'user' && ctx.actor.userId === account.userId,
  }));
}
