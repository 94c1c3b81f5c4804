// Opens every page of a folder in headless Chromium and judges it: check.mjs PAGES SHOTS
// CHROMIUM is the browser, BROWSER_MODULES the folder with playwright-core and axe-core. The last line counts.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as judge from './judge.mjs';

const require = createRequire(join(resolve(process.env.BROWSER_MODULES), '/'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1100, height: 800 };
const PAPER = { width: 673, height: 970 }; // A4 less its margins of 16 mm, 96 dots an inch

const SCREENS = [
  { name: 'desk', viewport: DESK, media: { colorScheme: 'light' } },
  { name: 'dark', viewport: DESK, media: { colorScheme: 'dark' } },
  { name: 'phone', viewport: PHONE, media: { colorScheme: 'light' } },
  { name: 'print', viewport: PAPER, media: { colorScheme: 'dark', media: 'print' } },
];

// Tab goes from stop to stop, each seen and each behind the one before it.
async function walk(page) {
  const complaints = [];
  const stops = await page.evaluate(judge.stops);
  for (let i = 0, last = -1; i < stops; i++) {
    await page.keyboard.press('Tab');
    const { at, body, seen } = await page.evaluate(judge.focused);
    if (body || at <= last) return [...complaints, `stop ${i + 1} of ${stops} cannot be reached in order`];
    if (!seen) complaints.push(`stop ${i + 1} does not show that it has the focus`);
    last = at;
  }
  return complaints;
}

async function askAxe(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map((v) => `axe: ${v.id}, ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120))}`);
}

async function judgeScreen(page, screen) {
  const complaints = [await page.evaluate(judge.sideways), await page.evaluate(judge.overlaps),
                      await page.evaluate(judge.cutWords)];
  if (screen.name === 'desk') complaints.push(await page.evaluate(judge.contents), await walk(page));
  if (screen.name === 'print') complaints.push(await page.evaluate(judge.folded));
  else complaints.push(await askAxe(page));
  return complaints.flat();
}

async function judgePage(browser, file, shots, name) {
  const url = pathToFileURL(file).href;
  const failures = [];
  for (const screen of SCREENS) {
    const { media, viewport } = screen;
    const page = await browser.newPage({ viewport, colorScheme: media.colorScheme });
    const heard = [];
    page.on('console', (message) => heard.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
    page.on('request', (request) => request.url() === url || heard.push(`asks for ${request.url()}`));
    await page.emulateMedia(media);
    await page.goto(url);
    await page.screenshot({ path: join(shots, `${name}-${screen.name}.png`), fullPage: true });
    if (screen.name === 'print') await page.pdf({ path: join(shots, `${name}.pdf`), format: 'A4' });
    const complaints = [...(await judgeScreen(page, screen)), ...heard];
    failures.push(...complaints.map((complaint) => `${name}, ${screen.name}: ${complaint}`));
    await page.close();
  }
  return failures;
}

// The faults of broken.html, each by a part of its complaint.
const FAULTS = ['overlap by', 'leaves its picture', 'the page is', 'policy is missing', 'something is loaded', 'has onclick',
                'not one h1', 'says nothing', 'leads nowhere', 'does not show that it has the focus', 'is not printed',
                'axe: color-contrast', 'console: a word', 'asks for'];

const [pages, shots] = process.argv.slice(2);
const sandbox = process.getuid() === 0 ? ['--no-sandbox'] : []; // root has no other way
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: sandbox });
let passed = 0, failed = 0;

function count(failures) {
  failures.slice(0, 20).forEach((failure) => console.log(failure));
  if (failures.length > 20) console.log(`... and ${failures.length - 20} more`);
  if (failures.length === 0) passed++;
  else failed++;
}

const found = await judgePage(browser, join(dirname(fileURLToPath(import.meta.url)), 'broken.html'), shots, 'broken');
count(FAULTS.filter((fault) => !found.some((text) => text.includes(fault))).map((fault) => `not found out: ${fault}`));
for (const file of readdirSync(pages).filter((name) => name.endsWith('.html')).sort())
  count(await judgePage(browser, join(pages, file), shots, file.replace(/\.html$/, '')));
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed < 2 ? 1 : 0;
