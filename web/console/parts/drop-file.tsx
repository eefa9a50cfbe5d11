import { useState, type ReactNode } from 'react';
import './drop-file.css';

interface DropFileProps {
  /** As a file field takes it: `.csv,.xlsx`. */
  readonly accept: string;
  readonly busy: boolean;
  /** What it may be, how large, and what comes of it. */
  readonly hint: string;
  readonly onFile: (file: File) => void;
}

/** Where a file is dropped or chosen to be read row by row. */
export function DropFile({ accept, busy, hint, onFile }: DropFileProps): ReactNode {
  const [over, setOver] = useState(false);
  return (
    <label className={over ? 'drop-file drop-file-over' : 'drop-file'}>
      {/* The input lies over everything: a browser's own file field takes what is dropped on it. */}
      <input
        type="file"
        accept={accept}
        disabled={busy}
        onDragEnter={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={() => setOver(false)}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined && !busy) onFile(file);
          // The same file, mended, can be chosen again.
          event.target.value = '';
        }}
      />
      <strong>{busy ? '正在一行一行看…' : '把文件拖到这里，或点这里选文件'}</strong>
      <small>{hint}</small>
    </label>
  );
}
