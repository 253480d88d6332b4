package import AzureImages
package import Diagnostics
internal import Document

/// A rendered template as Packer gets it: one builder for every location, which bears its name.
package struct PackerTemplate: Sendable {
  package struct Builder: Sendable, Equatable {
    /// The location: `eastus`.
    package let name: String
    /// The image that it makes; nil for a builder that makes none, or whose names only Packer can work out.
    package let image: ImageReference?
  }

  /// What Packer reads: the same bytes that were looked at here.
  package let bytes: [UInt8]
  /// In the template's order.
  package let builders: [Builder]
  /// Variables of the environment that the template's own are made of, sorted.
  package let environmentNames: [String]

  /// - Parameter name: what the file is called, for what is said of it.
  /// - Throws: what is wrong with it, with exit code 78.
  package init(_ bytes: [UInt8], named name: String) throws(Failure) {
    self.bytes = bytes
    let file = SourceFile(name: name, bytes: bytes)
    let json = try Node(json: file).json
    let builders = (json["builders"]?.array ?? []).map(Self.builder)
    guard !builders.isEmpty, !builders.contains(where: { $0.name.isEmpty }) else {
      throw Failure(
        .configuration,
        [
          Diagnostic(
            id: "no-builder", "a Packer template has builders, each with the name of its location",
            at: file.place(at: 0))
        ])
    }
    self.builders = builders
    environmentNames = Set(
      (json["variables"]?.object?.members ?? []).compactMap { $0.value.string }.compactMap(Self.name)
    )
    .sorted()
  }

  /// The builders of these locations, in their order.
  ///
  /// - Throws: every location without one, with exit code 64. Packer itself passes over a name in `-only` that it does not
  ///   know, builds nothing, and says that all is well.
  package func builders(for locations: [String]) throws(Failure) -> [Builder] {
    let names = builders.map(\.name)
    let problems = locations.filter { !names.contains($0) }.map { location in
      Diagnostic(
        id: "unknown-builder", "a location must be the name of a builder in the template; `\(location)` is none",
        help: NearMiss.best(location, among: names).map { "did you mean `\($0)`?" }
          ?? "it has \(names.sorted().joined(separator: ", "))")
    }
    guard problems.isEmpty else { throw Failure(.usage, problems) }
    return builders.filter { locations.contains($0.name) }
  }

  private static func builder(_ json: JSON) -> Builder {
    let name = json["name"]?.string ?? ""
    let image = ImageReference(
      location: name, resourceGroup: json["managed_image_resource_group_name"]?.string ?? "",
      name: json["managed_image_name"]?.string ?? "")
    return Builder(name: name, image: image.isSound ? image : nil)
  }

  /// ``{{env `TASK_ID`}}`` → `TASK_ID`
  private static func name(of variable: String) -> String? {
    let words = variable.split { " {}`\"".contains($0) }
    return words.count == 2 && words[0] == "env" ? String(words[1]) : nil
  }
}
