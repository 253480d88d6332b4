import Diagnostics
import Document
import TaskDefinitions

extension GraphChecks {
  /// `unique-routes`: the index would hold whichever task finished last.
  func uniqueRoutes(_ graph: Graph) -> [Diagnostic] {
    var seen: [String: String] = [:]
    var problems: [Diagnostic] = []
    for task in graph.tasks {
      for (index, route) in (task.definition["routes"]?.array ?? []).enumerated() {
        // Others, `checks` or `notify.…`, are for many tasks at once.
        guard let route = route.string, route.hasPrefix(IndexRoute.prefix) else { continue }
        if let first = seen[route] {
          problems.append(
            diagnostic(
              "unique-routes", "the route `\(route)` is claimed by `\(first)`", task, at: ["routes", .index(index)],
              help: "put what tells the tasks apart into it: `${name}`, `${location}`"))
        } else {
          seen[route] = task.label
        }
      }
    }
    return problems
  }

  /// `image-names`: in one resource group an image has a name of its own; Packer's `-force` would delete the other.
  func imageNames(_ graph: Graph) -> [Diagnostic] {
    var seen: [ImageName: String] = [:]
    var problems: [Diagnostic] = []
    for (task, name) in Self.builds(graph) {
      if let first = seen[name], first != task.label {
        problems.append(
          diagnostic(
            "image-names", "the image `\(name.name)` in `\(name.group)` is made by `\(first)`", task,
            help: "give the key a workerType, worker_pool_id or deploymentId of its own"))
      } else {
        seen[name] = task.label
      }
    }
    return problems
  }

  /// `shared-image-names`, a warning: environments that share a subscription would delete each other's images.
  func sharedImageNames(_ graphs: [Graph]) -> [Diagnostic] {
    var seen: [ImageName: String] = [:]
    var problems: [Diagnostic] = []
    for graph in graphs {
      for (task, name) in Self.builds(graph) {
        if let first = seen[name], first != graph.environment {
          problems.append(
            diagnostic(
              "shared-image-names",
              "the image `\(name.name)` in `\(name.group)` is made in `\(first)` and in `\(graph.environment)`", task,
              help:
                "one build deletes the other's image if both use one subscription; say `environments:` in the config",
              severity: .warning))
        } else {
          seen[name] = graph.environment
        }
      }
    }
    return Self.oncePerKey(problems)
  }

  struct ImageName: Hashable {
    let name: String
    let group: String
  }

  /// The images that a graph makes: those of the builders in its published Packer templates.
  static func builds(_ graph: Graph) -> [(task: GraphTask, name: ImageName)] {
    builders(graph).compactMap { task, builder in
      guard let name = builder["managed_image_name"]?.string,
        let group = builder["managed_image_resource_group_name"]?.string
      else { return nil }
      return (task, ImageName(name: name, group: group))
    }
  }

  static func builders(_ graph: Graph) -> [(task: GraphTask, builder: JSON)] {
    graph.tasks.flatMap { task in
      task.files.flatMap { $0.value?["builders"]?.array ?? [] }.map { (task, $0) }
    }
  }

  /// Five locations of a key make one warning.
  private static func oncePerKey(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<[String]> = []
    return diagnostics.filter { seen.insert($0.context).inserted }
  }

  /// `azure-tags`: Packer 1.6.6 refuses more than 15 on an image, and names over 80 characters.
  func azureTags(_ graph: Graph) -> [Diagnostic] {
    Self.builders(graph).compactMap { task, builder in
      guard let tags = builder["azure_tags"]?.object, tags.count > Self.tagLimit else { return nil }
      return diagnostic(
        "azure-tags", "an image has at most \(Self.tagLimit) tags, this one has \(tags.count)", task,
        help: "take some out of `vm.tags` of the key, or of the Packer template")
    }
  }

  /// Source: Packer 1.6.6, builder/azure/arm/config.go.
  private static let tagLimit = 15
}
