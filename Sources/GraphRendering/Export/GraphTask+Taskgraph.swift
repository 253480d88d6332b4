import Document
import TaskGraph

extension GraphTask {
  /// What taskgraph calls the attributes: the kind, the values of the axes, the locations of a task that has no such axis.
  var attributes: JSONObject {
    var members: [JSONObject.Member] = [.init(key: "kind", value: .string(kind))]
    for (axis, value) in zip(coordinates.axes, coordinates.values) {
      members.append(.init(key: axis.rawValue, value: .string(value)))
    }
    if coordinates[.location] == nil, !locations.isEmpty {
      members.append(.init(key: "locations", value: JSON(locations)))
    }
    return JSONObject(members)
  }

  /// Names for the dependencies, unique within the task, as taskgraph wants them: the kind, or the label where a kind has several.
  var edges: [(name: String, need: Need)] {
    guard needs.count > 1 else { return needs.map { ($0.kind, $0) } }
    let counts = Dictionary(needs.map { ($0.kind, 1) }, uniquingKeysWith: +)
    return needs.map { (counts[$0.kind] == 1 ? $0.kind : $0.label, $0) }
  }
}
