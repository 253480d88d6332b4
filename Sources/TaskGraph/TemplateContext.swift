import Document
import ImageConfig
import JSONE
import TaskDefinitions

/// What the templates of kinds see: the same for all tasks of an environment, and then for one task.
package struct TemplateContext: Sendable {
  package let decision: DecisionTask
  private let base: Context
  private let switches: WhenSwitches
  /// What templates of files see of it.
  private let filesBase: Context
  private let kinds: [String]
  /// Every kind of the project → no task.
  private let noIDs: JSON

  /// A template that makes a published file sees these alone: what it says depends on the config, and its digest means
  /// something.
  package static let namesForFiles: Set<String> = [
    "platform", "key", "environment", "location", "pool", "image", "imageNames", "locations", "pools", "vars",
  ]

  /// What a better knowledge of the decision task may change.
  static let namesOfDecision: Set<String> = ["decision", "now"]

  package init(
    project: Project, environment: Settings.Environment, flags: Flags, commit: Commit?, repository: String?,
    decision: DecisionTask
  ) {
    self.decision = decision
    switches = WhenSwitches(flags)
    kinds = project.kinds.map(\.name)
    var values: JSONObject = [
      "flags": flags.json,
      "vars": project.settings.vars,
      "decision": ["taskId": .string(decision.id.text), "taskGroupId": .string(decision.groupID.text)],
      "rootUrl": .string(environment.rootURL),
    ]
    // What is not set is not there: a null would be an empty text, in a scope or a route.
    values["indexPrefix"] = project.settings.indexPrefix.map(JSON.string)
    values["secret"] = project.settings.secret.map(JSON.string)
    values["commit"] = commit?.json
    values["repository"] = repository.map(JSON.string)
    // Derived here, once, and not for each task.
    base = Context(values, now: decision.now).derived()
    filesBase = Context(["vars": project.settings.vars], now: decision.now).derived()
    noIDs = .object(JSONObject(kinds.map { .init(key: $0, value: []) }))
  }

  /// The context of one task, without the tasks it needs and without its files.
  func with(_ coordinates: Coordinates, key: Selection.Key?, locations: [String], pools: [String]) -> TaskContext {
    TaskContext(
      base: base, filesBase: filesBase, switches: switches, kinds: kinds, noIDs: noIDs, coordinates: coordinates,
      key: key, locations: locations, pools: pools)
  }
}

/// The context of one task.
struct TaskContext: Sendable {
  let base: Context
  let filesBase: Context
  let switches: WhenSwitches
  let kinds: [String]
  let noIDs: JSON
  let coordinates: Coordinates
  let key: Selection.Key?
  let locations: [String]
  let pools: [String]

  /// What the templates of a task see besides what those of its files see.
  private struct Own {
    let needs: JSON
    let upstream: JSON
    let files: JSON
  }

  /// The context of templates of files, for these locations.
  func contextForFiles(_ locations: [String]) -> Context { filesBase.adding(values(locations, nil)) }

  /// That of the names of files.
  var contextForFileNames: Context {
    base.adding(values(locations, nil), ["name": .string(coordinates.name)])
  }

  /// The whole context.
  func context(
    needs: [GraphTask.Need] = [], upstream: [GraphTask.Need] = [], files: [PublishedFile] = []
  ) -> Context {
    let files = files.map { file in
      JSONObject.Member(
        key: file.name, value: ["artifact": .string(file.artifact), "sha256": .string(file.sha256)])
    }
    let own = Own(needs: idsByKind(needs), upstream: idsByKind(upstream), files: .object(JSONObject(files)))
    return base.adding(values(locations, own))
  }

  /// In the order of the names' bytes, so that nothing is sorted or looked for. An axis that the kind does not have is not
  /// there, and neither is what comes with a key.
  private func values(_ locations: [String], _ own: Own?) -> JSONObject {
    var members: [JSONObject.Member] = []
    members.reserveCapacity(13)
    func add(_ name: String, _ value: JSON) { members.append(.init(key: name, value: value)) }
    func add(_ axis: Axis) { if let value = coordinates[axis] { add(axis.rawValue, .string(value)) } }
    add(.environment)
    if let own { add("files", own.files) }
    if let image = key?.image {
      add("image", image.config)
      add("imageNames", names(of: image, locations))
    }
    add(.key)
    add(.location)
    add("locations", JSON(locations))
    if let own {
      add("name", .string(coordinates.name))
      add("needs", own.needs)
    }
    add(.platform)
    add(.pool)
    add("pools", JSON(pools))
    if let own { add("upstream", own.upstream) }
    return JSONObject(ordered: members)
  }

  private func names(of image: Image, _ locations: [String]) -> JSON {
    let names = image.imageNames
    guard locations.count < names.count else { return .object(names) }
    return .object(
      JSONObject(locations.compactMap { location in names[location].map { .init(key: location, value: $0) } }))
  }

  /// Every kind of the project → the ids of its tasks among these.
  private func idsByKind(_ needs: [GraphTask.Need]) -> JSON {
    guard !needs.isEmpty else { return noIDs }
    return .object(
      JSONObject(
        kinds.map { kind in
          .init(key: kind, value: .array(needs.lazy.filter { $0.kind == kind }.map { .string($0.id.text) }))
        }))
  }

  /// What is said of an error in one of its templates: `kind packer-image`, `key win10-64-2004`.
  func describe(_ kind: Kind) -> [String] {
    ["kind \(kind.name)"] + zip(coordinates.axes, coordinates.values).map { "\($0.rawValue) \($1)" }
  }
}
