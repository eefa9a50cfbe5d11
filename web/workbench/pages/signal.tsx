import { useState, type ReactNode } from 'react';
import { Await, Empty, Skeleton } from '../../shared/states.tsx';
import { reportSignal } from '../my/acts.ts';
import { usePlaces, type MyPlace } from '../my/queries.ts';
import { signalKind, TOPIC_GROUPS, type Choice } from '../my/words.ts';
import { Chips } from '../parts/chips.tsx';
import { Page } from '../parts/page.tsx';
import { PlaceChoice, placesInOrder, rememberPlace } from '../parts/place-choice.tsx';
import { tellEnd } from '../parts/tell-end.ts';
import { goBack } from '../../shared/router.tsx';

/** The second tap of a signal: about what. It is sent at once. */
export function SignalPage({ params }: { params: Readonly<Record<string, string>> }): ReactNode {
  const kind = signalKind(params['kind'] ?? '');
  const places = usePlaces();
  return (
    <Page title={kind.ask} parent="/" answer="点一个就报上去，不用写字">
      <Await query={places} loading={<Skeleton rows={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="你还没有负责的小区" hint="请店里先把小区分给你，才知道信号来自哪里。" />
          ) : (
            <Topics kind={kind} places={placesInOrder(items)} />
          )
        }
      </Await>
    </Page>
  );
}

function Topics({ kind, places }: { kind: ReturnType<typeof signalKind>; places: readonly MyPlace[] }): ReactNode {
  const [place, setPlace] = useState(places[0] as MyPlace);
  const report = async (topic: Choice): Promise<void> => {
    rememberPlace(place.communityId);
    goBack('/');
    const end = await reportSignal(place, kind.code, topic);
    tellEnd(end, `报上去了：「${topic.name}」已算进${place.communityName}的画像，下次给什么方案会参考`);
  };
  return (
    <>
      <PlaceChoice places={places} value={place} onChange={setPlace} />
      {TOPIC_GROUPS.map((group) => (
        <section key={group.name}>
          <h2 className="section-title">{group.name}</h2>
          <Chips
            label={group.name}
            choices={group.topics}
            onPick={(code) => void report(group.topics.find((topic) => topic.code === code) as Choice)}
          />
        </section>
      ))}
    </>
  );
}
