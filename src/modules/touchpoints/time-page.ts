export { timePlaceOf, type TimePlace } from '#platform/http';
