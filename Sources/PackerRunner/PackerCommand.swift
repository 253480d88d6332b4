/// What Packer is told, as arguments. Nothing of it is secret: secrets go by the environment.
package enum PackerCommand: Sendable, Equatable {
  case validate(only: [String])
  case build(only: [String], keepsLeftovers: Bool)

  /// - Parameter template: the path of the template.
  package func arguments(template: String) -> [String] {
    switch self {
    case .validate(let names):
      ["validate"] + Self.only(names) + [template]
    case .build(let names, let keepsLeftovers):
      // -force: the image of this name that an earlier task built is deleted first.
      ["build", "-force", "-color=false", "-timestamp-ui"]
        + ["-on-error=\(keepsLeftovers ? "abort" : "cleanup")"] + Self.only(names) + [template]
    }
  }

  private static func only(_ names: [String]) -> [String] {
    names.isEmpty ? [] : ["-only=" + names.joined(separator: ",")]
  }
}
