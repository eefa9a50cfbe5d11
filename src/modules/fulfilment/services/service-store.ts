import { sql } from 'kysely';
import type { Id } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { Role } from '#modules/touchpoints';
import { UnknownService, type Booker, type Level, type ServiceType, type Skill } from './service-type.ts';

type Db = Database | DatabaseTransaction;

interface Row {
  service: string;
  name: string;
  minutes: number;
  buffer_minutes: number;
  skill: Skill;
  level: Level;
  job_roles: Role[];
  min_notice_hours: number;
  max_days: number;
  booked_by: Booker[];
  package_levels: Record<Id<'Package'>, Level>;
  active: boolean;
  revision: number;
}

const toServiceType = (row: Row): ServiceType => ({
  service: row.service,
  name: row.name,
  minutes: row.minutes,
  bufferMinutes: row.buffer_minutes,
  skill: row.skill,
  level: row.level,
  roles: row.job_roles,
  minNoticeHours: row.min_notice_hours,
  maxDays: row.max_days,
  bookedBy: row.booked_by,
  packageLevels: row.package_levels,
  active: row.active,
  revision: row.revision,
});

/** Every service type, by code: tens of them at most. */
export async function allServices(db: Db): Promise<ServiceType[]> {
  const found = await sql<Row>`select * from fulfilment.service_type order by service limit 200`.execute(db);
  return found.rows.map(toServiceType);
}

/** @throws UnknownService where it does not exist, or is offered no more. */
export async function activeService(db: Db, service: string): Promise<ServiceType> {
  const found = await sql<Row>`
    select * from fulfilment.service_type where service = ${service} and active`.execute(db);
  const [row] = found.rows;
  if (row === undefined) throw new UnknownService();
  return toServiceType(row);
}

/** Saves the type if nobody did since it was read; false otherwise. */
export async function updateService(db: DatabaseTransaction, type: ServiceType, now: Date): Promise<boolean> {
  const saved = await sql`
    update fulfilment.service_type set name = ${type.name}, minutes = ${type.minutes},
      buffer_minutes = ${type.bufferMinutes}, level = ${type.level}, min_notice_hours = ${type.minNoticeHours},
      max_days = ${type.maxDays}, booked_by = ${[...type.bookedBy]}::text[],
      package_levels = ${JSON.stringify(type.packageLevels)}::jsonb, active = ${type.active},
      revision = ${type.revision}, updated_at = ${now}
    where service = ${type.service} and revision = ${type.revision - 1}`.execute(db);
  return (saved.numAffectedRows ?? 0n) > 0n;
}
