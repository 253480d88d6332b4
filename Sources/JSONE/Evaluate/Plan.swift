/// A compiled part of a template or of an expression: what remains to be done when the context is known.
///
/// One class for each thing that can be done, so that a deep template is a chain of small frames.
protocol Plan: AnyObject, Sendable {
  func evaluate(_ run: inout Run) throws(JSONEError) -> Value
  /// The value, where it does not depend on the context and making it cannot fail.
  var constant: Value? { get }
  /// Whether it may evaluate to nothing.
  var mayBeNothing: Bool { get }
}

extension Plan {
  var constant: Value? { nil }
  var mayBeNothing: Bool { false }

  /// Itself, or what it is worth if that is known.
  var folded: any Plan { constant.map { ConstantPlan($0) } ?? self }
}

/// A value that the template spells out.
final class ConstantPlan: Plan {
  private let value: Value

  init(_ value: Value) { self.value = value }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value { value }
  var constant: Value? { value }
}

/// A mistake that was found at compile time. It counts only where a rendering comes to it, as the specification asks:
/// a branch that is not taken may hold anything.
final class MistakePlan: Plan {
  private let error: JSONEError

  init(_ error: JSONEError) { self.error = error }

  func evaluate(_ run: inout Run) throws(JSONEError) -> Value { throw error }
}
