import Document
import TaskGraph

/// The lines of one graph, at three sizes.
struct TreeRows {
  /// What a line is for.
  enum Size { case task, key, kind }

  let graph: Graph
  /// Of all graphs, for their colours.
  let kinds: [String]
  let explain: Bool
  private let dependencies: [[Int]]

  init(_ graph: Graph, kinds: [String], explain: Bool) {
    self.graph = graph
    self.kinds = kinds
    self.explain = explain
    dependencies = graph.dependencyIndices
  }

  /// The keys of the tasks, and the kinds of the tasks that have none, sorted.
  var keys: [String] { Set(graph.tasks.map(Self.group)).sorted { $0.precedesInBytes($1) } }

  private static func group(_ task: GraphTask) -> String { task.coordinates[.key] ?? task.kind }

  private func paint(_ kind: String) -> Paint { kinds.firstIndex(of: kind).map(Paint.kind) ?? .none }

  func table(_ size: Size) -> TextTable {
    switch size {
    case .task: byTask
    case .key: byKey
    case .kind: byKind
    }
  }

  // MARK: - A line a task

  /// A line a task, below the one that it waits for.
  private var byTask: TextTable {
    var table = TextTable()
    table.dropped = [1]
    var words = ReasonText()
    for entry in order() {
      let task = graph.tasks[entry.task]
      table.add([
        .init("  \(entry.branch)\(task.label)", paint(task.kind)), .init(task.workerPool ?? ""),
        .init(time(task.maxRunTime), .none, .right), .init(machines(task.machines), .none, .right),
        .init(remark(task, dependencies[entry.task].count), .dim),
      ])
      guard explain else { continue }
      let known = entry.parent.map { graph.tasks[$0] }
      for text in reasons(of: task, below: known, &words) {
        table.add(line: .init("  \(entry.below)  \(text)", .dim))
      }
    }
    return table
  }

  /// Why it is there, and in which locations. What stands above it in the tree is not said again.
  private func reasons(of task: GraphTask, below parent: GraphTask?, _ words: inout ReasonText) -> [String] {
    if let parent, task.reasons.allSatisfy(parent.reasons.contains) { return ["for the same reasons"] }
    return task.reasons.map { words.text($0) }
  }

  private func remark(_ task: GraphTask, _ dependencies: Int) -> String {
    var parts: [String] = []
    if task.unlessUpToDate { parts.append("unless up to date") }
    if dependencies > 1 { parts.append("waits for \(dependencies) tasks") }
    return parts.joined(separator: ", ")
  }

  private struct Entry {
    let task: Int
    /// The one that it stands below.
    let parent: Int?
    /// What is drawn before the label.
    let branch: String
    /// What is drawn before lines below the label.
    let below: String
  }

  /// Tasks from the roots down. No recursion: a chain may be as long as the graph. Nor does the indentation grow for ever.
  private func order() -> [Entry] {
    let children = children()
    var stack = children.roots.reversed().map { Entry(task: $0, parent: nil, branch: "", below: "") }
    var entries: [Entry] = []
    while let entry = stack.popLast() {
      entries.append(entry)
      let own = children.below[entry.task]
      let indent = entry.below.unicodeScalars.count < 60 ? entry.below : ""
      for (position, child) in own.enumerated().reversed() {
        let isLast = position == own.count - 1
        stack.append(
          Entry(
            task: child, parent: entry.task, branch: indent + (isLast ? "└─ " : "├─ "),
            below: indent + (isLast ? "   " : "│  ")))
      }
    }
    return entries
  }

  private func children() -> (roots: [Int], below: [[Int]]) {
    let depth = graph.depths
    var roots: [Int] = []
    var below: [[Int]] = Array(repeating: [], count: graph.tasks.count)
    for task in graph.tasks.indices {
      if let parent = dependencies[task].max(by: { (depth[$0], $0) < (depth[$1], $1) }) {
        below[parent].append(task)
      } else {
        roots.append(task)
      }
    }
    return (roots, below)
  }

  // MARK: - Folded

  /// A line a key.
  private var byKey: TextTable {
    var table = TextTable()
    table.dropped = [4, 1]
    for (name, tasks) in grouped(by: Self.group) {
      let part = Graph(environment: graph.environment, rootURL: graph.rootURL, tasks: tasks, leftOut: [])
      let summary = Summary(of: part)
      let depths = Dictionary(zip(part.tasks.map(\.kind), part.depths), uniquingKeysWith: max)
      let own = kinds.filter { depths[$0] != nil }.enumerated().map { (depths[$1] ?? 0, $0, $1) }.sorted { $0 < $1 }
      let contents = own.map { _, _, kind in
        let number = tasks.count { $0.kind == kind }
        return number == 1 ? kind : "\(number) \(kind)"
      }
      table.add([
        .init("  \(name)"), .init(contents.joined(separator: " → ")), .init(time(summary.longestPath), .none, .right),
        .init(machines(summary.machines), .none, .right), .init(remark(tasks), .dim),
      ])
    }
    return table
  }

  /// A line a kind.
  private var byKind: TextTable {
    var table = TextTable()
    table.dropped = [6, 2, 5]
    let groups = Dictionary(grouping: graph.tasks, by: \.kind)
    for kind in kinds {
      guard let tasks = groups[kind] else { continue }
      let pools = Set(tasks.map { $0.workerPool ?? "" })
      let keys = Set(tasks.compactMap { $0.coordinates[.key] }).sorted { $0.precedesInBytes($1) }
      let longest = tasks.reduce(0) { max($0, $1.maxRunTime) }
      table.add([
        .init("  \(kind)", paint(kind)), .init(amount(tasks.count, "task"), .none, .right),
        .init(pools.count == 1 ? pools.first ?? "" : "on \(pools.count) pools"),
        .init(time(longest), .none, .right),
        .init(machines(tasks.reduce(0) { $0 + $1.machines }), .none, .right), .init(remark(tasks), .dim),
        .init(NameList(keys).text(limit: 60)),
      ])
    }
    return table
  }

  private func grouped(by name: (GraphTask) -> String) -> [(name: String, tasks: [GraphTask])] {
    Dictionary(grouping: graph.tasks, by: name).sorted { $0.key.precedesInBytes($1.key) }.map { ($0.key, $0.value) }
  }

  private func remark(_ tasks: [GraphTask]) -> String {
    tasks.contains(where: \.unlessUpToDate) ? "unless up to date" : ""
  }

  // MARK: - Cells

  private func time(_ seconds: Int) -> String { seconds > 0 ? TimeBound(seconds: seconds).description : "" }
  private func machines(_ number: Int) -> String { number > 0 ? amount(number, "VM") : "" }
}
