import '../shared/base.css';
import './workbench.css';
import './parts/parts.css';
import './parts/controls.css';
import './pages/pages.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient, QueryProvider } from '../shared/query.tsx';
import { App } from './app.tsx';
import { rememberedMe, restoreKept } from './offline-cache.ts';
import { steadyTaps } from './parts/steady-taps.ts';
import { applyTextSize } from './text-size.ts';

async function start(element: HTMLElement): Promise<void> {
  const client = createQueryClient();
  const remembered = await rememberedMe();
  if (remembered !== undefined) await restoreKept(client, remembered.userId);
  createRoot(element).render(
    <StrictMode>
      <QueryProvider client={client}>
        <App remembered={remembered} />
      </QueryProvider>
    </StrictMode>,
  );
}

applyTextSize();
steadyTaps();
const root = document.getElementById('root');
if (root !== null) void start(root);
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`).catch(() => undefined);
}
