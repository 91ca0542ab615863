// Leaves of every list, table and choice the rows that show something which two before them have not shown: what is wrong
// with one of a kind is wrong with each, and a look at the hundredth finds nothing that a look at the second did not.
// What a row shows: its elements where they stand in it (classes, roles, names of attributes, whether there is text), not
// what they say; how much time is left is nothing new.
() => {
  const MOST = 2;
  const TELLING = ["class", "role", "type", "lang"];
  const kind = (e) => {
    const names = [...e.attributes].map((a) => (TELLING.includes(a.name) ? `${a.name}=${a.value}` : a.name)).sort();
    const says = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
    return `${e.localName} ${names} ${says}`.replace(/\bleft-\d+/g, "");
  };
  const shown = (e, where) => {
    const here = `${where} > ${kind(e)}`;
    return [here, ...[...e.children].flatMap((child) => shown(child, here))];
  };
  for (const list of document.querySelectorAll("ul, ol, tbody, select, optgroup, datalist")) {
    const seen = new Map();
    for (const row of [...list.children]) {
      const parts = new Set(shown(row, ""));
      if ([...parts].every((part) => seen.get(part) >= MOST)) row.remove();
      else for (const part of parts) seen.set(part, (seen.get(part) ?? 0) + 1);
    }
  }
};
