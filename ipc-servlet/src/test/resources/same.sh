#!/usr/bin/env bash
# What a receiver says to curl: same.sh BASE-URL. The same on the own port and inside a container.
# One block a request: the status, the headers that are ours to choose, the body.
base=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ask() { # ask TITLE PATH [curl options]: no body unless one is given
    local title=$1 path=$2
    shift 2
    rm -f "$work/head" "$work/body"
    curl -sS -m 10 --noproxy '*' --path-as-is -D "$work/head" -o "$work/body" "$@" "$base$path" 2>"$work/errors"
    echo "== $title (curl: $?)"
    tr -d '\r' <"$work/head" | grep -a '^HTTP/' | tail -1 | cut -d' ' -f2
    tr -d '\r' <"$work/head" | tr 'A-Z' 'a-z' |
        grep -aE '^(content-type|content-length|allow|location|retry-after|www-authenticate|ipc-[a-z-]+|x-[a-z-]+|ce-type):' |
        sort
    [[ " $* " == *' -I '* ]] && rm -f "$work/body" # curl writes the headers there
    [ -s "$work/body" ] && head -c 1000 "$work/body" && echo
    echo
}

json='Content-Type: application/json'
good='{"sku": "ok", "quantity": 2}'
head -c 3000000 /dev/zero | tr '\0' 'x' >"$work/large"

ask 'a command'                  /v1/orders/Place -H "$json" -d "$good"
ask 'a command, one way'         /v1/orders/Place -H "$json" -H 'Prefer: return=minimal' -d "$good"
ask 'nothing to say'             /v1/orders/Place -H "$json" -d '{"sku": "says nothing"}'
ask 'key and deadline'           /v1/orders/Place -H "$json" -H 'Idempotency-Key: "k1"' -H 'ipc-deadline-ms: 5000' -d "$good"
ask 'a deadline that it sees'    /v1/orders/Place -H "$json" -H 'ipc-deadline-ms: 5000' -d '{"sku": "hurry?"}'
ask 'a deadline that is none'    /v1/orders/Place -H "$json" -H 'ipc-deadline-ms: soon' -d "$good"
ask 'a refusal'                  /v1/orders/Place -H "$json" -d '{"sku": "refuses"}'
ask 'a failure'                  /v1/orders/Place -H "$json" -d '{"sku": "throws"}'
ask 'no JSON'                    /v1/orders/Place -H "$json" -d '{"sku": '
ask 'a type that nobody reads'   /v1/orders/Place -H 'Content-Type: text/csv' -d 'ok,2'
ask 'no body'                    /v1/orders/Place -X POST
ask 'no body, announced'         /v1/orders/Place -H "$json" -H 'Content-Length: 0' -X POST
ask 'a header twice'             /v1/orders/Place -H "$json" -H 'X-Seen: one' -H 'X-Seen: two' -d "$good"
ask 'a header in capitals'       /v1/orders/Place -H "$json" -H 'X-SEEN: One' -d "$good"
ask 'chunks'                     /v1/orders/Place -H "$json" -H 'Transfer-Encoding: chunked' -d "$good"
ask 'waits to be asked'          /v1/orders/Place -H "$json" -H 'Expect: 100-continue' -d "$good"
ask 'HTTP/1.0'                   /v1/orders/Place -0 -H "$json" -d "$good"
ask 'compressed'                 /v1/orders/Place -H "$json" -H 'Content-Encoding: gzip' -d "$good"
ask 'too large, announced'       /v1/orders/Place -H "$json" -H 'Expect:' --data-binary "@$work/large"
ask 'too large, asked before'    /v1/orders/Place -H "$json" -H 'Expect: 100-continue' --data-binary "@$work/large"
ask 'too large, in chunks'       /v1/orders/Place -H "$json" -H 'Expect:' -H 'Transfer-Encoding: chunked' --data-binary "@$work/large"
ask 'a large answer'             /v1/orders/Place -H "$json" -d '{"sku": "is large", "quantity": 40000}'
ask 'GET'                        /v1/orders/Place
ask 'HEAD'                       /v1/orders/Place -I
ask 'OPTIONS'                    /v1/orders/Place -X OPTIONS
ask 'PUT'                        /v1/orders/Place -X PUT -H "$json" -d "$good"
ask 'DELETE'                     /v1/orders/Place -X DELETE
ask 'a method of their own'      /v1/orders/Place -X BREW -H "$json" -d "$good"
ask 'an event'                   /v1/stock/billing -H "$json" -H 'ce-id: 1' -H 'ce-source: me' -H 'ce-specversion: 1.0' -H 'ce-type: Place' -d "$good"
ask 'an event, in one piece'     /v1/stock/billing -H 'Content-Type: application/cloudevents+json' -d '{"specversion": "1.0", "id": "1", "source": "me", "type": "Place", "data": {"sku": "ok"}}'
ask 'events, in a batch'         /v1/stock/billing -H 'Content-Type: application/cloudevents-batch+json' -d '[]'
ask 'another group'              /v1/stock/nobody -H "$json" -d "$good"
ask 'another operation'          /v1/orders/Fly -H "$json" -d "$good"
ask 'another channel'            /v1/nothing/Place -H "$json" -d "$good"
ask 'another version'            /v2/orders/Place -H "$json" -d "$good"
ask 'nobody listens'             /v1/idle/Place -H "$json" -d "$good"
ask 'nothing'                    '' -H "$json" -d "$good"
ask 'the root'                   / -H "$json" -d "$good"
ask 'a query'                    '/v1/orders/Place?a=b;c&d' -H "$json" -d "$good"
ask 'a slash at the end'         /v1/orders/Place/ -H "$json" -d "$good"
ask 'two slashes'                /v1/orders//Place -H "$json" -d "$good"
ask 'an encoded letter'          /v1/orders/Pl%61ce -H "$json" -d "$good"
ask 'encoded twice'              /v1/orders/Pl%2561ce -H "$json" -d "$good"
ask 'an encoded slash'           /v1/orders%2FPlace -H "$json" -d "$good"
ask 'an encoded slash, further'  /v1/orders/x%2F..%2FPlace -H "$json" -d "$good"
ask 'a session'                  '/v1/orders/Place;jsessionid=1' -H "$json" -d "$good"
ask 'a parameter before'         '/v1/orders;x=/Place' -H "$json" -d "$good"
ask 'a detour'                   /v1/orders/x/../Place -H "$json" -d "$good"
ask 'a detour that stays'        /v1/orders/./Place -H "$json" -d "$good"
ask 'a detour, encoded'          /v1/orders/x/%2e%2e/Place -H "$json" -d "$good"
ask 'a detour with a parameter'  '/v1/orders/x/..;/Place' -H "$json" -d "$good"
ask 'another operation named'    /v1/orders/Place -H "$json" -H 'ipc-operation: Cancel' -d "$good"
ask 'an attribute that is none'  /v1/orders/Place -H "$json" -H 'ce-id: %FF' -d "$good"
