import { chromium } from '@playwright/test';
import { startServer } from './serve';
const server = await startServer({port:0, folder:'dist'});
const browser = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu']});
for (const [hash,w,h,name,scheme] of [['#/t/~0.0?step=8',1440,900,'c1','light'],['#/t/~0.1?step=5',1440,900,'c2','dark'],['#/insights',1440,900,'c3','light'],['#/browse?sort=attention.desc',1440,900,'c4','light']] as const) {
const ctx = await browser.newContext({viewport:{width:w,height:h}, colorScheme: scheme});
const page = await ctx.newPage();
page.on('console', m => console.log(m.type(), m.text().slice(0,300)));
page.on('pageerror', e => console.log('pageerror', e.message));
await page.goto(server.url + hash);
await page.waitForSelector('html[data-idle="true"]', {timeout: 20000}).catch(() => console.log('NOT IDLE', hash));
await page.waitForTimeout(600);
await page.waitForSelector('html[data-idle="true"]', {timeout: 20000}).catch(() => console.log('NOT IDLE', hash));
await page.screenshot({path:`/tmp/${name}.png`});
await ctx.close();
}
process.exit(0);
