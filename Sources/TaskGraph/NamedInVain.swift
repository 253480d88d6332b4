import CommitSyntax
import Diagnostics
import Document
import ImageConfig

/// What a message includes by name and gets nothing of: nothing is wrong with the name, but with another filter beside it
/// there is no task, and the push is green.
struct NamedInVain {
  let diagnostics: [Diagnostic]

  init(_ rules: FilterRules, _ parts: [Selection.Part], _ files: [ImageFile]) {
    let all = [rules.keys, rules.pools, rules.regions, rules.environments]
    // Where somebody wants nothing, nothing is missing.
    guard !parts.isEmpty, !all.contains(where: { $0.filter?.isNone == true }) else {
      diagnostics = []
      return
    }
    let found = all.map { rule in
      Self.names(of: rule, without: Self.selected(rule.type, parts), parts).map { name, place in
        Diagnostic(
          .warning, id: "named-in-vain", "nothing is selected of the \(rule.type.singular) `\(name)`", at: place,
          help: Self.help(name, rule.type, rules, parts, files))
      }
    }
    // If nothing is left at all, one filter is enough to see it by.
    let isEmpty = parts.allSatisfy(\.keys.isEmpty)
    diagnostics = isEmpty ? found.first { !$0.isEmpty } ?? [] : found.flatMap { $0 }
  }

  private static func selected(_ type: FilterType, _ parts: [Selection.Part]) -> Set<String> {
    switch type {
    case .keys: Set(parts.lazy.flatMap(\.keys).map(\.name))
    case .pools: Set(parts.lazy.flatMap(\.keys).flatMap(\.pools))
    case .regions: Set(parts.lazy.flatMap(\.keys).flatMap(\.locations))
    case .environments: Set(parts.lazy.filter { !$0.keys.isEmpty }.map(\.environment.name))
    }
  }

  private static func names(
    of rule: FilterRule, without selected: Set<String>, _ parts: [Selection.Part]
  ) -> [(name: String, place: Place)] {
    guard let filter = rule.filter, filter.mode == .include, let file = rule.file else { return [] }
    // An environment that nobody looks at now is no mistake.
    let looked = rule.type == .environments ? Set(parts.map(\.environment.name)) : nil
    return filter.values.filter { !selected.contains($0.text) && looked?.contains($0.text) != false }
      .map { ($0.text, file.place($0.range)) }
  }

  /// Where it is built: what the filter of regions could have named.
  private static func help(
    _ name: String, _ type: FilterType, _ rules: FilterRules, _ parts: [Selection.Part], _ files: [ImageFile]
  ) -> String? {
    let images = parts.flatMap { part in
      files.map { $0.image(in: part.environment.name) }.filter { image in
        switch type {
        case .keys: image.key == name
        case .pools: image.pools.contains(name)
        case .regions: rules.pools.cut(image.pools, to: rules.pools.narrow(image.pools)) == nil
        case .environments: part.environment.name == name
        }
      }
    }
    let locations = images.flatMap(\.locations)
    guard rules.regions.filter != nil, !locations.isEmpty else { return nil }
    return (type == .regions ? "the keys that are left have " : "its locations are ") + list(locations)
  }

  private static func list(_ names: [String]) -> String {
    let all = Set(names).sorted { $0.precedesInBytes($1) }
    return all.prefix(12).joined(separator: ", ") + (all.count > 12 ? ", and \(all.count - 12) more" : "")
  }
}
