export { ConfigRefused, readConfig, type Config } from './config.ts';
