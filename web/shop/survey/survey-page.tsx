import { useCallback, useEffect, useState, type FormEvent, type ReactNode } from 'react';
import type { SurveyAnswer, SurveyReplyAnswer, SurveyReplyBody } from '#modules/growth/contract';
import { ActKey } from '../../shared/act-key.ts';
import { api, newKey } from '../../shared/api.ts';
import { Icon } from '../../shared/icons.tsx';
import { Logo } from '../../shared/logo.tsx';
import { asProblem, type ApiProblem } from '../../shared/problem.ts';
import { Loading, ProblemView } from '../../shared/states.tsx';
import { postOnce } from '../post-once.ts';
import './survey.css';

const pathOf = (token: string): string => `/api/growth/surveys/${encodeURIComponent(token)}`;

/** One question after the works, answered in one tap. */
export default function SurveyPage({ token }: { token: string }): ReactNode {
  const [survey, setSurvey] = useState<SurveyAnswer>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [thanks, setThanks] = useState<string>();
  const load = useCallback(() => {
    setProblem(undefined);
    api.get<SurveyAnswer>(pathOf(token)).then(setSurvey, (error: unknown) => setProblem(asProblem(error)));
  }, [token]);
  useEffect(load, [load]);
  if (problem?.status === 404)
    return <Notice title="这个链接打不开了">可能少复制了几个字。请从短信里重新点开。</Notice>;
  if (problem !== undefined) return <ProblemView problem={problem} onRetry={load} full />;
  if (survey === undefined) return <Loading label="正在打开" full />;
  if (thanks !== undefined) return <Notice title="收到，谢谢你">{thanks}</Notice>;
  if (survey.state === 'answered') {
    return <Notice title="你已经评过了">当时给了 {survey.score} 分，我们都看到了，谢谢你。</Notice>;
  }
  if (survey.state === 'expired') {
    return <Notice title="这次调查已经结束">还有话想说？在「我的预约」里能找到我们，随时都行。</Notice>;
  }
  return <Question survey={survey} onAnswered={(answer) => setThanks(answer.message)} />;
}

const SCORES = Array.from({ length: 11 }, (_, score) => score);

interface QuestionProps {
  readonly survey: SurveyAnswer;
  readonly onAnswered: (answer: SurveyReplyAnswer) => void;
}

function Question({ survey, onAnswered }: QuestionProps): ReactNode {
  const [score, setScore] = useState<number>();
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [act] = useState(() => new ActKey(newKey));
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (score === undefined) return;
    const body: SurveyReplyBody = { score, comment };
    setBusy(true);
    setProblem(undefined);
    await postOnce<SurveyReplyAnswer>(act, pathOf(survey.token), body).then(onAnswered, (error: unknown) =>
      setProblem(asProblem(error)),
    );
    setBusy(false);
  };
  return (
    <main className="survey">
      <p className="offer-place">
        <Icon name="place" size={16} /> {survey.communityName}
      </p>
      <form onSubmit={(event) => void send(event)}>
        <h1 id="question">{survey.question}</h1>
        <div className="survey-scores" role="group" aria-labelledby="question">
          {SCORES.map((each) => (
            <button key={each} type="button" aria-pressed={score === each} onClick={() => setScore(each)}>
              {each}
            </button>
          ))}
        </div>
        <p className="survey-ends" aria-hidden>
          <span>0 {survey.lowest}</span>
          <span>10 {survey.highest}</span>
        </p>
        {score === undefined ? null : (
          <div className="survey-more">
            <label htmlFor="comment">
              {score <= 6 ? '哪里没做好？我们想听实话（可不填）' : '想多说一句吗（可不填）'}
            </label>
            <textarea
              id="comment"
              rows={3}
              maxLength={500}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
            {problem === undefined ? null : (
              <p className="offer-problem" role="alert">
                <Icon name="alert" size={18} /> {problem.message}
              </p>
            )}
            <button type="submit" className="survey-send" disabled={busy}>
              {busy ? '正在提交…' : `提交 ${score} 分`}
            </button>
          </div>
        )}
      </form>
    </main>
  );
}

function Notice({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <main className="notice">
      <Logo size={44} />
      <h1>{title}</h1>
      <p>{children}</p>
      <p>
        <a href="/my">看我的预约</a>
      </p>
    </main>
  );
}
