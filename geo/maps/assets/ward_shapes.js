/* Wards of one vintage as Leaflet polygons, with what labels and arrow keys need to know of them.
   Joined with its neighbors into one file when served; ES2017, no build step. */
(function (parts) {
  "use strict";

  // Pixel coordinates of the whole world at zoom 0: fine for lengths, scaled by 2^zoom on screen.
  function flat(latlng) {
    return L.CRS.EPSG3857.latLngToPoint(latlng, 0);
  }

  /* Leaflet rounds every vertex to whole pixels, which makes small wards angular. Tenths are drawn
     instead. This replaces a method Leaflet does not document; its version is pinned. */
  const tenths = {
    _projectLatlngs(latlngs, result, bounds) {
      if (!(latlngs[0] instanceof L.LatLng)) {
        latlngs.forEach((part) => this._projectLatlngs(part, result, bounds));
        return;
      }
      const origin = this._map.getPixelOrigin();
      result.push(latlngs.map((latlng) => {
        const point = this._map.project(latlng).subtract(origin);
        point.x = Math.round(point.x * 10) / 10;
        point.y = Math.round(point.y * 10) / 10;
        bounds.extend(point);
        return point;
      }));
    },
  };
  const Outline = L.Polyline.extend(tenths);
  const Area = L.Polygon.extend(tenths);

  /* A line or area that takes no pointer events and stays whole however far the reader zooms:
     thinning each ward by itself would open slivers between neighbors. */
  const STILL = { interactive: false, smoothFactor: 0, noClip: true, lineJoin: "round" };
  parts.outline = (latlngs, options) => new Outline(latlngs, Object.assign({}, STILL, options));
  parts.area = (latlngs, options) => new Area(latlngs, Object.assign({}, STILL, options));

  function rings(geometry) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return [].concat(...polygons);
  }

  function flatRings(geometry) {
    return rings(geometry).map((ring) => ring.map(([lon, lat]) => flat(L.latLng(lat, lon))));
  }

  // Room around the label: distance from its point to the nearest border, in zoom-0 pixels.
  function clearance(point, outlines) {
    let least = Infinity;
    for (const ring of outlines) {
      for (let i = 1; i < ring.length; i += 1) {
        const distance = L.LineUtil.pointToSegmentDistance(point, ring[i - 1], ring[i]);
        if (distance < least) least = distance;
      }
    }
    return least;
  }

  function makeWard(feature, pane, renderer) {
    const [lon, lat] = feature.properties.label;
    const label = L.latLng(lat, lon);
    return {
      number: feature.properties.ward,
      geometry: feature.geometry,
      label,
      flatLabel: flat(label),
      room: clearance(flat(label), flatRings(feature.geometry)),
      // Our own listeners serve the wards: Leaflet's would let Streamlit's wrapper copy polygons.
      shape: parts.area(L.GeoJSON.coordsToLatLngs(feature.geometry.coordinates,
        feature.geometry.type === "Polygon" ? 1 : 2), { pane, renderer, className: "atlas-ward" }),
    };
  }

  /* All borders, each stretch once with the one or two wards it bounds: a line drawn along the
     borders of several wards is then no heavier, and its dashes are no denser, where two meet. */
  function borders(wards) {
    const owners = new Map();
    const key = (a, b) => (String(a) < String(b) ? `${a} ${b}` : `${b} ${a}`);
    const eachSegment = (visit) => wards.forEach((ward) => rings(ward.geometry).forEach((ring) => {
      for (let i = 1; i < ring.length; i += 1) visit(ring[i - 1], ring[i], ward.number);
    }));
    eachSegment((a, b, number) => {
      const segment = key(a, b);
      owners.set(segment, (owners.get(segment) || []).concat(number));
    });
    const found = [];
    let last = null;
    let stretch = null;
    eachSegment((a, b, number) => {
      const both = owners.get(key(a, b));
      if (both[0] !== number) return; // has come with its other ward
      if (String(last) !== String(a) || String(stretch.wards) !== String(both)) {
        stretch = { wards: both, line: [L.latLng(a[1], a[0])] };
        found.push(stretch);
      }
      stretch.line.push(L.latLng(b[1], b[0]));
      last = b;
    });
    return found;
  }

  /* One layer of ward shapes with the edge of the city, so that pale wards do not melt into the
     land around: every stretch of border that belongs to one ward only. */
  parts.makeLayer = function (vintage, data, renderers) {
    const wards = new Map();
    for (const feature of data.features) {
      const ward = makeWard(feature, "atlas-wards", renderers.wards);
      wards.set(ward.number, ward);
    }
    const stretches = borders(wards);
    const outer = stretches.filter((stretch) => stretch.wards.length === 1);
    const edge = parts.outline(outer.map((stretch) => stretch.line), {
      pane: "atlas-sides", renderer: renderers.sides, className: "atlas-edge", weight: 1,
    });
    const group = L.featureGroup(Array.from(wards.values(), (ward) => ward.shape).concat(edge));
    return { vintage, wards, group, borders: stretches, touching: null };
  };

  // Wards that share at least two vertices have a border in common: borders of a coverage are
  // identical point by point. Found at the first arrow key, not at every start.
  function touching(layer) {
    const owners = new Map();
    const pairs = new Map();
    layer.wards.forEach((ward) => {
      const seen = new Set([].concat(...rings(ward.geometry)).map(String));
      seen.forEach((vertex) => {
        const others = owners.get(vertex) || [];
        for (const other of others) {
          const pair = `${other} ${ward.number}`;
          pairs.set(pair, (pairs.get(pair) || 0) + 1);
        }
        owners.set(vertex, others.concat(ward.number));
      });
    });
    const found = new Map(Array.from(layer.wards.keys(), (number) => [number, new Set()]));
    pairs.forEach((shared, pair) => {
      if (shared < 2) return;
      const [a, b] = pair.split(" ").map(Number);
      found.get(a).add(b);
      found.get(b).add(a);
    });
    return found;
  }

  const DIRECTIONS = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  };

  /* The ward an arrow key leads to: the nearest one ahead, straight ahead counting more, wards
     with a common border before all others; null at the edge of the city. */
  parts.neighbor = function (layer, number, key) {
    const [x, y] = DIRECTIONS[key];
    const from = layer.wards.get(number).flatLabel;
    layer.touching = layer.touching || touching(layer);
    const bordering = layer.touching.get(number);
    let best = null;
    let least = Infinity;
    layer.wards.forEach((ward) => {
      const dx = ward.flatLabel.x - from.x;
      const dy = ward.flatLabel.y - from.y;
      const ahead = dx * x + dy * y;
      const aside = Math.abs(dx * y) + Math.abs(dy * x);
      if (ward.number === number || ahead <= 0 || aside > ahead * 1.2) return;
      const slant = aside / ahead;
      const cost = Math.hypot(ahead, aside) * (1 + 2 * slant * slant);
      const weighed = bordering.has(ward.number) ? cost : cost * 4;
      if (weighed < least) {
        least = weighed;
        best = ward.number;
      }
    });
    return best;
  };
})((window.atlasParts = window.atlasParts || {}));
