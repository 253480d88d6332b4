import Diagnostics
import TaskGraph

/// Names for the tasks of all graphs in languages that know only letters, digits and `_`. A name depends on the task alone, so
/// that a picture of tomorrow differs from today's where the graph does.
struct NodeNames {
  /// By graph, by task, as both stand in the set.
  let names: [[String]]

  init(_ set: GraphSet) {
    var taken: Set<String> = []
    var labels: [String: Int] = [:]
    for task in set.tasks { labels[task.label, default: 0] += 1 }
    names = set.graphs.map { graph in
      graph.tasks.map { task in
        let isShared = labels[task.label, default: 0] > 1
        var name = Self.name(of: isShared ? "\(task.label)@\(graph.environment)" : task.label)
        while !taken.insert(name).inserted { name += "_" }
        return name
      }
    }
  }

  /// Two labels of letters, digits and single `-` never get the same name; any others get a hash.
  static func name(of label: String) -> String {
    var name = "t_"
    var isExact = !label.contains("--")
    for scalar in label.unicodeScalars.prefix(120) {
      if scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
        name.unicodeScalars.append(scalar)
      } else {
        name += "_"
        if scalar != "-" { isExact = false }
      }
    }
    isExact = isExact && label.unicodeScalars.count <= 120
    return isExact ? name : name + "__" + hash(label)
  }

  /// FNV-1a, 64 bits.
  private static func hash(_ text: String) -> String {
    let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    return String(hash, radix: 36)
  }
}
