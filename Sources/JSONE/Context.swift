public import Document

/// What the expressions of a template can name: values, values that are made when they are first asked for, functions,
/// and the time.
///
/// A context is a value. Deriving one from another costs the same however large that is; the values of both are shared.
///
///     var context = Context(["image": image], now: created)
///     context.define("as_slugid") { arguments in … }
///     for key in keys {
///       var own = context.derived()
///       own["key"] = .string(key)
///       try template.render(own)
///     }
public struct Context: Sendable {
  /// The time that `$fromNow`, `fromNow` and `now` go by. Without one, `now` is an unknown value: the clock of the
  /// machine is never read.
  public var now: Timestamp?

  private var own: [String: Binding] = [:]
  private var base: Base?
  /// The first name that is no identifier; rendering refuses it, as the specification asks.
  private(set) var invalidName: String?

  public init(_ values: JSONObject = JSONObject(), now: Timestamp? = nil) {
    self.now = now
    own.reserveCapacity(values.count)
    for member in values.members { bind(member.key, .value(member.value)) }
  }

  /// A context that says the same, to be added to. Shadowing a name in it leaves this one as it is.
  public func derived() -> Context {
    var copy = self
    copy.base = own.isEmpty ? base : Base(bindings: own, base: base)
    copy.own = [:]
    return copy
  }

  /// This context with more values; later ones hold. It stays as it is.
  public func adding(_ values: JSONObject...) -> Context {
    var copy = derived()
    for object in values {
      for member in object.members { copy.bind(member.key, .value(member.value)) }
    }
    return copy
  }

  // MARK: - What it holds

  /// The value of a name: nil if there is none, or if it is a function. Setting nil takes back only what was set in
  /// this context since it was derived.
  public subscript(name: String) -> JSON? {
    get {
      guard case .json(let json)? = binding(name)?.value.content else { return nil }
      return json
    }
    set {
      if let newValue { bind(name, .value(newValue)) } else { own[name] = nil }
    }
  }

  /// A value that is made when a template first names it, and once only, whatever is derived from this context.
  public mutating func lazy(_ name: String, _ make: @escaping @Sendable () -> JSON) {
    bind(name, .lazy(LazyValue(make)))
  }

  /// A function, which expressions call by its name. What it throws becomes a `BuiltinError` with its text.
  public mutating func define(_ name: String, _ function: @escaping @Sendable ([JSON]) throws -> JSON) {
    bind(name, .function(Function(name, custom: function)))
  }

  public func has(_ name: String) -> Bool { binding(name) != nil }

  /// Every name, sorted; without the builtins and `now`.
  public var names: [String] {
    var names = Set(own.keys)
    var next = base
    while let frame = next {
      names.formUnion(frame.bindings.keys)
      next = frame.base
    }
    return names.sorted { $0.precedesInBytes($1) }
  }

  // MARK: - Inside

  func binding(_ name: String) -> Binding? {
    if let found = own[name] { return found }
    var next = base
    while let frame = next {
      if let found = frame.bindings[name] { return found }
      next = frame.base
    }
    return nil
  }

  private mutating func bind(_ name: String, _ binding: Binding) {
    if invalidName == nil, !Identifier.isValid(name) { invalidName = name }
    own[name] = binding
  }

  /// What was set before the context was derived.
  private final class Base: Sendable {
    let bindings: [String: Binding]
    let base: Base?

    init(bindings: [String: Binding], base: Base?) {
      self.bindings = bindings
      self.base = base
    }
  }
}

/// What a name of the context stands for.
enum Binding: Sendable {
  case value(JSON)
  case lazy(LazyValue)
  case function(Function)

  var value: Value {
    switch self {
    case .value(let json): Value(json)
    case .lazy(let lazy): Value(lazy.value)
    case .function(let function): Value(function)
    }
  }
}
