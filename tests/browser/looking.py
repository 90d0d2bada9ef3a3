# Scripts that tests run in a page. The site's policy forbids style elements, so rules come in as
# constructed sheets, which it does not.
"""Look at a page as different readers do."""

from __future__ import annotations

from typing import Final

ADOPT: Final = """style => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

NEAR: Final = "* { content-visibility: visible !important }"
"""All parts laid out, as a reader who came to each of them has them.

Of a part that nobody came to, its links have places too, and where it is higher than the room that
is kept for it they lie over the next part.
"""

SPACING: Final = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
svg, svg * { letter-spacing: normal !important; word-spacing: normal !important }
"""
"""WCAG 1.4.12. Text in a picture is out of its scope."""

OVERFLOW: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

WATCH_FOCUS: Final = """() => {
  const name = (one) => one.tagName.toLowerCase() + (one.id ? '#' + one.id : '')
    + [...one.classList].map((c) => '.' + c).join('');
  const near = (one) => [one, one.parentElement, one.nextElementSibling, one.closest('label, li')];
  const look = (one) => near(one).filter(Boolean).map((each) => {
    const s = getComputedStyle(each);
    const outline = s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 1 ? ''
      : s.outlineStyle + s.outlineWidth + s.outlineColor;
    return [outline, s.boxShadow, s.borderColor].join('|');
  }).join(';');
  const all = () => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]')].filter((one) =>
    one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true})
    && one.getClientRects().length > 0);
  const met = [];
  globalThis.lastFocusable = (back) => all().at(-Math.min(back, all().length));
  globalThis.whereFocusIs = () => document.activeElement === document.body ? 'the browser'
    : document.activeElement === all()[0] ? 'the first' : name(document.activeElement);
  globalThis.focusMet = {met, all, look, name};
  addEventListener('focusin', (event) => {
    const one = event.target, box = one.getBoundingClientRect();
    const inside = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth;
    met.push({one, inside, focused: look(one)});
  });
}"""

FOCUSED: Final = """() => {
  const {met, all, look, name} = globalThis.focusMet;
  document.activeElement.blur();
  const unseen = met.filter(({one, inside, focused}) => !inside || focused === look(one))
    .map(({one, inside}) => name(one) + (inside ? '' : ' is out of view'));
  const backwards = met.slice(1).filter(({one}, n) =>
    one !== all()[0] && !(met[n].one.compareDocumentPosition(one) & 4)).map(({one}) => name(one));
  const focusable = all();
  return {
    met: new Set(met.map(({one}) => one)).size,
    first: met.length ? name(met[0].one) : '',
    focusable: focusable.length,
    unseen: [...new Set(unseen)],
    backwards,
    numbered: focusable.filter((one) => one.tabIndex > 0).map(name),
    reordered: [...new Set(focusable.map((one) => one.parentElement)
      .filter((one) => one && getComputedStyle(one).order !== '0').map(name))],
  };
}"""

CLIPPED: Final = """() => [...document.querySelectorAll('body *')].filter((one) => {
  // The invitation to search stands for a placeholder; the link has its whole name.
  if (one.closest('svg, .search') || one.clientWidth <= 2 || one.clientHeight <= 2) return false;
  const s = getComputedStyle(one);
  const hides = (way) => way === 'hidden' || way === 'clip';
  return (hides(s.overflowX) && one.scrollWidth > one.clientWidth + 1)
    || (hides(s.overflowY) && one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.tagName.toLowerCase() + [...one.classList].map((c) => '.' + c).join(''))"""

MOTION: Final = """() => {
  const found = [];
  const long = (text) => text.split(',').some((part) => parseFloat(part) > 0.01);
  for (const one of document.querySelectorAll('body, body *')) {
    for (const pseudo of [null, '::before', '::after']) {
      const s = getComputedStyle(one, pseudo);
      if (long(s.transitionDuration) || (s.animationName !== 'none' && long(s.animationDuration)))
        found.push(one.tagName.toLowerCase() + '.' + one.classList + (pseudo ?? ''));
    }
  }
  if (getComputedStyle(document.documentElement).scrollBehavior === 'smooth') found.push('scroll');
  return [...new Set([...found, ...document.getAnimations().map((a) => a.animationName ?? 'one')])];
}"""

COLOURS: Final = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (text) => {
    const [r, g, b] = parse(text).map((v) => v / 255)
      .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const seen = (selector) => [...document.querySelectorAll(selector)]
    .filter((one) => one.checkVisibility({visibilityProperty: true})
      && one.getClientRects().length);
  const found = [];
  for (const line of seen('figure.sk-chart svg path[stroke-width]')) {
    const s = getComputedStyle(line);
    if (s.fill !== 'none' || s.stroke === 'none') continue;
    if (line.closest('[class*=grid], [class*=axis]')) continue;
    if (parseFloat(s.strokeWidth) < 1.5 || parseFloat(s.opacity) < 0.5) continue;
    if (contrast(s.stroke, paper) < 3) found.push(`line ${s.stroke} on ${paper}`);
  }
  for (const text of seen('figure.sk-chart svg text')) {
    const s = getComputedStyle(text);
    if (contrast(s.fill, paper) < 4.5) found.push(`text ${text.textContent} ${s.fill} on ${paper}`);
  }
  for (const one of seen('[data-outcome], .verdict, .tag')) {
    if (!one.innerText.trim()) found.push('a verdict without words');
  }
  for (const key of seen('ul.key, .sk-map .key')) {
    const marks = [...key.querySelectorAll('i')].map((i) => {
      const s = getComputedStyle(i);
      return [s.backgroundColor, s.backgroundImage, s.border, s.outline].join(' ');
    });
    if (marks.length > 1 && new Set(marks).size === 1) found.push('a key whose marks are alike');
  }
  return [...new Set(found)];
}"""

CHARTS_BESIDE: Final = """() => [...document.querySelectorAll('figure.sk-chart, figure.sk-map')]
.map((figure) => {
  const pictures = [...figure.querySelectorAll(
    'svg, [role=img], [role=graphics-document], .live[role=group]')];
  const place = figure.closest('section, article, main') ?? document;
  const told = figure.querySelector('figcaption')?.textContent.trim()
    || figure.querySelector('.cs')?.textContent.trim()
    || pictures.map((one) => one.getAttribute('aria-description')
      ?? one.querySelector('desc')?.textContent ?? '').join('');
  return {
    which: figure.dataset.spec ?? figure.className,
    name: pictures.map((one) => one.getAttribute('aria-label')
      ?? one.getAttribute('aria-labelledby')
      ?? one.querySelector(':scope > title')?.textContent ?? '').join(''),
    about: told,
    data: Boolean(place.querySelector('table') || document.querySelector('main table, .sk table')
      || place.querySelector('a[href$=".csv"], a[href$=".json"], a[href*="/indicators/"]')),
  };
})"""

PLAIN: Final = """() => {
  const shown = (one) => one.checkVisibility({visibilityProperty: true})
    && [...one.getClientRects()].some((box) => box.width > 1 && box.height > 1);
  const name = (one) => one.tagName.toLowerCase() + [...one.classList].map((c) => '.' + c).join('')
    + ': ' + (one.innerText ?? '').trim().slice(0, 40);
  const works = (one) => one.closest('form[action]') !== null;
  return {
    dead: [...document.querySelectorAll('button, input, select, textarea, [role=tab]')]
      .filter((one) => shown(one) && !works(one)).map(name),
    loading: (document.body.innerText.match(/[^.\\n]*\\bloading\\b[^.\\n]*/gi) ?? []),
    heading: document.querySelector('h1')?.innerText.trim() ?? '',
    links: [...document.querySelectorAll('a[href]')].filter(shown).length,
    rows: document.querySelectorAll('table tr').length,
    figures: [...document.querySelectorAll('figure, table')].filter(shown)
      .map((one) => one.tagName + '.' + one.className.replace(/ ?is-live| ?readable/g, '')),
  };
}"""

SHIFTS: Final = """() => new Promise((done) => {
  const found = [];
  const name = (one) => one ? one.nodeName + '.' + (one.className?.baseVal ?? one.className) : '?';
  new PerformanceObserver((list) => list.getEntries().forEach((e) => e.hadRecentInput
    || found.push(e.value.toFixed(4) + ' ' + e.sources.map((s) => name(s.node)).join(', '))))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(found), 100);
})"""
