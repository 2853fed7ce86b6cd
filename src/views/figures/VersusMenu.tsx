import { Menu } from '@mantine/core';
import { Columns2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useGo, usePlace, useSources } from '../../state/usePlace';
import { useWorkspace } from '../../state/workspace';
import { Button } from '../../ui/Button';
import { SafeText } from '../../ui/content/SafeText';
import { nameOfSource } from '../shell/sourceNames';
import classes from './VersusPanel.module.css';

/** Configs of what is open, as sources of their own: only the demo and the Hub have them by name. */
function configSources(sources: readonly string[], configs: readonly string[]): readonly string[] {
  const [source] = sources;
  if (sources.length !== 1 || source === undefined) return sources;
  if (source === 'demo') return configs.map((config) => `demo:${config}`);
  const isWholeHub = source.startsWith('hf:') && !source.slice(3).includes(':');
  return isWholeHub ? configs.map((config) => `${source}:${config}`) : [];
}

/** Puts another source beside the open one; of a dataset with configs, one config beside another. */
export function VersusMenu({ configs }: { configs: readonly string[] }): ReactNode {
  const place = usePlace();
  const go = useGo();
  const { params } = place;
  const sources = useSources(params);
  const { recent } = useWorkspace();
  const parts = configSources(sources, configs);
  const others = [...parts, 'demo:kimi', 'demo:glm-5.1', ...recent.filter((key) => !key.includes('\n'))];
  const choices = [...new Set(others)].filter((source) => !(sources.length === 1 && sources[0] === source));
  const choose = (vs: string): void => {
    // one config of several: the others' first stands on the other side
    const first = parts.find((source) => source !== vs);
    const src = parts.includes(vs) && first !== undefined ? [first] : params.src;
    go({ ...place, params: { ...params, src, vs } });
  };
  const end = (): void => {
    const { vs: _vs, ...rest } = params;
    go({ ...place, params: rest });
  };
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button variant="quiet">
          <Columns2 size={14} aria-hidden />
          <span className={classes['beside']}>
            <SafeText text={params.vs === undefined ? 'Side by side' : `beside ${nameOfSource(params.vs)}`} />
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Compare with</Menu.Label>
        {choices.map((source) => (
          <Menu.Item key={source} onClick={() => choose(source)}>
            <span className={classes['choice']}>
              <SafeText text={nameOfSource(source)} />
            </span>
          </Menu.Item>
        ))}
        {params.vs !== undefined && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={end}>Only one</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
