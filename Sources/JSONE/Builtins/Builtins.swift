internal import Document

/// The functions that every expression can call, by their names. The context and what a template binds go before them.
enum Builtins {
  static let all: [String: Function] = {
    let functions = numbers + texts + others
    return Dictionary(uniqueKeysWithValues: functions.map { ($0.name, $0) })
  }()

  /// A builtin that fits a list of arguments or does not; nil is an error that names it.
  static func function(
    _ name: String, _ body: @escaping @Sendable (Arguments, inout Run, Scope) throws(JSONEError) -> Value?
  ) -> Function {
    Function(name) { arguments, run, scope throws(JSONEError) in
      guard let value = try body(Arguments(values: arguments), &run, scope) else {
        throw JSONEError(.invalidArguments(name))
      }
      return value
    }
  }

  /// A builtin of one number or more.
  static func ofNumbers(_ name: String, _ body: @escaping @Sendable ([Double]) -> Double?) -> Function {
    function(name) { arguments, run, _ throws(JSONEError) in
      guard !arguments.values.isEmpty else { throw JSONEError(.tooFewArguments(name, least: 1)) }
      try run.charge(arguments.values.count)
      let numbers = arguments.values.compactMap(\.number)
      return numbers.count == arguments.values.count ? body(numbers).map { Value($0) } : nil
    }
  }

  /// A builtin of exactly one number. A result that JSON cannot hold does not fit.
  static func ofNumber(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> Function {
    function(name) { arguments, _, _ in
      guard let number = arguments.only?.number, case let result = body(number), result.isFinite else { return nil }
      return Value(result)
    }
  }

  /// A builtin of exactly one text.
  static func ofText(_ name: String, _ body: @escaping @Sendable (String) -> String) -> Function {
    function(name) { arguments, run, _ throws(JSONEError) in
      guard let text = arguments.only?.string else { return nil }
      try run.charge(text: text)
      return Value(body(text))
    }
  }
}

/// What a builtin was called with.
struct Arguments {
  let values: [Value]

  /// The one argument, if there is one only.
  var only: Value? { values.count == 1 ? values[0] : nil }
  /// Both arguments, if there are two.
  var pair: (Value, Value)? { values.count == 2 ? (values[0], values[1]) : nil }
}
