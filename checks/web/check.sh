#!/usr/bin/env bash
# Static checks of what runs in a browser: "scripts" reads the sources, "pages" the HTML that the
# browser tests have seen and kept.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

readonly TOOLS=checks/web/node_modules/.bin
readonly SEEN=app/target/screens

main() {
  tools
  case ${1:-} in
    scripts)
      "$TOOLS/eslint" --config checks/web/eslint.config.js --max-warnings 0 \
        app/src/main/resources/static/assets checks/web/eslint.config.js
      "$TOOLS/tsc" --project checks/web
      ;;
    pages)
      validate pages "$SEEN/sent"
      validate parts "$SEEN/parts"
      validate states "$SEEN/now"
      ;;
    *)
      echo "usage: check.sh scripts|pages" >&2
      exit 2
      ;;
  esac
}

# Installs the tools when the lock file has changed since.
tools() {
  if [[ ! checks/web/node_modules/.package-lock.json -nt checks/web/package-lock.json ]]; then
    (cd checks/web && npm ci --silent)
    touch checks/web/node_modules/.package-lock.json
  fi
}

# A folder without pages is a fault too: then nothing would be checked.
validate() {
  "$TOOLS/html-validate" --config "checks/web/$1.json" --max-warnings 0 "$2/*.html"
}

main "$@"
