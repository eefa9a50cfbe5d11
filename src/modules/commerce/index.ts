export { commerceModule } from './module.ts';

// Packages: configuration, the same for every reader.
export { activePackages, packageByCode, packagesByIds } from './packages/package-store.ts';
export { FAMILY_TOPICS, UnknownPackage } from './packages/package.ts';
export type { Package, PackageFacts, PackageId, Scene, Suits } from './packages/package.ts';
export { savePackage, type SavePackageInput } from './packages/save-package.ts';
