public import Diagnostics

/// Why a template could not be rendered, and where.
///
/// `description` is the text of JSON-e's specification: `InterpreterError at template.a[0]: unknown context value b`.
public struct JSONEError: Error, Sendable {
  /// The four kinds that JSON-e has, by their names there.
  public enum Kind: String, Sendable {
    case template = "TemplateError"
    case syntax = "SyntaxError"
    case interpreter = "InterpreterError"
    case builtin = "BuiltinError"
  }

  // One word wide, so that a function that may throw it keeps a small frame: templates are evaluated by recursion.
  private var details: Details

  public var reason: Reason { details.reason }
  public var kind: Kind { reason.kind }
  /// What went wrong, without the kind and the path.
  public var message: String { reason.message }
  /// The way to the template that failed, from the outside in.
  public var path: TemplatePath { TemplatePath(details.steps.reversed()) }
  /// Where in the file; nil of a template that was made of a `JSON` value.
  public var place: Place? { details.place }
  /// The way out, where one is known.
  public var help: String? { details.help }
}

extension JSONEError: CustomStringConvertible {
  public var description: String { "\(kind.rawValue)\(path.suffix): \(message)" }
}

extension JSONEError {
  /// The error for whoever wrote the template.
  public var diagnostic: Diagnostic {
    let path = self.path
    var notes: [Diagnostic.Note] = []
    if !path.steps.isEmpty { notes.append(Diagnostic.Note("in \(path.full)")) }
    return Diagnostic(id: reason.id, message, at: place, help: help, notes: notes)
  }
}

// MARK: - While it is on its way

extension JSONEError {
  private final class Details: Sendable {
    let reason: Reason
    /// From the inside out.
    let steps: [TemplatePath.Step]
    /// UTF-8 offsets in the source of the expression, until the place is known.
    let range: Range<Int>?
    let place: Place?
    let help: String?

    init(_ reason: Reason, steps: [TemplatePath.Step], range: Range<Int>?, place: Place?, help: String?) {
      (self.reason, self.steps, self.range, self.place, self.help) = (reason, steps, range, place, help)
    }
  }

  /// `range` counts in the expression that is evaluated.
  init(_ reason: Reason, at range: Range<Int>? = nil, help: String? = nil) {
    details = Details(reason, steps: [], range: range, place: nil, help: help)
  }

  /// Unwound by one step.
  func inside(_ step: TemplatePath.Step) -> JSONEError {
    var copy = self
    copy.details = Details(
      reason, steps: details.steps + [step], range: details.range, place: details.place, help: details.help)
    return copy
  }

  /// Said of a part of the expression, unless a part within it was named already.
  func at(_ range: Range<Int>) -> JSONEError {
    guard details.range == nil, details.place == nil else { return self }
    var copy = self
    copy.details = Details(reason, steps: details.steps, range: range, place: nil, help: details.help)
    return copy
  }

  /// Said of a part of the file, unless a part within it was named already.
  func located(_ place: (Range<Int>?) -> Place?) -> JSONEError {
    guard details.place == nil, let found = place(details.range) else { return self }
    var copy = self
    copy.details = Details(reason, steps: details.steps, range: nil, place: found, help: details.help)
    return copy
  }

  /// With a way out, unless one nearer to the mistake is known.
  func helped(_ help: @autoclosure () -> String?) -> JSONEError {
    guard details.help == nil, let help = help() else { return self }
    var copy = self
    copy.details = Details(
      reason, steps: details.steps, range: details.range, place: details.place, help: help)
    return copy
  }
}
