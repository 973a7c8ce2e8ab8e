// Read by barriers.py: what axe does not look for. Each function returns sentences about what is wrong.
({
  /** WCAG 1.4.10: nothing is wider than the window, unless it is something to scroll sideways by nature. */
  sideways() {
    const found = [];
    const wide = "table, [data-wide]";
    const name = (one) => {
      const words = (one.getAttribute("aria-label") ?? one.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
      return `<${one.localName} class="${one.getAttribute("class") ?? ""}"> “${words}”`;
    };
    const root = document.documentElement;
    if (root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} px wide in a window of ${innerWidth} px`);
    for (const one of document.querySelectorAll("body *")) {
      if (one.closest("svg, .visually-hidden, [inert]") || !one.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(one);
      if (style.clipPath !== "none" || one.closest(wide) || one.querySelector(wide)) continue;
      const box = one.getBoundingClientRect();
      if (!box.width || !box.height) continue;
      const waiting = box.right <= 0; // such as a link to skip with: it comes in when it has the focus
      if (!waiting && (box.right > innerWidth + 1 || box.left < -1)) found.push(`${name(one)} ends outside the window (${Math.round(box.left)} to ${Math.round(box.right)})`);
      const cut = one.scrollWidth - one.clientWidth > 1 && style.overflowX !== "visible" && style.textOverflow !== "ellipsis";
      if (cut && one.clientWidth) found.push(`${name(one)} is ${one.scrollWidth} px wide and shows ${one.clientWidth}`);
    }
    return found.slice(0, 5);
  },

  /** What has the focus: can it be seen, and is it in front? WCAG 2.4.7 and 2.4.11. */
  focused() {
    let root = document;
    let one = root.activeElement;
    while (one?.shadowRoot?.activeElement) one = (root = one.shadowRoot).activeElement;
    if (!document.hasFocus() || !one || one === document.body || one === document.documentElement || one.localName === "iframe") return null;
    const box = one.getBoundingClientRect();
    const style = getComputedStyle(one);
    const words = (one.getAttribute("aria-label") ?? one.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
    const name = `<${one.localName} class="${one.getAttribute("class") ?? ""}"> “${words}”`;
    const wrong = [];
    if (style.outlineStyle === "none" || !parseFloat(style.outlineWidth)) wrong.push("its focus cannot be seen");
    const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + x * box.width, box.top + y * box.height]));
    const inside = points.filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    const front = inside.filter(([x, y]) => {
      const top = root.elementFromPoint(x, y);
      return top && (one.contains(top) || top.contains(one) || top.closest("label")?.contains(one));
    });
    if (!front.length) wrong.push(inside.length ? "it is behind something else" : "it is outside the window");
    const stops = (window.stopsSoFar ??= new Map());
    if (!stops.has(one)) stops.set(one, stops.size);
    return { key: stops.get(one), name, wrong };
  },

  /** What still moves although the reader asked for stillness: WCAG 2.3.3. */
  moving() {
    return document
      .getAnimations()
      .filter((one) => one.effect.getComputedTiming().activeDuration > 10)
      .map((one) => `<${one.effect.target?.localName} class="${one.effect.target?.className}"> moves (${one.animationName ?? one.transitionProperty})`);
  },
})
