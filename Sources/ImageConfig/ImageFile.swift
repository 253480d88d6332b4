package import Diagnostics
internal import Document

/// A file of `config/`, read and merged with what lies under and over it: good for every environment. A class, so that it
/// is handed on without a copy of its parts.
package final class ImageFile: Sendable {
  package let key: String
  package let file: SourceFile
  package let warnings: [Diagnostic]

  private let base: Image
  /// Environments that the file has overrides for.
  private let overridden: [String: Image]

  package func image(in environment: String) -> Image { overridden[environment] ?? base }

  /// Of all environments, without those that are the same.
  var images: [Image] { [base] + overridden.values }

  /// - Throws: all that is wrong with the file and with each of its environments.
  init(
    key: String, _ layer: ImageLayer, over defaults: ImageLayer?, format: ImageFormat, names: ProjectNames
  ) throws(Failure) {
    var diagnostics = layer.diagnostics
    var base: Image?
    var overridden: [String: Image] = [:]
    // What is missing in one layer may be there in the next: it is looked for only where each is sound by itself.
    if !diagnostics.hasErrors {
      let overrides = layer.environments + (defaults?.environments ?? [])
      let named = overrides.isEmpty ? [] : Set(overrides.map(\.name)).sorted()
      // Where every environment has overrides, the file need not be complete without them.
      let variants = named.count < names.environments.count || named.isEmpty ? [nil] + named : named.map(Optional.some)
      for environment in variants {
        let layers = MergedLayers(layer, over: defaults, in: environment, format: format)
        let (image, problems) = layers.image(key: key, provisioners: names.provisioners)
        for problem in problems where !diagnostics.contains(problem) { diagnostics.append(problem) }
        if let environment { overridden[environment] = image }
        base = base ?? image
      }
    }
    guard let base, !diagnostics.hasErrors else { throw Failure(.configuration, diagnostics) }
    self.key = key
    file = layer.file
    warnings = diagnostics
    self.base = base
    self.overridden = overridden
  }
}
