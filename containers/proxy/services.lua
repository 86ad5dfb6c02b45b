-- Chooses the address of a service for each request. An upstream of nginx can follow names and keep connections only since
-- nginx 1.27.3, and a reload for each new address would close connections of clients.
local balancer = require("ngx.balancer")
local names = require("names")

-- For how many seconds a connection is kept without a request: shorter than servers keep theirs. And for how many requests.
local idle, most_requests = 1, 1000

-- With this code nginx answers 502.
local busy = -3

local services = {}

-- By "name:port".
local targets = {}

-- Each of `all` is { name =, port = } or, if there is nothing to look up, { address =, port = }.
function services.start(nameserver, all)
  local list = {}
  for target, service in pairs(all) do
    local addresses = service.address and { service.address }
    targets[target] = { name = service.name, addresses = addresses, port = service.port, turn = 0 }
    list[#list + 1] = service.name
  end
  if nameserver ~= "" then
    names.follow(nameserver, list)
  end
end

-- The next address in turn, or one to which this request has not been sent yet.
local function choose(target, addresses, again)
  if not again then
    target.turn = target.turn % #addresses + 1
    return addresses[target.turn]
  end
  for _, address in ipairs(addresses) do
    if not ngx.ctx[address] then
      return address
    end
  end
  return addresses[1]
end

function services.balance()
  local target = targets[ngx.var.upstream]
  local addresses = target.addresses or names.addresses[target.name] or {}
  if #addresses == 0 then
    ngx.log(ngx.ERR, 'no address is known for "', target.name, '"')
    return ngx.exit(busy)
  end
  local again = balancer.get_last_failure()
  local address = choose(target, addresses, again)
  if #addresses > 1 then
    ngx.ctx[address] = true
    if not again then
      balancer.set_more_tries(#addresses - 1)
    end
  end
  assert(balancer.set_current_peer(address, target.port))
  -- A kept connection may be closed at this moment. Then the request is sent again, on a connection of its own.
  if not again and ngx.var.connection_header == "" then
    assert(balancer.enable_keepalive(idle, most_requests))
  end
end

return services
