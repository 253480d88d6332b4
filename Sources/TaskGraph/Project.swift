package import CommitSyntax
package import Diagnostics
package import Document
package import ImageConfig
import JSONE

/// A project's folders, read: settings, kinds with their templates compiled, and the catalog of image keys.
package struct Project: Sendable {
  package let settings: Settings
  /// In the order of `kinds` in the settings.
  package let kinds: [Kind]
  /// Indices of `kinds`: each comes after those that it needs.
  package let order: [Int]
  package let catalog: ImageCatalog

  private let indices: [String: Int]

  /// - Throws: all that is wrong with the settings and the kinds, with exit code 78. Image configs are read only when a
  ///   message selects them.
  package init(in tree: any FileTree) throws(Failure) {
    settings = try Settings(in: tree)
    var kinds: [Kind] = []
    var problems: [Diagnostic] = []
    for name in settings.kinds {
      do throws(Failure) {
        kinds.append(try Kind(named: name, in: tree, settings: settings))
      } catch {
        problems += error.diagnostics
      }
    }
    guard problems.isEmpty else { throw Failure(.configuration, problems) }
    self.kinds = kinds
    indices = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1.name, $0) })
    order = try Self.order(kinds, indices)
    catalog = try ImageCatalog(
      tree: tree,
      names: ProjectNames(
        platforms: settings.platforms, provisioners: settings.provisioners,
        environments: settings.environments.map(\.name)))
  }

  package func index(ofKind name: String) -> Int? { indices[name] }

  /// Whether some template looks at a name of its context: `commit` and `repository` are known by asking git.
  package func asks(_ name: String) -> Bool {
    kinds.contains { $0.freeNames.contains(name) } || settings.defaults?.template.freeNames.contains(name) == true
  }

  /// Whether a `when` or a route of `up-to-date` looks at the decision task or its time, so that candidates depend on it.
  var candidatesAskDecision: Bool {
    kinds.contains { kind in
      let templates = [
        kind.upToDate?.digestRoute.freeNames, kind.upToDate?.latestRoute.freeNames, kind.when?.freeNames,
      ]
      return templates.contains { $0?.isDisjoint(with: TemplateContext.namesOfDecision) == false }
    }
  }

  /// Whether some template looks at a switch.
  package func uses(_ flag: Switch) -> Bool {
    let name = Flags.camelCase(flag.rawValue)
    return kinds.contains { $0.flags.contains(name) } || settings.defaults?.flags.contains(name) == true
  }

  /// Kinds after those that they need, otherwise in their own order.
  private static func order(_ kinds: [Kind], _ indices: [String: Int]) throws(Failure) -> [Int] {
    var order: [Int] = []
    var state = Array(repeating: 0, count: kinds.count)  // 1: being visited, 2: done
    var path: [Int] = []
    var problems: [Diagnostic] = []

    // As deep as there are kinds in a chain, and a project has few.
    func visit(_ index: Int) {
      guard state[index] != 2 else { return }
      guard state[index] == 0 else {
        let cycle = path.drop { $0 != index } + [index]
        let last = kinds[path.last ?? index]
        problems.append(
          Diagnostic(
            id: "kind-cycle",
            "kinds do not need each other in a circle: \(cycle.map { kinds[$0].name }.joined(separator: " → "))",
            at: last.needPlaces[kinds[index].name], context: ["kind \(last.name)"]))
        return
      }
      state[index] = 1
      path.append(index)
      for need in kinds[index].needs { if let other = indices[need] { visit(other) } }
      path.removeLast()
      state[index] = 2
      order.append(index)
    }
    for index in kinds.indices { visit(index) }
    guard problems.isEmpty else { throw Failure(.configuration, problems) }
    return order
  }
}
