/** The stack overview as one page without parts from elsewhere: it asks `/api/overview` every second. */
export const OVERVIEW_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>IXN stack</title>
<style>
  :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin-top: 2rem; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
  td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
  .ok { color: #15803d; } .bad { color: #b91c1c; } code { font-size: .92em; }
  .tiles { display: flex; flex-wrap: wrap; gap: 1rem; }
  .tile { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; min-width: 8rem; }
  .tile b { display: block; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
</style>
</head>
<body>
<h1>IXN stack</h1>
<p id="state">…</p>
<div class="tiles" id="tiles"></div>
<h2>Queues</h2>
<table><thead><tr><th>queue</th><th class="n">waiting</th><th class="n">oldest, s</th><th class="n">in routing</th><th class="n">on agents</th></tr></thead><tbody id="queues"></tbody></table>
<h2>Addresses</h2>
<table><tbody id="addresses"></tbody></table>
<script>
const cell = (text, className) => { const td = document.createElement('td'); td.textContent = text; if (className) td.className = className; return td; };
const row = (...cells) => { const tr = document.createElement('tr'); tr.append(...cells); return tr; };
const tile = (name, value) => { const div = document.createElement('div'); div.className = 'tile'; const b = document.createElement('b'); b.textContent = value; div.append(b, name); return div; };
async function look() {
  const state = document.getElementById('state');
  try {
    const view = await (await fetch('api/overview')).json();
    state.textContent = view.server.ok ? 'The Interaction Server is ready.' : 'The Interaction Server is not ready: ' + view.server.reason;
    state.className = view.server.ok ? 'ok' : 'bad';
    document.getElementById('tiles').replaceChildren(
      tile('submitted', view.counts.submitted), tile('finished', view.counts.finished),
      tile('finished a second', view.counts.perSecond.toFixed(0)), tile('agents logged in', view.figures.agentsLoggedIn),
      tile('clients', view.figures.clients));
    document.getElementById('queues').replaceChildren(...view.figures.queues.map((q) =>
      row(cell(q.queue), cell(q.waiting, 'n'), cell(q.oldestSeconds.toFixed(1), 'n'), cell(q.inRouting, 'n'), cell(q.onAgents, 'n'))));
    document.getElementById('addresses').replaceChildren(...view.addresses.map(([what, where]) => row(cell(what), cell(where))));
  } catch (error) {
    state.textContent = 'The stack does not answer.';
    state.className = 'bad';
  }
}
look();
setInterval(look, 1000);
</script>
</body>
</html>
`;
