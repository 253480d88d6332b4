internal import Diagnostics
internal import Document

/// Layers of one config laid over each other.
struct MergedLayers {
  /// The uppermost first.
  private let layers: [ImageLayer]
  private let values: JSONObject
  private let format: ImageFormat
  private let environment: String?
  /// Those that the key is built on.
  private let platforms: [String]

  /// The defaults lie under the file as a whole, their environments under the file's environments: what is said of an
  /// environment goes before what is said of all.
  init(_ file: ImageLayer, over defaults: ImageLayer?, in environment: String?, format: ImageFormat) {
    let both = [file] + (defaults.map { [$0] } ?? [])
    let overrides =
      environment.map { name in both.compactMap { $0.environments.first { $0.name == name }?.layer } } ?? []
    layers = overrides + both
    let lowest = layers.last?.values ?? JSONObject()
    // Mappings are merged deeply; of anything else the upper holds, null included.
    values = layers.dropLast().reversed().reduce(lowest) { $1.values.merged(over: $0) }
    self.format = format
    self.environment = environment
    // The defaults say how something is built on a platform, the key's own file that it is.
    let own = layers.filter { $0.file.name == file.file.name }
    platforms =
      format.platforms.count == 1
      ? format.platforms
      : format.platforms.filter { name in own.lazy.compactMap { $0.values[name] }.first.map { !$0.isNull } ?? false }
  }

  /// The image, and what is wrong with the whole that is not wrong with a layer.
  func image(key: String, provisioners: [String]) -> (image: Image, problems: [Diagnostic]) {
    var missing: [[String]] = []
    let config = complete(format.config(builtOn: platforms), .object(values), &missing)
    var problems: [Diagnostic] = []
    for path in missing.lazy.map({ Array($0.reversed()) }) {
      let problem = diagnosticOfMissing(path)
      if !problems.contains(problem) { problems.append(problem) }
    }
    if platforms.isEmpty { problems.append(diagnostic(.noPlatform(format.platforms), [])) }
    let isAzure = platforms.contains(ImageFormat.azure)
    for (parent, names) in isAzure ? ImageFormat.alternatives : [] {
      let tags = parent.reduce(config as JSON?) { $0?[$1] }
      let given = names.filter { tags?[$0]?.isNull == false }
      // Where all of it is taken back, that was said.
      if given.isEmpty, !layers.contains(where: { $0.null(along: parent) != nil }) {
        problems.append(diagnostic(.noneOf(names), parent + [names[0]]))
      }
      if given.count > 1, let last = given.last { problems.append(diagnostic(.severalOf(names), parent + [last])) }
    }
    let pools = values[ImageFormat.pools]?.array?.compactMap(\.string)
    let image = Image(key: key, config: config, platforms: platforms, pools: pools, provisioners: provisioners)
    for problem in problems.isEmpty ? locationProblems(of: image) + nameProblems(of: image) : [] {
      problems.append(problem)
    }
    return (image, problems)
  }

  /// A location tells an image's name, so it is that of one platform.
  private func locationProblems(of image: Image) -> [Diagnostic] {
    guard image.placements.count > 1 else { return [] }
    var problems: [Diagnostic] = []
    for (index, placement) in image.placements.enumerated() {
      for other in image.placements[..<index] {
        guard let location = placement.locations.first(where: other.locations.contains) else { continue }
        problems.append(
          diagnostic(
            .sharedLocation(location, of: [other.platform, placement.platform]),
            [placement.platform, ImageFormat.locations]))
      }
    }
    return problems
  }

  /// Of the names that are wrong alike, the longest shows it best.
  private func nameProblems(of image: Image) -> [Diagnostic] {
    image.placements.compactMap { placement in
      let names = placement.locations.compactMap { image.imageNames[$0]?.string }
      guard let longest = names.max(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) else { return nil }
      let isAzure = placement.platform == ImageFormat.azure
      return ImageName.problem(longest, isAzure: isAzure).map {
        diagnostic($0, isAzure ? ["vm", "tags", "deploymentId"] : [placement.platform, ImageFormat.imageName])
      }
    }
  }

  /// Every field of the format, those that are not there as null; of those that are missing the path, innermost first.
  private func complete(_ field: ImageField, _ value: JSON?, _ missing: inout [[String]]) -> JSON {
    switch field {
    case .nothing: return .null
    case .mapping(let fields), .open(let fields):
      let object = value?.object
      var members: [JSONObject.Member] = []
      members.reserveCapacity(fields.count)
      for index in fields.indices {
        let (name, before) = (fields[index].name, missing.count)
        members.append(.init(key: name, value: complete(fields[index].field, object?[name], &missing)))
        for path in before..<missing.count { missing[path].append(name) }
      }
      guard case .open = field, let object else { return .object(JSONObject(members)) }
      return .object(
        JSONObject(members + object.members.filter { member in !fields.contains { $0.name == member.key } }))
    default:
      if let value, !value.isNull { return value }
      if field.isRequired { missing.append([]) }
      return .null
    }
  }

  /// Where a layer takes it back, it or a mapping that it stands in; else where it would belong.
  private func diagnosticOfMissing(_ path: [String]) -> Diagnostic {
    for layer in layers {
      guard let taken = layer.null(along: path) else { continue }
      var diagnostic = ImageProblem.missing(taken.path).diagnostic(at: taken.place)
      if layer.isOverride, let environment { diagnostic.context = ["environment \(environment)"] }
      return diagnostic
    }
    return diagnostic(.missing(path), path)
  }

  /// At the field in the uppermost layer that has it; else where it would belong in the key's own file.
  private func diagnostic(_ problem: ImageProblem, _ path: [String]) -> Diagnostic {
    let places = layers.map { $0.place(of: path) }
    let place = places.first { $0.isExact } ?? layers.first { !$0.isOverride }?.place(of: path) ?? places.first
    return problem.diagnostic(at: place?.place)
  }
}
