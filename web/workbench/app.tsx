import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { Empty } from '../shared/states.tsx';
import { SessionGate, useMe, type Me } from '../shared/session.tsx';
import { showDone, useChoices, usePlaces } from './my/queries.ts';
import { useKeptLists } from './my/use-trade-today.ts';
import { keepQueries } from './offline-cache.ts';
import { useOutboxRunning } from './outbox/use-outbox.ts';
import { Questions } from './parts/ask.tsx';
import { NotAtTheFront } from './pages/not-at-the-front.tsx';
import { Link, Routes } from '../shared/router.tsx';
import { fetchAtHand, routes } from './routes.ts';
import { Shell } from './shell.tsx';
import { SignIn } from './sign-in.tsx';

export function App({ remembered }: { remembered: Me | undefined }): ReactNode {
  return (
    <>
      <SessionGate signIn={<SignIn />} remembered={remembered}>
        <SignedIn />
      </SessionGate>
      <Questions />
    </>
  );
}

function SignedIn(): ReactNode {
  const me = useMe();
  const client = useQueryClient();
  useOutboxRunning(me.userId, showDone);
  useEffect(() => keepQueries(client, me), [client, me]);
  if (me.touchpointId === null) return <NotAtTheFront />;
  return <AtTheFront />;
}

/** By then the first page stands, also on a slow phone. */
const FIRST_VIEW_MS = 1_500;

function AtTheFront(): ReactNode {
  // Fetched at once and kept, so that a signal or a lead can be taken down, and goods handed over, in the basement later.
  usePlaces();
  useChoices();
  useKeptLists();
  useEffect(() => {
    const timer = setTimeout(() => void fetchAtHand(), FIRST_VIEW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Shell>
      <Routes
        app="双轮工作台"
        routes={routes}
        missing={<Empty title="没有这个页面" hint="链接可能过期了。" action={<Link to="/">回到今日</Link>} />}
      />
    </Shell>
  );
}
