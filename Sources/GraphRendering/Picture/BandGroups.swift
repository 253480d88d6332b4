import TaskGraph

/// Which tasks stand in one band: those of a key, with what belongs to that key alone. A task of several keys, as one of
/// `for-each: [environment]`, would tie all of them into one band: it has a band of its own, before or after theirs.
struct BandGroups {
  struct Group {
    /// Indices in the graph, in its order.
    let tasks: [Int]
    /// How many keys its tasks join that have bands of their own; 0 of a band of a key.
    let joinedKeys: Int
    /// Whether it stands before what it joins, after it, or among the keys.
    let place: Place
  }

  enum Place: Int { case before, among, after }

  let groups: [Group]

  init(_ graph: Graph, dependencies: [[Int]]) {
    let keys = graph.tasks.map { $0.coordinates[.key] }
    var sets = DisjointSets(count: keys.count)
    var first: [String: Int] = [:]
    for (task, key) in keys.enumerated() {
      guard let key else { continue }
      if let other = first[key] { sets.join(task, other) } else { first[key] = task }
    }
    let edges = dependencies.enumerated().flatMap { task, others in others.map { (from: $0, to: task) } }
    for (from, to) in edges where (keys[from] == nil) == (keys[to] == nil) { sets.join(from, to) }

    // What the tasks without a key are tied to: the leaders of keys, and whether they wait for one of them.
    var joined: [Int: Set<Int>] = [:]
    var waits: Set<Int> = []
    for (from, to) in edges where (keys[from] == nil) != (keys[to] == nil) {
      let (keyless, keyed) = keys[from] == nil ? (from, to) : (to, from)
      joined[sets.leader(of: keyless), default: []].insert(sets.leader(of: keyed))
      if keyless == to { waits.insert(sets.leader(of: keyless)) }
    }
    for (keyless, keyed) in joined where keyed.count == 1 { for key in keyed { sets.join(keyless, key) } }

    groups = sets.members.map { leader, tasks in
      let count = joined[leader]?.count ?? 0
      guard count > 1 else { return Group(tasks: tasks, joinedKeys: 0, place: .among) }
      return Group(tasks: tasks, joinedKeys: count, place: waits.contains(leader) ? .after : .before)
    }
  }
}

/// Numbers in sets that are joined; the least of a set stands for it.
private struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  mutating func leader(of number: Int) -> Int {
    var number = number
    while parents[number] != number {
      parents[number] = parents[parents[number]]
      number = parents[number]
    }
    return number
  }

  mutating func join(_ a: Int, _ b: Int) {
    let (a, b) = (leader(of: a), leader(of: b))
    parents[max(a, b)] = min(a, b)
  }

  /// By their leaders, which they are sorted by, as are the numbers of each.
  var members: [(leader: Int, numbers: [Int])] {
    var sets = self
    return Dictionary(grouping: parents.indices) { sets.leader(of: $0) }.sorted { $0.key < $1.key }
      .map { ($0.key, $0.value) }
  }
}
