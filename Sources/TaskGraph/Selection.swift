package import CommitSyntax
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
    /// Built even if it is up to date: it was asked for by name.
    package let isForced: Bool

    package var name: String { image.key }

    package init(image: Image, locations: [String], pools: [String], reason: Reason, isForced: Bool) {
      self.image = image
      self.locations = locations
      self.pools = pools
      self.reason = reason
      self.isForced = isForced
    }
  }

  package struct Part: Sendable {
    package let environment: Settings.Environment
    package let reason: Reason
    /// By name.
    package let keys: [Key]
    package let leftOut: [LeftOut]
  }

  package let flags: Flags
  /// Nothing at all, because the message says so.
  package let isSwitchedOff: Bool
  /// By name of the environment.
  package let parts: [Part]
  package let leftOut: [LeftOut]
  /// Warnings and notes of the configs that were selected.
  package let diagnostics: [Diagnostic]
}

extension Selection {
  /// - Parameters:
  ///   - wanted: environments to look at, of those that the message selects; nil is all of them.
  /// - Throws: every error of the configs that are selected, with exit code 78.
  package init(
    _ message: CommitMessage, settings: Settings, catalog: ImageCatalog, environments wanted: [String]? = nil
  ) throws(Failure) {
    let instructions = message.instructions
    flags = Flags(Set(instructions.switches.keys))
    isSwitchedOff = flags.contains(.noCI) || flags.contains(.noTaskclusterCI)
    guard !isSwitchedOff else {
      (parts, leftOut, diagnostics) = ([], [], [])
      return
    }

    var leftOut: [LeftOut] = []
    let environmentFilter = Rule(instructions.filters[.environments], "environments", in: message.file)
    var environments: [(Settings.Environment, Reason)] = []
    for environment in settings.environments {
      switch environmentFilter.decide(environment.name) {
      case .out(let reason): leftOut.append(LeftOut(.environment(environment.name), because: reason))
      case .into(let reason):
        if let wanted, !wanted.contains(environment.name) {
          leftOut.append(LeftOut(.environment(environment.name), because: Reason("another environment was asked for")))
        } else {
          environments.append((environment, reason))
        }
      }
    }

    let keyFilter = Rule(instructions.filters[.keys], "keys", in: message.file)
    var named: [(key: String, reason: Reason)] = []
    for key in catalog.keys {
      switch keyFilter.decide(key) {
      case .into(let reason): named.append((key, reason))
      case .out(let reason): leftOut.append(LeftOut(.key(key), because: reason))
      }
    }

    let poolFilter = Rule(instructions.filters[.pools], "pools", in: message.file)
    let regionFilter = Rule(instructions.filters[.regions], "regions", in: message.file)
    let loaded = environments.isEmpty ? [:] : catalog.load(named.map(\.key))
    var errors: [Diagnostic] = []
    var diagnostics: [Diagnostic] = []
    var files: [(file: ImageFile, reason: Reason)] = []
    for (key, reason) in named where !environments.isEmpty {
      switch loaded[key] {
      case .success(let file)?:
        diagnostics += file.warnings
        files.append((file, reason))
      case .failure(let failure)?:
        // Whether a file that cannot be read has one of the pools is not known; it must not stop those that have.
        if poolFilter.mode == .include {
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

    let isForcedByName =
      keyFilter.mode == .include || poolFilter.mode == .include || flags.contains(.overwriteMachineImage)
    parts = environments.map { environment, reason in
      var keys: [Key] = []
      var out: [LeftOut] = []
      for (file, keyReason) in files {
        let image = file.image(in: environment.name)
        let pools = poolFilter.narrow(image.pools)
        let locations = regionFilter.narrow(image.locations)
        if let cut = poolFilter.cut(image.pools, to: pools, of: "pools") {
          out.append(LeftOut(.key(image.key), because: cut))
        } else if let cut = regionFilter.cut(image.locations, to: locations, of: "locations") {
          out.append(LeftOut(.key(image.key), because: cut))
        } else {
          if locations.count < image.locations.count, let reason = regionFilter.reason {
            let others = image.locations.filter { !locations.contains($0) }
            out.append(LeftOut(.locations(others, of: image.key), because: reason))
          }
          let isReachedByPool = poolFilter.mode == .include
          keys.append(
            Key(
              image: image, locations: locations, pools: pools,
              reason: isReachedByPool ? poolFilter.reason ?? keyReason : keyReason, isForced: isForcedByName))
        }
      }
      return Part(environment: environment, reason: reason, keys: keys, leftOut: out)
    }
    self.leftOut = leftOut
    self.diagnostics = diagnostics
  }
}

/// One filter of a message, or the absence of it, applied to names.
private struct Rule {
  enum Decision {
    case into(Reason)
    case out(Reason)
  }

  let filter: Filter?
  let word: String
  /// The line of the message that says so; nil if there is no filter.
  let reason: Reason?
  private let places: [String: Place]
  /// Why a name is in or out that the filter does not name. There may be as many names as there are keys.
  private let unnamed: Reason

  init(_ filter: Filter?, _ word: String, in file: SourceFile) {
    self.filter = filter
    self.word = word
    reason = filter.map { Reason("\($0.mode.rawValue) \(word)", at: $0.lines.first.map(file.place)) }
    unnamed =
      filter.map { Reason("not among `\($0.mode.rawValue) \(word)`", at: $0.lines.first.map(file.place)) }
      ?? Reason("no filter of \(word): all of them")
    places = Dictionary((filter?.values ?? []).map { ($0.text, file.place($0.range)) }, uniquingKeysWith: { a, _ in a })
  }

  var mode: Filter.Mode? { filter?.mode }

  func decide(_ name: String) -> Decision {
    guard let filter else { return .into(unnamed) }
    switch (filter.mode, places[name]) {
    case (.include, let place?): return .into(Reason("named by `include \(word)`", at: place))
    case (.include, nil): return .out(unnamed)
    case (.exclude, let place?): return .out(Reason("named by `exclude \(word)`", at: place))
    case (.exclude, nil): return .into(unnamed)
    }
  }

  func narrow(_ names: [String]) -> [String] {
    guard let filter else { return names }
    return names.filter { (places[$0] != nil) == (filter.mode == .include) }
  }

  /// Why a key whose names were narrowed to these is out, or nil if it is in. A key that never had any is out only if
  /// some were asked for.
  func cut(_ names: [String], to rest: [String], of what: String) -> Reason? {
    guard let filter, rest.isEmpty else { return nil }
    switch filter.mode {
    case .include: return Reason("has none of the \(what) among `include \(word)`", at: reason?.place)
    case .exclude:
      return names.isEmpty ? nil : Reason("all its \(what) are among `exclude \(word)`", at: reason?.place)
    }
  }
}
