import { scenario, t } from '../../scenario';
import type { Page, SimulatedWorld } from '../../record/simulated';

interface Shop {
  readonly name: string;
  readonly url: string;
  readonly price: string;
  readonly extra: string;
  readonly trouble: 'none' | 'dialog' | 'timeout' | 'variant';
}

interface Compare {
  readonly item: string;
  readonly prompt: string;
  readonly shops: readonly Shop[];
  readonly verdict: string;
}

const COMPARES: readonly Compare[] = [
  {
    item: 'seat',
    prompt:
      'Compare the train, the bus and the ferry to Nordhavn on 4 April: price, duration, bicycle. Write it to trip.md.',
    verdict:
      'The **bus** is the cheapest, but it takes no bicycle. With a bicycle the **ferry** (27.00 + 0) is cheaper than the train (34.90 + 6.00) and takes an hour longer.',
    shops: [
      {
        name: 'train',
        url: 'https://rail.coastline.example/nordhavn',
        price: '34.90',
        extra: 'Duration 3:10, bicycle 6.00',
        trouble: 'dialog',
      },
      {
        name: 'bus',
        url: 'https://coach.coastline.example/nordhavn',
        price: '19.00',
        extra: 'Duration 4:25, bicycle not possible',
        trouble: 'timeout',
      },
      {
        name: 'ferry',
        url: 'https://ferry.coastline.example/nordhavn',
        price: '27.00',
        extra: 'Duration 4:10, bicycle free',
        trouble: 'variant',
      },
    ],
  },
  {
    item: 'paper',
    prompt:
      'Which of our three suppliers is cheapest for 2,500 sheets of A3 paper, 160 g? Put the offers into offers.md with delivery time.',
    verdict:
      '**Papierhof** is the cheapest with 118.40 including delivery; Bogen & Blatt delivers two days earlier for 12.50 more.',
    shops: [
      {
        name: 'Papierhof',
        url: 'https://papierhof.example/a3-160',
        price: '118.40',
        extra: 'Delivery 4 days, shipping included',
        trouble: 'variant',
      },
      {
        name: 'Bogen & Blatt',
        url: 'https://bogen-blatt.example/a3-160',
        price: '130.90',
        extra: 'Delivery 2 days, shipping included',
        trouble: 'dialog',
      },
      {
        name: 'Kontor',
        url: 'https://kontor-bedarf.example/a3-160',
        price: '121.00',
        extra: 'Delivery 6 days, shipping 9.90',
        trouble: 'timeout',
      },
    ],
  },
  {
    item: 'table',
    prompt:
      'Find a table for six on Friday at 19:30 in one of the three restaurants of the old harbour and note the cancellation rules.',
    verdict:
      'Only the **Speicher** has a table for six on Friday at 19:30. I did not book; say so and I will. The Anker has one at 20:15.',
    shops: [
      {
        name: 'Anker',
        url: 'https://anker.oldharbour.example/table',
        price: '20:15',
        extra: 'Cancel up to 24 h before',
        trouble: 'dialog',
      },
      {
        name: 'Speicher',
        url: 'https://speicher.oldharbour.example/table',
        price: '19:30',
        extra: 'Cancel up to 6 h before',
        trouble: 'variant',
      },
      {
        name: 'Kai 3',
        url: 'https://kai3.oldharbour.example/table',
        price: 'none for six',
        extra: 'Tables for four only',
        trouble: 'timeout',
      },
    ],
  },
];

export const compare = scenario<Compare>({
  id: 'compare-offers',
  category: 'Browser Automation',
  subcategory: 'Comparison',
  toolset: 'browser',
  project: 'workspace',
  variants: { kimi: COMPARES, 'glm-5.1': [COMPARES[0] as Compare] },
  prompt: (v) => v.prompt,
  world: (v): SimulatedWorld => {
    const pages: Record<string, Page> = {};
    v.shops.forEach((shop, i) => {
      const offer = `- heading "${shop.name}" [level=1]\n- text: ${shop.price}\n- text: ${shop.extra}\n- button "Book" [ref=e4]`;
      const select = `- heading "${shop.name}" [level=1]\n- combobox "Choose" [ref=e2]\n- button "Show" [ref=e3]\n- text: Please choose first.`;
      pages[`s${i}`] = {
        url: shop.url,
        title: shop.name,
        outline:
          shop.trouble === 'dialog'
            ? `- dialog "Newsletter" [ref=e9]:\n  - button "Close" [ref=e8]\n${offer.replace(/- text: .*\n/, '')}`
            : shop.trouble === 'variant'
              ? select
              : shop.trouble === 'timeout'
                ? '- status "Loading …"\n- link "Simple version" [ref=e5]'
                : offer,
        links: { '@e8': `o${i}`, '@e3': `o${i}`, '@e5': `o${i}` },
        ...(shop.trouble === 'variant'
          ? { broken: { '@e2': 'Element @e2 is a combobox: use browser_type to set its value' } }
          : {}),
      };
      pages[`o${i}`] = { url: `${shop.url}#offer`, title: `${shop.name}: offer`, outline: offer };
    });
    return { pages };
  },
  run: (s, v) => {
    const [a, b, c] = v.shops;
    if (a === undefined || b === undefined || c === undefined) return;
    s.step(
      `Three sites to look at, then a comparison. I make a list, one entry per site, so that none is forgotten if something fails on the way.`,
      'Three sites, one by one.',
      t.todo([
        ...v.shops.map(
          (x, i) => [String(i + 1), `${x.name}: ${x.url}`, i === 0 ? 'in_progress' : 'pending'] as const,
        ),
        ['4', 'Write the comparison', 'pending'],
      ]),
    );
    const visit = (shop: Shop, i: number): void => {
      s.step(`${i === 0 ? 'The first site is' : 'Now the'} ${shop.name}.`, '', t.go(shop.url));
      s.step('', '', t.snapshot());
      if (shop.trouble === 'dialog') {
        s.step(
          `A newsletter dialog covers the page, and the price isn't in the outline. Close it; I certainly won't subscribe anybody.`,
          'Close the newsletter dialog.',
          t.click('@e8'),
        );
      } else if (shop.trouble === 'variant') {
        s.step(
          `The page wants a choice first. There is a combobox @e2; click it to see the options.`,
          'Choose first.',
          t.click('@e2'),
        );
        s.step(
          `It can't be clicked, it has to be typed into. Type what we need.`,
          'Type into it.',
          t.type(
            '@e2',
            v.item === 'paper'
              ? 'A3, 160 g, 2,500 sheets'
              : v.item === 'table'
                ? 'Friday 19:30, 6 people'
                : '4 April, 1 person, 1 bicycle',
          ),
        );
        s.step('', '', t.click('@e3'));
      } else {
        s.step(
          `"Loading …" and nothing else. Let me give it a moment and look again.`,
          'Still loading; look again.',
          t.snapshot(),
        );
        s.extra(
          `Still loading. A screenshot might tell whether it is really stuck or only the outline is incomplete.`,
          t.vision('Is the page still loading, or is there content that the outline does not show?'),
        );
        s.step(
          `No help there. The link "Simple version" (@e5) is probably meant for this case.`,
          'Use the simple version.',
          t.click('@e5'),
          `The page of ${shop.name} does not finish loading; I take its simple version.`,
        );
      }
      s.step(`Now the offer should be visible.`, '', t.snapshot(true));
      s.extra(
        `${shop.name}: ${shop.price}. ${shop.extra}. Noted; update the list before I go on.`,
        t.todo(
          [
            [String(i + 1), `${shop.name}: ${shop.price}, ${shop.extra}`, 'completed'],
            [
              String(i + 2),
              i < 2 ? `${v.shops[i + 1]?.name ?? ''}: ${v.shops[i + 1]?.url ?? ''}` : 'Write the comparison',
              'in_progress',
            ],
          ],
          true,
        ),
      );
    };
    v.shops.forEach(visit);
    const file = v.item === 'paper' ? 'offers.md' : v.item === 'table' ? 'tables.md' : 'trip.md';
    s.step(
      `I have all three. Write the comparison with the source of each value, so that it can be checked.`,
      'Write it down with sources.',
      t.write(
        file,
        `# Comparison\n\n| what | offer | remarks | source |\n|---|---|---|---|\n${v.shops.map((x) => `| ${x.name} | ${x.price} | ${x.extra} | ${x.url} |`).join('\n')}\n`,
      ),
    );
    s.extra(
      `Read it once more against my notes in the list: three rows, three sources. A wrong number here would be worse than no table.`,
      [t.read(file), t.todo()],
    );
    s.answer(
      '',
      '',
      `${v.verdict}\n\n| | | |\n|---|---|---|\n${v.shops.map((x) => `| ${x.name} | ${x.price} | ${x.extra} |`).join('\n')}\n\nThe table with the sources is in \`${file}\`. I did not book or order anything.`,
    );
  },
});
