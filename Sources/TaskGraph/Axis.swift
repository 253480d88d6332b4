/// What a kind can be multiplied by. A kind's `for-each` names some of them; it has one task per combination.
package enum Axis: String, Sendable, CaseIterable, Hashable {
  case platform
  case key
  case environment
  case location
  case pool
}

/// One value on every axis: the smallest piece of work there is. A task covers all cells that agree on its kind's axes.
///
/// A key without a worker pool has cells without one.
package struct Cell: Sendable, Hashable {
  package var platform: String
  package var key: String
  package var environment: String
  package var location: String
  package var pool: String?

  package init(platform: String, key: String, environment: String, location: String, pool: String?) {
    self.platform = platform
    self.key = key
    self.environment = environment
    self.location = location
    self.pool = pool
  }

  /// The values of some cells, each once, sorted. Mostly there is a handful, for which looking through them is faster
  /// than hashing.
  static func distinct(_ values: some Sequence<String>) -> [String] {
    var few: [String] = []
    var others: Set<String> = []
    for value in values where !few.contains(value) {
      if few.count < 16 { few.append(value) } else { others.insert(value) }
    }
    return (few + others).sorted()
  }

  package subscript(axis: Axis) -> String? {
    switch axis {
    case .platform: platform
    case .key: key
    case .environment: environment
    case .location: location
    case .pool: pool
    }
  }
}

/// The values of some axes, in the order in which a kind names them.
package struct Coordinates: Sendable, Hashable {
  package let axes: [Axis]
  package let values: [String]

  package static func == (a: Coordinates, b: Coordinates) -> Bool { a.values == b.values && a.axes == b.axes }

  /// Where coordinates are keys, they have the same axes.
  package func hash(into hasher: inout Hasher) {
    for value in values { hasher.combine(value) }
  }

  /// Nil if the cell has no value on one of the axes.
  package init?(of cell: Cell, on axes: [Axis]) {
    var values: [String] = []
    values.reserveCapacity(axes.count)
    for axis in axes {
      guard let value = cell[axis] else { return nil }
      values.append(value)
    }
    self.axes = axes
    self.values = values
  }

  private init(axes: [Axis], values: [String]) {
    self.axes = axes
    self.values = values
  }

  /// Whether the cell has these values.
  func cover(_ cell: Cell) -> Bool {
    for (axis, value) in zip(axes, values) where cell[axis] != value { return false }
    return true
  }

  package subscript(axis: Axis) -> String? {
    axes.firstIndex(of: axis).map { values[$0] }
  }

  /// The values on fewer axes, all of which are here.
  package func projected(on some: [Axis]) -> Coordinates {
    some == axes ? self : Coordinates(axes: some, values: some.compactMap { self[$0] })
  }

  /// `azure-win10-64-2004-production`: labels, files and routes are made of it. A pool's `/` becomes `-`.
  package var name: String {
    values.map(Self.withoutSlashes).joined(separator: "-")
  }

  private static func withoutSlashes(_ value: String) -> String {
    guard value.utf8.contains(UInt8(ascii: "/")) else { return value }
    return value.split(separator: "/").joined(separator: "-")
  }
}
