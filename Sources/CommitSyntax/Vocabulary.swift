/// The words that a message may use. This module knows no config: whoever reads it passes the words in.
///
/// Keys and environments are cheap to list. Pools and regions need every config to be read, so they are asked for only
/// when a message needs them, and at most once a message.
package struct Vocabulary: Sendable {
  package let keys: [String]
  package let environments: [String]
  package let pools: @Sendable () -> [String]
  package let regions: @Sendable () -> [String]
  /// The switches that a kind looks at, beyond those that always mean something.
  package let usedSwitches: Set<Switch>

  package init(
    keys: [String], environments: [String], pools: @escaping @Sendable () -> [String],
    regions: @escaping @Sendable () -> [String], usedSwitches: Set<Switch> = []
  ) {
    self.keys = keys
    self.environments = environments
    self.pools = pools
    self.regions = regions
    self.usedSwitches = usedSwitches
  }

  package init(
    keys: [String] = [], environments: [String] = [], pools: [String] = [], regions: [String] = [],
    usedSwitches: Set<Switch> = []
  ) {
    self.init(
      keys: keys, environments: environments, pools: { pools }, regions: { regions }, usedSwitches: usedSwitches)
  }

  func words(of type: FilterType) -> [String] {
    switch type {
    case .keys: keys
    case .environments: environments
    case .pools: pools()
    case .regions: regions()
    }
  }
}
