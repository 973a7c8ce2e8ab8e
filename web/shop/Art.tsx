import type { ComponentChildren } from "preact";

/** The products, drawn flat on a 200 × 160 field with the light from the left. */
const INK = "#22353a";
const CLAY = "#b9683f";
const SAND = "#e6cfa6";
const CREAM = "#f6ecd9";
const OAK = "#c9975d";
const OAK_DARK = "#a87642";
const BRASS = "#d2a24c";
const SEA = "#2f7471";
const STEEL = "#b8c4c6";

const ART: Record<string, ComponentChildren> = {
  "KTL-01": (
    <>
      <path d="M70 62h60l12 66a6 6 0 0 1-6 6H64a6 6 0 0 1-6-6z" fill={INK} />
      <path d="M64 116c-26 0-26-44-40-52" fill="none" stroke={INK} stroke-width="7" stroke-linecap="round" />
      <path d="M134 72c34-8 36 40 6 44" fill="none" stroke={OAK} stroke-width="8" stroke-linecap="round" />
      <path d="M78 62c0-10 44-10 44 0z" fill="#31484e" />
      <circle cx="100" cy="50" r="6" fill={OAK} />
      <path d="M76 72l-8 52" stroke="#4a6268" stroke-width="4" stroke-linecap="round" />
    </>
  ),
  "MUG-04": (
    <>
      <path d="M126 52c24-4 24 34 2 32" fill="none" stroke={SEA} stroke-width="7" />
      <path d="M82 44h48v42a12 12 0 0 1-12 12H94a12 12 0 0 1-12-12z" fill={SEA} />
      <path d="M84 92c-24 4-26 34 0 34" fill="none" stroke={CREAM} stroke-width="7" />
      <path d="M82 84h48v42a12 12 0 0 1-12 12H94a12 12 0 0 1-12-12z" fill={CREAM} />
      <path d="M82 84h48v14c-16 8-32-6-48 2z" fill={CLAY} />
      <path d="M132 92h40v34a12 12 0 0 1-12 12h-16a12 12 0 0 1-12-12z" fill={SAND} />
      <path d="M132 92h40v10c-14 6-26-4-40 2z" fill={SEA} />
    </>
  ),
  "LMP-01": (
    <>
      <path d="M64 136h64" stroke={BRASS} stroke-width="9" stroke-linecap="round" />
      <path d="M96 134V66l40-30" fill="none" stroke={BRASS} stroke-width="5" stroke-linecap="round" stroke-linejoin="round" />
      <circle cx="96" cy="66" r="6" fill="#a87c2c" />
      <path d="M122 22l36 30-34 10c-12-8-14-28-2-40z" fill={BRASS} />
      <path d="M124 62l34-10 20 60H104z" fill="#fff3c9" opacity=".75" />
    </>
  ),
  "PAN-28": (
    <>
      <ellipse cx="84" cy="90" rx="60" ry="44" fill={INK} />
      <ellipse cx="84" cy="86" rx="50" ry="35" fill="#31484e" />
      <path d="M138 74l46-26a6 6 0 0 1 6 10l-46 28z" fill={INK} />
      <ellipse cx="76" cy="84" rx="24" ry="16" fill={CREAM} />
      <circle cx="72" cy="82" r="8" fill="#e5a93c" />
    </>
  ),
  "THR-01": (
    <>
      <path d="M44 40h96a12 12 0 0 1 12 12v70H56a12 12 0 0 1-12-12z" fill="#8b7a95" />
      <path d="M44 58h108M44 66h108M44 92h108" stroke="#a898b0" stroke-width="4" />
      <path d="M72 40v82M112 40v82" stroke="#6f6079" stroke-width="4" opacity=".7" />
      <path d="M56 122v14M68 122v14M80 122v14M92 122v14M104 122v14M116 122v14M128 122v14M140 122v14" stroke="#8b7a95" stroke-width="4" stroke-linecap="round" />
    </>
  ),
  "BWL-02": (
    <>
      <path d="M34 74h132c0 36-26 60-50 60H84c-24 0-50-24-50-60z" fill={CREAM} />
      <path d="M36 84h128c-2 12-6 18-6 18-40 10-76-8-116 0 0 0-4-6-6-18z" fill={SEA} />
      <ellipse cx="100" cy="74" rx="66" ry="14" fill="#d8c49c" />
      <path d="M70 72c6-26 18-26 24-4M92 70c8-32 26-26 26 0M116 72c8-20 22-18 20 0" fill="#6d9a56" />
      <circle cx="104" cy="66" r="9" fill={CLAY} />
    </>
  ),
  "GRD-01": (
    <>
      <path d="M66 84h68v46a6 6 0 0 1-6 6H72a6 6 0 0 1-6-6z" fill={OAK} />
      <path d="M66 108h68v28H66z" fill={OAK_DARK} />
      <circle cx="100" cy="121" r="5" fill={BRASS} />
      <path d="M72 84c0-34 56-34 56 0z" fill={STEEL} />
      <path d="M100 56V38h44" fill="none" stroke={INK} stroke-width="5" stroke-linecap="round" stroke-linejoin="round" />
      <circle cx="148" cy="34" r="8" fill={OAK} />
    </>
  ),
  "CND-03": (
    <>
      <path d="M54 70h24v64H54zM88 50h24v84H88zM122 84h24v50h-24z" fill="#e6b455" />
      <path d="M54 70h8v64h-8zM88 50h8v84h-8zM122 84h8v50h-8z" fill="#f2cd80" />
      <path d="M66 70v-8M100 50v-8M134 84v-8" stroke={INK} stroke-width="2.5" />
      <path d="M66 40c6 8 8 20 0 22-8-2-6-14 0-22zM100 20c6 8 8 20 0 22-8-2-6-14 0-22zM134 54c6 8 8 20 0 22-8-2-6-14 0-22z" fill="#f08a3c" />
      <path d="M40 136h120" stroke={OAK_DARK} stroke-width="6" stroke-linecap="round" />
    </>
  ),
  "BRD-01": (
    <>
      <path d="M40 52h98a10 10 0 0 1 10 10v8h22a9 9 0 0 1 0 26h-22v18a10 10 0 0 1-10 10H40a10 10 0 0 1-10-10V62a10 10 0 0 1 10-10z" fill={OAK} />
      <path d="M34 68c40 8 70-6 112 2M32 90c36 6 76-8 114 2M34 108c40 6 70-4 112 2" fill="none" stroke={OAK_DARK} stroke-width="2.5" opacity=".7" />
      <circle cx="170" cy="83" r="5" fill={CREAM} />
    </>
  ),
  "JAR-06": (
    <>
      {[38, 82, 126].map((x, index) => (
        <g key={x} transform={`translate(${x} ${[62, 44, 70][index]})`}>
          <path d="M4-10h28v12H4z" fill={OAK} />
          <rect width="36" height={[74, 92, 66][index]} rx="8" fill="#dfeae6" stroke="#9fb9b3" stroke-width="2" />
          <path d={`M2 ${[30, 26, 34][index]}h32v${[36, 58, 24][index]}a6 6 0 0 1-6 6H8a6 6 0 0 1-6-6z`} fill={[CLAY, SAND, "#7d8f5a"][index]} />
        </g>
      ))}
    </>
  ),
  "BSK-01": (
    <>
      <path d="M62 70c0-56 76-56 76 0" fill="none" stroke={OAK_DARK} stroke-width="6" />
      <circle cx="80" cy="66" r="15" fill={OAK_DARK} />
      <circle cx="80" cy="66" r="9" fill={SAND} />
      <circle cx="112" cy="62" r="18" fill="#8f6236" />
      <circle cx="112" cy="62" r="11" fill={SAND} />
      <path d="M46 72h108l-12 58a8 8 0 0 1-8 6H66a8 8 0 0 1-8-6z" fill={OAK} />
      <path d="M50 88h100M53 104h94M56 120h88" stroke={OAK_DARK} stroke-width="4" stroke-dasharray="12 6" />
    </>
  ),
  "KNF-03": (
    <>
      {[34, 72, 106].map((y, index) => (
        <g key={y} transform={`translate(${[24, 34, 58][index]} ${y})`}>
          <path d={index === 1 ? "M0 0h92v14H0z" : `M0 8C30-6 60-2 ${[96, 0, 66][index]} 0v20H30C16 20 8 16 0 8z`} fill={STEEL} />
          <path d={`M${[96, 92, 66][index]}-1h50a7 7 0 0 1 0 17h-50z`} fill={INK} />
        </g>
      ))}
    </>
  ),
  "ESP-01": (
    <>
      <path d="M52 34h96a8 8 0 0 1 8 8v26H44V42a8 8 0 0 1 8-8z" fill={STEEL} />
      <path d="M128 68h28v66h-28z" fill="#92a2a5" />
      <path d="M40 126h120v12H40z" fill={INK} />
      <path d="M64 68h40v10H64z" fill={INK} />
      <path d="M62 74H34" stroke={OAK} stroke-width="8" stroke-linecap="round" />
      <path d="M84 78v20" stroke="#6b4327" stroke-width="3" />
      <path d="M70 98h28v14a12 12 0 0 1-12 12h-4a12 12 0 0 1-12-12z" fill={CREAM} />
      <circle cx="126" cy="51" r="7" fill={CREAM} />
      <circle cx="104" cy="51" r="4" fill={CLAY} />
    </>
  ),
  "CSH-01": (
    <>
      <path d="M48 34c34 10 70 10 104 0-8 34-8 62 0 96-34-10-70-10-104 0 8-34 8-62 0-96z" fill="#d6a037" />
      <path d="M60 46c28 8 52 8 80 0-6 28-6 46 0 72-28-8-52-8-80 0 6-26 6-44 0-72z" fill="none" stroke="#b98424" stroke-width="2.5" stroke-dasharray="6 5" />
    </>
  ),
  "TWL-02": (
    <>
      <path d="M48 34h104" stroke={OAK_DARK} stroke-width="7" stroke-linecap="round" />
      <path d="M60 34h38v92H60z" fill={CREAM} />
      <path d="M60 92h38v8H60zM60 106h38v4H60z" fill={SEA} />
      <path d="M104 34h38v78h-38z" fill={SAND} />
      <path d="M112 34v78M123 34v78M134 34v78" stroke={CLAY} stroke-width="3" />
    </>
  ),
  "MAT-01": (
    <>
      <path d="M46 62h108l24 62H22z" fill={OAK_DARK} />
      <path d="M56 70h88l18 46H38z" fill="none" stroke={INK} stroke-width="4" />
      <path d="M62 96c12 9 24 9 38 0s26-9 38 0" fill="none" stroke={INK} stroke-width="5" stroke-linecap="round" />
    </>
  ),
};

export function Art({ sku }: { sku: string }) {
  return (
    <svg viewBox="0 0 200 160" aria-hidden="true" focusable="false">
      <ellipse cx="100" cy="138" rx="66" ry="7" fill="#22353a" opacity=".1" />
      {ART[sku]}
    </svg>
  );
}
