export {
  checkAccess,
  NotPermitted,
  NotSignedIn,
  requirePermission,
  SESSION_COOKIE,
  type Identify,
  type Identity,
} from './access.ts';
export { LiveHub } from './live-hub.ts';
export { liveFeed, type LiveFeed, type LiveMessage } from './live.ts';
export { messages } from './messages.ts';
export { Catalogue, InvalidRequest, type Problem } from './problem.ts';
export { defineRoute, Reply, type Access, type RequestFacts, type Route, type RouteInput } from './route.ts';
export { createServer, type ServerOptions } from './server.ts';
export { entityTag, ifMatch, revisionIn } from './entity-tag.ts';
export { CursorUnreadable, fromCursor, idFromCursor, pageOf, timePlaceOf, toCursor, type TimePlace } from './paging.ts';
