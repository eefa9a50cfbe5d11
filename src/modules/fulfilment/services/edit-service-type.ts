import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { packagesByIds, UnknownPackage } from '#modules/commerce';
import type { ServiceBody } from '../contract.ts';
import { allServices, updateService } from './service-store.ts';
import { ServiceChangedMeanwhile, type Level, type ServiceType } from './service-type.ts';

/**
 * Edits a service type, for every store: headquarters only. Visits that are booked keep their time.
 * @throws NotFound, NotPermitted, UnknownPackage, ServiceChangedMeanwhile
 */
export async function editServiceType(
  ctx: Context,
  input: { service: string; facts: ServiceBody },
): Promise<ServiceType> {
  if (!ctx.scope.everything) throw new NotPermitted('calendar.edit');
  const { revision, packageLevels, ...facts } = input.facts;
  return ctx.transaction(async (tx) => {
    const before = (await allServices(tx.db)).find((each) => each.service === input.service);
    if (before === undefined) throw new NotFound('service');
    const known = await packagesByIds(
      tx.db,
      packageLevels.map((each) => each.packageId),
    );
    if (packageLevels.some((each) => !known.has(each.packageId))) throw new UnknownPackage();
    const next: ServiceType = {
      ...before,
      ...facts,
      level: facts.level as Level,
      packageLevels: Object.fromEntries(packageLevels.map(({ packageId, level }) => [packageId, level as Level])),
      revision: revision + 1,
    };
    if (!(await updateService(tx.db, next, tx.now))) throw new ServiceChangedMeanwhile(before.name);
    await tx.audit({
      action: 'edit-service-type',
      subject: { kind: 'service', id: next.service },
      details: { minutes: next.minutes, level: next.level, active: next.active, revision: next.revision },
    });
    return next;
  });
}
