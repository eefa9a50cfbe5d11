import type { TouchpointId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';

/** The touchpoint that acts. Throws NotPermitted for anybody else, whatever they may see. */
export function me(ctx: Context): TouchpointId {
  if (ctx.scope.touchpoint === undefined) throw new NotPermitted('visit.act');
  return ctx.scope.touchpoint;
}
