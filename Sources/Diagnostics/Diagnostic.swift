/// One thing that a person should know about what they wrote: the rule that was broken, where, and the way out.
///
/// Everything a user can get wrong ends in one of these. The message is one phrase without a full stop that says the
/// rule rather than the failure; `id` is its stable name in kebab-case, for tests, editors and documentation.
public struct Diagnostic: Error, Sendable, Equatable {
  public enum Severity: String, Sendable, Comparable, CaseIterable {
    case note, warning, error

    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    private var rank: Int {
      switch self {
      case .note: 0
      case .warning: 1
      case .error: 2
      }
    }
  }

  /// A remark that belongs to a diagnostic, with a place of its own or none.
  public struct Note: Sendable, Equatable {
    public var message: String
    public var place: Place?

    public init(_ message: String, at place: Place? = nil) {
      self.message = message
      self.place = place
    }
  }

  /// One correction: replace the text of `place` by `replacement`.
  public struct FixIt: Sendable, Equatable {
    public var place: Place
    public var replacement: String

    public init(at place: Place, replacement: String) {
      self.place = place
      self.replacement = replacement
    }
  }

  public var severity: Severity
  /// Stable, in kebab-case: `unknown-key`.
  public var id: String
  public var message: String
  public var place: Place?
  /// What was being done, from the outside in: `kind packer-image`, `key win10-64-2004`.
  public var context: [String]
  /// The way out, where a correction of the text is not one: `write '!(flags.poolDeploy)'`.
  public var help: String?
  public var notes: [Note]
  /// Corrections that can be applied as they stand. Empty where no single one is obvious.
  public var fixIts: [FixIt]

  public init(
    _ severity: Severity = .error, id: String, _ message: String, at place: Place? = nil, context: [String] = [],
    help: String? = nil, notes: [Note] = [], fixIts: [FixIt] = []
  ) {
    self.severity = severity
    self.id = id
    self.message = message
    self.place = place
    self.context = context
    self.help = help
    self.notes = notes
    self.fixIts = fixIts
  }

  /// The same, more or less severe.
  public func with(severity: Severity) -> Diagnostic {
    var copy = self
    copy.severity = severity
    return copy
  }

  /// The same diagnostic, said of `what`: the outermost context comes first.
  public func within(_ what: String) -> Diagnostic {
    var copy = self
    copy.context.insert(what, at: 0)
    return copy
  }
}

extension Sequence where Element == Diagnostic {
  public var hasErrors: Bool { contains { $0.severity == .error } }
}
