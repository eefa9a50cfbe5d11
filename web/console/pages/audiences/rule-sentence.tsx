import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import type { Condition, Rule } from '#modules/cdp/contract';
import { ConditionSentence } from './condition-sentence.tsx';
import { OnePicker } from './pickers.tsx';
import {
  appendAt,
  childrenOf,
  conditionOn,
  isCondition,
  isGroup,
  isNot,
  joinAt,
  joinedBy,
  mayDeepen,
  mayNest,
  negateAt,
  removeAt,
  replaceAt,
  type Group,
  type Path,
} from './rule-edit.ts';
import { FACTS } from './rule-words.ts';

interface RuleSentenceProps {
  readonly root: Group;
  readonly onChange: (root: Group) => void;
}

const JOINS = [
  { value: 'all', label: '全部' },
  { value: 'any', label: '任一' },
];

/** A rule that reads as a sentence and is edited in place. */
export function RuleSentence({ root, onChange }: RuleSentenceProps): ReactNode {
  return (
    <div className="rule" role="group" aria-label="圈选条件">
      <GroupLines root={root} path={[]} group={root} onChange={onChange} />
    </div>
  );
}

interface PartProps extends RuleSentenceProps {
  readonly path: Path;
}

function GroupLines({ root, path, group, onChange }: PartProps & { group: Group }): ReactNode {
  const by = joinedBy(group);
  return (
    <>
      <p className="rule-head">
        {path.length === 0 ? '圈出满足下面' : '满足下面'}
        <OnePicker
          label="怎么合"
          value={by}
          options={JOINS}
          onChange={(next) => onChange(joinAt(root, path, next === 'any' ? 'any' : 'all'))}
        />
        条件{path.length === 0 ? '的小区：' : '：'}
      </p>
      <ul className="rule-lines">
        {childrenOf(group).map((part, at) => (
          <li key={`${at}${isCondition(part) ? part.fact : ''}`}>
            <span className="rule-join">{at === 0 ? '' : by === 'all' ? '且' : '或'}</span>
            <PartLine root={root} path={[...path, at]} part={part} onChange={onChange} />
          </li>
        ))}
        <li className="rule-add">
          <span className="rule-join" />
          <AddParts root={root} path={path} onChange={onChange} />
        </li>
      </ul>
    </>
  );
}

function PartLine({ root, path, part, onChange }: PartProps & { part: Rule }): ReactNode {
  const not = isNot(part);
  const inner = not ? part.not : part;
  const innerPath = not ? [...path, 0] : path;
  return (
    <div className="rule-part">
      <div className="rule-part-line">
        {not ? <em className="rule-not">排除：</em> : null}
        {isCondition(inner) ? (
          <ConditionSentence
            condition={inner}
            onChange={(condition) => onChange(replaceAt(root, innerPath, condition))}
          />
        ) : (
          <span className="rule-group-name">{isGroup(inner) ? '一组条件' : '再排除一层'}</span>
        )}
        <PartActions root={root} path={path} part={part} onChange={onChange} />
      </div>
      {isGroup(inner) ? (
        <div className="rule-nested">
          <GroupLines root={root} path={innerPath} group={inner} onChange={onChange} />
        </div>
      ) : isNot(inner) ? (
        <div className="rule-nested">
          <PartLine root={root} path={innerPath} part={inner} onChange={onChange} />
        </div>
      ) : null}
    </div>
  );
}

function PartActions({ root, path, part, onChange }: PartProps & { part: Rule }): ReactNode {
  const inner = isNot(part) ? part.not : part;
  return (
    <span className="rule-actions">
      {isCondition(inner) ? (
        <FactMenu
          words="换"
          label="换成别的条件"
          onPick={(fact) => onChange(replaceAt(root, isNot(part) ? [...path, 0] : path, conditionOn(fact, inner)))}
        />
      ) : null}
      {isNot(part) || mayDeepen(root, path) ? (
        <Button type="text" size="small" onClick={() => onChange(negateAt(root, path))}>
          {isNot(part) ? '不排除' : '排除'}
        </Button>
      ) : null}
      <Button type="text" size="small" onClick={() => onChange(removeAt(root, path))}>
        删
      </Button>
    </span>
  );
}

function AddParts({ root, path, onChange }: PartProps): ReactNode {
  const add = (part: Rule): void => onChange(appendAt(root, path, part));
  return (
    <span className="rule-add-buttons">
      <FactMenu words="加一个条件" label="加一个条件" onPick={(fact) => add(conditionOn(fact))} />
      {mayNest(path) ? (
        <Button
          type="text"
          size="small"
          onClick={() => add({ any: [conditionOn('age_years'), conditionOn('households')] })}
        >
          加一组
        </Button>
      ) : null}
    </span>
  );
}

const MENU = [...Map.groupBy(FACTS, (words) => words.group)].map(([group, facts]) => ({
  type: 'group' as const,
  label: group,
  children: facts.map((words) => ({ key: words.fact, label: words.name })),
}));

interface FactMenuProps {
  readonly words: string;
  readonly label: string;
  readonly onPick: (fact: Condition['fact']) => void;
}

function FactMenu({ words, label, onPick }: FactMenuProps): ReactNode {
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items: MENU, onClick: ({ key }) => onPick(key as Condition['fact']), className: 'filter-menu' }}
    >
      <Button type="text" size="small" aria-label={label === words ? undefined : `${words}（${label}）`}>
        {words === label ? `＋ ${words}` : words}
      </Button>
    </Dropdown>
  );
}
