import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Review } from '../../commands/review/model/report';
import { htmlReport } from '../../commands/review/report/html-report';
import { describeWith } from '../support/needs';
import { bigReview, hostileReview, richReview, topologyOfServices } from '../support/sample-report';
import { openFile, startBrowser } from './chromium';
import { overflow, textOutOfBoxes, weakContrasts } from './page-measures';

const thirtyServices: Review = { ...richReview, topology: topologyOfServices(30) };

describeWith(['browser'], 'the page of a review in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'magicnight-page-'));
  let chromium: Browser | undefined;

  beforeAll(async () => {
    chromium = await startBrowser();
  });

  afterAll(async () => {
    await chromium?.close();
    rmSync(folder, { recursive: true });
  });

  const open = (review: Review, width: number, colorScheme: 'light' | 'dark' = 'light') =>
    openFile(chromium as Browser, folder, htmlReport(review), { width, colorScheme });

  const schemes = ['light', 'dark'] as const;
  const views = schemes.flatMap((scheme) => [360, 1600].map((width) => ({ scheme, width })));

  describe.each(views)('$scheme, $width px wide', ({ scheme, width }) => {
    test.each([
      ['of three services', richReview],
      ['of thirty services', thirtyServices],
      ['of 2,000 changes', bigReview()],
    ] as const)(
      'the page %s shows its headline, fits the window and asks for nothing',
      async (_, review) => {
        const { page, incidents } = await open(review, width, scheme);
        const headline = page.locator('.headline');
        expect(await headline.isVisible()).toBe(true);
        expect(await headline.textContent()).toMatch(/^[\d,]+ to add, [\d,]+ to change, /);
        expect(await page.evaluate(overflow)).toEqual({ excess: 0, wide: [] });
        expect(await page.evaluate(textOutOfBoxes)).toEqual([]);
        expect(incidents).toEqual([]);
        await page.close();
      },
    );

    test('each text has a contrast of 4.5 to its ground', async () => {
      const { page } = await open(richReview, width, scheme);
      for (const summary of await page.locator('details:not([open]) > summary').all())
        await summary.click();
      const { measured, weak } = await page.evaluate<{ measured: number; weak: string[] }>(
        weakContrasts,
      );
      expect(weak).toEqual([]);
      expect(measured).toBeGreaterThan(150);
      await page.close();
    });

    test('hostile values are shown and do nothing', async () => {
      const { page, incidents } = await open(hostileReview(), width, scheme);
      expect(await page.locator('h1').textContent()).toBe(
        'Plan of </style><script>window.harm = 1</script>',
      );
      expect(await page.evaluate('window.harm')).toBeUndefined();
      expect(await page.locator('script, img, textarea, main style').count()).toBe(0);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
      ).toBeLessThanOrEqual(0);
      expect(incidents).toEqual([]);
      await page.close();
    });
  });

  test('a script that got into the page would not run', async () => {
    const html = htmlReport(richReview).replace('<main>', '<main><script>window.harm = 1</script>');
    const { page, incidents } = await openFile(chromium as Browser, folder, html, {
      width: 1600,
      colorScheme: 'light',
    });
    expect(await page.evaluate('window.harm')).toBeUndefined();
    expect(incidents.join()).toContain('Content Security Policy');
    await page.close();
  });

  test('light and dark differ in their grounds, texts and in the boxes of the drawing', async () => {
    const colours = [];
    for (const scheme of schemes) {
      const { page } = await open(richReview, 1600, scheme);
      colours.push(
        await page.evaluate<string[]>(`[
          getComputedStyle(document.body).backgroundColor,
          getComputedStyle(document.body).color,
          getComputedStyle(document.querySelector('svg .replace rect')).fill,
        ]`),
      );
      await page.close();
    }
    const [light, dark] = colours;
    expect(light).toEqual(['rgb(255, 255, 255)', 'rgb(29, 33, 41)', 'rgb(241, 234, 253)']);
    expect(dark).toEqual(['rgb(21, 24, 29)', 'rgb(228, 231, 236)', 'rgb(43, 33, 66)']);
  });

  test('a link of the contents unfolds its group', async () => {
    const { page } = await open(bigReview(), 1600);
    await page.locator('nav summary').click();
    expect(await page.locator('#group-19').isVisible()).toBe(false);
    await page.locator('nav a[href="#group-19"]').click();
    expect(await page.locator('#group-19').isVisible()).toBe(true);
    await page.close();
  });

  test('the keyboard reaches links, groups and what scrolls, and shows where it is', async () => {
    const { page } = await open(richReview, 360);
    const reached = new Set<string>();
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      const [name, outline] = await page.evaluate<[string, string]>(
        `[document.activeElement.tagName, getComputedStyle(document.activeElement).outlineStyle]`,
      );
      reached.add(`${name} ${outline}`);
    }
    expect([...reached]).toEqual(
      expect.arrayContaining(['A solid', 'SUMMARY solid', 'PRE solid', 'DIV solid']),
    );
    await page.close();
  });
});
