// Arrow keys move from cell to cell in the matrix, and the line below says what the cell means.
(() => {
  const table = document.querySelector("[data-keys]");
  const told = document.querySelector(".told");
  if (!table) return;
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.classList.contains("group"));
  const names = [...table.tHead.querySelectorAll(".verdict[scope], .names th")];
  const heads = orderHeads();
  let current = rows[0]?.cells[1];
  if (current) current.tabIndex = 0;

  function orderHeads() { // verdicts stand in the row of kinds, forums in the next one
    const verdicts = names.filter((cell) => cell.classList.contains("verdict"));
    const forums = names.filter((cell) => !cell.classList.contains("verdict"));
    return [...table.tHead.rows[3].cells].slice(1).map((cell) => (cell.classList.contains("verdict") ? verdicts : forums).shift());
  }
  function tell(cell) {
    const said = cell?.querySelector(".said")?.textContent;
    const head = heads[cell?.cellIndex - 1];
    told.textContent = said ? `${cell.parentNode.cells[0].textContent} – ${head.textContent}: ${said}` : "";
  }
  function go(cell) {
    if (!cell || cell.cellIndex < 1) return;
    current.tabIndex = -1;
    current = cell;
    cell.tabIndex = 0;
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("tbody td");
    if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
    const row = rows.indexOf(cell.parentNode);
    const moves = {
      ArrowRight: [row, cell.cellIndex + 1], ArrowLeft: [row, cell.cellIndex - 1], ArrowDown: [row + 1, cell.cellIndex],
      ArrowUp: [row - 1, cell.cellIndex], Home: [row, 1], End: [row, cell.parentNode.cells.length - 1],
      PageDown: [Math.min(row + 10, rows.length - 1), cell.cellIndex], PageUp: [Math.max(row - 10, 0), cell.cellIndex],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    go(rows[move[0]]?.cells[move[1]]);
  });
  table.addEventListener("focusin", (event) => tell(event.target.closest("tbody td")));
  table.addEventListener("mouseover", (event) => tell(event.target.closest("tbody td")));
  table.addEventListener("click", (event) => go(event.target.closest("tbody td")));
})();
