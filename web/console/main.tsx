import '../shared/base.css';
import './console.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient, QueryProvider } from '../shared/query.tsx';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryProvider client={createQueryClient()}>
        <App />
      </QueryProvider>
    </StrictMode>,
  );
}
