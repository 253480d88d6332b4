package import CommitSyntax
package import Diagnostics
package import ImageConfig

extension Selection {
  /// - Parameters:
  ///   - wanted: environments to look at, of those that the message selects; nil is all of them.
  /// - Throws: every error of the configs that are selected, with exit code 78.
  package init(
    _ message: CommitMessage, settings: Settings, catalog: ImageCatalog, environments wanted: [String]? = nil
  ) throws(Failure) {
    let flags = Flags(message)
    if let stop = message.instructions.stop {
      let reason = Reason(.switchedOff(stop.switch), at: message.file.place(stop.line))
      self.init(
        flags: flags, isSwitchedOff: true, parts: [],
        leftOut: settings.environments.map { LeftOut(.environment($0.name), because: reason) }
          + catalog.keys.map { LeftOut(.key($0), because: reason) }, diagnostics: [])
      return
    }
    let chooser = Chooser(message, flags)
    let environments = chooser.environments(of: settings, wanted: wanted)
    let keys = chooser.keys(of: catalog)
    let (files, diagnostics) = environments.chosen.isEmpty ? ([], []) : try chooser.files(keys.chosen, in: catalog)
    let parts = environments.chosen.map { chooser.part($0, files) }
    self.init(
      flags: flags, isSwitchedOff: false, parts: parts, leftOut: environments.leftOut + keys.leftOut,
      diagnostics: diagnostics + NamedInVain(chooser.rules, parts, files.map(\.file)).diagnostics)
  }
}

/// The filters of a message.
struct FilterRules: Sendable {
  let environments, keys, pools, regions: FilterRule

  init(_ message: CommitMessage) {
    environments = FilterRule(.environments, of: message)
    keys = FilterRule(.keys, of: message)
    pools = FilterRule(.pools, of: message)
    regions = FilterRule(.regions, of: message)
  }
}

/// Applies a message to a project, a stage a function.
private struct Chooser {
  let rules: FilterRules
  let flags: Flags

  typealias ChosenEnvironment = (environment: Settings.Environment, reason: Reason)
  typealias ChosenKey = (key: String, reason: Reason)
  typealias ChosenFile = (file: ImageFile, reason: Reason)

  init(_ message: CommitMessage, _ flags: Flags) {
    rules = FilterRules(message)
    self.flags = flags
  }

  func environments(of settings: Settings, wanted: [String]?) -> (chosen: [ChosenEnvironment], leftOut: [LeftOut]) {
    var chosen: [ChosenEnvironment] = []
    var leftOut: [LeftOut] = []
    for environment in settings.environments {
      var (isIn, reason) = rules.environments.decide(environment.name)
      if isIn, let wanted, !wanted.contains(environment.name) { (isIn, reason) = (false, Reason(.otherEnvironment)) }
      if isIn {
        chosen.append((environment, reason))
      } else {
        leftOut.append(LeftOut(.environment(environment.name), because: reason))
      }
    }
    return (chosen, leftOut)
  }

  func keys(of catalog: ImageCatalog) -> (chosen: [ChosenKey], leftOut: [LeftOut]) {
    var chosen: [ChosenKey] = []
    var leftOut: [LeftOut] = []
    for key in catalog.keys {
      let (isIn, reason) = rules.keys.decide(key)
      if isIn { chosen.append((key, reason)) } else { leftOut.append(LeftOut(.key(key), because: reason)) }
    }
    return (chosen, leftOut)
  }

  /// - Throws: every error of every file.
  func files(
    _ keys: [ChosenKey], in catalog: ImageCatalog
  ) throws(Failure) -> (files: [ChosenFile], diagnostics: [Diagnostic]) {
    let loaded = catalog.load(keys.map(\.key))
    var errors: [Diagnostic] = []
    var diagnostics: [Diagnostic] = []
    var files: [ChosenFile] = []
    for (key, reason) in keys {
      switch loaded[key] {
      case .success(let file)?:
        diagnostics += file.warnings
        files.append((file, reason))
      case .failure(let failure)?:
        // Whether a file that cannot be read has one of the pools is not known; it must not stop those that have.
        if rules.pools.mode == .include {
          diagnostics += failure.diagnostics.map {
            $0.with(severity: .warning).within("key \(key), which may have a pool that is included")
          }
        } else {
          errors += failure.diagnostics.map { $0.within("key \(key)") }
        }
      case nil: break
      }
    }
    guard errors.isEmpty else { throw Failure(.configuration, errors) }
    return (files, diagnostics)
  }

  func part(_ chosen: ChosenEnvironment, _ files: [ChosenFile]) -> Selection.Part {
    var keys: [Selection.Key] = []
    var leftOut: [LeftOut] = []
    let names = NameRules(regions: rules.regions, pools: rules.pools)
    for (file, reason) in files {
      let image = file.image(in: chosen.environment.name)
      let pools = rules.pools.narrow(image.pools)
      let locations = rules.regions.narrow(image.locations)
      if let cut = rules.pools.cut(image.pools, to: pools) ?? rules.regions.cut(image.locations, to: locations) {
        leftOut.append(LeftOut(.key(image.key), because: cut))
        continue
      }
      leftOut += rest(image.locations, locations, by: rules.regions, of: image) { .locations($0, of: $1) }
      leftOut += rest(image.pools, pools, by: rules.pools, of: image) { .pools($0, of: $1) }
      let own = rules.pools.mode == .include ? poolReason(pools) ?? reason : reason
      keys.append(
        Selection.Key(
          image: image, locations: locations, pools: pools, reason: own, force: force(because: own),
          namesReasons: names.reasons(locations: locations, pools: pools)))
    }
    return Selection.Part(
      environment: chosen.environment, reason: chosen.reason, keys: keys, leftOut: leftOut, names: names)
  }

  /// What of a key's names is not left.
  private func rest(
    _ names: [String], _ left: [String], by rule: FilterRule, of image: Image,
    as subject: ([String], LeftOut.Owner) -> LeftOut.Subject
  ) -> [LeftOut] {
    guard left.count < names.count else { return [] }
    return rule.reasons(of: names.filter { !left.contains($0) }).map { names, reason in
      LeftOut(subject(names, .key(image.key)), because: reason)
    }
  }

  private func poolReason(_ pools: [String]) -> Reason? {
    pools.first.map { Reason(.poolNamed($0), at: rules.pools.place(of: $0)) }
  }

  private func force(because reason: Reason) -> Reason? {
    if flags.contains(.overwriteMachineImage) {
      return Reason(.asked(.byOverwriting), at: flags.place(of: .overwriteMachineImage))
    }
    guard rules.keys.mode == .include || rules.pools.mode == .include else { return nil }
    return Reason(.asked(.byName), at: reason.place)
  }
}
