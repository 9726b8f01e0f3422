// Sheets: the picture as tables, for screen readers and for files.

import { every, short } from "./figures.js";

/** sheets writes a lesson's tables into the element "sheets" while its panel is open. */
export function sheets(lesson) {
  const panel = document.getElementById("tables");
  const write = () => panel.open && document.getElementById("sheets").replaceChildren(...lesson.tables.map(sheet));
  lesson.listen(every(200, write));
  panel.addEventListener("toggle", write);
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
