import Diagnostics
import Document
import ImageConfig
package import TaskDefinitions

/// Every task that the selection could ask for in one environment, before anything is left out: the product of its axes,
/// for each kind.
package struct Candidates: Sendable {
  /// A class, as everything that is there once a task: stages hand on references.
  package final class Task: Sendable {
    /// An index of the project's kinds.
    package let kind: Int
    package let coordinates: Coordinates
    package let label: String
    package let id: TaskID
    /// The cells that it covers, as indices of `cells`, ascending.
    package let cells: [Int]
    /// Those of its cells, sorted.
    package let locations: [String]
    package let pools: [String]
    /// The selected key, if the kind has that axis.
    package let key: Selection.Key?
    /// Why `when` says no, if it does.
    package let refusal: Reason?
    /// Location → the routes that say who built it last. Empty if the kind has no `up-to-date`.
    package let claims: [String: Claim]

    package var isWanted: Bool { refusal == nil }

    init(
      kind: Int, coordinates: Coordinates, label: String, id: TaskID, cells: [Int], locations: [String],
      pools: [String], key: Selection.Key?, refusal: Reason?, claims: [String: Claim]
    ) {
      self.kind = kind
      self.coordinates = coordinates
      self.label = label
      self.id = id
      self.cells = cells
      self.locations = locations
      self.pools = pools
      self.key = key
      self.refusal = refusal
      self.claims = claims
    }
  }

  package let part: Selection.Part
  /// In the order of their axes' values.
  package let cells: [Cell]
  /// By kind, in the order of the project's kinds.
  package let tasks: [[Task]]
  /// Tasks that cannot be, because a key has no value on an axis.
  package let leftOut: [LeftOut]

  /// All that may be asked of the index: nothing of what is built in any case.
  package var questions: [Task] {
    tasks.joined().filter { $0.isWanted && !$0.claims.isEmpty && $0.key?.isForced != true }
  }
}

/// The two index routes that a location's build claims, without `index.` in front.
package struct Claim: Sendable, Hashable {
  package let digestNamespace: String
  package let latestNamespace: String
}

extension Candidates {
  init(_ part: Selection.Part, project: Project, context: TemplateContext) throws(Failure) {
    let cells = Self.cells(part, platforms: project.settings.platforms)
    let keys = Dictionary(part.keys.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var tasks: [[Task]] = []
    var leftOut: [LeftOut] = []
    var problems: [Diagnostic] = []
    for (index, kind) in project.kinds.enumerated() {
      let groups = CellGroups(cells, by: kind)
      leftOut += groups.leftOut
      let made = Parallel.map(groups.all) { coordinates, own in
        Result { () throws(Failure) in
          let key = coordinates[.key].flatMap { keys[$0] }
          return try Task(kind, index: index, coordinates, key: key, own, of: cells, context)
        }
      }
      var own: [Task] = []
      own.reserveCapacity(made.count)
      for result in made {
        do throws(Failure) { own.append(try result.get()) } catch { problems += error.diagnostics }
      }
      tasks.append(own)
    }
    guard problems.isEmpty else { throw Failure(.configuration, problems) }
    self.init(part: part, cells: cells, tasks: tasks, leftOut: leftOut)
  }

  /// Every cell of the selected keys.
  private static func cells(_ part: Selection.Part, platforms: [String]) -> [Cell] {
    var cells: [Cell] = []
    for platform in platforms {
      for key in part.keys {
        for location in key.locations where key.image.isBuilt(in: location, on: platform) {
          let cell = Cell(
            platform: platform, key: key.name, environment: part.environment.name, location: location, pool: nil)
          if key.pools.isEmpty { cells.append(cell) }
          for pool in key.pools {
            var cell = cell
            cell.pool = pool
            cells.append(cell)
          }
        }
      }
    }
    return cells
  }
}

extension Candidates.Task {
  /// - Parameter own: the cells that it covers, as indices of all.
  fileprivate convenience init(
    _ kind: Kind, index: Int, _ coordinates: Coordinates, key: Selection.Key?, _ own: [Int], of cells: [Cell],
    _ context: TemplateContext
  ) throws(Failure) {
    let label = kind.label(of: coordinates)
    let locations = Cell.distinct(own.lazy.map { cells[$0].location })
    let pools = Cell.distinct(own.lazy.compactMap { cells[$0].pool })
    let task = context.with(coordinates, key: key, locations: locations, pools: pools)
    let refusal = try task.refusal(by: kind)
    self.init(
      kind: index, coordinates: coordinates, label: label,
      id: TaskID.derived(decision: context.decision.id, label: label), cells: own, locations: locations,
      pools: pools, key: key, refusal: refusal, claims: refusal == nil ? try task.claims(of: kind) : [:])
  }
}

extension Kind {
  /// `packer-image-azure-win10-64-2004-production`
  fileprivate func label(of coordinates: Coordinates) -> String {
    coordinates.values.isEmpty ? name : "\(name)-\(coordinates.name)"
  }
}

/// Cells by what they share on the axes of a kind: each group is a task.
private struct CellGroups {
  /// In the order of the cells.
  private(set) var all: [(coordinates: Coordinates, cells: [Int])] = []
  /// Tasks that cannot be, because a key has no worker pool.
  private(set) var leftOut: [LeftOut] = []

  init(_ cells: [Cell], by kind: Kind) {
    let others = kind.axes.filter { $0 != .pool }
    var groups: [Coordinates: Int] = [:]
    var missing: Set<Cell> = []
    var last = 0
    for (index, cell) in cells.enumerated() {
      // Cells of one task mostly follow each other: then nothing is made and nothing is hashed.
      if last < all.count, all[last].coordinates.cover(cell) {
        all[last].cells.append(index)
        continue
      }
      guard let coordinates = Coordinates(of: cell, on: kind.axes) else {
        // Nothing is missing twice in two locations of one task.
        var same = cell
        if !others.contains(.location) { same.location = "" }
        if missing.insert(same).inserted, let rest = Coordinates(of: cell, on: others) {
          leftOut.append(
            LeftOut(.task(label: kind.label(of: rest), kind: kind.name), because: Reason(.noPool(key: cell.key))))
        }
        continue
      }
      if let known = groups[coordinates] {
        all[known].cells.append(index)
        last = known
      } else {
        last = all.count
        groups[coordinates] = last
        all.append((coordinates, [index]))
      }
    }
  }
}
