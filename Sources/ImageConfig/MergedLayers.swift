internal import Diagnostics
internal import Document

/// Layers of one config laid over each other.
struct MergedLayers {
  /// The uppermost first.
  private let layers: [ImageLayer]
  private let values: JSONObject

  /// The defaults lie under the file as a whole, their environments under the file's environments: what is said of an
  /// environment goes before what is said of all.
  init(_ file: ImageLayer, over defaults: ImageLayer?, in environment: String?) {
    let both = [file] + (defaults.map { [$0] } ?? [])
    let overrides =
      environment.map { name in both.compactMap { $0.environments.first { $0.name == name }?.layer } } ?? []
    layers = overrides + both
    let lowest = layers.last?.values ?? JSONObject()
    values = layers.dropLast().reversed().reduce(lowest) { Self.merged($0, under: $1.values) }
  }

  /// Mappings are merged deeply; of anything else the upper holds, null included.
  private static func merged(_ lower: JSONObject, under upper: JSONObject) -> JSONObject {
    var result = lower
    for member in upper.members {
      if case .object(let above) = member.value, case .object(let below)? = lower[member.key] {
        result[member.key] = .object(merged(below, under: above))
      } else {
        result[member.key] = member.value
      }
    }
    return result
  }

  /// The image, and what is wrong with the whole that is not wrong with a layer.
  func image(key: String, provisioners: [String]) -> (image: Image, problems: [Diagnostic]) {
    var problems: [Diagnostic] = []
    let config = complete(ImageField.config, .object(values), [], &problems)
    for (parent, names) in ImageField.alternatives {
      let tags = parent.reduce(config as JSON?) { $0?[$1] }
      let given = names.filter { tags?[$0]?.isNull == false }
      if given.isEmpty { problems.append(diagnostic(.noneOf(names), parent + [names[0]])) }
      if given.count > 1, let last = given.last { problems.append(diagnostic(.severalOf(names), parent + [last])) }
    }
    let pools = values[ImageField.pools]?.array?.compactMap(\.string)
    let image = Image(key: key, config: config, pools: pools, provisioners: provisioners)
    // Of the names that are wrong alike, the longest shows it best.
    if problems.isEmpty, let longest = image.imageNames.values.max(by: { ($0.count, $0) < ($1.count, $1) }),
      let problem = ImageName.problem(longest)
    {
      problems.append(diagnostic(problem, ["vm", "tags", "deploymentId"]))
    }
    return (image, problems)
  }

  /// Every field of the format, those that are not there as null; those that are missing are reported.
  private func complete(
    _ field: ImageField, _ value: JSON?, _ path: [String], _ problems: inout [Diagnostic]
  ) -> JSON {
    guard case .mapping(let fields) = field else {
      guard let value, !value.isNull else {
        if field.isRequired { problems.append(diagnostic(.missing(path), path)) }
        return .null
      }
      return value
    }
    var members: [JSONObject.Member] = []
    for (name, field) in fields {
      members.append(.init(key: name, value: complete(field, value?[name], path + [name], &problems)))
    }
    return .object(JSONObject(members))
  }

  /// At the field in the uppermost layer that has it; else where it would belong in the key's own file.
  private func diagnostic(_ problem: ImageProblem, _ path: [String]) -> Diagnostic {
    let places = layers.map { $0.place(of: path) }
    let place = places.first { $0.isExact } ?? layers.first { !$0.isOverride }?.place(of: path) ?? places.first
    return problem.diagnostic(at: place?.place)
  }
}
