import { Button, Popover, Select, type RefSelectProps } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTopicNames, useTopics } from '../../parts/choices.ts';

/** The server takes no more. */
const MOST = 12;

interface TopicsEditProps {
  readonly topics: readonly string[];
  readonly isOpen: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onSave: (topics: readonly string[]) => void;
}

/** The topics of one message, to be chosen otherwise. */
export function TopicsEdit({ topics, isOpen, onOpen, onSave }: TopicsEditProps): ReactNode {
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      open={isOpen}
      onOpenChange={onOpen}
      content={
        <TopicsChoice
          topics={topics}
          onSave={(chosen) => {
            onOpen(false);
            onSave(chosen);
          }}
        />
      }
    >
      <button type="button" className="voice-topics-edit">
        {topics.length === 0 ? '加话题' : '改'}
      </button>
    </Popover>
  );
}

interface TopicsChoiceProps {
  readonly topics: readonly string[];
  readonly onSave: (topics: readonly string[]) => void;
}

function TopicsChoice({ topics, onSave }: TopicsChoiceProps): ReactNode {
  const [chosen, setChosen] = useState(topics);
  const field = useRef<RefSelectProps>(null);
  useEffect(() => field.current?.focus(), []);
  const names = useTopicNames();
  const listened = useTopics().map(({ topic, name }) => ({ value: topic, label: name }));
  const others = topics
    .filter((topic) => !listened.some(({ value }) => value === topic))
    .map((topic) => ({ value: topic, label: names.get(topic) ?? topic }));
  return (
    <div className="voice-topics-choice">
      <Select
        mode="multiple"
        ref={field}
        aria-label="这条说的话题"
        placeholder="说的是什么？"
        maxCount={MOST}
        showSearch={{ optionFilterProp: 'label' }}
        value={[...chosen]}
        options={[...listened, ...others]}
        onChange={setChosen}
      />
      <Button type="primary" onClick={() => onSave(chosen)}>
        就这些
      </Button>
    </div>
  );
}
