import type { Module } from '#platform/module';
import type { ModuleSchema } from '#platform/postgres';
import { platformSchema } from '#platform/schema';
import { cdpModule } from '#modules/cdp';
import { growthModule } from '#modules/growth';
import { insightModule } from '#modules/insight';
import { intelligenceModule } from '#modules/intelligence';
import { territoryModule } from '#modules/territory';
import { touchpointsModule } from '#modules/touchpoints';

/** Every module, from left to right. */
export const modules: readonly Module[] = [
  territoryModule,
  cdpModule,
  touchpointsModule,
  intelligenceModule,
  growthModule,
  insightModule,
];

/** Every schema, in the order of migration. */
export const allSchemas: readonly ModuleSchema[] = [platformSchema, ...modules.map((module) => module.schema)];
