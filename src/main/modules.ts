import type { Module } from '#platform/module';
import type { ModuleSchema } from '#platform/postgres';
import { platformSchema } from '#platform/schema';
import { cdpModule } from '#modules/cdp';
import { commerceModule } from '#modules/commerce';
import { deskModule } from '#modules/desk';
import { fulfilmentModule } from '#modules/fulfilment';
import { growthModule } from '#modules/growth';
import { insightModule } from '#modules/insight';
import { inventoryModule } from '#modules/inventory';
import { intelligenceModule } from '#modules/intelligence';
import { messagingModule } from '#modules/messaging';
import { territoryModule } from '#modules/territory';
import { touchpointsModule } from '#modules/touchpoints';

/** Every module, from left to right. */
export const modules: readonly Module[] = [
  territoryModule,
  cdpModule,
  messagingModule,
  touchpointsModule,
  deskModule,
  inventoryModule,
  commerceModule,
  fulfilmentModule,
  intelligenceModule,
  growthModule,
  insightModule,
];

/** Every schema, in the order of migration. */
export const allSchemas: readonly ModuleSchema[] = [platformSchema, ...modules.map((module) => module.schema)];
