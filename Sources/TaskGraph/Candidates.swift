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
    /// What `when` says.
    package let isWanted: Bool
    /// Location → the routes that say who built it last. Empty if the kind has no `up-to-date`.
    package let claims: [String: Claim]

    init(
      kind: Int, coordinates: Coordinates, label: String, id: TaskID, cells: [Int], locations: [String],
      pools: [String], key: Selection.Key?, isWanted: Bool, claims: [String: Claim]
    ) {
      self.kind = kind
      self.coordinates = coordinates
      self.label = label
      self.id = id
      self.cells = cells
      self.locations = locations
      self.pools = pools
      self.key = key
      self.isWanted = isWanted
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
    self.part = part
    var keys: [String: Selection.Key] = [:]
    var cells: [Cell] = []
    for platform in project.settings.platforms {
      for key in part.keys {
        keys[key.name] = key
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
    self.cells = cells
    let (allCells, selectedKeys) = (cells, keys)

    var all: [[Task]] = []
    var leftOut: [LeftOut] = []
    var problems: [Diagnostic] = []
    for (index, kind) in project.kinds.enumerated() {
      var groups: [Coordinates: Int] = [:]
      var order: [(coordinates: Coordinates, cells: [Int])] = []
      var last = 0
      var keysWithoutPool: Set<String> = []
      for (cellIndex, cell) in allCells.enumerated() {
        // Cells of one task mostly follow each other: then nothing is made and nothing is hashed.
        if last < order.count, order[last].coordinates.cover(cell) {
          order[last].cells.append(cellIndex)
          continue
        }
        guard let coordinates = Coordinates(of: cell, on: kind.axes) else {
          if keysWithoutPool.insert(cell.key).inserted {
            leftOut.append(
              LeftOut(
                .task(label: "\(kind.name)-\(cell.platform)-\(cell.key)-\(cell.environment)", kind: kind.name),
                because: Reason("the key `\(cell.key)` has no worker pool")))
          }
          continue
        }
        if let known = groups[coordinates] {
          order[known].cells.append(cellIndex)
          last = known
        } else {
          last = order.count
          groups[coordinates] = last
          order.append((coordinates, [cellIndex]))
        }
      }
      let made = Parallel.map(order) { coordinates, own -> Result<Task, Failure> in
        Result { () throws(Failure) in
          let label = coordinates.values.isEmpty ? kind.name : "\(kind.name)-\(coordinates.name)"
          let key = coordinates[.key].flatMap { selectedKeys[$0] }
          let locations = Cell.distinct(own.lazy.map { allCells[$0].location })
          let pools = Cell.distinct(own.lazy.compactMap { allCells[$0].pool })
          let task = context.with(coordinates, key: key, locations: locations, pools: pools)
          let isWanted = try task.isWanted(by: kind)
          return Task(
            kind: index, coordinates: coordinates, label: label,
            id: TaskID.derived(decision: context.decision.id, label: label), cells: own, locations: locations,
            pools: pools, key: key, isWanted: isWanted, claims: isWanted ? try task.claims(of: kind) : [:])
        }
      }
      var tasks: [Task] = []
      tasks.reserveCapacity(made.count)
      for result in made {
        switch result {
        case .success(let task): tasks.append(task)
        case .failure(let failure): problems += failure.diagnostics
        }
      }
      all.append(tasks)
    }
    guard problems.isEmpty else { throw Failure(.configuration, problems) }
    tasks = all
    self.leftOut = leftOut
  }
}
