import { defineRoute, type Route } from '#platform/http';
import { worldAnswer, worldSpeedBody } from './contract.ts';
import type { LiveWorld } from './live-world.ts';

/** For a process that has a demo world: nobody else mounts them, so that production answers 404. */
export function liveWorldRoutes(world: LiveWorld): Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/demo/world',
      summary: 'How fast the demo world lives, and what it has done',
      access: { permission: 'system.read' },
      answer: worldAnswer,
      handle: async () => world.state(),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/demo/world',
      summary: 'Let the demo world live faster or slower; 0 pauses it',
      access: { permission: 'system.operate' },
      body: worldSpeedBody,
      answer: worldAnswer,
      // What is true of a moving world is not kept to be answered again.
      keepsNoAnswer: true,
      handle: async (_ctx, { body }) => {
        world.setSpeed(body.speed);
        return world.state();
      },
    }),
  ];
}
