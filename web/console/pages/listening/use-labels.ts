import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { VoiceItem, VoicesAnswer } from '#modules/cdp/contract';
import { api, newKey } from '../../../shared/api.ts';
import { asProblem, type ApiProblem } from '../../../shared/problem.ts';
import { labelOf, type Label } from './label-edit.ts';
import { labelPath, SUMMARY_KEY, VOICES_KEY } from './listening-paths.ts';

interface Sending {
  /** As it was before. */
  readonly voice: VoiceItem;
  readonly label: Label;
  readonly key: string;
}

export interface Labels {
  readonly save: (voice: VoiceItem, label: Label) => void;
  /** The message that was not saved and stands as it was before, and why. */
  readonly failed: { readonly voice: VoiceItem; readonly problem: ApiProblem } | undefined;
  readonly forget: () => void;
}

/**
 * Says how messages are to be read. A row shows it at once, so that the next can be read; they are sent one after
 * the other, and what is refused stands again as it was.
 */
export function useLabels(): Labels {
  const client = useQueryClient();
  const [failed, setFailed] = useState<Labels['failed']>();
  const { mutate } = useMutation({
    scope: { id: 'listening-label' },
    mutationFn: ({ voice, label, key }: Sending) =>
      api.put(labelPath(voice.cityId, voice.eventId), { body: label, key }),
    onMutate: ({ voice, label }) => showAs(client, { ...voice, ...label, isChecked: true, certainty: 1 }),
    onError: (error, { voice }) => {
      showAs(client, voice);
      setFailed({ voice, problem: asProblem(error) });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: SUMMARY_KEY }),
  });
  return {
    save: (voice, label) => {
      setFailed(undefined);
      mutate({ voice, label: labelOf(label), key: newKey() });
    },
    failed,
    forget: () => setFailed(undefined),
  };
}

/** A message as it now is, in every list that has it; its words stay as each list has them. */
function showAs(client: QueryClient, voice: VoiceItem): void {
  const { sentiment, severity, topics, isChecked, certainty } = voice;
  client.setQueriesData<InfiniteData<VoicesAnswer>>({ queryKey: [...VOICES_KEY, 'list'] }, (data) =>
    data === undefined
      ? undefined
      : {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((item) =>
              item.eventId === voice.eventId ? { ...item, sentiment, severity, topics, isChecked, certainty } : item,
            ),
          })),
        },
  );
}
