// Placeholder until the file store lands.
export interface FileStore { readonly folder: string }
export const createFileStore = (o: { folder: string }): FileStore => o;
export const migrations = [] as const;
export const tables = {};
export const messages = { zh: {} };
