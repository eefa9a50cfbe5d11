import { hydrateRoot, createRoot } from 'react-dom/client';
import type { ShopView } from './offer.ts';
import { ShopApp } from './shop-app.tsx';

const root = document.getElementById('root');
const state = document.getElementById('view')?.textContent ?? '';
if (root !== null) {
  const rendered = state.startsWith('{');
  const view: ShopView = rendered ? (JSON.parse(state) as ShopView) : { kind: 'home' };
  if (rendered) hydrateRoot(root, <ShopApp view={view} />);
  else createRoot(root).render(<ShopApp view={view} />);
}
