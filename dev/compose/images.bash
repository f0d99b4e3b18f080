# Provides the base images: pulled, or stand-ins built from packages. Sourced by dev/compose/test.
# shellcheck shell=bash disable=SC2154 # say, die, cache, work, compose are defined by the sourcing script

stand_ins=dev/compose/stand-in
versitygw=github.com/versity/versitygw/cmd/versitygw@v1.8.0

# Additional certificate authorities and mirrors of this machine, which are mounted in single build steps.
authorities_and_mirrors() {
  find /usr/local/share/ca-certificates -name '*.crt' -exec cat {} + >"$work/ca.pem" 2>/dev/null || true
  if [[ -f ~/.m2/settings.xml ]]; then
    cp ~/.m2/settings.xml "$work/settings.xml"
  else
    echo '<settings/>' >"$work/settings.xml"
  fi
}

find_base_images() {
  local name image missing=()
  for name in DEBIAN_IMAGE AIRFLOW_IMAGE VERSITYGW_IMAGE POSTGRES_IMAGE; do
    image=${!name:-$(default_of "$name")}
    if docker image inspect "$image" >/dev/null 2>&1 || docker pull --quiet "$image" 2>"$work/pull" >&2; then
      say "$image is available"
    else
      say "$image cannot be pulled: $(tail -1 "$work/pull")"
      missing+=("$name")
    fi
  done
  ((${#missing[@]} == 0)) || use_stand_ins "${missing[@]}"
}

default_of() { # DEBIAN_IMAGE → debian:bookworm-slim, as the Dockerfile or the compose file says
  sed -nE "s/^ARG $1=(.*)/\1/p; s/.*\\$\{$1:-([^}]*)\}.*/\1/p" Dockerfile docker-compose.airflow.yml | head -1
}

use_stand_ins() {
  local name kind tag
  tag=$(cat "$stand_ins"/* dev/airflow/installer.lock | sha256sum | cut -c1-12)
  have_image "stand-in/debian:$tag" || make_debian "stand-in/debian:$tag"
  export STAND_IN_TAG=$tag
  if ! have_image "stand-in/airflow:$tag" || ! have_image "stand-in/postgres:$tag" || ! have_image "stand-in/versitygw:$tag"; then
    make_stand_ins
  fi
  for name in "$@"; do
    kind=${name%_IMAGE}
    export "$name=stand-in/${kind,,}:$tag"
    say "Using ${!name} instead of the image of $name"
  done
}

have_image() {
  docker image inspect "$1" >/dev/null 2>&1
}

make_debian() {
  local mirror
  command -v debootstrap >/dev/null || die "debootstrap is missing, but is needed to build a substitute for Debian's image: apt install debootstrap"
  # shellcheck disable=SC2016 # apt-get fills it in
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Codename: bookworm' 'Component: main' 2>/dev/null | head -1)
  say "Building $1 from Debian's packages"
  debootstrap --variant=minbase bookworm "$work/debian" "${mirror:-http://deb.debian.org/debian}" >"$work/debootstrap.log" 2>&1 ||
    die "debootstrap failed:" "$(tail -5 "$work/debootstrap.log")"
  # Files that the slim image does not have.
  rm -rf "$work"/debian/var/{cache/apt,lib/apt/lists}/* "$work"/debian/usr/share/{doc,info,locale,man}/*
  tar -C "$work/debian" -c . | docker import - "$1" >/dev/null
  rm -rf "$work/debian"
}

make_stand_ins() {
  say "Building Airflow, PostgreSQL and versitygw from packages"
  cp -r "$stand_ins" "$work/stand-in"
  cp dev/airflow/installer.lock "$work/stand-in/"
  command -v go >/dev/null || die "Go is missing, but is needed to build versitygw: install Go 1.25 or newer from https://go.dev/dl"
  GOBIN=$work/stand-in CGO_ENABLED=0 go install "$versitygw" 2>&1 | grep -v '^go: downloading' >&2 || true
  local index=${PIP_INDEX_URL:-$(python3 -m pip config get global.index-url 2>/dev/null || true)}
  [[ -z $index ]] || export PIP_INDEX_URL=$index UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$index}
  "${compose[@]}" --progress plain --file "$work/stand-in/compose.yml" build >"$work/stand-in.log" 2>&1 ||
    die "The stand-ins could not be built:" "$(tail -30 "$work/stand-in.log")"
}
