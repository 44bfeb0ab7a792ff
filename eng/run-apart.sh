#!/usr/bin/env bash
# The separate form on this machine without containers: six processes on SQLite that talk over the RabbitMQ you have.
#
#   eng/run-apart.sh amqp://guest:guest@127.0.0.1:5672/ [FOLDER]
#
# FOLDER keeps everything (data/apart). Pages at PORT (5080), gRPC door one higher, the services on the five after that, all of
# them on loopback only. --no-build before the address runs what is built already, in CONFIGURATION (Release). Ctrl-C stops all.
set -euo pipefail
cd "$(dirname "$0")/.."

build=true
if [ "${1:-}" = --no-build ]; then build=false; shift; fi
[ $# -ge 1 ] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
broker=$1
data=${2:-data/apart}
port=${PORT:-5080}
configuration=${CONFIGURATION:-Release}
mkdir -p "$data"
data=$(cd "$data" && pwd)

projects=(services/Proposals services/Voting services/Grants services/Accountability services/People gateway)
if $build; then
  for project in "${projects[@]}"; do dotnet build "$project" -c "$configuration" -v q; done
fi

# What all of them are told; each gets its own database and port besides.
export Bus__Url=$broker Database__Engine=sqlite Data="$data"
export Identity__PublicKeyFile="$data/keys/public/identity.pem"
export Logging__LogLevel__Default="${Logging__LogLevel__Default:-Warning}"
export Services__Proposals=http://127.0.0.1:$((port + 2)) Services__Voting=http://127.0.0.1:$((port + 3))
export Services__Grants=http://127.0.0.1:$((port + 4)) Services__Accountability=http://127.0.0.1:$((port + 5))
export Services__People=http://127.0.0.1:$((port + 6))
# What the gateway shows to People; made anew with each start.
Gateway__Secret=$(od -An -tx1 -N32 /dev/urandom | tr -d ' \n')
export Gateway__Secret
# The people of the demonstration can be taken, and e-mail lands on a page.
export Demo=true

pids=()
stop() {
  trap '' INT TERM
  kill -TERM "${pids[@]}" 2>/dev/null || true
  wait "${pids[@]}" 2>/dev/null || true
}
trap 'stop; exit 0' INT TERM
trap stop EXIT

run() { # PROJECT ASSEMBLY [ARGUMENT…]
  local folder=$1/bin/$configuration/net10.0 assembly=$2 name=${1##*/}
  shift 2
  export Database__ConnectionString="Data Source=$data/${name,,}.db"
  cd "$folder" && exec dotnet "$assembly.dll" "$@"
}

for index in 0 1 2 3 4; do
  project=${projects[index]}
  (ASPNETCORE_URLS=http://127.0.0.1:$((port + 2 + index)); export ASPNETCORE_URLS; run "$project" "Participatory.${project##*/}") &
  pids+=($!)
done

export Kestrel__Endpoints__Pages__Url=http://127.0.0.1:$port Kestrel__Endpoints__Pages__Protocols=Http1
export Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:$((port + 1)) Kestrel__Endpoints__Grpc__Protocols=Http2
(run gateway Participatory.Gateway) &
pids+=($!)

for _ in $(seq 1 300); do
  for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null || { echo "One of the six did not start; it says why above." >&2; exit 1; }; done
  if (run gateway Participatory.Gateway --check-health) 2>/dev/null; then
    echo "Participatory is running in six processes. Open http://127.0.0.1:$port/"
    break
  fi
  sleep 1
done

wait -n "${pids[@]}" || true
echo "One of the six has stopped, so all of them do." >&2
exit 1
