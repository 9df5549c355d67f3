/** The page of an nginx in front of the exchange, e.g. `410 Gone`. */
export function nginxPage(title: string): string {
  return [
    "<html>",
    `<head><title>${title}</title></head>`,
    "<body>",
    `<center><h1>${title}</h1></center>`,
    "<hr><center>nginx</center>",
    "</body>",
    "</html>",
    "",
  ].join("\r\n");
}
