import CommitSyntax
import Diagnostics
import TaskGraph

/// A commit message in pieces: prose, and lines that are instructions, each with what it did to the graph.
struct MarkedMessage {
  struct Piece {
    let text: String
    /// Nil of prose.
    let effect: String?
  }

  let pieces: [Piece]

  init(_ set: GraphSet) {
    let file = set.message.file
    let instructions = set.message.instructions
    var marks: [(range: Range<Int>, effect: String)] = []
    for (flag, range) in instructions.switches { marks.append((range, flag.effect)) }
    for (type, filter) in instructions.filters {
      let effect = Self.effect(of: filter, type, in: set)
      for line in filter.lines { marks.append((line, effect)) }
    }
    marks.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }

    var pieces: [Piece] = []
    var end = 0
    for mark in marks where mark.range.lowerBound >= end {
      pieces.append(Piece(text: file[end..<mark.range.lowerBound], effect: nil))
      pieces.append(Piece(text: file[mark.range], effect: mark.effect))
      end = mark.range.upperBound
    }
    pieces.append(Piece(text: file[end..<file.text.utf8.count], effect: nil))
    self.pieces = pieces.filter { !$0.text.isEmpty }
  }

  /// What a filter kept out, counted by the reasons that were kept beside it.
  private static func effect(of filter: Filter, _ type: FilterType, in set: GraphSet) -> String {
    var keys: Set<String> = []
    var environments: Set<String> = []
    var locations: Set<String> = []
    var pools: Set<String> = []
    let all = set.selection.leftOut + set.graphs.flatMap(\.leftOut)
    for leftOut in all {
      guard let place = leftOut.reason.place, place.file.name == set.message.file.name,
        filter.lines.contains(where: { $0.overlaps(place.range) })
      else { continue }
      switch leftOut.subject {
      case .key(let key): keys.insert(key)
      case .environment(let environment): environments.insert(environment)
      case .locations(let some, let owner): locations.formUnion(some.map { "\($0) of \(owner.name)" })
      case .pools(let some, let owner): pools.formUnion(some.map { "\($0) of \(owner.name)" })
      case .task: break
      }
    }
    let counts = [
      (environments.count, "environment"), (keys.count, "key"), (locations.count, "location"), (pools.count, "pool"),
    ].filter { $0.0 > 0 }.map { amount($0.0, $0.1) }
    let kept = counts.isEmpty ? "Leaves out nothing" : "Leaves out \(counts.joined(separator: " and "))"
    let isForced = filter.mode == .include && (type == .keys || type == .pools)
    return isForced ? kept + "; what is asked for by name is built even if it is up to date." : kept + "."
  }
}

extension Switch {
  /// What it does to the graph.
  fileprivate var effect: String {
    switch self {
    case .noCI, .noTaskclusterCI: "Leaves no task at all."
    case .noTravisCI: "Does nothing here: it spoke to another service."
    case .poolDeploy: "Builds no image: what is there is tagged and verified."
    case .overwriteMachineImage: "Builds even what is up to date."
    case .disableCleanup: "Packer leaves its resources behind, for debugging."
    case .noVerify: "Leaves out the tasks that verify images."
    case .overwriteDiskImage, .enableSnapshotCopy, .purgeTaskclusterResources:
      "Is passed on to the kinds that ask for it."
    }
  }
}
