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

  private var own = Frame()
  private var base: Base?
  /// The first name that is no identifier; rendering refuses it, as the specification asks.
  private(set) var invalidName: String?

  public init(_ values: JSONObject = JSONObject(), now: Timestamp? = nil) {
    self.now = now
    own.values = values
    invalidName = values.members.first { !Identifier.isValid($0.key) }?.key
  }

  /// A context that says the same, to be added to. Shadowing a name in it leaves this one as it is.
  public func derived() -> Context {
    var copy = self
    if !own.isEmpty { copy.base = Base(frame: own, base: base) }
    copy.own = Frame()
    return copy
  }

  /// This context with more values; later ones hold. It stays as it is.
  public func adding(_ values: JSONObject...) -> Context {
    var copy = derived()
    for object in values {
      if copy.own.isEmpty {
        copy.own.values = object
        for member in object.members { copy.check(member.key) }
      } else {
        for member in object.members { copy[member.key] = member.value }
      }
    }
    return copy
  }

  // MARK: - What it holds

  /// The value of a name: nil if there is none, or if it is a function. Setting nil takes back only what was set in
  /// this context since it was derived.
  public subscript(name: String) -> JSON? {
    get {
      guard case .json(let json)? = binding(name)?.content else { return nil }
      return json
    }
    set {
      own.values[name] = newValue
      own.others[name] = nil
      if newValue != nil { check(name) }
    }
  }

  /// A value that is made when a template first names it, and once only, whatever is derived from this context.
  public mutating func lazy(_ name: String, _ make: @escaping @Sendable () -> JSON) {
    own.values[name] = nil
    own.others[name] = .lazy(LazyValue(make))
    check(name)
  }

  /// A function, which expressions call by its name. What it throws becomes a `BuiltinError` with its text.
  public mutating func define(_ name: String, _ function: @escaping @Sendable ([JSON]) throws -> JSON) {
    own.values[name] = nil
    own.others[name] = .function(Function(name, custom: function))
    check(name)
  }

  public func has(_ name: String) -> Bool { frames { $0.has(name) ? true : nil } ?? false }

  /// Every name, sorted; without the builtins and `now`.
  public var names: [String] {
    var names: Set<String> = []
    let _: Never? = frames { frame in
      names.formUnion(frame.values.keys)
      names.formUnion(frame.others.keys)
      return nil
    }
    return names.sorted { $0.precedesInBytes($1) }
  }

  // MARK: - Inside

  func binding(_ name: String) -> Value? { frames { $0.value(name) } }

  private mutating func check(_ name: String) {
    if invalidName == nil, !Identifier.isValid(name) { invalidName = name }
  }

  /// What is found first, from this context to the one that all are derived from.
  @inline(__always)
  private func frames<Found>(_ look: (Frame) -> Found?) -> Found? {
    if let found = look(own) { return found }
    var next = base
    while let here = next {
      if let found = look(here.frame) { return found }
      next = here.base
    }
    return nil
  }
}

/// What was set in one context, without what that was derived from.
private struct Frame: Sendable {
  enum Other: Sendable {
    case lazy(LazyValue)
    case function(Function)
  }

  var values = JSONObject()
  /// What is more than a value; a name is in one of both only.
  var others: [String: Other] = [:]

  var isEmpty: Bool { values.isEmpty && others.isEmpty }

  func has(_ name: String) -> Bool { values[name] != nil || others[name] != nil }

  func value(_ name: String) -> Value? {
    if let json = values[name] { return Value(json) }
    guard !others.isEmpty else { return nil }
    switch others[name] {
    case .lazy(let lazy): return Value(lazy.value)
    case .function(let function): return Value(function)
    case nil: return nil
    }
  }
}

/// What was set before the context was derived.
private final class Base: Sendable {
  let frame: Frame
  let base: Base?

  init(frame: Frame, base: Base?) {
    self.frame = frame
    self.base = base
  }
}
