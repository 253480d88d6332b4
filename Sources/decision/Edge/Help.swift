import ArgumentParser
import Diagnostics

extension CommandConfiguration {
  /// A command's page of `--help`, in the order and the voice that all have.
  ///
  /// - Parameters:
  ///   - name: as it is typed. ArgumentParser would make it of the type's name, at every start and for every command, and
  ///     asks for that which protocols each type conforms to: a millisecond in all.
  ///   - abstract: what it does, as one would tell it to.
  ///   - about: what one has to know besides; a paragraph a line, which the terminal wraps.
  ///   - examples: command lines for a shell, none longer than 78 characters; a line that begins with `#` speaks of the next.
  ///   - exits: how it may end besides being called wrongly or having a bug.
  init(
    named name: String, _ abstract: String, about: String = "", examples: String, exits: [Diagnostics.ExitCode],
    usage: String? = nil, version: String = "", subcommands: [any ParsableCommand.Type] = []
  ) {
    let codes = Set(exits + [.good, .usage, .bug]).sorted { $0.rawValue < $1.rawValue }
    let sections = [
      about, "EXAMPLES\n" + examples.split(separator: "\n").map { "  \($0)\n" }.joined(),
      "EXIT CODES\n" + codes.map(\.line).joined(separator: "\n"),
    ]
    self.init(
      commandName: name, abstract: abstract, usage: usage,
      discussion: sections.filter { !$0.isEmpty }.map { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
        .joined(separator: "\n\n"),
      version: version, subcommands: subcommands)
  }
}

extension Diagnostics.ExitCode {
  /// `  65  the commit message, or the data that was given, is wrong`
  fileprivate var line: String {
    let number = String(rawValue)
    return "  " + number + String(repeating: " ", count: 4 - number.count) + meaning
  }

  private var meaning: String {
    switch self {
    case .good: "good"
    case .usage: "the command line is wrong"
    case .message: "the commit message, or the data that was given, is wrong"
    case .unavailable: "a service does not answer"
    case .bug: "a bug of this program"
    case .tryAgain: "try again: the failure was transient"
    case .missingScopes: "scopes are missing"
    case .configuration: "a file of the repository is wrong"
    }
  }
}
