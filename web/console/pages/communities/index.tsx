import type { ReactNode } from 'react';
import { useUrlState } from '../../parts/url-state.ts';
import { BrowseCommunities } from './browse-communities.tsx';
import { ImportPlaces, isImportKind } from './import/import-page.tsx';

/** 哪些小区正在需要我们; with `?import=` the way to bring in places and history. */
export default function CommunitiesPage(): ReactNode {
  const [url, setUrl] = useUrlState(['import']);
  if (isImportKind(url.import)) {
    return (
      <ImportPlaces
        kind={url.import}
        onKind={(kind) => setUrl({ import: kind })}
        onClose={() => setUrl({ import: undefined })}
      />
    );
  }
  return <BrowseCommunities onImport={(kind) => setUrl({ import: kind }, { push: true })} />;
}
