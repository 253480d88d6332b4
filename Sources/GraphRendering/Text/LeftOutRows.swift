import Diagnostics
import Document
import TaskGraph

/// What is not in the graphs and why, a line a reason.
struct LeftOutRows {
  /// Things of one sort that are left out for one reason.
  struct Group {
    let sort: Sort
    /// With the line that said so.
    let reason: String
    /// The environments, if it is not so in all of them.
    let environments: [String]
    var names: [String]
  }

  enum Sort: Int {
    case environment, key, location, pool, task

    func counted(_ number: Int) -> String { amount(number, "\(self)") }
  }

  let groups: [Group]

  init(_ set: GraphSet) {
    // What holds in every environment is said once.
    var environments: [Entry: [String]] = [:]
    var order: [Entry] = []
    let everywhere = set.graphs.map(\.environment)
    func add(_ leftOut: LeftOut, in names: [String]) {
      for entry in Entry.entries(of: leftOut) {
        if environments[entry]?.append(contentsOf: names) == nil {
          environments[entry] = names
          order.append(entry)
        }
      }
    }
    for leftOut in set.selection.leftOut { add(leftOut, in: everywhere) }
    for graph in set.graphs { for leftOut in graph.leftOut { add(leftOut, in: [graph.environment]) } }

    var words = ReasonText()
    var groups: [Group] = []
    var places: [GroupKey: Int] = [:]
    for entry in order {
      let found = environments[entry] ?? []
      // The label of a task says its environment.
      let some = entry.sort == .task || Set(found) == Set(everywhere) ? [] : found
      let reason = words.text(entry.reason)
      let key = GroupKey(sort: entry.sort, reason: reason, environments: some)
      if let place = places[key] {
        groups[place].names.append(entry.name)
      } else {
        places[key] = groups.count
        groups.append(Group(sort: entry.sort, reason: reason, environments: some, names: [entry.name]))
      }
    }
    self.groups = groups.enumerated().sorted { a, b in
      (a.element.sort.rawValue, a.offset) < (b.element.sort.rawValue, b.offset)
    }.map(\.element)
  }

  func table(folding: Bool) -> TextTable {
    var table = TextTable()
    table.dropped = [2]
    guard !groups.isEmpty else { return table }
    table.add(line: .init("left out", .bold))
    for group in groups {
      let place = group.environments.isEmpty ? "" : "in \(group.environments.joined(separator: ", ")) "
      let reason = place + group.reason
      if folding, group.names.count > 1 {
        let names = NameList(group.names).text(limit: 60)
        table.add(["  \(group.sort.counted(group.names.count))", .init(reason), .init(names, .dim)])
      } else {
        for name in group.names { table.add(["  \(name)", .init(reason)]) }
      }
    }
    return table
  }

  private struct GroupKey: Hashable {
    let sort: Sort
    let reason: String
    let environments: [String]
  }

  /// One thing that is left out.
  private struct Entry: Hashable {
    let sort: Sort
    let name: String
    let reason: Reason

    static func entries(of leftOut: LeftOut) -> [Entry] {
      let reason = leftOut.reason
      switch leftOut.subject {
      case .environment(let name): return [Entry(sort: .environment, name: name, reason: reason)]
      case .key(let name): return [Entry(sort: .key, name: name, reason: reason)]
      case .task(let label, _): return [Entry(sort: .task, name: label, reason: reason)]
      case .locations(let locations, let owner):
        return locations.map { Entry(sort: .location, name: "\($0) of \(owner.name)", reason: reason) }
      case .pools(let pools, let owner):
        return pools.map { Entry(sort: .pool, name: "\($0) of \(owner.name)", reason: reason) }
      }
    }

    static func == (a: Entry, b: Entry) -> Bool { a.sort == b.sort && a.name == b.name && a.reason == b.reason }

    func hash(into hasher: inout Hasher) {
      hasher.combine(sort)
      hasher.combine(name)
      hasher.combine(reason.text)
    }
  }
}
