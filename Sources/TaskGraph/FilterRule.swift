import CommitSyntax
import Diagnostics

/// One filter of a message, or the absence of it, applied to names.
package struct FilterRule: Sendable {
  let type: FilterType
  let filter: Filter?
  let file: SourceFile?
  private let places: [String: Place]
  /// Why a name is in or out that the filter does not name. There may be as many names as there are keys.
  private let unnamed: Reason

  init(_ type: FilterType, of message: CommitMessage? = nil) {
    self.type = type
    let filter = message?.instructions.filters[type]
    self.filter = filter
    file = message?.file
    guard let filter, let file = message?.file else {
      (places, unnamed) = ([:], Reason(.noFilter(type)))
      return
    }
    unnamed = Reason(.notNamed(filter.mode, type), at: filter.lines.first.map(file.place))
    places = Dictionary(filter.values.map { ($0.text, file.place($0.range)) }, uniquingKeysWith: { first, _ in first })
  }

  var mode: Filter.Mode? { filter?.mode }

  /// Where a name stands in the message.
  func place(of name: String) -> Place? { places[name] }

  func decide(_ name: String) -> (isIn: Bool, reason: Reason) {
    guard let mode else { return (true, unnamed) }
    guard let place = places[name] else { return (mode == .exclude, unnamed) }
    return (mode == .include, Reason(.named(mode, type), at: place))
  }

  func narrow(_ names: [String]) -> [String] {
    filter == nil ? names : names.filter { decide($0).isIn }
  }

  /// Some names of one key, by why they are in or out: by the line that says so.
  func reasons(of names: [String]) -> [(names: [String], reason: Reason)] {
    guard let filter else { return names.isEmpty ? [] : [(names, unnamed)] }
    var groups: [(names: [String], reason: Reason)] = []
    for name in names {
      var reason = decide(name).reason
      if let line = filter.line(naming: name), let file { reason = Reason(reason.rule, at: file.place(line)) }
      if let known = groups.firstIndex(where: { $0.reason == reason }) {
        groups[known].names.append(name)
      } else {
        groups.append(([name], reason))
      }
    }
    return groups
  }

  /// Why a key whose names were narrowed to these is out, or nil if it is in. A key that never had any is out only if
  /// some were asked for.
  func cut(_ names: [String], to rest: [String]) -> Reason? {
    guard let filter, rest.isEmpty else { return nil }
    switch filter.mode {
    case .include: return Reason(.noneNamed(type), at: unnamed.place)
    case .exclude:
      return names.first.map { name in
        Reason(.allNamed(type), at: filter.line(naming: name).flatMap { file?.place($0) } ?? unnamed.place)
      }
    }
  }
}
