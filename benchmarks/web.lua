-- What wrk sends: checks, reports, or both, each as from another client through the trusted proxy.
local what, seed = "check", 0
local number = 0
function setup(thread) number = number + 1; thread:set("number", number) end
function init(args)
  what = args[1] or "check"
  math.randomseed(tonumber(args[2] or "1") * 100 + number)
end
local function client()
  return string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
end
local function told(path, body)
  return wrk.format("POST", path, {["Content-Type"] = "application/json", ["X-Forwarded-For"] = client()}, body)
end
local function phone() return string.format("+1 %d-555-0%d", math.random(201, 989), math.random(100, 199)) end
local function site(most) return "helpline-" .. math.random(0, most) .. ".example" end
local function check()
  local one, text = math.random(), nil
  if one < 0.2 then text = site(1999)            -- much reported
  elseif one < 0.6 then text = site(999999)      -- reported once or never
  elseif one < 0.8 then text = phone()
  else text = "Your licence was renewed for 499 USD. To cancel call " .. phone() .. " or go to " .. site(999999) end
  return told("/api/v1/check", '{"text": "' .. text .. '", "country": "US"}')
end
local function report()
  local mark = string.format("%08x%08x", math.random(0, 0x7fffffff), math.random(0, 0x7fffffff))
  local text = "A red page, number " .. mark .. ", filled my screen and told me to call " .. phone()
    .. ". They connected with a remote tool, and I bought gift cards as " .. site(999999) .. " said."
  return told("/api/v1/reports", '{"fields": {"text": "' .. text .. '", "number_dialled": "' .. phone()
    .. '", "country": "US", "reporter_email": "' .. mark .. '@mail.example"}, "consents": [{"purpose": '
    .. '"share_police", "given": true, "wording": "The police may see my report."}]}')
end
function request()
  if what == "check" or (what == "mixed" and math.random() > 0.06) then return check() end
  return report()
end
function response(status, headers, body) if status == 201 then taken = (taken or 0) + 1 end end
local threads = {}
local before = setup
function setup(thread) before(thread); table.insert(threads, thread) end
function done(summary, latency, requests)
  local kept = 0
  for _, thread in ipairs(threads) do kept = kept + (thread:get("taken") or 0) end
  local errors = summary.errors
  print(string.format('RESULT {"requests": %d, "seconds": %f, "errors": %d, "timeouts": %d, "taken": %d, '
    .. '"p50": %f, "p95": %f, "p99": %f}', summary.requests, summary.duration / 1e6,
    errors.status + errors.connect + errors.read + errors.write, errors.timeout, kept,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
