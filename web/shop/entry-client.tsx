import { createRoot, hydrateRoot } from 'react-dom/client';
import { ShopApp } from './shop-app.tsx';
import { readState } from './view-state.ts';

const root = document.getElementById('root');
const view = readState(document.getElementById('view')?.textContent ?? '');
if (root !== null) {
  if (view === undefined) createRoot(root).render(<ShopApp view={{ kind: 'home' }} />);
  else hydrateRoot(root, <ShopApp view={view} />);
}
