# Provides the Docker engine and Compose: the installed ones, or temporary ones. Sourced by dev/compose/test.
# shellcheck shell=bash disable=SC2154 # say, die, cache, work are defined by the sourcing script

compose_version=v2.40.3 # the last version that supports Debian 12's engine
compose_needed=2.24

find_engine() {
  if docker info >/dev/null 2>&1; then
    say "Using the running Docker engine, $(docker version --format '{{.Server.Version}}')"
    return
  fi
  if command -v docker >/dev/null && command -v dockerd >/dev/null && [[ $(id -u) == 0 ]]; then
    start_engine
  else
    die "No Docker engine can be reached: start Docker." \
      "Or, on Debian and as root: apt install docker.io. The test then starts an engine, and stops it at the end."
  fi
}

start_engine() {
  export DOCKER_HOST=unix://$cache/docker.sock
  # Compose's own networks are enough, and a proxy process serves ports on loopback. So this engine leaves no firewall
  # rule, forwarding or bridge. It ends with this script.
  setpriv --pdeathsig TERM dockerd --host "$DOCKER_HOST" --data-root "$cache/engine" --exec-root "$cache/exec" \
    --pidfile "$work/dockerd.pid" --bridge none --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
    >"$work/dockerd.log" 2>&1 {lock}>&- &
  engine=$!
  export BUILD_NETWORK=host
  until docker info >/dev/null 2>&1; do
    kill -0 "$engine" 2>/dev/null || die "The Docker engine did not start:" "$(tail -5 "$work/dockerd.log")"
    sleep 0.5
  done
  say "Using a temporary Docker engine, $(docker version --format '{{.Server.Version}}'), in $cache"
}

stop_engine() {
  [[ -n ${engine:-} ]] || return 0
  docker image prune --force >/dev/null || true
  kill "$engine" 2>/dev/null || true
  wait "$engine" || true
}

find_compose() {
  if new_enough_compose docker compose; then
    compose=(docker compose)
  else
    [[ -x $cache/bin/docker-compose-$compose_version ]] || build_compose
    compose=("$cache/bin/docker-compose-$compose_version")
  fi
  say "Compose is ${compose[*]}, $("${compose[@]}" version --short)"
}

new_enough_compose() {
  local version
  version=$("$@" version --short 2>/dev/null) || return
  printf '%s\n%s\n' "$compose_needed" "${version#v}" | sort --version-sort --check=quiet
}

build_compose() {
  local module=github.com/docker/compose/v2@$compose_version source
  command -v go >/dev/null || die "Compose $compose_needed or newer is missing, and so is Go, which could build it. Install Compose, or Go 1.25 or newer from https://go.dev/dl."
  say "Building Compose"
  source=$(cd / && go mod download -json "$module" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
  (cd "$source" && CGO_ENABLED=0 go build -ldflags "-s -w -X github.com/docker/compose/v2/internal.Version=$compose_version" -o "$work/docker-compose" ./cmd) 2>&1 | grep -v '^go: downloading' >&2 || true
  install -D "$work/docker-compose" "$cache/bin/docker-compose-$compose_version"
}
