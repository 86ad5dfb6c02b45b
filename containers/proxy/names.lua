-- Looks up the names of services every few seconds, because a replaced container has another address.
local dns = require("dns")

-- Seconds between two questions for a name, and until addresses are dropped that no answer confirms.
local refresh, confirmed = 2, 10

local types = { dns.A, dns.AAAA }

-- By name: a list of addresses, which is replaced as a whole.
local names = { addresses = {} }

-- By name and type: the addresses of the last answer, and until when they hold.
local answers = {}

local function update(name)
  local all = {}
  for _, type in ipairs(types) do
    local answer = answers[name][type]
    if answer and answer.until_time > ngx.now() then
      for _, address in ipairs(answer.addresses) do
        all[#all + 1] = address
      end
    end
  end
  names.addresses[name] = all
end

-- Asks for all names at once. Returns the questions by id, and how many they are.
local function ask(socket)
  local questions, count = {}, 0
  for name in pairs(answers) do
    for _, type in ipairs(types) do
      local id = math.random(0, 65535)
      if not questions[id] and socket:send(dns.question(id, name, type)) then
        questions[id] = { name = name, type = type }
        count = count + 1
      end
    end
  end
  return questions, count
end

-- Reads answers until each question has one, or none comes for a second.
local function read(socket, questions, count)
  local message = count > 0 and socket:receive()
  while message do
    local id = dns.id(message)
    local question = questions[id]
    if question then
      questions[id] = nil
      count = count - 1
      local addresses = dns.addresses(message, question.type)
      if addresses then
        local answer = { addresses = addresses, until_time = ngx.now() + confirmed }
        answers[question.name][question.type] = answer
        update(question.name)
      end
    end
    message = count > 0 and socket:receive()
  end
end

local function look_up(premature, nameserver)
  if premature then
    return
  end
  local socket = ngx.socket.udp()
  socket:settimeout(1000)
  if socket:setpeername(nameserver, 53) then
    read(socket, ask(socket))
    socket:close()
  end
  -- For those without an answer.
  for name in pairs(answers) do
    update(name)
  end
end

-- Called when a worker starts.
function names.follow(nameserver, list)
  math.randomseed(ngx.now() * 1000 + ngx.worker.pid())
  for _, name in ipairs(list) do
    answers[name] = {}
    names.addresses[name] = {}
  end
  ngx.timer.at(0, look_up, nameserver)
  ngx.timer.every(refresh, look_up, nameserver)
end

return names
