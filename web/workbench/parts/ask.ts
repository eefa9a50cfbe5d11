import { Dialog } from 'antd-mobile';

interface Question {
  readonly title: string;
  /** What happens then. */
  readonly content: string;
  /** The verb: `删掉`, `退出`. */
  readonly confirmText: string;
  readonly cancelText: string;
}

/** Asks before something that cannot be taken back; answers whether to go on. (antd-mobile leaves its dialogs unnamed.) */
export function ask(question: Question): Promise<boolean> {
  return Dialog.confirm({ ...question, 'aria-label': question.title });
}
