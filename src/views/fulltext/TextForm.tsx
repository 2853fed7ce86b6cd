import { Search } from 'lucide-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { patternProblem, TEXT_PLACES, type TextPlace, type TextScope, type TextSearch } from '../../trace';
import { Button } from '../../ui/Button';
import { PLACE_NAMES, ruleWords } from './textWords';
import classes from './TextPanel.module.css';
import { spellHidden } from '../../ui/content/hidden';

interface TextFormProps {
  /** What the address says. */
  readonly search: TextSearch;
  readonly cost: string;
  /** Names offered for "of tool". */
  readonly tools: readonly string[];
  readonly isTouch: boolean;
  readonly onSearch: (search: TextSearch) => void;
}

/** What is sought and where. Nothing is read before the button, or Enter. */
export function TextForm({ search, cost, tools, isTouch, onSearch }: TextFormProps): ReactNode {
  const base = useId();
  const [text, setText] = useState(search.text);
  const [matchCase, setMatchCase] = useState(search.matchCase);
  const [isRegex, setRegex] = useState(search.isRegex === true);
  const problem = text.trim() === '' ? undefined : patternProblem({ text, matchCase, isRegex });
  const [places, setPlaces] = useState(() => new Set(search.scopes.map(({ place }) => place)));
  const [tool, setTool] = useState(search.scopes.find((scope) => scope.tool !== undefined)?.tool ?? '');
  const hasTool = places.has('calls') || places.has('responses');
  const toggle = (place: TextPlace): void => {
    const next = new Set(places);
    if (!next.delete(place)) next.add(place);
    setPlaces(next);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '' || problem !== undefined) return;
    const scopes = TEXT_PLACES.filter((place) => places.has(place)).map((place): TextScope =>
      tool.trim() !== '' && (place === 'calls' || place === 'responses')
        ? { place, tool: tool.trim() }
        : { place },
    );
    onSearch({ text, scopes, matchCase, ...(isRegex && { isRegex }) });
  };
  return (
    <search aria-label="Full text" className={classes['form']}>
      <form onSubmit={submit}>
        <div className={classes['ask']}>
          <label className={classes['field']}>
            <Search size={14} aria-hidden />
            <input
              type="search"
              aria-label="Text"
              aria-describedby={`${base}rule`}
              aria-invalid={problem !== undefined || undefined}
              placeholder="Text in any turn"
              value={text}
              // opened to be typed in at once
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus={!isTouch}
              spellCheck={false}
              autoComplete="off"
              maxLength={1000}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <Button
            type="submit"
            variant="primary"
            size={isTouch ? 'touch' : 'bar'}
            disabled={text.trim() === '' || problem !== undefined}
          >
            Search
          </Button>
        </div>
        <fieldset className={classes['places']} aria-label="In">
          {TEXT_PLACES.map((place) => (
            <label key={place}>
              <input type="checkbox" checked={places.has(place)} onChange={() => toggle(place)} />
              {PLACE_NAMES[place]}
            </label>
          ))}
          <label>
            <input
              type="checkbox"
              checked={matchCase}
              onChange={(event) => setMatchCase(event.target.checked)}
            />
            Match case
          </label>
          <label>
            <input type="checkbox" checked={isRegex} onChange={(event) => setRegex(event.target.checked)} />
            Regular expression
          </label>
        </fieldset>
        {hasTool && (
          <label className={classes['tool']}>
            of tool
            <input
              value={tool}
              list={`${base}tools`}
              placeholder="any"
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => setTool(event.target.value)}
            />
            <datalist id={`${base}tools`}>
              {tools.map((name) => (
                <option key={name} value={name}>
                  {spellHidden(name)}
                </option>
              ))}
            </datalist>
          </label>
        )}
        {problem !== undefined && (
          <p className={classes['problem']} role="status">
            {problem}
          </p>
        )}
        <p className={classes['note']} id={`${base}rule`}>
          {places.size === 0 ? 'Everywhere, as recorded. ' : ''}
          {ruleWords({ matchCase, isRegex })} {cost}
        </p>
      </form>
    </search>
  );
}
