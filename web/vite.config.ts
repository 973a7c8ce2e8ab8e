import { defineConfig } from "vitest/config";

// The desk serves dist/: one folder per page, /widget.js for the loader, and hashed files under /assets/.
const desk = process.env.EVENKEEL_DESK ?? "http://127.0.0.1:8000";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  esbuild: { jsx: "automatic", jsxImportSource: "preact", legalComments: "none" },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        loader: "loader/loader.ts",
        widget: "widget/index.html",
        desk: "desk/index.html",
        shop: "shop/index.html",
      },
      output: {
        entryFileNames: (chunk) => (chunk.name === "loader" ? "widget.js" : "assets/[name]-[hash].js"),
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  server: {
    proxy: {
      "/socket.io": { target: desk, ws: true },
      "/api": desk,
      "/help": desk,
      "/transcript": desk,
    },
  },
  test: { include: ["tests/**/*.test.ts"] },
});
