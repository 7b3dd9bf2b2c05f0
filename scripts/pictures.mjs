// The pictures of README.md: node scripts/pictures.mjs ADDRESS DIRECTORY, called by pictures.sh.
import playwright from "playwright-core";

const [address, directory] = process.argv.slice(2);
const browser = await playwright.chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, colorScheme: "light" });
const page = await context.newPage();
await page.goto(`${address}/sign-in`);
await page.fill("#email", "rafael@example.com");
await page.fill("#password", "ferries-at-dawn");
await page.click("main button");
await page.waitForLoadState();
for (const [name, path, width, height] of [
  ["pilot", "", 1280, 860],
  ["proposal", "/proposal", 1280, 860],
  ["slide", "/readout/4", 1280, 720],
]) {
  await page.setViewportSize({ width, height });
  await page.goto(`${address}/p/ferry-booking${path}`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${directory}/${name}.png` });
}
await browser.close();
