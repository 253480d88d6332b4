import CommitSyntax
package import Diagnostics
package import ImageConfig

/// What a message asks for: environments, and in each the keys with their locations and pools, with the reason of each.
package struct Selection: Sendable {
  /// A class, so that each of a key's tasks holds it by one reference.
  package final class Key: Sendable {
    package let image: Image
    /// Sorted; a subset of the image's.
    package let locations: [String]
    package let pools: [String]
    package let reason: Reason
    /// Why it is built even if it is up to date, if it is.
    package let force: Reason?
    /// Why these locations and pools are in: made here once, not for each task.
    let namesReasons: [Reason]

    package var name: String { image.key }
    package var isForced: Bool { force != nil }

    package init(
      image: Image, locations: [String], pools: [String], reason: Reason, force: Reason?, namesReasons: [Reason]
    ) {
      self.image = image
      self.locations = locations
      self.pools = pools
      self.reason = reason
      self.force = force
      self.namesReasons = namesReasons
    }
  }

  package struct Part: Sendable {
    package let environment: Settings.Environment
    package let reason: Reason
    /// By name.
    package let keys: [Key]
    package let leftOut: [LeftOut]
    /// By which locations and pools were chosen, in every environment alike.
    var names = NameRules()
  }

  package let flags: Flags
  /// Nothing at all, because the message says so.
  package let isSwitchedOff: Bool
  /// By name of the environment.
  package let parts: [Part]
  package let leftOut: [LeftOut]
  /// Warnings and notes of the configs that were selected, and of what is named in vain.
  package let diagnostics: [Diagnostic]
}

/// The filters that choose among the names of a key. A class, since each of many tasks may be asked about, on all cores.
final class NameRules: Sendable {
  private let regions: FilterRule
  private let pools: FilterRule

  init(regions: FilterRule = FilterRule(.regions), pools: FilterRule = FilterRule(.pools)) {
    self.regions = regions
    self.pools = pools
  }

  /// Why these locations and pools are in.
  func reasons(locations: [String], pools: [String]) -> [Reason] {
    reasons(locations, by: regions) + reasons(pools, by: self.pools)
  }

  private func reasons(_ names: [String], by rule: FilterRule) -> [Reason] {
    rule.reasons(of: names).map { Reason(.names($0.names, rule.type, $0.reason.rule), at: $0.reason.place) }
  }
}
