/** Loaded late (react-markdown, remark-gfm: 48 KiB). No HTML is parsed: what looks like it stays text. */
import { ExternalLink, ImageOff, Square, SquareCheck } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import render, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { CodeBlock } from './CodeBlock';
import { namesHost, readAddress } from './link';
import { looksLikePicture } from './looksLikePicture';
import classes from './Markdown.module.css';
import { isCheapMarkdown } from './markdownCost';
import { PictureOf } from './PictureOf';
import { safeTree } from './safeTree';
import { SafeText } from './SafeText';
import safeTextClasses from './SafeText.module.css';
import { spellHidden } from './hidden';

interface HastLike {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly HastLike[];
}

function textOf(node: HastLike | undefined): string {
  return node?.value ?? node?.children?.map(textOf).join('') ?? '';
}

function heading(level: number): NonNullable<Components['h1']> {
  return function Heading({ children }) {
    return (
      <p className={classes['heading']} data-level={level}>
        {children}
      </p>
    );
  };
}

/** The host a link leads to stands beside it unless its own text says it. */
function MarkdownLink({
  href,
  text,
  children,
}: {
  href?: string | undefined;
  text: string;
  children: ReactNode;
}): ReactNode {
  const address = readAddress(href);
  if (address.kind === 'text') {
    const isSaid = href === undefined || href === '' || href === text;
    return (
      <span className={classes['noLink']}>
        {children}
        {!isSaid && (
          <span className={classes['host']}>
            {' '}
            (<SafeText text={href} />)
          </span>
        )}
      </span>
    );
  }
  return (
    <a href={address.href} title={address.href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
      {!namesHost(text, address.host) && (
        <span className={classes['host']}>
          {' '}
          <ExternalLink size={11} aria-hidden /> <SafeText text={address.host} />
        </span>
      )}
    </a>
  );
}

function BlockedImage({ source, alt }: { source: string; alt: string }): ReactNode {
  if (looksLikePicture(source)) {
    return (
      <span className={classes['image']}>
        {alt !== '' && <SafeText text={alt} />} <PictureOf text={source} />
      </span>
    );
  }
  const address = readAddress(source);
  const where = address.kind === 'link' ? address.host : source.slice(0, 60);
  return (
    <span className={classes['image']} title={spellHidden(source.slice(0, 500))}>
      <ImageOff size={12} aria-hidden /> image blocked: <SafeText text={where} />
      {alt !== '' && (
        <>
          {' '}
          “<SafeText text={alt} />”
        </>
      )}
    </span>
  );
}

const COMPONENTS: Components = {
  h1: heading(1),
  h2: heading(2),
  h3: heading(3),
  h4: heading(4),
  h5: heading(5),
  h6: heading(6),
  a: ({ href, node, children }) => (
    <MarkdownLink href={href} text={textOf(node)}>
      {children}
    </MarkdownLink>
  ),
  img: ({ src, alt }) => <BlockedImage source={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  input: ({ checked }) => (
    <span className={classes['tick']} role="img" aria-label={checked === true ? 'done' : 'not done'}>
      {checked === true ? <SquareCheck size={14} aria-hidden /> : <Square size={14} aria-hidden />}
    </span>
  ),
  span: ({ node, children }) => {
    const { dataCode, dataKind } = node?.properties ?? {};
    return (
      <span className={safeTextClasses['hidden']} data-code={String(dataCode)} data-kind={String(dataKind)}>
        {children}
      </span>
    );
  },
  pre: ({ node }) => {
    const code = node?.children[0];
    const names = code?.type === 'element' ? code.properties['className'] : undefined;
    const language = Array.isArray(names) ? String(names[0]).slice('language-'.length) : undefined;
    return <CodeBlock text={textOf(code).replace(/\n$/, '')} language={language} />;
  },
  code: ({ node }) => (
    <code className={classes['code']}>
      <SafeText text={textOf(node)} />
    </code>
  ),
  table: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
    <div className={classes['tableBox']} tabIndex={0} role="region" aria-label="Table">
      <table className={classes['table']}>{children}</table>
    </div>
  ),
};

const PLUGINS = { remarkPlugins: [remarkGfm], rehypePlugins: [safeTree] };

/** What is too deep or too large to lay out stays plain text. */
export function Markdown({ text }: { text: string }): ReactNode {
  const body = useMemo(() => {
    if (!isCheapMarkdown(text)) return undefined;
    try {
      // a function without hooks: called here, its failures are caught here
      return render({ ...PLUGINS, children: text, components: COMPONENTS, urlTransform: (url) => url });
    } catch {
      return undefined;
    }
  }, [text]);
  return body === undefined ? (
    <>
      <p className={classes['notice']}>plain text: too dense or too deep to be drawn as markdown</p>
      <div className={classes['plain']}>
        <SafeText text={text} />
      </div>
    </>
  ) : (
    <div className={classes['markdown']}>{body}</div>
  );
}
