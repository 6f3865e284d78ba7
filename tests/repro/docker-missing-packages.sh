#!/bin/bash
# What runtimes, inits and shells print when a package or its program is not in the image.
# Needs: node, npm, php-cli, tini, dumb-init, s6, busybox, dash. Writes to /srv/app/missing only; starts nothing that stays.
set -u
mkdir -p /srv/app/missing/src && cd /srv/app/missing || exit 1
printf "const x = require('@nestjs/core');\n" > src/scoped.js
printf "import express from 'express';\n" > src/server.mjs
printf '{"name":"mill-web","version":"1.0.0","scripts":{"start":"next start"}}\n' > package.json
printf "<?php\nrequire __DIR__.'/vendor/autoload.php';\n" > index.php
printf '#!/bin/sh\nset -e\nexec uvicorn app.main:app\n' > entrypoint.sh
{
  node src/scoped.js; node src/server.mjs; npm start; php index.php
  tini -- uvicorn app.main:app; dumb-init gunicorn app:app; s6-setsid hypercorn
  sh entrypoint.sh; bash entrypoint.sh; busybox sh entrypoint.sh
  sh -c 'gunicorn app:app'; bash -c 'celery -A app worker'; busybox sh -c gunicorn
} 2>&1
true
