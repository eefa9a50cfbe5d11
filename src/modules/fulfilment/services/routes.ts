import { defineRoute, type Route } from '#platform/http';
import type { Id } from '#kernel/ids';
import { serviceBody, serviceItem, serviceParams, servicesAnswer, type ServiceItem } from '../contract.ts';
import { editServiceType } from './edit-service-type.ts';
import { allServices } from './service-store.ts';
import { SKILLS, type ServiceType } from './service-type.ts';

export const serviceRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/fulfilment/services',
    summary: 'Service types: how long, which skill and level, how far ahead',
    access: { permission: 'visit.read' },
    answer: servicesAnswer,
    handle: async (ctx) => ({ items: (await allServices(ctx.db)).map(shown) }),
  }),
  defineRoute({
    method: 'PUT',
    path: '/api/fulfilment/services/:service',
    summary: 'Edit a service type, for every store; headquarters only',
    access: { permission: 'calendar.edit' },
    params: serviceParams,
    body: serviceBody,
    answer: serviceItem,
    handle: async (ctx, { params, body }) =>
      shown(await editServiceType(ctx, { service: params.service, facts: body })),
  }),
];

const shown = (type: ServiceType): ServiceItem => ({
  ...type,
  skillName: SKILLS[type.skill],
  roles: [...type.roles],
  bookedBy: [...type.bookedBy],
  packageLevels: Object.entries(type.packageLevels).map(([packageId, level]) => ({
    packageId: packageId as Id<'Package'>,
    level,
  })),
});
