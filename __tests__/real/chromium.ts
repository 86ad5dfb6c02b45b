import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { browser } from '../support/needs';

/** Starts the browser of this machine, for root without its sandbox, which does not support root. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browser(),
    chromiumSandbox: process.getuid?.() !== 0,
  });
}

/** An open page, with its errors and requests. */
export interface OpenPage {
  readonly page: Page;

  /** Console messages, errors, dialogs, failed requests, and all requests except the one for the page. */
  readonly incidents: readonly string[];
}

/** Opens HTML from a file, like a downloaded report. */
export async function openFile(
  browser: Browser,
  folder: string,
  html: string,
  view: { readonly width: number; readonly colorScheme: 'light' | 'dark' },
): Promise<OpenPage> {
  const file = join(folder, 'report.html');
  writeFileSync(file, html);
  const address = pathToFileURL(file).href;
  const page = await browser.newPage({
    viewport: { width: view.width, height: 900 },
    colorScheme: view.colorScheme,
  });
  const incidents: string[] = [];
  page.on('console', (message) => incidents.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => incidents.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => incidents.push(`dialog: ${dialog.message()}`));
  page.on('request', (request) => {
    if (request.url() !== address) incidents.push(`request: ${request.url()}`);
  });
  page.on('requestfailed', (request) => incidents.push(`failed: ${request.url()}`));
  await page.goto(address);
  return { page, incidents };
}
