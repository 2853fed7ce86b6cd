/** The composition root: the only file that sees everything. Makes the workers, the router and the providers. */
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createBrowserHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  RouterProvider,
  type HistoryLocation,
} from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/global.css';
import { DataClientProvider } from './client/context';
import { DataClient } from './client/DataClient';
import { pageActivity } from './lib/activity';
import { guardScriptUrls } from './lib/trustedTypes';
import { BrowsePage } from './pages/browse/BrowsePage';
import { ReplayPage } from './pages/replay/ReplayPage';
import { decodeParams, encodeParams, type UrlParams } from './state/url';
import { Highlighter } from './ui/content/Highlighter';
import { HighlighterContext } from './ui/content/highlighterContext';
import { markIdle } from './ui/markIdle';
import { theme } from './ui/theme';
import { AppShell } from './views/shell/AppShell';
import { lazyPart } from './ui/lazyPart';

guardScriptUrls(globalThis, document.baseURI);

markIdle(document.documentElement, pageActivity);

const client = new DataClient(
  (life) =>
    new Worker(new URL('./worker/main.ts', import.meta.url), {
      type: 'module',
      // a worker knows no address but its own: what a test asks for comes in its name
      name: globalThis.__SABOTAGE__ ? `retrace-data${location.search || '?'}&life=${life}` : 'retrace-data',
    }),
  pageActivity,
);

const highlighter = new Highlighter(
  () =>
    new Worker(new URL('./ui/content/highlightWorker.ts', import.meta.url), {
      type: 'module',
      name: 'retrace-highlight',
    }),
  pageActivity,
);

// an answer is drawn when it is here, not after a timer that waits behind a frame
notifyManager.setScheduler(queueMicrotask);

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      networkMode: 'always',
      refetchOnWindowFocus: false,
    },
  },
});

/** `#/path?query` as the router takes it; what lies behind a second `#` is not ours. */
function parseHash(hash: string): HistoryLocation {
  const href = hash.split('#')[1] || '/';
  const at = href.includes('?') ? href.indexOf('?') : href.length;
  const state = (history.state as HistoryLocation['state'] | null) ?? { __TSR_index: 0 }; // the library's own
  return { href, pathname: href.slice(0, at), search: href.slice(at), hash: '', state };
}

const rootRoute = createRootRoute({
  component: () => (
    <AppShell>
      <Outlet />
    </AppShell>
  ),
});
const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: ({ search }) => {
    throw redirect({ to: '/browse', search: search as never, replace: true });
  },
});
const browseRoute = createRoute({ getParentRoute: () => rootRoute, path: '/browse', component: BrowsePage });
const insightsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/insights',
  component: () => (
    <Suspense fallback={undefined}>
      <InsightsPage />
    </Suspense>
  ),
});
const InsightsPage = lazyPart(async () => (await import('./pages/insights/InsightsPage')).InsightsPage);
const SqlPage = lazyPart(async () => (await import('./pages/sql/SqlPage')).SqlPage);
const sqlRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sql',
  component: () => (
    <Suspense fallback={undefined}>
      <SqlPage />
    </Suspense>
  ),
});
const ComparePage = lazyPart(async () => (await import('./pages/compare/ComparePage')).ComparePage);
const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/compare',
  component: () => (
    <Suspense fallback={undefined}>
      <ComparePage />
    </Suspense>
  ),
});
const replayRoute = createRoute({ getParentRoute: () => rootRoute, path: '/t/$id', component: ReplayPage });

const router = createRouter({
  routeTree: rootRoute.addChildren([
    indexRoute,
    browseRoute,
    insightsRoute,
    sqlRoute,
    compareRoute,
    replayRoute,
  ]),
  // the library's own hash history adds the page's query (`?utm=…`, `?__theme=dark` of a frame) to the hash's
  history: createBrowserHistory({
    parseLocation: () => parseHash(location.hash),
    createHref: (href) => `${location.pathname}${location.search}#${href}`,
  }),
  parseSearch: (text) => decodeParams(text) as unknown as Record<string, unknown>, // state/usePlace reads it as UrlParams
  stringifySearch: (search) => {
    // the router hands back what parseSearch gave, or `{}` before the first address was read
    const text = 'filter' in search ? encodeParams(search as unknown as UrlParams) : '';
    return text === '' ? '' : `?${text}`;
  },
  defaultPreload: false,
  scrollRestoration: false,
});

// an address on its way is in flight too: what it asks for begins only when it is drawn
let endNavigation = (): void => undefined;
router.subscribe('onBeforeNavigate', () => {
  endNavigation();
  endNavigation = pageActivity.begin();
});
router.subscribe('onResolved', () => endNavigation());

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <section aria-label="Notifications">
        <Notifications position="bottom-left" autoClose={6000} zIndex={400} withinPortal={false} />
      </section>
      <QueryClientProvider client={queryClient}>
        <DataClientProvider client={client}>
          <HighlighterContext value={highlighter}>
            <RouterProvider router={router} />
          </HighlighterContext>
        </DataClientProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
