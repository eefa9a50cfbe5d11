import type { ModuleSchema } from '#platform/postgres';
import { scheduling } from './migrations/0001-scheduling.ts';
import { projects } from './migrations/0002-projects.ts';

/** Services and people's calendars are few and read everywhere; visits lie with their city. */
export const schema: ModuleSchema = {
  name: 'fulfilment',
  migrations: [scheduling, projects],
  tables: {
    service_type: 'reference',
    worker: 'reference',
    shift_exception: 'reference',
    leave: 'reference',
    visit: { by: 'city_id' },
    appointment: { by: 'city_id' },
    slot_hold: { by: 'city_id' },
    dispatch_decision: { by: 'city_id' },
    visit_step: { by: 'city_id' },
    visit_measure: { by: 'city_id' },
    visit_photo: { by: 'city_id' },
    visit_rating: { by: 'city_id' },
    milestone_template: 'reference',
    project_order: { by: 'city_id' },
    project: { by: 'city_id' },
    project_worker: { by: 'city_id' },
    milestone: { by: 'city_id' },
    milestone_round: { by: 'city_id' },
    milestone_photo: { by: 'city_id' },
  },
};
