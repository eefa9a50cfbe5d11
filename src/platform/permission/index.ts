export { covers, EVERYTHING, NOTHING, within, type Place, type PlaceColumns, type Scope } from './scope.ts';
