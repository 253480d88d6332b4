extension FaultPlan {
  /// Why a text is no fault plan.
  package struct SyntaxError: Error, Sendable, Equatable {
    package enum Reason: Error, Sendable, Equatable {
      case empty
      case unknownFault(String)
      case unknownCall(String)
      case occasion(String)
      case duration(String)
      case seed(String)
    }

    /// The item as it was written.
    package let item: String
    package let reason: Reason

    /// One phrase: the rule.
    package var message: String {
      switch reason {
      case .empty: "a fault plan has an item between two commas"
      case .unknownFault(let name): "no fault is called '\(name)'"
      case .unknownCall(let name): "no call of the API is named '\(name)'"
      case .occasion(let text):
        "'\(text)' must be a probability from 0 to 1, or numbers of requests like #3, #2-5, #1+4 or #7-"
      case .duration(let text): "'\(text)' must be a time like 50ms, 2s or 15m"
      case .seed(let text): "'\(text)' must be a whole number"
      }
    }

    package var help: String? {
      switch reason {
      case .unknownFault:
        "known: \((Fault.allCases.map(\.rawValue) + ["latency", "skew", "seed"]).joined(separator: ", "))"
      case .unknownCall: "known: \(Call.names.joined(separator: ", "))"
      default: nil
      }
    }
  }

  /// Reads a plan as people write it: `503:0.1,reset:0.05,latency:50ms`.
  ///
  ///     plan     = item { "," item }
  ///     item     = fault [ "@" requests ] [ ":" occasion ] | "latency:" time | "skew:" [ "-" ] time | "seed:" number
  ///     requests = the name of a call | a part of a path, with a slash
  ///     occasion = probability | "#" numbers { "+" numbers }
  ///     numbers  = number | number "-" number | number "-"
  package init(parsing text: String) throws(SyntaxError) {
    self.init()
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = item.filter { !$0.isWhitespace }
      do throws(SyntaxError.Reason) {
        try read(words)
      } catch {
        throw SyntaxError(item: words, reason: error)
      }
    }
  }

  private mutating func read(_ item: String) throws(SyntaxError.Reason) {
    let parts = item.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count > 1 ? parts[1] : nil
    switch parts[0] {
    case "": throw .empty
    case "latency": latency = try Self.time(value ?? "")
    case "skew":
      let isBehind = value?.first == "-"
      let skew = try Self.time(isBehind ? value?.dropFirst() ?? "" : value ?? "")
      clockSkew = isBehind ? -skew : skew
    case "seed":
      guard let number = UInt64(value ?? "") else { throw .seed(String(value ?? "")) }
      seed = number
    default: rules.append(try Self.rule(parts[0], value))
    }
  }

  private static func rule(_ subject: Substring, _ value: Substring?) throws(SyntaxError.Reason) -> Rule {
    let parts = subject.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let fault = Fault(rawValue: String(parts[0])) else { throw .unknownFault(String(parts[0])) }
    var requests = Requests.all
    if parts.count > 1 {
      let name = String(parts[1])
      guard name.contains("/") || Call.names.contains(name) else { throw .unknownCall(name) }
      requests = name.contains("/") ? .path(name) : .call(name)
    }
    guard let value else { return Rule(fault, on: requests) }
    if value.first == "#" { return Rule(fault, on: requests, .numbers(try numbers(value.dropFirst()))) }
    guard let probability = Double(value), (0...1).contains(probability) else { throw .occasion(String(value)) }
    return Rule(fault, on: requests, .probability(probability))
  }

  private static func numbers(_ text: Substring) throws(SyntaxError.Reason) -> [ClosedRange<Int>] {
    var ranges: [ClosedRange<Int>] = []
    for part in text.split(separator: "+", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
      let last = ends.count == 1 ? ends[0] : ends[1]
      guard let first = Int(ends[0]), first > 0, let end = last.isEmpty ? .max : Int(last), end >= first else {
        throw .occasion("#\(text)")
      }
      ranges.append(first...end)
    }
    return ranges
  }

  /// In milliseconds.
  private static func time(_ text: Substring) throws(SyntaxError.Reason) -> Int64 {
    for (unit, factor) in [("ms", 1.0), ("s", 1_000), ("m", 60_000)] where text.hasSuffix(unit) {
      guard let number = Double(text.dropLast(unit.count)), (0...86_400_000).contains(number * factor) else { break }
      return Int64(number * factor)
    }
    throw .duration(String(text))
  }
}
