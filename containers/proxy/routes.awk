# Writes ROUTES as nginx servers to standard output.
#
#   ROUTES="/api=http://api:8080 /a/=http://web-a:8080/ shop.local/b/=http://web-b:8080/"
#
# LISTEN has the listen directives of a server; DEFAULT in them is replaced by default_server in the first server. Errors in
# ROUTES are written to standard error, with exit code 1.

BEGIN {
  read_hosts()
  words = split(ENVIRON["ROUTES"], word)
  if (words == 0) fail("ROUTES is empty; write for example ROUTES=\"/=http://app:8080\"")
  for (i = 1; i <= words; i++) parse(word[i])

  start()
  server("")
  for (i = 1; i <= hosts; i++) server(host_at[i])
  exit
}

# Names in /etc/hosts, such as localhost and those of --add-host: nginx asks its resolver only.
function read_hosts(    line, field, fields) {
  while ((getline line < "/etc/hosts") > 0) {
    sub(/#.*/, "", line)
    fields = split(line, field)
    if (fields == 0 || field[1] ~ /%/) continue
    for (i = 2; i <= fields; i++)
      if (!(field[i] in address_of) || address_of[field[i]] ~ /:/) address_of[field[i]] = field[1]
  }
}

function fail(message) {
  print "proxy: " message > "/dev/stderr"
  failed = 1
  exit 1
}

function wrong(text, problem) {
  fail("ROUTES: \"" text "\" " problem)
}

# Parses "[host]/path=http://host[:port][/[path/]]" into host[n], base[n] (the path without its last slash), upstream[n]
# (host and port) and target[n] (the path that replaces base, or "" if the path is forwarded unchanged).
function parse(text,    equals, slash, route, to, rest, name, port, key) {
  equals = index(text, "=")
  if (equals == 0) wrong(text, "has no \"=\"; write [host]/path=http://host:port")
  route = substr(text, 1, equals - 1)
  to = substr(text, equals + 1)

  slash = index(route, "/")
  if (slash == 0) wrong(text, "has no path; write for example /" route "=" to)
  n++
  source[n] = text
  written[n] = route
  host[n] = tolower(substr(route, 1, slash - 1))
  if (host[n] != "" && !is_name(host[n], 0))
    wrong(text, "has the host \"" host[n] "\"; write a name without port or wildcard, such as shop.local")
  base[n] = substr(route, slash)
  check_path(text, base[n])
  sub(/\/$/, "", base[n])

  if (to !~ /^http:\/\//) wrong(text, "must have a target such as http://host:port")
  rest = substr(to, 8)
  slash = index(rest, "/")
  target[n] = slash ? substr(rest, slash) : ""
  upstream[n] = slash ? substr(rest, 1, slash - 1) : rest
  if (match(upstream[n], /:[0-9]+$/)) {
    port = substr(upstream[n], RSTART + 1)
    name = substr(upstream[n], 1, RSTART - 1)
    if (port !~ /^[1-9][0-9]?[0-9]?[0-9]?[0-9]?$/ || port + 0 > 65535)
      wrong(text, "has port " port "; write one from 1 to 65535")
  } else {
    port = 80
    name = upstream[n]
  }
  if (!is_name(name, 1) && !is_address(name)) wrong(text, "has the target \"" upstream[n] "\"; write host:port")
  upstream[n] = name ":" port
  if (!(upstream[n] in listed)) service[++services] = "[\"" upstream[n] "\"] = { " found_by(name) ", port = " port " }"
  listed[upstream[n]] = 1
  if (target[n] != "") {
    check_path(text, target[n])
    if (target[n] !~ /\/$/) wrong(text, "must end with \"/\", because " target[n] " replaces the path of the route")
  }

  key = host[n] base[n] "/"
  if (key in seen) wrong(text, "is the same route as \"" source[seen[key]] "\"; write each route once")
  seen[key] = n
  if (host[n] != "" && !(host[n] in known)) {
    known[host[n]] = 1
    host_at[++hosts] = host[n]
  }
}

function found_by(name) {
  if (name in address_of) name = address_of[name] ~ /:/ ? "[" address_of[name] "]" : address_of[name]
  return (is_address(name) ? "address" : "name") " = \"" name "\""
}

# Labels of letters, digits and hyphens, separated by dots. Names of containers can also have "_", and end with a dot.
function is_name(name, of_container,    label, labels, at) {
  if (of_container) {
    gsub(/_/, "x", name)
    sub(/\.$/, "", name)
  }
  if (name ~ /^[0-9.]+$/ || length(name) > 253) return 0
  labels = split(name, label, ".")
  for (at = 1; at <= labels; at++)
    if (length(label[at]) > 63 || label[at] !~ /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/) return 0
  return labels > 0
}

function is_address(text,    part, parts, at, gaps) {
  if (text ~ /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/) {
    parts = split(text, part, ".")
    for (at = 1; at <= parts; at++) if (length(part[at]) > 3 || part[at] > 255) return 0
    return 1
  }
  if (text !~ /^\[[0-9A-Fa-f:]+\]$/) return 0
  text = substr(text, 2, length(text) - 2)
  if (text ~ /:::/) return 0
  gaps = gsub(/::/, ":0:", text)
  if (gaps > 1) return 0
  sub(/^:/, "", text)
  sub(/:$/, "", text)
  parts = split(text, part, ":")
  for (at = 1; at <= parts; at++) if (part[at] == "" || length(part[at]) > 4) return 0
  return gaps ? parts <= 8 : parts == 8
}

function check_path(text, path) {
  if (length(path) > 1000) wrong(text, "has a path of " length(path) " characters; 1000 are allowed")
  if (path ~ /[^A-Za-z0-9._~@:+\/-]/)
    wrong(text, "has a path with characters other than letters, digits and . _ ~ @ : + - /")
  if (path ~ /\/\// || path ~ /\/\.\.?(\/|$)/)
    wrong(text, "has a path with \"//\" or dot segments")
}

# What services.lua has to know.
function start(    at) {
  print "init_worker_by_lua_block {\n  require(\"services\").start(\"" ENVIRON["NAMESERVER"] "\", {"
  for (at = 1; at <= services; at++) print "    " service[at] ","
  print "  })\n}"
}

# The server of a host: its routes, and the routes without a host that they do not hide. A route with a host takes precedence
# over every route without a host.
function server(name,    at, has_root) {
  for (at = 1; at <= n; at++) if (visible(at, name) && target[at] != "" ) rest_map(at)
  listen = ENVIRON["LISTEN"]
  gsub(/DEFAULT/, name == "" ? " default_server" : "", listen)
  print "server {"
  print listen
  print "  server_name " (name == "" ? "_" : name) ";"
  print "  include /etc/nginx/server.conf;"
  for (at = 1; at <= n; at++) {
    if (!visible(at, name)) continue
    if (base[at] == "") has_root = 1
    locations(at)
  }
  if (!has_root) {
    links(name)
    print "  location / {\n    return 404;\n  }"
  }
  print "}"
}

function visible(at, name,    other) {
  if (host[at] == name) return 1
  if (host[at] != "" || name == "") return 0
  for (other = 1; other <= n; other++)
    if (host[other] == name && index(base[at] "/", base[other] "/") == 1) return 0
  return 1
}

# The path for the upstream, from the path as it was sent, so that encoded characters stay encoded.
function rest_map(at,    pattern) {
  if (at in mapped) return
  mapped[at] = 1
  pattern = base[at]
  gsub(/[.+]/, "\\\\&", pattern)
  print "map \"$dotted$request_uri\" $target_" at " {"
  print "  \"~^0" pattern "/(?<rest_" at ">.*)$\" \"" target[at] "$rest_" at "\";"
  print "}"
}

function locations(at) {
  if (target[at] == "") {
    if (base[at] != "") location("= " base[at], at)
    location(base[at] "/", at)
    return
  }
  if (base[at] != "")
    print "  location = " base[at] " {\n    return 308 $public_origin" base[at] "/$is_args$args;\n  }"
  location(base[at] "/", at)
}

function location(match_part, at,    pattern) {
  print "  location " match_part " {"
  print "    set $route \"" written[at] "\";"
  print "    set $upstream \"" upstream[at] "\";"
  print "    include /etc/nginx/route.conf;"
  if (target[at] == "") {
    print "    proxy_redirect http://" upstream[at] "/ /;"
    print "    proxy_pass http://services;"
  } else {
    pattern = base[at]
    gsub(/[.+]/, "\\\\&", pattern)
    # Without a match in the map, the path was sent in another form than the route's. Then the normalised path is forwarded.
    print "    rewrite \"(?s)^" pattern "/(.*)\\z\" \"" target[at] "$1\" break;"
    print "    proxy_redirect http://" upstream[at] target[at] " " base[at] "/;"
    print "    proxy_pass http://services$target_" at ";"
  }
  print "  }"
}

function links(name,    at, path) {
  print "  location = / {"
  print "    if ($request_method !~ ^(GET|HEAD)$) {\n      return 405;\n    }"
  # One directive for each link, because nginx limits the length of a parameter.
  print "    set $links \"\";"
  for (at = 1; at <= n; at++) {
    path = base[at] (target[at] == "" ? "" : "/")
    if (visible(at, name)) print "    set $links \"$links<li><a href=\\\"" path "\\\">" path "</a>\";"
    else if (name == "") print "    set $links \"$links<li>" host[at] path "\";"
  }
  print "    return 200 \"<!doctype html><title>Routes</title><h1>Routes</h1><ul>$links</ul>\\n\";"
  print "  }"
}

END { exit failed }
