// The table of runtime × case.

/** What a runtime cannot do and no program can help. The cases are run all the same: one that passes has to go from here. */
const LIMITS = [
  {
    runtime: "workerd",
    title: "header values beyond ASCII arrive byte by byte",
    why: "workerd sends header values as UTF-8; API keys are ASCII",
  },
];

/**
 * @param {readonly import("./run-on.mjs").Report[]} reports
 * @returns {{ lines: string[], passed: number, failed: number }}
 */
export function tableOf(reports) {
  const rows = rowsOf(reports);
  const width = Math.max(0, ...rows.map(({ title }) => title.length)) + 2;
  const marks = rows.map((row) => ({ ...row, marks: reports.map((one) => markOf(one, row)) }));
  const lines = [
    ...reports.map(
      ({ runtime, version }, at) =>
        `${numberOf(at)}  ${runtime.name.replace(/ \d+$/, "")} ${version}, ${runtime.transport}`,
    ),
    "",
    " ".repeat(width) + reports.map((_, at) => numberOf(at)).join(" "),
  ];
  let group;
  for (const row of marks) {
    if (row.group !== group) lines.push(row.group);
    group = row.group;
    lines.push(row.title.padEnd(width) + row.marks.map((mark) => ` ${mark}`).join(" "));
  }
  const all = marks.flatMap((row) => row.marks);
  lines.push("", "✓ kept  ✗ broken  · asked of other transports  – beyond the runtime:");
  lines.push(...LIMITS.map(({ runtime, title, why }) => `  ${runtime}: ${title}: ${why}`));
  const broken = reports.filter((report) => report.broken !== undefined).length;
  return {
    lines: [...lines, ...reports.flatMap(failuresOf)],
    passed: all.filter((mark) => mark === "✓").length,
    failed: all.filter((mark) => mark === "✗").length + broken,
  };
}

/** How many cases of a runtime failed. */
export function failedOf(report) {
  const { results, broken } = report;
  const marks = results.map((row) => markOf(report, row)).filter((mark) => mark === "✗");
  return marks.length + (broken === undefined ? 0 : 1);
}

/** Every case that was told, the transport's first; those of a group together. */
function rowsOf(reports) {
  const rows = new Map();
  for (const { results } of reports) {
    for (const { group, title } of results) rows.set(keyOf({ group, title }), { group, title });
  }
  const all = [...rows.values()];
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.flatMap((group) => all.filter((row) => row.group === group));
}

function markOf({ runtime, results }, row) {
  const result = results.find((one) => keyOf(one) === keyOf(row));
  if (result === undefined) return "·";
  const isLimit = limitOf(runtime, row) !== undefined;
  if (result.error === undefined) return isLimit ? "✗" : "✓";
  return isLimit ? "–" : "✗";
}

function failuresOf(report) {
  const { runtime, results, broken } = report;
  const name = `${runtime.name} ${runtime.transport}`;
  const failures = results.filter((result) => markOf(report, result) === "✗");
  return [
    ...failures.flatMap(({ group, title, error = "it works now: take it from the limits" }) => [
      "",
      `✗ ${name}: ${group}: ${title}`,
      error,
    ]),
    ...(broken === undefined ? [] : ["", `✗ ${name}: ${broken}`]),
  ];
}

function limitOf(runtime, { title }) {
  return LIMITS.find((limit) => limit.runtime === runtime.name && limit.title === title);
}

function keyOf({ group, title }) {
  return `${group}: ${title}`;
}

function numberOf(at) {
  return String(at + 1).padStart(2);
}
