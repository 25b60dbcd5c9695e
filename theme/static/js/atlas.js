// The interactive map: Leaflet over the drawing of the page, over tiles where there are any. Markers are gathered by the
// cells of a grid, so that as many as fit the window are made, however many offers there are. Where they are, and the
// cards behind them, are files of the list of all offers.

const CELL = 56;
const FINE = 1e4;
const CLOSEST = 14;

function sheet(address) {
  return new Promise((done, failed) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, onload: done, onerror: failed });
    // After ours, which say in which turn layers come.
    [...document.querySelectorAll("link[rel=stylesheet]")].at(-1).after(link);
  });
}

// Offers that have a place, as { own, at: [lat, lon], territory, commune }.
export function placed({ columns }, { lat, lon }) {
  const of = ({ names, of: numbers }, own) => names[numbers[own]];
  return lat.map((one, own) => ({ own, at: [one / FINE, lon[own] / FINE], territory: of(columns.territory, own), commune: of(columns.commune, own) }))
    .filter(({ own }) => lat[own] !== null);
}

// Offers by the cell of a grid in which they lie; `project` gives the pixels of a place.
export function gathered(offers, project) {
  const cells = new Map();
  for (const offer of offers) {
    const { x, y } = project(offer.at);
    const cell = `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push(offer);
  }
  return [...cells.values()];
}

class Atlas {
  constructor(root, drawing, files, facets, places) {
    const { leaflet } = globalThis;
    this.root = root;
    this.words = root.dataset;
    this.each = facets.each;
    this.offers = placed(facets, places);
    this.files = files;
    this.box = root.querySelector(".c-atlas");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const { north, west, south, east, tiles, zoom } = this.words;
    this.frame = leaflet.latLngBounds([south, west], [north, east]);
    this.map = leaflet.map(this.box, {
      attributionControl: Boolean(tiles), zoomControl: false, scrollWheelZoom: false, minZoom: 8,
      maxZoom: tiles ? Number(zoom) : CLOSEST, maxBounds: this.frame.pad(1),
      zoomSnap: 0.25, zoomDelta: 1, fadeAnimation: !still, zoomAnimation: !still, markerZoomAnimation: !still, inertia: !still,
    });
    leaflet.control.zoom({ position: "bottomright", zoomInTitle: this.words.in, zoomOutTitle: this.words.out }).addTo(this.map);
    this.ground(drawing);
    if (tiles) this.tiles(tiles, Number(zoom));
    this.markers = leaflet.layerGroup().addTo(this.map);
    this.map.fitBounds(this.frame);
    this.map.on("moveend", () => this.draw());
    this.draw();
    this.listen();
  }

  // A wheel moves the page until the map is in use; Escape leaves a popup, then the map.
  listen() {
    const { map, box } = this;
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      if (!this.popup?.isOpen()) this.root.querySelector("button:not([hidden])").focus();
      else {
        map.closePopup();
        // Markers are made anew whenever the map moves: the one that holds the same offer now.
        this.markers.getLayers().find(({ cell }) => cell.includes(this.last))?.getElement().focus();
      }
    });
  }

  ground(drawing) {
    const { leaflet } = globalThis;
    const picture = drawing.cloneNode(false);
    picture.removeAttribute("hidden");
    picture.setAttribute("class", "c-atlas__ground");
    picture.setAttribute("preserveAspectRatio", "none");
    picture.append(...[...drawing.querySelectorAll("use")].map((part) => part.cloneNode(true)));
    this.map.createPane("ground");
    leaflet.svgOverlay(picture, this.frame, { pane: "ground" }).addTo(this.map);
  }

  tiles(address, maxZoom) {
    this.map.attributionControl.setPrefix(false);
    globalThis.leaflet.tileLayer(address, { maxZoom, attribution: this.words.attribution }).addTo(this.map);
  }

  focus() {
    this.map.invalidateSize();
    this.box.focus();
  }

  draw() {
    const { map } = this;
    const held = this.markers.getLayers().find((one) => one.getElement() === document.activeElement)?.cell[0];
    this.markers.clearLayers();
    const window = map.getBounds().pad(0.1);
    const inside = this.offers.filter(({ at }) => window.contains(at));
    for (const cell of gathered(inside, (at) => map.project(at))) this.mark(cell, cell.includes(held));
  }

  mark(cell, focus) {
    const { leaflet } = globalThis;
    const territories = new Set(cell.map(({ territory }) => territory));
    const middle = (axis) => cell.reduce((sum, { at }) => sum + at[axis], 0) / cell.length;
    const size = cell.length === 1 ? 28 : Math.min(52, 30 + 6 * Math.log2(cell.length));
    const icon = leaflet.divIcon({ className: "c-atlas__mark", html: cell.length > 1 ? cell.length : "", iconSize: [size, size] });
    const marker = leaflet.marker([middle(0), middle(1)], { icon, riseOnHover: true });
    marker.cell = cell;
    this.markers.addLayer(marker);
    const element = marker.getElement();
    if (territories.size === 1) element.dataset.territory = cell[0].territory;
    element.ariaLabel = `${this.said(cell.length)}, ${[...new Set(cell.map(({ commune }) => commune))].slice(0, 3).join(", ")}`;
    const choose = () => this.choose(cell, marker.getLatLng());
    marker.on("click", choose);
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      choose();
    });
    if (focus) element.focus({ preventScroll: true });
  }

  // Just so near that they part; their cards where none parts them.
  choose(cell, at) {
    const { map } = this;
    for (let zoom = Math.floor(map.getZoom()) + 1; zoom <= map.getMaxZoom(); zoom += 1) {
      if (gathered(cell, (place) => map.project(place, zoom)).length > 1) {
        map.setView(globalThis.leaflet.latLngBounds(cell.map((offer) => offer.at)).getCenter(), zoom);
        return;
      }
    }
    this.show(cell, at);
  }

  async show(cell, at) {
    const list = Object.assign(document.createElement("ul"), { className: "c-atlas__cards", tabIndex: -1 });
    list.append(...(await Promise.all(cell.map(({ own }) => this.card(own)))).map((html) => Object.assign(document.createElement("li"), { innerHTML: html })));
    [this.last] = cell;
    this.popup = globalThis.leaflet.popup({ minWidth: 240, maxWidth: 260, maxHeight: Math.min(460, this.box.clientHeight - 60), closeButton: false, autoPanPadding: [12, 12] }).setLatLng(at).setContent(list).openOn(this.map);
    list.querySelector("a").focus({ preventScroll: true });
  }

  async card(own) {
    return (await this.files.cards(Math.floor(own / this.each)))[own % this.each];
  }

  said(count) {
    const { lang } = document.documentElement;
    const pattern = new Intl.PluralRules(lang).select(count) === "one" ? this.words.one : this.words.other;
    return pattern.replace("{count}", new Intl.NumberFormat(lang).format(count));
  }
}

export async function start(root, drawing) {
  const { home, finder, leaflet, sheet: style } = root.dataset;
  const drawn = Promise.all([import(leaflet), sheet(style)]);
  const files = new (await import(finder)).Files(home);
  const facets = await files.table();
  const [places] = await Promise.all([files.places(), drawn]);
  return new Atlas(root, drawing, files, facets, places);
}
