export { deskModule } from './module.ts';
