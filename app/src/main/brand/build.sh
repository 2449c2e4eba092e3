#!/bin/sh
# Compiles the brand into ../resources/static/assets/brand. Run it after a change here and commit what it wrote.
set -eu
cd "$(dirname "$0")"
npm ci --no-audit --no-fund
out=../resources/static/assets/brand
mkdir -p "$out"
npx sass --no-source-map --style=compressed --load-path=node_modules otklik.scss "$out/otklik.css"
npx esbuild otklik.mjs --bundle --minify --format=esm --target=es2020 --legal-comments=none --outfile="$out/otklik.js"
cp logo.svg icon.svg LICENSE-govuk-frontend.txt "$out/"
