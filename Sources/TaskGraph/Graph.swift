package import Document
package import TaskDefinitions

/// The tasks of one environment and what was left out of it, in the order of their labels. A finished value: everything
/// that is shown, exported or submitted is made of it.
///
///     verify-image-… ──▶ tag-image-… ──▶ packer-image-…        (an arrow reads «depends on»)
package struct Graph: Sendable {
  package let environment: String
  /// The Taskcluster deployment of the environment.
  package let rootURL: String
  /// Sorted by label; labels are unique once the graph is verified.
  package let tasks: [GraphTask]
  package let leftOut: [LeftOut]

  package init(environment: String, rootURL: String, tasks: [GraphTask], leftOut: [LeftOut]) {
    self.environment = environment
    self.rootURL = rootURL
    self.tasks = tasks.sorted { $0.label.precedesInBytes($1.label) }
    self.leftOut = leftOut
  }
}

extension Graph {
  /// The same without some tasks, which are left out for a reason of the caller's, if it has one.
  package func keeping(_ isKept: (GraphTask) -> Bool, leavingOut more: [LeftOut] = []) -> Graph {
    Graph(environment: environment, rootURL: rootURL, tasks: tasks.filter(isKept), leftOut: leftOut + more)
  }
}

/// One task: who it is, what it waits for, and the body that queue.createTask takes. A class, so that sorting, checking and
/// showing a graph hands on one reference a task and copies nothing.
package final class GraphTask: Sendable {
  package let label: String
  package let id: TaskID
  package let kind: String
  package let coordinates: Coordinates
  /// The task's own locations, sorted: the one of its axis, or all that it covers. Empty if its kind has no key.
  package let locations: [String]
  /// The task's own pools, sorted.
  package let pools: [String]
  /// The tasks of the kinds it needs, sorted by label.
  package let needs: [Need]
  /// The body of createTask, complete.
  package let definition: JSON
  /// What the decision task publishes for it.
  package let files: [PublishedFile]
  /// Nothing looked up yet whether it is needed: it is built unless the index says that it is up to date.
  package let unlessUpToDate: Bool
  /// Left out, with a warning, where the decision lacks a scope for it.
  package let hasOptionalScopes: Bool
  /// Why it is here, outermost first.
  package let reasons: [Reason]

  package struct Need: Sendable, Hashable {
    package let kind: String
    package let label: String
    package let id: TaskID
  }

  package init(
    label: String, id: TaskID, kind: String, coordinates: Coordinates, locations: [String], pools: [String],
    needs: [Need], definition: JSON, files: [PublishedFile], unlessUpToDate: Bool, hasOptionalScopes: Bool,
    reasons: [Reason]
  ) {
    self.label = label
    self.id = id
    self.kind = kind
    self.coordinates = coordinates
    self.locations = locations
    self.pools = pools
    self.needs = needs
    self.definition = definition
    self.files = files
    self.unlessUpToDate = unlessUpToDate
    self.hasOptionalScopes = hasOptionalScopes
    self.reasons = reasons
  }

  /// `maxRunTime` of the payload, in seconds.
  package var maxRunTime: Int { definition["payload"]?["maxRunTime"]?.int ?? 0 }
}
