// The numbers of the page: how they are written, the status line of a run, what a screen
// reader hears, and tables, in the page and as a file.

const minus = (text) => text.replaceAll("-", "−");

/** short writes a whole number as it is, others with three significant digits; "–" where there is none. */
export function short(value) {
  if (value === null || value === undefined) return "–";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e5) return minus(String(value));
  // toPrecision takes to an exponent from 1000 on.
  return power(minus(size >= 1e5 || size < 1e-3 ? value.toExponential(2) : value.toPrecision(3)));
}

/** value writes the value of a figure of a scene with few digits. */
export const value = (figure) => figure.words || short(figure.value);

const percent = (value) => (value === null || value === undefined ? "–" : `${(100 * value).toFixed(1)} %`);

/** power writes Go's exponents (1.7e+06) in a sentence as the pictures do: 1.7×10⁶. */
export const power = (words) =>
  words.replaceAll(/(\d)e([+−-]?)0*(\d+)/g, (_, digit, sign, size) =>
    `${digit}×10${sign && sign !== "+" ? "⁻" : ""}${size.replaceAll(/\d/g, (d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[d])}`,
  );

/** every runs task at most once in period milliseconds, the last call always. */
export function every(period, task) {
  let timer = 0;
  let last = -Infinity;
  return () => {
    if (timer) return;
    const rest = Math.max(0, last + period - performance.now());
    timer = setTimeout(() => {
      timer = 0;
      last = performance.now();
      task();
    }, rest);
  };
}

/** figures shows the numbers of a run in the elements of the page. */
export function figures(run) {
  const byId = (id) => document.getElementById(id);
  const line = every(50, () => {
    const { frame } = run.client;
    const [step, loss, accuracy] = byId("status").querySelectorAll("b");
    step.textContent = frame?.step ?? 0;
    loss.textContent = short(frame?.loss);
    loss.title = frame?.loss ?? "";
    accuracy.textContent = percent(frame?.accuracy);
  });
  // A screen reader that reads every number is no help: one sentence in five seconds.
  const voice = every(5000, () => {
    const { frame, playing } = run.client;
    byId("voice").textContent = frame?.step
      ? `${playing ? "Training" : "Paused"} at step ${frame.step}: loss ${short(frame.loss)}, test accuracy ${percent(frame.accuracy)}.`
      : "Step 0: nothing is trained yet.";
  });
  const tables = every(250, () => {
    if (!byId("numbers").checkVisibility()) return;
    const { frame, lanes, look, signs, summary } = run.client;
    const letter = (name) => signs[name];
    const groups = frame?.groups ?? lanes[look.lane]?.groups ?? [];
    byId("cubic").textContent = summary || "There is no summary yet.";
    body(byId("groups"), groups, groups.map((_, i) => ["gbar", "D", "newton", "eta"].map((name) => frame?.[name]?.[i])), letter);
    head(byId("matrix"), groups, true, letter);
    body(byId("matrix"), groups, groups.map((_, i) => groups.map((_, j) => frame?.hbar?.[i * groups.length + j])), letter);
  });
  run.listen((what) => {
    line();
    if (what === "frame" || what === "state") tables();
    voice();
  });
  document.addEventListener("tab", tables);
}

/** sheets writes a lesson's tables into the element "sheets" while its tab is chosen. */
export function sheets(lesson) {
  const panel = document.getElementById("tables");
  const write = () => panel.checkVisibility() && document.getElementById("sheets").replaceChildren(...lesson.tables.map(sheet));
  lesson.listen(every(200, write));
  document.addEventListener("tab", write);
}

function sheet({ title, rows, cols, cells }) {
  const box = document.getElementById("sheet").content.firstElementChild.cloneNode(true);
  const [table] = box.children;
  box.setAttribute("aria-label", title);
  table.caption.textContent = title;
  head(table, cols, rows?.length > 0);
  body(table, rows ?? [], cells ?? []);
  return box;
}

/** head names the columns of a table, behind an empty cell where its rows are named; letter writes a name shorter. */
export function head(table, names, named, letter) {
  table.tHead.replaceChildren();
  const row = table.tHead.insertRow();
  if (named) row.insertCell();
  for (const name of names) row.append(heading(name, "col", letter));
}

/** body fills a table with numbers; its rows are named if there are names. */
export function body(table, names, cells, letter) {
  const [place] = table.tBodies;
  place.replaceChildren();
  cells.forEach((line, i) => {
    const row = place.insertRow();
    if (names.length) row.append(heading(names[i], "row", letter));
    for (const number of line) {
      const cell = row.insertCell();
      cell.textContent = short(number);
      cell.title = number ?? "";
    }
  });
}

function heading(name, scope, letter) {
  const cell = document.createElement("th");
  cell.scope = scope;
  cell.textContent = letter ? letter(name) : name;
  if (letter) cell.title = name;
  return cell;
}

/** csv writes tables and figures as one file of comma-separated values, numbers to the last digit. */
export function csv(figures, tables) {
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [["symbol", "what", "value"], ...figures.map((f) => [f.sign, f.label, f.words || (f.value ?? "")])];
  for (const { title, rows, cols, cells } of tables) {
    const named = rows?.length > 0;
    lines.push([], [title], [...(named ? [""] : []), ...cols]);
    cells?.forEach((line, i) => lines.push([...(named ? [rows[i]] : []), ...line.map((v) => v ?? "")]));
  }
  return lines.map((line) => line.map((cell) => quoted(String(cell))).join(",")).join("\r\n") + "\r\n";
}
