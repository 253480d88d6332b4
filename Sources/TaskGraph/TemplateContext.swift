import Document
import ImageConfig
import JSONE
import TaskDefinitions

/// What the templates of kinds see: the same for all tasks of an environment, and then for one task.
package struct TemplateContext: Sendable {
  package let decision: DecisionTask
  private let base: Context
  /// What templates of files see of it.
  private let filesBase: Context
  private let kinds: [String]

  /// A template that makes a published file sees these alone: what it says depends on the config, and its digest means
  /// something.
  package static let namesForFiles: Set<String> = [
    "platform", "key", "environment", "location", "pool", "image", "imageNames", "locations", "pools", "vars",
  ]

  package init(
    project: Project, environment: Settings.Environment, flags: Flags, commit: Commit?, repository: String?,
    decision: DecisionTask
  ) {
    self.decision = decision
    kinds = project.kinds.map(\.name)
    var values: JSONObject = [
      "flags": flags.json,
      "vars": project.settings.vars,
      "decision": ["taskId": .string(decision.id.text), "taskGroupId": .string(decision.groupID.text)],
      "rootUrl": .string(environment.rootURL),
      "indexPrefix": project.settings.indexPrefix.map(JSON.string) ?? .null,
      "secret": project.settings.secret.map(JSON.string) ?? .null,
    ]
    values["commit"] = commit?.json
    values["repository"] = repository.map(JSON.string)
    base = Context(values, now: decision.now)
    filesBase = Context(["vars": project.settings.vars], now: decision.now)
  }

  /// The context of one task, without the tasks it needs and without its files.
  func with(_ coordinates: Coordinates, key: Selection.Key?, cells: some Sequence<Cell>) -> TaskContext {
    var locations: Set<String> = []
    var pools: Set<String> = []
    for cell in cells {
      locations.insert(cell.location)
      if let pool = cell.pool { pools.insert(pool) }
    }
    return with(coordinates, key: key, locations: locations.sorted(), pools: pools.sorted())
  }

  func with(_ coordinates: Coordinates, key: Selection.Key?, locations: [String], pools: [String]) -> TaskContext {
    TaskContext(
      base: base, filesBase: filesBase, kinds: kinds, coordinates: coordinates, key: key, locations: locations,
      pools: pools)
  }
}

/// The context of one task.
struct TaskContext: Sendable {
  let base: Context
  let filesBase: Context
  let kinds: [String]
  let coordinates: Coordinates
  let key: Selection.Key?
  let locations: [String]
  let pools: [String]

  /// Adds the values that templates of files see, for these locations.
  func addValuesForFiles(_ locations: [String], to context: inout Context) {
    for axis in Axis.allCases { context[axis.rawValue] = coordinates[axis].map(JSON.string) ?? .null }
    context["image"] = key?.image.config ?? .null
    context["locations"] = JSON(locations)
    context["pools"] = JSON(pools)
    // Most templates never ask for them.
    let names = key?.image.imageNames ?? [:]
    context.lazy("imageNames") {
      .object(
        JSONObject(
          locations.compactMap { location in
            names[location].map { JSONObject.Member(key: location, value: .string($0)) }
          }))
    }
  }

  /// The whole context.
  func context(
    needs: [GraphTask.Need] = [], upstream: [GraphTask.Need] = [], files: [PublishedFile] = []
  ) -> Context {
    var context = base.derived()
    addValuesForFiles(locations, to: &context)
    context["name"] = .string(coordinates.name)
    context["needs"] = idsByKind(needs)
    context["upstream"] = idsByKind(upstream)
    context["files"] = .object(
      JSONObject(
        files.map { .init(key: $0.name, value: ["artifact": .string($0.artifact), "sha256": .string($0.sha256)]) }))
    return context
  }

  /// Every kind of the project → the ids of its tasks among these.
  private func idsByKind(_ needs: [GraphTask.Need]) -> JSON {
    .object(
      JSONObject(
        kinds.map { kind in
          .init(key: kind, value: .array(needs.filter { $0.kind == kind }.map { .string($0.id.text) }))
        }))
  }

  /// What is said of an error in one of its templates: `kind packer-image`, `key win10-64-2004`.
  func describe(_ kind: Kind) -> [String] {
    ["kind \(kind.name)"] + zip(coordinates.axes, coordinates.values).map { "\($0.rawValue) \($1)" }
  }
}
