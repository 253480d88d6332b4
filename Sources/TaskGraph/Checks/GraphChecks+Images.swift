import Diagnostics
import Document
import TaskDefinitions

extension GraphChecks {
  /// `image-names`: within its scope an image has a name of its own; Packer's `-force` would delete the other.
  func imageNames(_ graph: Graph) -> [Diagnostic] {
    var seen: [ImageIdentity: String] = [:]
    return Self.builds(graph).compactMap { build in
      guard let image = build.identity else { return nil }
      guard let first = seen[image] else {
        seen[image] = build.task.label
        return nil
      }
      let other = first == build.task.label ? "two builders of this task" : "`\(first)` as well"
      return diagnostic(
        "image-names", "\(image) is made by \(other)", build,
        help: "put what tells the images apart into the name: the key, the location")
    }
  }

  /// `shared-image-names`, a warning: environments that share a subscription would delete each other's images.
  func sharedImageNames(_ graphs: [Graph]) -> [Diagnostic] {
    var seen: [ImageIdentity: String] = [:]
    var problems: [Diagnostic] = []
    for graph in graphs {
      for build in Self.builds(graph) {
        guard let image = build.identity else { continue }
        if let first = seen[image], first != graph.environment {
          problems.append(
            diagnostic(
              "shared-image-names", "\(image) is made in `\(first)` and in `\(graph.environment)`", build,
              help:
                "one build deletes the other's image if both use one account; say `environments:` in the config",
              severity: .warning))
        } else {
          seen[image] = graph.environment
        }
      }
    }
    return problems
  }

  /// `image-name`: the name is one that the cloud takes.
  func imageNameForms(_ graph: Graph) -> [Diagnostic] {
    Self.builds(graph).compactMap { build in
      guard let name = build.name, !build.cloud.takes(name) else { return nil }
      return diagnostic(
        "image-name", "an image's name has \(build.cloud.nameRule), unlike `\(name)`", build,
        help: "the builder's `\(build.cloud.name)` is made of the key or the config's `image_name`")
    }
  }

  /// `image-tags`: a cloud takes so many tags on an image.
  func imageTags(_ graph: Graph) -> [Diagnostic] {
    Self.builds(graph).compactMap { build in
      let limit = build.cloud.tagLimit
      guard let tags = build.builder[build.cloud.tags]?.object, tags.count > limit else { return nil }
      return diagnostic(
        "image-tags", "an image has at most \(limit) tags, this one has \(tags.count)", build,
        help: "take some out of the key's config, or out of `\(build.cloud.tags)` in the Packer template")
    }
  }
}

// MARK: - The images of a graph

extension GraphChecks {
  /// A builder in a Packer template that a task publishes.
  struct Build {
    let task: GraphTask
    /// Which of the files of its kind that template is.
    let file: Int
    let builder: JSON
    let cloud: PackerBuilder

    /// Nil where Packer makes the name: nothing is known of it here.
    var name: String? {
      builder[cloud.name]?.string.flatMap { $0.contains("{{") ? nil : $0 }
    }

    var identity: ImageIdentity? {
      guard let name, let scope = builder[cloud.scope]?.string else { return nil }
      return ImageIdentity(name: name, scope: scope)
    }
  }

  /// An image's name, and the resource group, region or project in which it is unique.
  struct ImageIdentity: Hashable, CustomStringConvertible {
    let name: String
    let scope: String

    var description: String { "the image `\(name)` in `\(scope)`" }
  }

  static func builds(_ graph: Graph) -> [Build] {
    graph.tasks.flatMap { task in
      task.files.enumerated().flatMap { index, file in
        (file.packerBuilders ?? []).compactMap { builder in
          PackerBuilder.all.first { builder[$0.name] != nil }.map {
            Build(task: task, file: index, builder: builder, cloud: $0)
          }
        }
      }
    }
  }

  /// At the file that the builder stands in.
  private func diagnostic(
    _ id: String, _ message: String, _ build: Build, help: String, severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    diagnostic(id, message, build.task, ofFile: build.file, help: help, severity: severity)
  }
}
