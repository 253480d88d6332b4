/// What a project's settings call things, by which its image configs are read.
package struct ProjectNames: Sendable {
  /// In their order.
  package let platforms: [String]
  /// The first halves of worker pools' names, by which the pool of a workerType is found.
  package let provisioners: [String]
  /// A config may have overrides for each.
  package let environments: [String]

  package init(platforms: [String], provisioners: [String], environments: [String]) {
    self.platforms = platforms
    self.provisioners = provisioners
    self.environments = environments
  }
}
