export { ConfigurationRefused, readConfigFile } from './config-file.ts';
export { ConfigRefused, readConfig, type Config } from './config.ts';
export { ConfiguredFiles } from './configured-files.ts';
export { isServiceAddress } from './service-address.ts';
