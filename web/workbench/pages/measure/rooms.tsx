import { useState, type ReactNode } from 'react';
import { Icon } from '../../../shared/icons.tsx';
import {
  areasOf,
  faultsOf,
  metres,
  millimetres,
  ROOM_NAMES,
  squareMetres,
  withRoom,
  type MeasureDraft,
  type RoomDraft,
} from '../../my/measure-draft.ts';
import { ask } from '../../parts/ask.tsx';
import { Chips } from '../../parts/chips.tsx';

/** A part of the form: shows it, and says what changes. */
export interface FormPartProps {
  readonly form: MeasureDraft;
  readonly onEdit: (change: Partial<MeasureDraft>) => void;
}

const SIDES = [
  { side: 'length', name: '长' },
  { side: 'width', name: '宽' },
  { side: 'height', name: '高' },
] as const;

const OTHER = '其他';
const KINDS = [...ROOM_NAMES, OTHER].map((name) => ({ code: name, name }));

/** Rooms one below the other; a tap on a name adds one. */
export function Rooms({ form, onEdit }: FormPartProps): ReactNode {
  const [fresh, setFresh] = useState<number>();
  const put = (room: RoomDraft): void =>
    onEdit({ rooms: form.rooms.map((each) => (each.id === room.id ? room : each)) });
  const drop = async (room: RoomDraft): Promise<void> => {
    const empty = room.length === '' && room.width === '';
    const question = {
      title: `删掉「${room.name || '这个房间'}」？`,
      content: '填好的尺寸会一起删掉。',
      confirmText: '删掉',
      cancelText: '留着',
    };
    if (empty || (await ask(question))) onEdit({ rooms: form.rooms.filter((each) => each.id !== room.id) });
  };
  const add = (kind: string): void => {
    const { rooms } = withRoom(form, kind === OTHER ? '' : kind);
    setFresh(rooms.at(-1)?.id);
    onEdit({ rooms });
  };
  return (
    <section className="card page-stack" aria-labelledby="rooms">
      <h2 id="rooms">房间（单位：米）</h2>
      {form.rooms.map((room) => (
        <Room key={room.id} room={room} fresh={room.id === fresh} onPut={put} onDrop={() => void drop(room)} />
      ))}
      <p className="field-label">{form.rooms.length === 0 ? '点一个开始量' : '再量一间'}</p>
      <Chips label="加房间" choices={KINDS} onPick={add} disabled={form.rooms.length >= 40} />
    </section>
  );
}

interface RoomProps {
  readonly room: RoomDraft;
  /** Just added: the keyboard opens where one types first. */
  readonly fresh: boolean;
  readonly onPut: (room: RoomDraft) => void;
  readonly onDrop: () => void;
}

function Room({ room, fresh, onPut, onDrop }: RoomProps): ReactNode {
  const { floor, walls } = areasOf(room);
  const faults = faultsOf(room);
  const [fault] = Object.values(faults);
  const tidy = (side: 'length' | 'width' | 'height'): void => {
    const mm = millimetres(room[side]);
    if (mm !== undefined && metres(mm) !== room[side]) onPut({ ...room, [side]: metres(mm) });
  };
  return (
    <div className="measure-room" role="group" aria-label={room.name || '新房间'}>
      <div className="measure-room-head">
        <input
          className="field measure-room-name"
          aria-label="房间名"
          maxLength={20}
          placeholder="叫什么，如书房"
          value={room.name}
          // The person has just asked for this field by a tap.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={fresh && room.name === ''}
          onChange={(event) => onPut({ ...room, name: event.target.value })}
        />
        <button type="button" className="icon-button" aria-label={`删掉 ${room.name || '这个房间'}`} onClick={onDrop}>
          <Icon name="trash" size={22} />
        </button>
      </div>
      <div className="measure-sides">
        {SIDES.map(({ side, name }) => (
          <label key={side}>
            <span>{name}</span>
            <input
              className="field"
              inputMode="decimal"
              enterKeyHint="next"
              autoComplete="off"
              maxLength={10}
              placeholder="0.00"
              value={room[side]}
              aria-invalid={faults[side] === undefined ? undefined : true}
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={fresh && room.name !== '' && side === 'length'}
              onChange={(event) => onPut({ ...room, [side]: event.target.value })}
              onBlur={() => tidy(side)}
            />
          </label>
        ))}
      </div>
      {fault !== undefined ? (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      ) : floor === undefined ? null : (
        <p className="measure-area">
          地面 <strong>{squareMetres(floor)}</strong>
          {walls === undefined ? null : (
            <>
              ，四面墙 <strong>{squareMetres(walls)}</strong>
            </>
          )}
        </p>
      )}
    </div>
  );
}
