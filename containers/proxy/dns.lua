-- Questions and answers of DNS over UDP (RFC 1035) about the addresses of a name.
local dns = { A = 1, AAAA = 28 }

local function number(value)
  return string.char(math.floor(value / 256), value % 256)
end

local function number_at(message, at)
  local high, low = message:byte(at, at + 1)
  return low and high * 256 + low
end

-- The answer to a question has its id.
function dns.question(id, name, type)
  local labels = name:gsub("%.$", ""):gsub("([^.]+)%.?", function(label)
    return string.char(#label) .. label
  end)
  -- One question, which the server may pass on to others.
  local header = { id, 256, 1, 0, 0, 0 }
  for at, value in ipairs(header) do
    header[at] = number(value)
  end
  return table.concat(header) .. labels .. "\0" .. number(type) .. number(1)
end

function dns.id(message)
  return number_at(message, 1)
end

-- Where the name ends that begins at a byte. A pointer to another name ends it, too.
local function after_name(message, at)
  local length = message:byte(at)
  while length and length > 0 and length < 192 do
    at = at + 1 + length
    length = message:byte(at)
  end
  return length and (length == 0 and at + 1 or at + 2)
end

local function address(type, data)
  if type == dns.A and #data == 4 then
    return ("%d.%d.%d.%d"):format(data:byte(1, 4))
  end
  if type == dns.AAAA and #data == 16 then
    return "[" .. ("%02x%02x:"):rep(8):sub(1, -2):format(data:byte(1, 16)) .. "]"
  end
end

-- The addresses of a type in an answer: none if the name has none or does not exist, nil if the server failed.
function dns.addresses(message, type)
  local flags, answers = number_at(message, 3), number_at(message, 7)
  local code = flags and flags % 16
  if code == 3 then
    return {}
  end
  if code ~= 0 or not answers then
    return nil
  end
  local addresses = {}
  -- The question comes first.
  local at = after_name(message, 13)
  at = at and at + 4
  for _ = 1, answers do
    at = at and after_name(message, at)
    local length = at and number_at(message, at + 8)
    if not length then
      break
    end
    if number_at(message, at) == type then
      addresses[#addresses + 1] = address(type, message:sub(at + 10, at + 9 + length))
    end
    at = at + 10 + length
  end
  return addresses
end

return dns
